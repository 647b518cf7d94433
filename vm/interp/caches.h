// SPDX-License-Identifier: MIT
// Inline caches of the interpreter, as they lie in the data words behind an instruction.
#pragma once

#include "runtime/objects/attribute_cache.h"
#include "runtime/objects/containers.h"
#include "runtime/objects/module.h"
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

/// The entry for the receiver, or null.
inline const AttributeCache* cache_hit(const AttributeCache* caches, View object) {
    if (!object.is_object()) return nullptr;
    std::uint32_t version = object.object()->shape->version;
    const AttributeCache* hit = caches[0].version == version ? &caches[0] : caches[1].version == version ? &caches[1] : nullptr;
    return version ? hit : nullptr;
}
/// The attribute itself, borrowed; Unbound: it takes the slow way.
inline View read_cached(const AttributeCache* hit, View object) {
    if (hit->kind == AttributeCache::slot) return *reinterpret_cast<View*>(reinterpret_cast<char*>(object.object()) + hit->offset);
    if (hit->kind == AttributeCache::constant) return View(hit->value);
    if (hit->kind == AttributeCache::module) {
        Dict* globals = object.as<Module>()->dict.get();
        if (globals->keys_version == hit->value >> 32) return globals->entries[static_cast<std::uint32_t>(hit->value)].value;
    }
    return View();
}

/// A data word that is an operand.
inline std::uint32_t data_word(const Instruction* pc) { return pc->op | static_cast<std::uint32_t>(pc->a) << 16; }

}  // namespace ouro
