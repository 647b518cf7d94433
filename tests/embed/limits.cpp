// SPDX-License-Identifier: MIT
// Limits: each ends what it is there to end, one after another in one process.
#define DOCTEST_CONFIG_IMPLEMENT_WITH_MAIN
#include <doctest/doctest.h>
#include <ouro/ouro.h>

#include <chrono>
#include <thread>

namespace {

ouro::Config limited() {
    ouro::Config config;
    config.limits.memory = 64 << 20;
    config.limits.fuel = 20'000'000;
    config.write_stdout = [](std::string_view) {};
    config.write_stderr = [](std::string_view) {};
    return config;
}

/// How a script ends: "", "Type: message" or "stopped: reason".
std::string end_of(ouro::Vm& vm, std::string_view source) {
    try {
        vm.exec(source);
    } catch (const std::runtime_error& error) {
        return error.what();
    }
    return "";
}
std::string end_of(std::string_view source) {
    ouro::Vm vm(limited());
    return end_of(vm, source);
}

}  // namespace

TEST_CASE("every attack ends by its limit, one after another") {
    for (int round = 0; round < 2; ++round) {
        CHECK(end_of("while True: pass") == "stopped: fuel");
        CHECK(end_of("'a' * 10**10") == "MemoryError");
        CHECK(end_of("[0] * 2**62") == "MemoryError");
        CHECK(end_of("def f(): return f()\nf()").starts_with("RecursionError: maximum recursion depth exceeded"));
        CHECK(end_of("sum(iter(int, 1))") == "stopped: fuel");
        CHECK(end_of("import asyncio\n"
                     "async def bomb():\n"
                     "    while True:\n"
                     "        asyncio.create_task(bomb())\n"
                     "        await asyncio.sleep(0)\n"
                     "asyncio.run(bomb())\n")
                  .find_first_of("Ms") == 0);
        CHECK(end_of("while True:\n    try:\n        while True: pass\n    except BaseException: pass\n    finally: print('no')") == "stopped: fuel");
        CHECK(end_of("print('fine')") == "");
    }
}

TEST_CASE("memory: a VM goes on after a MemoryError") {
    ouro::Vm vm(limited());
    CHECK(end_of(vm, "keep = bytearray(10**6)\ntry:\n    [bytes(10**6) for _ in range(1000)]\nexcept MemoryError:\n    caught = True\n") == "");
    CHECK(vm.eval("caught").to<bool>());
    CHECK(vm.memory_used() < (32u << 20));
    CHECK(vm.eval("len(keep)").to<int>() == 1000000);
}

TEST_CASE("memory: what a host asks for is charged too") {
    ouro::Vm vm(limited());
    CHECK_THROWS_WITH_AS(vm.make(std::string(100 << 20, 'x')), "MemoryError", ouro::Error);
    CHECK(vm.make(std::string(1 << 20, 'x')).size() == 1 << 20);
}

TEST_CASE("fuel: after a stop the VM goes on with more, and what it had made is there") {
    ouro::Vm vm(limited());
    vm.exec("import asyncio\nturns = 0\nasync def spin():\n    global turns\n    while True:\n        turns += 1\n        await asyncio.sleep(0)\n");
    CHECK(end_of(vm, "while True: turns += 1") == "stopped: fuel");
    CHECK(vm.fuel_left() == 0);
    CHECK_THROWS_AS(vm.eval("1"), ouro::Stopped);
    vm.add_fuel(1'000'000);
    long before = vm.eval("turns").to<long>();
    CHECK(before > 100'000);
    CHECK_THROWS_AS(vm.run(vm.main()["spin"]), ouro::Stopped);
    vm.add_fuel(1'000'000);
    CHECK(vm.eval("turns").to<long>() > before);
    CHECK(vm.run<int>(vm.exec("async def fine(): return 5")["fine"]) == 5);
    CHECK(vm.fuel_left() > 0);
}

TEST_CASE("fuel: no limit reads as negative") {
    ouro::Vm vm{ouro::Config{}};
    CHECK(vm.fuel_left() < 0);
    vm.add_fuel(5);
    CHECK(vm.fuel_left() < 0);
}

TEST_CASE("deadline: loops and sleeping loops end") {
    for (const char* source : {"while True: pass", "import asyncio\nasyncio.run(asyncio.sleep(60))", "sum(iter(int, 1))"}) {
        ouro::Config config;
        config.limits.deadline = 0.2;
        ouro::Vm vm(config);
        auto start = std::chrono::steady_clock::now();
        CHECK(end_of(vm, source) == "stopped: deadline");
        CHECK(std::chrono::steady_clock::now() - start < std::chrono::seconds(10));
    }
}

TEST_CASE("recursion: the limit is the host's, and a script can not lift it past what the stack holds") {
    ouro::Config config = limited();
    config.limits.recursion = 50;
    ouro::Vm vm(config);
    vm.exec("def depth(n=1):\n    try:\n        return depth(n + 1)\n    except RecursionError:\n        return n\n");
    int depth = vm.eval("depth()").to<int>();
    CHECK(depth > 30);
    CHECK(depth <= 50);
    CHECK(end_of("import sys\nsys.setrecursionlimit(10**9)\ndef f(): return f()\nf()") != "");
    CHECK(end_of("x = []\nfor _ in range(100000): x = [x]\nrepr(x)").starts_with("RecursionError"));
}

TEST_CASE("output: what is printed counts") {
    ouro::Config config;
    std::size_t printed = 0;
    config.limits.output = 1000;
    config.write_stdout = [&](std::string_view text) { printed += text.size(); };
    ouro::Vm vm(config);
    CHECK(end_of(vm, "while True: print('x' * 100, flush=True)") == "stopped: output");
    CHECK(printed == 1000);
}

TEST_CASE("stop() ends a VM from another thread, also while it sleeps") {
    for (const char* source : {"while True: pass", "while True:\n    try:\n        while True: pass\n    except BaseException: pass",
                               "import asyncio\nasyncio.run(asyncio.sleep(60))", "max(iter(int, 1))"}) {
        ouro::Vm vm{ouro::Config{}};
        std::thread stopper([&] {
            std::this_thread::sleep_for(std::chrono::milliseconds(100));
            vm.stop();
        });
        auto start = std::chrono::steady_clock::now();
        CHECK(end_of(vm, source) == "stopped: requested");
        stopper.join();
        CHECK(std::chrono::steady_clock::now() - start < std::chrono::seconds(10));
    }
}

TEST_CASE("a stop passes through host functions that swallow it") {
    ouro::Vm vm(limited());
    vm.define("swallow", [](const ouro::Object& function) {
        try {
            function();
        } catch (const ouro::Stopped&) {
        }
        return 1;
    });
    CHECK(end_of(vm, "def loop():\n    while True: pass\nswallow(loop)\nprint('no')") == "stopped: fuel");
}

TEST_CASE("two VMs run on two threads at once") {
    auto work = [](int seed, long& result) {
        ouro::Vm vm(limited());
        vm.define("seed", [seed] { return seed; });
        ouro::Object module = vm.exec(
            "import asyncio\n"
            "class Node:\n"
            "    def __init__(self, next): self.next = next; self.own = self\n"
            "async def step(n):\n"
            "    await asyncio.sleep(0)\n"
            "    return n\n"
            "async def main():\n"
            "    total = 0\n"
            "    for turn in range(200):\n"
            "        tasks = [asyncio.create_task(step(n)) for n in range(20)]\n"
            "        for task in tasks: total += await task\n"
            "        node = None\n"
            "        for n in range(50): node = Node(node)\n"
            "        text = '-'.join(str(n) for n in range(50)).upper()\n"
            "    return total + seed()\n");
        result = vm.run<long>(module["main"]);
    };
    long results[2] = {};
    std::thread first(work, 1, std::ref(results[0])), second(work, 2, std::ref(results[1]));
    first.join();
    second.join();
    CHECK(results[0] == 38001);
    CHECK(results[1] == 38002);
}

TEST_CASE("a VM moves between threads, but is used by one at a time") {
    ouro::Vm vm(limited());
    vm.exec("def deep(n): return [n, deep(n - 1)] if n else n\nx = []\nfor _ in range(100000): x = [x]\n");
    std::thread([&] { CHECK(end_of(vm, "deep(500)\nrepr(x)").starts_with("RecursionError")); }).join();
    CHECK(end_of(vm, "deep(500)") == "");
    vm.define("elsewhere", [&] {
        std::string message;
        std::thread([&] {
            try {
                vm.eval("1");
            } catch (const std::logic_error& error) {
                message = error.what();
            }
        }).join();
        return message;
    });
    CHECK(vm.eval("elsewhere()").to<std::string>() == "ouro: this Vm is in use by another thread");
}

TEST_CASE("many VMs, made and destroyed") {
    for (int n = 0; n < 50; ++n) {
        ouro::Vm vm(limited());
        vm.exec("class A: pass\na = A(); a.self = a\ndef g():\n    try: yield\n    finally: print('end')\nx = g(); next(x)");
    }
}
