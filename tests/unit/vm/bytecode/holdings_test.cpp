// SPDX-License-Identifier: MIT
#include "vm/bytecode/holdings.h"

#include <doctest/doctest.h>

#include <map>
#include <string>

#include "runtime/objects/str.h"

using namespace ouro;

namespace {

Instruction word(Opcode op, int a = 0, int b = 0, int c = 0) {
    return {static_cast<std::uint16_t>(op), static_cast<std::uint16_t>(a), static_cast<std::uint16_t>(b), static_cast<std::uint16_t>(c)};
}
Instruction wide(Opcode op, int a, int bc) {
    Instruction i = word(op, a);
    i.set_wide(bc);
    return i;
}

struct Made : Code {
    Made(std::uint32_t registers, std::vector<Instruction> words) {
        register_count = registers;
        constants.push_back(View::none());
        instructions = std::move(words);
    }
};

/// What is held at each instruction that can be reached: a letter for the kind, and the register.
std::map<std::uint32_t, std::string> held(const Code& code) {
    std::map<std::uint32_t, std::string> found;
    Limits limits;
    CHECK(each_reachable(code, limits, [&](std::uint32_t at, const Holdings& holdings) {
        std::string& text = found[at];
        for (const Held& each : holdings.temporaries) text += "vixshrp"[each.kind] + std::to_string(each.number);
    }));
    CHECK(limits.memory_used == 0);
    return found;
}

std::uint32_t origin(const Code& code, std::uint32_t wanted) {
    std::uint32_t found = 0;
    Limits limits;
    CHECK(each_reachable(code, limits, [&](std::uint32_t at, const Holdings& holdings) {
        if (at == wanted) found = holdings.temporaries.back().origin;
    }));
    return found;
}

const Instruction end = wide(Opcode::RETURN_CONST, 0, 0);

}  // namespace

TEST_CASE("a loop holds its iterator until it is exhausted") {
    Made code(2, {wide(Opcode::LOAD_CONST, 0, 0), word(Opcode::GET_ITER, 0, 0), word(Opcode::FOR_ITER, 1, 0, 2), word(Opcode::DROP, 1),
                  wide(Opcode::JUMP_BACK, 0, -3), end});
    auto found = held(code);
    CHECK(found[1] == "v0");
    CHECK(found[2] == "i0");
    CHECK(found[3] == "i0v1");
    CHECK(found[4] == "i0");
    CHECK(found[5] == "");
}

TEST_CASE("a handler holds what was handled before and what is raised") {
    Made code(3, {word(Opcode::RAISE_AGAIN), word(Opcode::ENTER_HANDLER, 0, 1), word(Opcode::EXIT_HANDLER, 0), word(Opcode::RERAISE, 1)});
    code.handlers.push_back({0, 1, 1, 1, 0});
    auto found = held(code);
    CHECK(found[1] == "r1");
    CHECK(found[2] == "h0r1");
    CHECK(found[3] == "r1");
}

TEST_CASE("code that nothing leads to is left out") {
    Made code(1, {end, wide(Opcode::LOAD_INT, 0, 1), word(Opcode::RETURN, 0)});
    CHECK(held(code).size() == 1);
}

TEST_CASE("where ways meet, a value that they made differently is told apart from both") {
    Made code(1, {wide(Opcode::JUMP_IF_NONE, 0, 2), wide(Opcode::LOAD_INT, 0, 1), wide(Opcode::JUMP, 0, 1), word(Opcode::BUILD_LIST, 0, 0, 0),
                  word(Opcode::RETURN, 0)});
    std::uint32_t met = origin(code, 4);
    CHECK(met != 1);
    CHECK(met != 3);
    CHECK(origin(code, 2) == 1);
}

TEST_CASE("nothing is visited without memory") {
    Limits limits;
    limits.memory_limit = 1;
    CHECK(!each_reachable(Made(0, {end}), limits, [](std::uint32_t, const Holdings&) { FAIL("visited"); }));
}

TEST_CASE("what stays the same around a loop keeps its origin") {
    Made code(2, {wide(Opcode::LOAD_INT, 0, 1), wide(Opcode::LOAD_INT, 1, 1), wide(Opcode::JUMP_IF_TRUE, 1, 1), wide(Opcode::JUMP_BACK, 0, -3),
                  word(Opcode::RETURN, 0)});
    CHECK(origin(code, 4) == 0);
    CHECK(held(code)[4] == "v0");
}
