// SPDX-License-Identifier: MIT
// The module `_bisect`: where an item belongs in a sorted sequence.
#include "runtime/native/module.h"
#include "runtime/objects/containers.h"
#include "runtime/objects/protocol.h"
#include "runtime/objects/str.h"

namespace ouro {

namespace {

/// The position behind (right) or before (left) the items that equal `x`.
template <bool right>
Result<std::int64_t> search(Runtime& rt, View sequence, View x, View low, View high, View key) {
    std::int64_t from = TRY(index_to_int64(rt, low)), to;
    if (from < 0) return rt.raise(ValueError, "lo must be non-negative");
    to = high.is_none() ? -1 : TRY(index_to_int64(rt, high));
    if (to == -1) to = TRY(length(rt, sequence));
    while (from < to) {
        TRY(rt.charge(1));
        std::int64_t middle = from + (to - from) / 2;
        Value item = TRY(get_item(rt, sequence, TRY(rt.integer(middle))));
        if (!key.is_none()) item = TRY(call(rt, key, {item}));
        if (right ? TRY(compare_truth(rt, x, item, CompareOp::lt)) : !TRY(compare_truth(rt, item, x, CompareOp::lt))) to = middle;
        else from = middle + 1;
    }
    return from;
}

template <bool right>
Result<Value> bisect(Runtime& rt, Args args) {
    return rt.integer(TRY(search<right>(rt, args[0], args[1], args[2], args[3], args[4])));
}

template <bool right>
Result<Value> insort(Runtime& rt, Args args) {
    Value x(args[1]);
    if (!args[4].is_none()) x = TRY(call(rt, args[4], {x}));
    std::int64_t at = TRY(search<right>(rt, args[0], x, args[2], args[3], args[4]));
    if (rt.type_of(args[0]) == rt.types.list) {
        auto* list = args[0].as<List>();
        TRY(list_insert(rt, list, std::min(static_cast<std::size_t>(at), list->size), Value(args[1])));
    } else {
        TRY(call_method(rt, args[0], rt.names.insert, {TRY(rt.integer(at)), args[1]}));
    }
    return View::none();
}

constexpr FunctionDef functions[] = {
    {"bisect_left(a, x, lo=0, hi=None, *, key=None)", bisect<false>,
     "Return the index where to insert item x in list a, assuming a is sorted: before the items that equal it."},
    {"bisect_right(a, x, lo=0, hi=None, *, key=None)", bisect<true>,
     "Return the index where to insert item x in list a, assuming a is sorted: behind the items that equal it."},
    {"insort_left(a, x, lo=0, hi=None, *, key=None)", insort<false>, "Insert item x in list a, and keep it sorted assuming a is sorted: before the items that equal it."},
    {"insort_right(a, x, lo=0, hi=None, *, key=None)", insort<true>, "Insert item x in list a, and keep it sorted assuming a is sorted: behind the items that equal it."},
};

}  // namespace

extern const ModuleDef bisect_module{.name = "_bisect", .doc = "Bisection algorithms.", .functions = functions};

}  // namespace ouro
