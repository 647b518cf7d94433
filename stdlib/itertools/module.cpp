// SPDX-License-Identifier: MIT
// The module `itertools`: its list of types and functions.
#include "stdlib/itertools/itertools.h"

namespace ouro {

namespace {

using namespace itertools;

constexpr const TypeDef* types[] = {
    &accumulate_type, &batched_type,  &chain_type,    &combinations_type, &combinations_with_replacement_type,
    &compress_type,   &count_type,    &cycle_type,    &dropwhile_type,    &filterfalse_type,
    &groupby_type,    &grouper_type,  &islice_type,   &pairwise_type,     &permutations_type,
    &product_type,    &repeat_type,   &starmap_type,  &takewhile_type,    &tee_type,
    &tee_block_type,  &zip_longest_type,
};

constexpr FunctionDef functions[] = {
    {"tee(iterable, n=2, /)", tee, "Returns a tuple of n independent iterators."},
};

}  // namespace

extern const ModuleDef itertools_module{.name = "itertools", .doc = "Functional tools for creating and using iterators.", .functions = functions, .types = types};

}  // namespace ouro
