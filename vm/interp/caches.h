// SPDX-License-Identifier: MIT
// Inline caches of the interpreter, as they lie in the data words behind an instruction.
#pragma once

#include "runtime/objects/attribute_cache.h"
#include "vm/bytecode/opcode.h"

namespace ouro {

/// LOAD_GLOBAL: where the name was found, good while the keys of the globals (and of the builtins) are the same set.
struct GlobalCache {
    std::uint32_t globals_version;   // 0: never matches
    std::uint32_t builtins_version;  // 0: found in the globals
    std::uint32_t index;
    std::uint32_t unused;
};
static_assert(sizeof(GlobalCache) == 2 * sizeof(Instruction));

/// A data word that is an operand.
inline std::uint32_t data_word(const Instruction* pc) { return pc->op | static_cast<std::uint32_t>(pc->a) << 16; }

}  // namespace ouro
