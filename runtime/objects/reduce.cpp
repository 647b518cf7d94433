// SPDX-License-Identifier: MIT
// object.__reduce_ex__(), __reduce__() and __getstate__(): the protocol of copy and pickle. The module copyreg has the functions that the
// results name, and all of the first two pickle protocols.
#include "runtime/objects/reduce.h"

#include "runtime/native/module.h"
#include "runtime/objects/containers.h"
#include "runtime/objects/native_function.h"
#include "runtime/objects/protocol.h"
#include "runtime/objects/str.h"
#include "runtime/objects/type_object.h"

namespace ouro {

namespace {

Result<Value> import_copyreg(Runtime& rt) {
    return rt.hooks.import(rt, TRY(intern(rt, "copyreg")).get(), rt.builtins.get(), View::none(), 0);
}

/// The names of the slots of a class, a list or None: what its __slotnames__ says, where copyreg._slotnames() keeps them.
Result<Value> slot_names(Runtime& rt, Type* type) {
    Ref<Str> key = TRY(intern(rt, "__slotnames__"));
    Value names(namespace_get(dict_of_type(type), key.get()));
    if (names.is_unbound()) {
        if (type->def) return View::none();  // a built-in type has none, and no place to keep that
        names = TRY(call_method(rt, TRY(import_copyreg(rt)), TRY(intern(rt, "_slotnames")).get(), {View(type)}));
        if (!names.is_none() && !is_kind(names, Kind::list)) return rt.raise(TypeError, "copyreg._slotnames didn't return a list or None");
    } else if (!names.is_none() && !is_kind(names, Kind::list)) {
        return rt.raise(TypeError, "%s.__slotnames__ should be a list or None, not %s", type_name(type), type_name(rt, names));
    }
    return names;
}

/// What object.__getstate__() gives. `all`: nothing but this state will be kept, so there must be no fields besides.
Result<Value> plain_state(Runtime& rt, View self, bool all) {
    Type* type = rt.type_of(self);
    if (all && type->has(Type::variable_size)) return rt.raise(TypeError, "cannot pickle %s objects", type_name(type));
    Value dict = TRY(dict_of(rt, self)), state = View::none();
    if (!dict.is_unbound() && dict.as<Dict>()->used) state = dict;
    Value held = TRY(slot_names(rt, type));
    if (all && type->basic_size > sizeof(Object)) return rt.raise(TypeError, "cannot pickle '%s' object", type_name(type));
    List* names = as_list(held);
    if (!names || !names->size) return state;
    Ref<Dict> slots = TRY(new_dict(rt));
    std::size_t size = names->size;
    for (std::size_t n = 0; n < size; ++n) {
        Value name = names->items[n];
        if (!is_kind(name, Kind::str)) return rt.raise(TypeError, "attribute name must be string, not '%s'", type_name(rt, name));
        Value value = TRY(find_attribute(rt, self, intern(rt, name.as<Str>()).get()));
        if (!value.is_unbound()) TRY(dict_set(rt, slots.get(), View(name), value));
        if (names->size != size) return rt.raise(RuntimeError, "__slotsname__ changed size during iteration");
    }
    if (!slots->used) return state;
    return TRY(new_tuple(rt, {View(state), View(slots.get())}));
}

/// What the object's own __getstate__() gives, or plain_state().
Result<Value> any_state(Runtime& rt, View self, bool all) {
    Value method = TRY(get_attribute(rt, self, rt.names.getstate_));
    if (is_kind(method, Kind::native_function)) {
        auto* function = method.as<NativeFunction>();
        if (function->def->call == object_getstate && View(function->self) == self) return plain_state(rt, self, all);
    }
    return call(rt, method);
}

/// Arguments for __new__ by __getnewargs_ex__() or __getnewargs__(); both Unbound without them.
Result<void> new_arguments(Runtime& rt, View self, Value& arguments, Value& keywords) {
    Value both = TRY(call_special(rt, self, rt.names.getnewargs_ex_));
    if (!both.is_unbound()) {
        Tuple* pair = as_tuple(both);
        if (!pair) return rt.raise(TypeError, "__getnewargs_ex__ should return a tuple, not '%s'", type_name(rt, both));
        if (pair->size != 2) return rt.raise(ValueError, "__getnewargs_ex__ should return a tuple of length 2, not %zu", pair->size);
        arguments = pair->items[0];
        keywords = pair->items[1];
        if (!as_tuple(arguments))
            return rt.raise(TypeError, "first item of the tuple returned by __getnewargs_ex__ must be a tuple, not '%s'", type_name(rt, arguments));
        if (!as_dict(keywords))
            return rt.raise(TypeError, "second item of the tuple returned by __getnewargs_ex__ must be a dict, not '%s'", type_name(rt, keywords));
        return {};
    }
    arguments = TRY(call_special(rt, self, rt.names.getnewargs_));
    if (!arguments.is_unbound() && !as_tuple(arguments)) return rt.raise(TypeError, "__getnewargs__ should return a tuple, not '%s'", type_name(rt, arguments));
    return {};
}

/// Protocols 2 and later: (copyreg.__newobj__, (class, arguments…), state, list items, dict items).
Result<Value> reduce_to_new(Runtime& rt, View self) {
    Type* type = rt.type_of(self);
    if (!type->slots.construct) return rt.raise(TypeError, "cannot pickle '%s' object", type_name(type));
    Value arguments, keywords;
    TRY(new_arguments(rt, self, arguments, keywords));
    Value copyreg = TRY(import_copyreg(rt)), function;
    Ref<Tuple> given;
    if (Dict* named = as_dict(keywords); named && named->used) {
        function = TRY(get_attribute(rt, copyreg, TRY(intern(rt, "__newobj_ex__")).get()));
        given = TRY(new_tuple(rt, {View(type), View(arguments), View(keywords)}));
    } else {
        function = TRY(get_attribute(rt, copyreg, TRY(intern(rt, "__newobj__")).get()));
        Tuple* positional = as_tuple(arguments);
        std::size_t count = positional ? positional->size : 0;
        given = TRY(new_tuple(rt, count + 1));
        given->items[0] = View(type);
        for (std::size_t n = 0; n < count; ++n) given->items[n + 1] = positional->items[n];
    }
    bool list = is_kind(self, Kind::list), dict = is_kind(self, Kind::dict);
    Value state = TRY(any_state(rt, self, arguments.is_unbound() && !list && !dict));
    Value items = View::none(), pairs = View::none();
    if (list) items = TRY(iter(rt, self));
    if (dict) pairs = TRY(iter(rt, TRY(call_method(rt, self, rt.names.items))));
    return TRY(new_tuple(rt, {View(function), View(given), View(state), View(items), View(pairs)}));
}

Result<Value> reduce(Runtime& rt, View self, View protocol) {
    if (TRY(index_to_int64(rt, protocol)) >= 2) return reduce_to_new(rt, self);
    return call_method(rt, TRY(import_copyreg(rt)), TRY(intern(rt, "_reduce_ex")).get(), {self, protocol});
}

}  // namespace

Result<Value> object_getstate(Runtime& rt, Args args) { return plain_state(rt, args[0], false); }

Result<Value> object_reduce(Runtime& rt, Args args) { return reduce(rt, args[0], View::small_int(0)); }

Result<Value> object_reduce_ex(Runtime& rt, Args args) {
    View self = args[0];
    TRY(index_to_int64(rt, args[1]));
    Value method = TRY(find_attribute(rt, self, rt.names.reduce_));
    if (!method.is_unbound()) {
        Value of_class = TRY(get_attribute(rt, View(rt.type_of(self)), rt.names.reduce_));
        if (of_class != lookup_on_type(rt.types.object, rt.names.reduce_)) return call(rt, method);
    }
    return reduce(rt, self, args[1]);
}

Result<Value> state_of(Runtime& rt, View object) { return any_state(rt, object, false); }

Result<Value> reduce_to_attribute(Runtime& rt, View object, View name) {
    Value getter(TRY(dict_get(rt, rt.builtins.get(), TRY(intern(rt, "getattr")).get())));
    if (getter.is_unbound()) return rt.raise(AttributeError, "getattr");
    Ref<Tuple> arguments = TRY(new_tuple(rt, {object, name}));
    return TRY(new_tuple(rt, {View(getter), View(arguments)}));
}

}  // namespace ouro
