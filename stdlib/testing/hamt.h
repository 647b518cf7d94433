// SPDX-License-Identifier: MIT
// hamt(): a map that never changes (stdlib/hash_trie.h) whose keys are any that have a hash.
#pragma once

#include "stdlib/testing/testing.h"

namespace ouro {

/// An empty one.
Result<Value> new_hamt(Runtime& rt, Args args);

}  // namespace ouro
