// SPDX-License-Identifier: MIT
// Structural pattern matching (PEP 634): keys of mappings, attributes of classes.
#include "runtime/objects/containers.h"
#include "runtime/objects/protocol.h"
#include "runtime/objects/str.h"
#include "vm/interp/slow_paths.h"

namespace ouro {

Result<Value> match_keys(Runtime& rt, View subject, Tuple* keys) {
    Ref<Tuple> values = TRY(new_tuple(rt, keys->size));
    Ref<Set> seen = TRY(new_set(rt));
    Value get = TRY(get_attribute(rt, subject, rt.names.get));
    Value missing = TRY(call(rt, View(rt.types.object)));
    for (std::size_t n = 0; n < keys->size; ++n) {
        if (!TRY(set_add(rt, seen.get(), keys->items[n]))) {
            Ref<Str> text = TRY(repr(rt, keys->items[n]));
            return rt.raise(ValueError, "mapping pattern checks duplicate key (%s)", text->data());
        }
        Value value = TRY(call(rt, get, {keys->items[n], missing}));
        if (value == missing) return View::none();
        values->items[n] = value;
    }
    return values;
}

namespace {

/// Types whose single positional sub-pattern matches the subject itself.
bool matches_itself(Runtime& rt, Type* type) {
    for (Type* each : {rt.types.bool_, rt.types.bytearray, rt.types.bytes, rt.types.dict, rt.types.float_, rt.types.frozenset,
                       rt.types.int_, rt.types.list, rt.types.set, rt.types.str, rt.types.tuple})
        if (is_subtype(type, each)) return true;
    return false;
}

Result<Value> matched_attribute(Runtime& rt, View subject, Type* type, Str* name, Set* seen) {
    if (!TRY(set_add(rt, seen, View(name))))
        return rt.raise(TypeError, "%s() got multiple sub-patterns for attribute '%s'", type_name(type), name->data());
    return find_attribute(rt, subject, intern(rt, name).get());
}

}  // namespace

Result<Value> match_class(Runtime& rt, View subject, View cls, Tuple* names, std::uint32_t positional) {
    Type* type = as_type(cls);
    if (!type) return rt.raise(TypeError, "called match pattern must be a class");
    if (!TRY(is_instance(rt, subject, cls))) return View::none();
    Ref<Tuple> values = TRY(new_tuple(rt, positional + names->size));
    Ref<Set> seen = TRY(new_set(rt));
    if (positional) {
        Value match_args = TRY(find_attribute(rt, cls, rt.names.match_args_));
        bool itself = false;
        std::size_t allowed = 0;
        if (match_args.is_unbound()) {
            itself = matches_itself(rt, type);
            allowed = itself;
        } else if (!is_kind(match_args, Kind::tuple) || match_args.object()->type() != rt.types.tuple) {
            return rt.raise(TypeError, "%s.__match_args__ must be a tuple (got %s)", type_name(type), type_name(rt, match_args));
        } else {
            allowed = match_args.as<Tuple>()->size;
        }
        if (allowed < positional)
            return rt.raise(TypeError, "%s() accepts %zu positional sub-pattern%s (%u given)", type_name(type), allowed,
                            allowed == 1 ? "" : "s", positional);
        if (itself) {
            values->items[0] = Value(subject);
        } else {
            for (std::uint32_t n = 0; n < positional; ++n) {
                Str* name = as_str(match_args.as<Tuple>()->items[n]);
                if (!name)
                    return rt.raise(TypeError, "__match_args__ elements must be strings (got %s)",
                                    type_name(rt, match_args.as<Tuple>()->items[n]));
                Value value = TRY(matched_attribute(rt, subject, type, name, seen.get()));
                if (value.is_unbound()) return View::none();
                values->items[n] = value;
            }
        }
    }
    for (std::size_t n = 0; n < names->size; ++n) {
        Value value = TRY(matched_attribute(rt, subject, type, View(names->items[n]).as<Str>(), seen.get()));
        if (value.is_unbound()) return View::none();
        values->items[positional + n] = value;
    }
    return values;
}

}  // namespace ouro
