// SPDX-License-Identifier: MIT
// How streams are fed: with a stream that gives each byte three times.
#include "stdlib/compression/stream.h"

#include <doctest/doctest.h>

#include <string>

#include "tests/unit/runtime/runtime_helper.h"

using namespace ouro;
using ouro::test::World;

namespace {

struct Tripling {
    const char* next_in = nullptr;
    std::uint32_t avail_in = 0;
    char* next_out = nullptr;
    std::uint32_t avail_out = 0;
    std::string held;  // what it has not given yet
    int calls = 0;

    Step step(char end) {
        ++calls;
        bool ended = false;
        for (; avail_in && held.size() < 100 && !ended; --avail_in, ++next_in) {
            if (*next_in == '?') return Step::stopped;
            if (*next_in == end) ended = true;
            else held.append(3, *next_in);
        }
        std::size_t given = std::min<std::size_t>(held.size(), avail_out);
        std::copy_n(held.data(), given, next_out);
        held.erase(0, given);
        next_out += given;
        avail_out -= static_cast<std::uint32_t>(given);
        return ended ? Step::end : Step::more;
    }
};

std::string tripled(std::string_view text) {
    std::string all;
    for (char c : text) all.append(3, c);
    return all;
}

}  // namespace

TEST_CASE("a stream is fed until its input is used up and all that it has is there") {
    World world;
    LibraryMemory memory(world.rt);
    Tripling stream;
    std::string text;
    for (int n = 0; n < 100'000; ++n) text += static_cast<char>('a' + n % 26);
    Output out(world.rt, SIZE_MAX);
    Input input{text};
    CHECK(out.fill(world.rt, memory, stream, input, true, [&](bool) { return stream.step('!'); }).take() == Step::more);
    CHECK(input.rest.empty());
    CHECK(stream.held.empty());
    CHECK(out.room_left());
    CHECK(out.text() == tripled(text));
}

TEST_CASE("a limit of the output leaves the rest of the input") {
    World world;
    LibraryMemory memory(world.rt);
    Tripling stream;
    std::string text(1000, 'x');
    Output out(world.rt, 500);
    Input input{text};
    CHECK(out.fill(world.rt, memory, stream, input, true, [&](bool) { return stream.step('!'); }).take() == Step::more);
    CHECK(out.size() == 500);
    CHECK(out.full());
    CHECK_FALSE(out.room_left());
    CHECK(input.rest.size() == 1000 - (500 + stream.held.size()) / 3);
}

TEST_CASE("the end of a stream and a step that stops leave the input where they are") {
    World world;
    LibraryMemory memory(world.rt);
    for (auto [text, wanted, left] : {std::tuple("ab!cd", Step::end, "cd"), std::tuple("a?b", Step::stopped, "?b")}) {
        Tripling stream;
        Output out(world.rt, SIZE_MAX);
        Input input{text};
        CHECK(out.fill(world.rt, memory, stream, input, true, [&](bool) { return stream.step('!'); }).take() == wanted);
        CHECK(input.rest == left);
    }
}

TEST_CASE("what a stream makes is charged before it is there") {
    World world({.memory_limit = 32 << 20});
    REQUIRE(world.rt.ready);
    LibraryMemory memory(world.rt);
    std::size_t before = world.rt.limits.memory_used;
    {
        Tripling stream;
        std::string text(20 << 20, 'x');
        Output out(world.rt, SIZE_MAX);
        Input input{text};
        CHECK(out.fill(world.rt, memory, stream, input, true, [&](bool) { return stream.step('!'); }).raised());
        CHECK(world.error() == "MemoryError");
        CHECK(out.size() < 32 << 20);
        CHECK(world.rt.limits.memory_used > before);
    }
    CHECK(world.rt.limits.memory_used <= before + (64 << 10));  // the error
}

TEST_CASE("feeding a stream uses up fuel") {
    World world({.fuel = 100'000});
    LibraryMemory memory(world.rt);
    Tripling stream;
    std::string text(10 << 20, 'x');
    Output out(world.rt, SIZE_MAX);
    Input input{text};
    CHECK(out.fill(world.rt, memory, stream, input, true, [&](bool) { return stream.step('!'); }).raised());
    CHECK(world.error() == "stopped");
    CHECK(out.size() < 30 << 20);
}

TEST_CASE("a library's memory is the VM's, and goes back") {
    World world({.memory_limit = 32 << 20});
    LibraryMemory memory(world.rt);
    std::size_t before = world.rt.limits.memory_used;
    void* piece = memory.take(1000);
    REQUIRE(piece);
    CHECK(reinterpret_cast<std::uintptr_t>(piece) % 16 == 0);
    CHECK(world.rt.limits.memory_used >= before + 1000);
    CHECK(memory.take(64 << 20) == nullptr);
    CHECK(memory.take(SIZE_MAX) == nullptr);
    memory.give(piece);
    memory.give(nullptr);
    CHECK(world.rt.limits.memory_used == before);
}

TEST_CASE("input that waits comes first") {
    World world;
    WaitingInput waiting;
    CHECK(waiting.empty());
    Input input = waiting.with(world.rt, "abcdef").take();
    CHECK(input.rest == "abcdef");
    (void)waiting.keep(world.rt, input.rest.substr(2)).raised();
    CHECK_FALSE(waiting.empty());
    input = waiting.with(world.rt, "").take();
    CHECK(input.rest == "cdef");
    (void)waiting.keep(world.rt, input.rest.substr(3)).raised();
    input = waiting.with(world.rt, "gh").take();
    CHECK(input.rest == "fgh");
    (void)waiting.keep(world.rt, {}).raised();
    CHECK(waiting.empty());
}
