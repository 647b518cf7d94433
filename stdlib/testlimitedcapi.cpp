// SPDX-License-Identifier: MIT
// The module `_testlimitedcapi`: the name under which CPython's tests of byte strings reach items by position, past the special methods.
// These do what they say to any object that has items; of the rest of CPython's module of this name there is nothing.
#include "runtime/native/module.h"
#include "runtime/objects/containers.h"
#include "runtime/objects/protocol.h"

namespace ouro {
namespace {

Result<void> need_sequence(Runtime& rt, View object) {
    if (!as_dict(object)) return {};
    return rt.raise(TypeError, "%s is not a sequence", type_name(rt, object));
}

Result<Value> sequence_getitem(Runtime& rt, Args args) {
    Value position = TRY(rt.integer(TRY(args.integer(1))));
    TRY(need_sequence(rt, args[0]));
    return get_item(rt, args[0], position);
}

Result<Value> sequence_setitem(Runtime& rt, Args args) {
    Value position = TRY(rt.integer(TRY(args.integer(1))));
    TRY(need_sequence(rt, args[0]));
    TRY(set_item(rt, args[0], position, args[2]));
    return View::small_int(0);
}

Result<Value> sequence_delitem(Runtime& rt, Args args) {
    Value position = TRY(rt.integer(TRY(args.integer(1))));
    TRY(need_sequence(rt, args[0]));
    TRY(set_item(rt, args[0], position, View()));
    return View::small_int(0);
}

constexpr FunctionDef functions[] = {
    {"sequence_getitem(obj, index, /)", sequence_getitem, "The item at a position."},
    {"sequence_setitem(obj, index, value, /)", sequence_setitem, "Put a value at a position; 0."},
    {"sequence_delitem(obj, index, /)", sequence_delitem, "Remove the item at a position; 0."},
};

}  // namespace

extern const ModuleDef testlimitedcapi_module;
const ModuleDef testlimitedcapi_module{.name = "_testlimitedcapi", .doc = "Items of sequences by position, for CPython's tests.", .functions = functions};

}  // namespace ouro
