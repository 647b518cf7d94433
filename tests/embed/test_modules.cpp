// SPDX-License-Identifier: MIT
// The modules for tests of the interpreter: a VM has them only where its host says so.
#define DOCTEST_CONFIG_IMPLEMENT_WITH_MAIN
#include <doctest/doctest.h>
#include <ouro/ouro.h>

#include <string>

namespace {

const char* const kNames[] = {"_testcapi", "_testinternalcapi", "_testlimitedcapi", "_testsinglephase"};

/// How an import ends: "" or "Type: message".
std::string end_of_import(const ouro::Config& config, const std::string& source) {
    ouro::Vm vm(config);
    try {
        vm.exec(source);
    } catch (const ouro::Error& error) {
        return error.what();
    }
    return "";
}

}  // namespace

TEST_CASE("a VM has no modules for tests, whatever it was granted and however they are asked for") {
    for (std::string name : kNames) {
        ouro::Config config;
        CHECK(end_of_import(config, "import " + name) == "ModuleNotFoundError: No module named '" + name + "' (the host has not granted 'imports')");
        config.grant_all();
        for (const char* how : {"import importlib; importlib.import_module('NAME')", "import _imp; _imp.create_builtin(type('S', (), {'name': 'NAME'}))",
                                "import sys; sys.meta_path[0].find_spec('NAME').loader.load_module('NAME')"}) {
            std::string source = how;
            for (std::size_t at; (at = source.find("NAME")) != std::string::npos;) source.replace(at, 4, name);
            CHECK(end_of_import(config, source) != "");
        }
    }
}

#ifdef OURO_TEST_MODULES
TEST_CASE("a VM has modules for tests where its host wants them") {
    ouro::Config config;
    config.test_modules = true;
    for (std::string name : kNames) CHECK(end_of_import(config, "import " + name) == "");
}
#endif
