// SPDX-License-Identifier: MIT
// Config::library: where ouro's own modules seem to lie, and what comes before them.
#define DOCTEST_CONFIG_IMPLEMENT_WITH_MAIN
#include <doctest/doctest.h>
#include <ouro/ouro.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>

namespace {

std::string answer(const ouro::Config& config, const std::string& script) {
    ouro::Vm vm(config);
    ouro::Object main = vm.exec(script);
    return main["answer"].to<std::string>();
}

}  // namespace

TEST_CASE("modules have no file where the host names no folder, and one in it where it does") {
    ouro::Config config;
    const char* const script = "import json, sys\nanswer = repr((getattr(json, '__file__', None), json.__path__, sys._stdlib_dir, sys.path))\n";
    CHECK(answer(config, script) == "(None, [], None, [])");
    config.library = "/no/where";
    CHECK(answer(config, script) == "('/no/where/json/__init__.py', ['/no/where/json'], '/no/where', [])");
}

TEST_CASE("what stands before the library's folder in the path hides its modules, if imports are granted; what stands after it does not") {
    char name[] = "/tmp/ouro-library-XXXXXX";
    REQUIRE(mkdtemp(name));
    std::string folder = name;
    for (const char* module : {"heapq", "time", "_json"}) std::ofstream(folder + "/" + module + ".py") << "mine = True\n";
    const char* const script =
        "def mine(name):\n    module = __import__(name)\n    return hasattr(module, 'mine')\n"
        "answer = repr([mine('heapq'), mine('time'), mine('_json')])\n";
    ouro::Config config;
    config.library = "/no/where";
    config.path = {folder, "/no/where"};
    CHECK(answer(config, script) == "[False, False, False]");
    config.grant(ouro::Capability::imports);
    CHECK(answer(config, script) == "[True, False, False]");
    config.path = {"/no/where", folder};
    CHECK(answer(config, script) == "[False, False, False]");
    config.path = {folder};
    CHECK(answer(config, script) == "[False, False, False]");
    config.library = "";
    CHECK(answer(config, script) == "[False, False, False]");
    std::filesystem::remove_all(folder);
}
