// SPDX-License-Identifier: MIT
// What the temporaries hold at each instruction, and for what: a debugger's jump (interp/jump.cpp) goes only where the code finds what it
// needs. The verifier makes sure that all ways to an instruction hold the same registers.
#pragma once

#include <functional>
#include <vector>

#include "runtime/heap/limits.h"
#include "vm/bytecode/code.h"

namespace ouro {

struct Held {
    enum Kind : std::uint8_t {
        value,      // something in the middle of an expression or statement
        iterator,   // of a loop
        exit,       // __exit__ of a `with`, and in the register behind it
        exit_self,  // its self, or Unbound
        handled,    // what was handled before, in an except or finally clause
        raised,     // an exception that goes on, or looks for its clause
        part,       // what the clauses of an except* statement have left of it
    };
    std::uint16_t number;
    Kind kind;
    std::uint32_t origin;  // of a value or part: the instruction that made it, or the place where ways meet that made it differently
    bool operator==(const Held& other) const { return number == other.number && kind == other.kind && origin == other.origin; }
};

struct Holdings {
    std::vector<Held> temporaries;     // the lowest first, which is the one of the outermost block
    std::vector<std::uint16_t> cells;  // locals that hold cells
};

/// Calls `visit` for each instruction that can be reached, in order, with what is held before it. False, and none was visited, without
/// the memory that it takes to find out.
[[nodiscard]] bool each_reachable(const Code& code, Limits& limits, const std::function<void(std::uint32_t, const Holdings&)>& visit);

}  // namespace ouro
