// SPDX-License-Identifier: MIT
#include "vm/bytecode/verify.h"

#include <doctest/doctest.h>

#include <initializer_list>

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

/// Code without locals and with `registers` temporaries; `live` says from which word on which temporaries own something.
struct Made : Code {
    Made(std::uint32_t registers, std::initializer_list<Instruction> words, std::initializer_list<std::pair<std::uint32_t, std::vector<std::uint16_t>>> owned = {}) {
        register_count = registers;
        constants.push_back(View::none());
        instructions = words;
        for (auto& [pc, set] : owned) {
            std::uint32_t list = 0;
            for (std::uint16_t number : set) {
                live_registers.push_back({number, list});
                list = static_cast<std::uint32_t>(live_registers.size());
            }
            live.push_back({pc, list});
        }
    }
};

bool refused(const Code& code, const char* with) { return verify(code).find(with) != std::string::npos; }

const Instruction end = wide(Opcode::RETURN_CONST, 0, 0);

}  // namespace

TEST_CASE("the verifier accepts temporaries that are made and used once") {
    CHECK(verify(Made(1, {wide(Opcode::LOAD_INT, 0, 5), word(Opcode::RETURN, 0)})) == "");
    CHECK(verify(Made(2, {wide(Opcode::LOAD_INT, 0, 5), wide(Opcode::LOAD_INT, 1, 6), word(Opcode::ADD, 0, 0, 1), word(Opcode::RETURN, 0)},
                      {{1, {0}}, {2, {}}})) == "");
}

TEST_CASE("the verifier refuses operands that are out of range") {
    CHECK(refused(Made(1, {wide(Opcode::LOAD_INT, 1, 5), end}), "register of LOAD_INT at 0"));
    CHECK(refused(Made(1, {wide(Opcode::LOAD_CONST, 0, 1), word(Opcode::RETURN, 0)}), "constant of LOAD_CONST at 0"));
    CHECK(refused(Made(1, {word(Opcode::LOAD_FREE, 0, 0), word(Opcode::RETURN, 0)}), "free variable"));
    CHECK(refused(Made(0, {{static_cast<std::uint16_t>(kOpcodes), 0, 0, 0}, end}), "unknown opcode"));
    CHECK(refused(Made(6, {word(Opcode::CALL, 0, 0, 1), {}, {}, end}), "nothing in the operand of CALL"));
}

TEST_CASE("the verifier refuses jumps that leave the code, land on data, or go back without a charge") {
    CHECK(refused(Made(0, {wide(Opcode::JUMP, 0, 7), end}), "target of JUMP"));
    CHECK(refused(Made(1, {wide(Opcode::JUMP, 0, 1), wide(Opcode::LOAD_GLOBAL, 0, 0), {}, {}, end}), "target of JUMP"));
    CHECK(refused(Made(0, {wide(Opcode::JUMP, 0, -1), end}), "direction of JUMP"));
    CHECK(refused(Made(1, {wide(Opcode::LOAD_INT, 0, 5)}), "past the end"));
}

TEST_CASE("the verifier refuses temporaries that are lost, used twice or overwritten") {
    CHECK(refused(Made(1, {wide(Opcode::LOAD_INT, 0, 5), end}, {{1, {0}}}), "are lost at 1"));
    CHECK(refused(Made(1, {wide(Opcode::LOAD_INT, 0, 5), word(Opcode::DROP, 0), word(Opcode::DROP, 0), end}), "nothing in the operand of DROP at 2"));
    CHECK(refused(Made(1, {wide(Opcode::LOAD_INT, 0, 5), wide(Opcode::LOAD_INT, 0, 6), end}, {{1, {0}}}), "over an owned temporary"));
}

TEST_CASE("the verifier refuses paths that meet with different temporaries") {
    CHECK(refused(Made(2, {wide(Opcode::LOAD_INT, 0, 5), wide(Opcode::JUMP_IF_TRUE, 0, 1), wide(Opcode::LOAD_INT, 1, 6), end}), "reached from"));
}

TEST_CASE("the verifier compares what is owned with the live sets") {
    CHECK(refused(Made(2, {wide(Opcode::LOAD_INT, 0, 5), wide(Opcode::LOAD_INT, 1, 6), word(Opcode::ADD, 0, 0, 1), word(Opcode::RETURN, 0)}), "live set of LOAD_INT at 1"));
}

TEST_CASE("the verifier checks the table of handlers") {
    Made code(1, {wide(Opcode::LOAD_INT, 0, 5), word(Opcode::DROP, 0), end, word(Opcode::RERAISE, 0)});
    code.handlers.push_back({0, 2, 3, 0, 0});
    CHECK(verify(code) == "");
    code.handlers[0].handler = 9;
    CHECK(refused(code, "range of a handler"));
    code.handlers[0] = {0, 2, 3, 4, 0};
    CHECK(refused(code, "register of a handler"));
}
