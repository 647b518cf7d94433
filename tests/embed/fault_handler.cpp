// SPDX-License-Identifier: MIT
// The fault handler of a VM in a process with others: what each function of it needs, whose the signals are, that they are the process's
// again at the end.
#define DOCTEST_CONFIG_IMPLEMENT_WITH_MAIN
#include <doctest/doctest.h>
#include <ouro/ouro.h>

#include <csignal>
#include <string>

namespace {

std::string outcome(ouro::Vm& vm, const std::string& expression) {
    try {
        return vm.eval(expression).str();
    } catch (const ouro::Error& error) {
        return error.type() + ": " + error.message();
    }
}

bool handled(int number) {
    struct sigaction now;
    sigaction(number, nullptr, &now);
    return now.sa_handler != SIG_DFL && now.sa_handler != SIG_IGN;
}

}  // namespace

TEST_CASE("each function of the fault handler needs what it does") {
    ouro::Config config;
    ouro::Vm vm(config);
    vm.exec("import faulthandler");
    CHECK(outcome(vm, "faulthandler.is_enabled()") == "False");
    CHECK(outcome(vm, "faulthandler.enable(2)") == "PermissionError: the host has not granted 'signals'");
    CHECK(outcome(vm, "faulthandler.register(10, 2)") == "PermissionError: the host has not granted 'signals'");
    CHECK(outcome(vm, "faulthandler.dump_traceback(1)") == "PermissionError: the host has not granted 'standard_output'");
    CHECK(outcome(vm, "faulthandler.dump_traceback(7)") == "PermissionError: the host has not granted 'files'");
    CHECK(outcome(vm, "faulthandler.dump_traceback_later(1, file=2)") == "PermissionError: the host has not granted 'threads'");
    CHECK(outcome(vm, "faulthandler._sigsegv()") == "PermissionError: the host has not granted 'processes'");
}

TEST_CASE("a VM may end while a report is waited for") {
    ouro::Config config;
    config.grant(ouro::Capability::threads).grant(ouro::Capability::standard_output);
    ouro::Vm vm(config);
    vm.exec("import faulthandler");
    CHECK(outcome(vm, "faulthandler.dump_traceback_later(1, file=2, exit=True)") == "PermissionError: the host has not granted 'processes'");
    CHECK(outcome(vm, "faulthandler.dump_traceback_later(1000, file=2)") == "None");
}

TEST_CASE("signals are one VM's at a time, and the process's again when it ends") {
    ouro::Config config;
    config.grant_all();
    ouro::Vm second(config);
    second.exec("import faulthandler");
    {
        ouro::Config first_config = config;
        first_config.options = {"faulthandler"};
        ouro::Vm first(first_config);
        first.exec("import faulthandler");
        CHECK(outcome(first, "faulthandler.is_enabled()") == "True");
        CHECK(outcome(first, "faulthandler.register(10, 2)") == "None");
        CHECK(handled(10));
        CHECK(outcome(second, "faulthandler.is_enabled()") == "False");
        CHECK(outcome(second, "faulthandler.disable()") == "False");
        CHECK(outcome(second, "faulthandler.unregister(10)") == "False");
        CHECK(outcome(second, "faulthandler.enable(2)") == "RuntimeError: the fault handler is another interpreter's of this process");
        CHECK(outcome(second, "faulthandler.register(10, 2)") == "RuntimeError: signal 10 is another interpreter's of this process");
    }
    CHECK(!handled(10));
    CHECK(outcome(second, "faulthandler.enable(2)") == "None");
    CHECK(outcome(second, "faulthandler.disable()") == "True");
}
