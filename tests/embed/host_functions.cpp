// SPDX-License-Identifier: MIT
// Host functions: arguments, results, and exceptions both ways.
#define DOCTEST_CONFIG_IMPLEMENT_WITH_MAIN
#include <doctest/doctest.h>
#include <ouro/ouro.h>

#include <system_error>

namespace {

struct Fixture {
    std::string out;
    ouro::Vm vm{make_config()};

    ouro::Config make_config() {
        ouro::Config config;
        config.write_stdout = [this](std::string_view text) { out += text; };
        return config;
    }
    /// What an expression raises, as "Type: message"; its repr if it does not.
    std::string result(std::string_view expression) {
        try {
            return vm.eval(expression).repr();
        } catch (const ouro::Error& error) {
            return error.what();
        }
    }
};

int triple(int n) { return 3 * n; }

struct Unlucky : std::runtime_error {
    using std::runtime_error::runtime_error;
};

}  // namespace

TEST_CASE_FIXTURE(Fixture, "lambdas, functions and function objects become Python functions") {
    int calls = 0;
    vm.define("add", [&calls](int a, int b) { return ++calls, a + b; });
    vm.define("triple", triple);
    vm.define("join", std::function<std::string(std::vector<std::string>, std::string_view)>([](std::vector<std::string> parts, std::string_view by) {
                  std::string joined;
                  for (const std::string& part : parts) joined += (joined.empty() ? "" : std::string(by)) + part;
                  return joined;
              }));
    vm.define("nothing", [] {});
    vm.define("same", [](ouro::Object object) { return object; });
    vm.define("swap", [](const std::pair<int, std::string>& pair) { return std::pair(pair.second, pair.first); });
    vm.define("half", [](std::optional<double> value) -> std::optional<double> { return value ? std::optional(*value / 2) : std::nullopt; });
    CHECK(result("add(2, 3)") == "5");
    CHECK(calls == 1);
    CHECK(result("triple(14)") == "42");
    CHECK(result("join(('a', 'b'), '-')") == "'a-b'");
    CHECK(result("nothing()") == "None");
    CHECK(result("same(same) is same") == "True");
    CHECK(result("swap((1, 'x'))") == "('x', 1)");
    CHECK(result("half(3), half(None)") == "(1.5, None)");
    CHECK(result("list(map(triple, range(3)))") == "[0, 3, 6]");
    CHECK(result("add") == "<host function add>");
    CHECK(result("add.__name__, add.__doc__, callable(add)") == "('add', None, True)");
}

TEST_CASE_FIXTURE(Fixture, "a signature gives names, defaults and keywords; a dot, a module") {
    vm.define("scale(value, factor=2, *, offset=0.5)", [](double value, int factor, double offset) { return value * factor + offset; }, "Scales.");
    CHECK(result("scale(1)") == "2.5");
    CHECK(result("scale(offset=0, value=3, factor=3)") == "9.0");
    CHECK(result("scale.__doc__") == "'Scales.'");
    CHECK(result("scale()") == "TypeError: scale() missing required argument 'value' (pos 1)");
    CHECK(result("scale(1, foo=2)") == "TypeError: scale() got an unexpected keyword argument 'foo'");
    vm.define("total(*numbers)", [](std::vector<int> numbers) {
        int sum = 0;
        for (int n : numbers) sum += n;
        return sum;
    });
    CHECK(result("total(1, 2, 3)") == "6");
    vm.define("host.io.twice", [](int n) { return 2 * n; });
    vm.exec("import host.io\nfrom host.io import twice");
    CHECK(result("twice(4), host.io.twice(5)") == "(8, 10)");
    CHECK_THROWS_AS(vm.define("wrong(a)", [](int, int) {}), ouro::Error);
}

TEST_CASE_FIXTURE(Fixture, "arguments that do not fit are named") {
    vm.define("add", [](int a, int b) { return a + b; });
    vm.define("named(count)", [](std::uint8_t count) { return count; });
    vm.define("all", [](std::vector<int> numbers) { return numbers; });
    CHECK(result("add(1, 'x')") == "TypeError: add() argument 2 must be int, not str");
    CHECK(result("add(1.5, 'x')") == "TypeError: add() argument 1 must be int, not float");
    CHECK(result("add(1, 2**40)") == "OverflowError: add() argument 2 must be between -2147483648 and 2147483647");
    CHECK(result("add(1)") == "TypeError: add expected 2 arguments, got 1");
    CHECK(result("named('x')") == "TypeError: named() argument 'count' must be int, not str");
    CHECK(result("named(256)") == "OverflowError: named() argument 'count' must be between 0 and 255");
    CHECK(result("all([1, None])") == "TypeError: item of all() argument must be int, not NoneType");
}

TEST_CASE_FIXTURE(Fixture, "C++ exceptions become Python exceptions with their text") {
    vm.define("fail", [](int how) {
        switch (how) {
            case 0: throw std::invalid_argument("not that");
            case 1: throw std::out_of_range("too far");
            case 2: throw std::overflow_error("too much");
            case 3: throw std::runtime_error("oh");
            case 4: throw std::bad_alloc();
            case 5: throw std::system_error(ENOENT, std::generic_category(), "reading");
            case 6: throw ouro::Error("KeyError", "host's key");
            case 7: throw Unlucky("thirteen");
            case 8: throw 8;
            case 9: throw std::runtime_error("caf\xe9");
        }
    });
    vm.exec("class UnluckyError(Exception): pass");
    vm.translate<Unlucky>(vm.main()["UnluckyError"]);
    CHECK(result("fail(0)") == "ValueError: not that");
    CHECK(result("fail(1)") == "IndexError: too far");
    CHECK(result("fail(2)") == "OverflowError: too much");
    CHECK(result("fail(3)") == "RuntimeError: oh");
    CHECK(result("fail(4)") == "MemoryError");
    CHECK(result("fail(5)") == "FileNotFoundError: [Errno 2] reading: No such file or directory");
    CHECK(result("fail(6)") == "KeyError: \"host's key\"");
    CHECK(result("fail(7)") == "UnluckyError: thirteen");
    CHECK(result("fail(8)") == "RuntimeError: a host function threw what is no std::exception");
    CHECK(result("fail(9)") == "RuntimeError: caf\xef\xbf\xbd");
    vm.exec("try:\n    fail(1)\nexcept LookupError as error:\n    print('caught', error)\nfinally:\n    print('and cleaned up')");
    CHECK(out == "caught too far\nand cleaned up\n");
}

TEST_CASE_FIXTURE(Fixture, "a script's exception passes through a host function unharmed") {
    vm.define("apply", [](const ouro::Object& function, int n) { return function(n); });
    CHECK(result("apply(lambda n: n + 1, 5)") == "6");
    vm.exec("def broken(n):\n    raise KeyError(n)\n");
    try {
        vm.exec("apply(broken, 7)", "main.py");
        FAIL("no error");
    } catch (const ouro::Error& error) {
        CHECK(error.type() == "KeyError");
        CHECK(error.message() == "7");
        CHECK(error.object().attribute("args")[0].to<int>() == 7);
        CHECK(error.traceback() ==
              "Traceback (most recent call last):\n"
              "  File \"main.py\", line 1, in <module>\n"
              "  File \"<string>\", line 2, in broken\n"
              "KeyError: 7\n");
    }
    // The host may also catch it.
    vm.define("safely", [](const ouro::Object& function) -> std::string {
        try {
            function(0);
            return "fine";
        } catch (const ouro::Error& error) {
            return error.type();
        }
    });
    CHECK(result("safely(broken)") == "'KeyError'");
    CHECK(result("safely(str)") == "'fine'");
}

TEST_CASE_FIXTURE(Fixture, "syntax errors have their text") {
    try {
        vm.exec("x = = 1", "bad.py");
        FAIL("no error");
    } catch (const ouro::Error& error) {
        CHECK(error.type() == "SyntaxError");
        CHECK(error.traceback() == "  File \"bad.py\", line 1\n    x = = 1\n        ^\nSyntaxError: invalid syntax\n");
    }
}

TEST_CASE_FIXTURE(Fixture, "coroutines run to their end") {
    ouro::Object module = vm.exec(
        "import asyncio\n"
        "async def child(n):\n"
        "    await asyncio.sleep(0)\n"
        "    return n * 2\n"
        "async def main(*numbers, extra=0):\n"
        "    tasks = [asyncio.create_task(child(n)) for n in numbers]\n"
        "    return sum([await task for task in tasks]) + extra\n"
        "async def failing():\n"
        "    await asyncio.sleep(0)\n"
        "    raise ValueError('late')\n"
        "def plain(n): return n\n");
    CHECK(vm.run<int>(module["main"], 1, 2, 3) == 12);
    CHECK(vm.run<int>(module["main"](1)) == 2);
    CHECK(vm.run<int>(module["main"], 5, ouro::named("extra", 1)) == 11);
    CHECK(vm.run<int>(module["plain"], 9) == 9);
    vm.run<void>(module["child"], 1);
    CHECK_THROWS_WITH_AS(vm.run(module["failing"]), "ValueError: late", ouro::Error);
    CHECK_THROWS_AS(vm.run(vm.make(1)), ouro::Error);
}

TEST_CASE_FIXTURE(Fixture, "run() inside a host function is a clear error") {
    ouro::Object module = vm.exec("async def main(): return 1\nasync def outer(): return nested()\n");
    vm.define("nested", [&] { return vm.run<int>(module["main"]); });
    const char* const wanted = "RuntimeError: ouro: run() was called from inside one of the Vm's own host functions";
    CHECK(result("nested()") == wanted);
    CHECK_THROWS_WITH_AS(vm.run(module["outer"]), wanted, ouro::Error);
    CHECK(vm.run<int>(module["main"]) == 1);
}

TEST_CASE("what the host has not granted is a PermissionError that names it") {
    std::string out;
    ouro::Config config;
    config.write_stdout = [&](std::string_view text) { out += text; };
    ouro::Vm vm(config);
    auto result = [&](std::string_view expression) -> std::string {
        try {
            return vm.eval(expression).repr();
        } catch (const ouro::Error& error) {
            return error.what();
        }
    };
    vm.exec("import os, time, io, sys, asyncio, _thread");
    auto denied = [](const char* name) { return std::string("PermissionError: the host has not granted '") + name + "'"; };
    CHECK(result("open('/etc/hostname')") == denied("files"));
    CHECK(result("io.FileIO(1, 'w')") == denied("files"));
    CHECK(result("os.listdir('/')") == denied("files"));
    CHECK(result("os.stat('/')") == denied("files"));
    CHECK(result("os.open('/etc/hostname', os.O_RDONLY)") == denied("files"));
    CHECK(result("os.write(1, b'x')") == denied("files"));
    CHECK(result("time.time()") == denied("clock"));
    for (const char* call : {"time.localtime()", "time.gmtime(None)", "time.ctime()", "time.asctime()", "time.strftime('%Y')"}) CHECK(result(call) == denied("clock"));
    CHECK(result("time.strftime('%Y', time.gmtime(0))") == "'1970'");
    CHECK(result("os.urandom(4)") == denied("random"));
    CHECK(result("os.getcwd()") == denied("environment"));
    CHECK(result("os.putenv('A', 'b')") == denied("environment"));
    CHECK(result("dict(os.environ)") == "{}");
    CHECK(result("os.fork()") == denied("processes"));
    CHECK(result("os.system('true')") == denied("processes"));
    CHECK(result("os._exit(3)") == denied("processes"));
    CHECK(result("_thread.start_new_thread(print, ())") == denied("threads"));
    vm.exec("import fcntl, grp, mmap, pwd, syslog");
    CHECK(result("len(mmap.mmap(-1, 10))") == "10");
    CHECK(result("mmap.mmap(0, 10)") == denied("files"));
    CHECK(result("mmap.mmap(-1, 10, prot=mmap.PROT_EXEC)") == denied("processes"));
    CHECK(result("fcntl.flock(0, fcntl.LOCK_EX)") == denied("files"));
    CHECK(result("fcntl.ioctl(0, 0x541B)") == denied("files"));
    CHECK(result("pwd.getpwuid(0)") == denied("environment"));
    CHECK(result("grp.getgrall()") == denied("environment"));
    CHECK(result("syslog.syslog('x')") == denied("network"));
    CHECK(result("input()") == denied("standard_input"));
    CHECK(result("__import__('no_such_module')") == "ModuleNotFoundError: No module named 'no_such_module' (the host has not granted 'imports')");
    CHECK(result("os.path.join('a', 'b')") == "'a/b'");
    CHECK(result("asyncio.run(asyncio.sleep(0, 'slept'))") == "'slept'");
    vm.exec("print('seen')");
    CHECK(out == "seen\n");

    ouro::Vm silent{ouro::Config{}};
    CHECK_THROWS_WITH_AS(silent.exec("print('x', flush=True)"), denied("standard_output").c_str(), ouro::Error);

    ouro::Vm granted{ouro::Config{}.grant(ouro::Capability::files).grant(ouro::Capability::clock)};
    granted.exec("import os, time");
    CHECK(granted.eval("os.path.isdir('/')").to<bool>());
    CHECK(granted.eval("time.time() > 0").to<bool>());
    CHECK_THROWS_AS(granted.eval("os.getpid()"), ouro::Error);
}

TEST_CASE("tracebacks do not show files that a script may not read") {
    ouro::Vm vm{ouro::Config{}};
    try {
        vm.exec("exec(compile('\\n1/0', '/etc/passwd', 'exec'))", "main.py");
        FAIL("no error");
    } catch (const ouro::Error& error) {
        CHECK(error.traceback() ==
              "Traceback (most recent call last):\n  File \"main.py\", line 1, in <module>\n  File \"/etc/passwd\", line 2, in <module>\n"
              "ZeroDivisionError: division by zero\n");
    }
}
