// SPDX-License-Identifier: MIT
// The types of the module `itertools`, by the file that defines them.
#pragma once

#include "runtime/objects/protocol.h"
#include "stdlib/owned_fields.h"

namespace ouro::itertools {

// selection.cpp: what passes on, drops or transforms items one by one
extern const TypeDef accumulate_type, chain_type, compress_type, count_type, cycle_type, dropwhile_type, filterfalse_type, islice_type,
    repeat_type, starmap_type, takewhile_type, zip_longest_type;
// grouping.cpp: what gathers items
extern const TypeDef batched_type, groupby_type, grouper_type, pairwise_type, tee_type, tee_block_type;
Result<Value> tee(Runtime& rt, Args args);
// combinatorics.cpp
extern const TypeDef combinations_type, combinations_with_replacement_type, permutations_type, product_type;

/// The next item of an iterator that a field holds; Unbound where the field is. The iterator outlives the step even if the field changes.
inline Result<Value> step(Runtime& rt, const Value& field) {
    TRY(rt.charge(1));
    if (field.is_unbound()) return Value();
    Value iterator = field;
    return next(rt, iterator);
}

}  // namespace ouro::itertools
