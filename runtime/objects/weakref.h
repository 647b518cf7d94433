// SPDX-License-Identifier: MIT
// Weak references.
#pragma once

#include <vector>

#include "runtime/runtime.h"

namespace ouro {

struct WeakReference : Object {
    Object* target;  // not owned; null once it died
    WeakReference *previous, *next;  // among those to the same target: without callbacks first, then the newest
    Value callback;  // or None
    std::int64_t hash;
};

Result<Value> new_weak_reference(Runtime& rt, View target, View callback);
Result<Value> new_weak_proxy(Runtime& rt, View target, View callback);
std::vector<Value> weak_references_to(Runtime& rt, View target);
void free_weak_table(Runtime& rt);

}  // namespace ouro
