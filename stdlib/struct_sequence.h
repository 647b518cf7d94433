// SPDX-License-Identifier: MIT
// Struct sequences: tuples whose items have names (sys.version_info, time.struct_time, os.stat_result …).
#pragma once

#include "runtime/native/module.h"

namespace ouro {

/// The definition of one such type. Items that have no name of their own lie behind the first `first_unnamed`; what comes after
/// `visible` items can be had by name only.
struct StructSequence {
    TypeDef type;  // first: a Type's definition is the way to the rest
    std::span<const char* const> fields;
    std::size_t visible = 0;
    std::size_t unnamed = 0, first_unnamed = 0;

    std::size_t total() const { return fields.size() + unnamed; }
    std::size_t position(std::size_t field) const { return field < first_unnamed || !unnamed ? field : field + unnamed; }
};

/// TypeDef of a struct sequence; `constructible`: scripts may make one from a sequence.
TypeDef struct_sequence_type(const char* module, const char* name, const char* doc, bool constructible);

/// An instance: as many values as the definition has items, named or not.
Result<Value> new_struct_sequence(Runtime& rt, const StructSequence& def, std::span<const Value> values);

}  // namespace ouro
