// SPDX-License-Identifier: MIT
// The module `_functools`: partial, reduce and cmp_to_key. The cache of lru_cache() is in lru_cache.cpp.
#include "runtime/objects/containers.h"
#include "runtime/objects/descriptor.h"
#include "runtime/objects/method.h"
#include "runtime/objects/protocol.h"
#include "runtime/objects/str.h"
#include "runtime/objects/type_object.h"
#include "stdlib/owned_fields.h"

namespace ouro {

extern const TypeDef lru_cache_type;

namespace {

// ---- partial

struct Partial : Object {
    Value function, arguments, keywords;  // a callable, a tuple, a dict
    template <typename F>
    void each_field(F&& f) {
        for (Value* field : {&function, &arguments, &keywords}) f(*field);
    }
    Tuple* tuple() const { return View(arguments).as<Tuple>(); }
    Dict* dict() const { return View(keywords).as<Dict>(); }
};

Result<Value> call_partial(Runtime& rt, View self, const Arguments& a);

Result<Value> construct_partial(Runtime& rt, Type* type, const Arguments& a) {
    if (!a.count) return rt.raise(TypeError, "type 'partial' takes at least one argument");
    if (!is_callable(rt, a[0])) return rt.raise(TypeError, "the first argument must be callable");
    Value function(a[0]);
    // The partial of a partial calls the function itself, unless attributes would be lost.
    Ref<Partial> inner;
    if (function.is_object() && rt.type_of(function)->slots.call == call_partial && !function.object()->shape->count && !function.object()->shape->dictionary)
        inner = Ref<Partial>(function.as<Partial>());
    std::size_t before = inner ? inner->tuple()->size : 0;
    Ref<Tuple> arguments = TRY(new_tuple(rt, before + a.count - 1));
    for (std::size_t n = 0; n < before; ++n) arguments->items[n] = inner->tuple()->items[n];
    for (std::size_t n = 1; n < a.count; ++n) arguments->items[before + n - 1] = Value(a[n]);
    Ref<Dict> keywords = inner ? TRY(dict_copy(rt, inner->dict())) : TRY(new_dict(rt));
    for (std::size_t n = 0; a.names && n < a.names->size; ++n) TRY(dict_set(rt, keywords.get(), View(a.names->items[n]), a[a.count + n]));
    Ref<Partial> made = TRY(new_with_fields<Partial>(rt, type));
    made->function = inner ? inner->function : function;
    made->arguments = arguments;
    made->keywords = keywords;
    return made;
}

Result<Value> call_partial(Runtime& rt, View self, const Arguments& a) {
    auto* partial = self.as<Partial>();
    Value function = partial->function;
    Ref<Tuple> first(partial->tuple());
    Ref<Dict> own(partial->dict());
    std::size_t named = a.names ? a.names->size : 0, total = first->size + a.count + own->used + named;
    View small[16];
    std::vector<View> large;
    View* values = small;
    if (total > 16) {
        large.resize(total);
        values = large.data();
    }
    std::size_t at = 0;
    for (const Value& each : first->view()) values[at++] = each;
    for (std::size_t n = 0; n < a.count; ++n) values[at++] = a[n];
    std::size_t count = at;
    if (!own->used) {
        for (std::size_t n = 0; n < named; ++n) values[at++] = a[a.count + n];
        return call(rt, function, {.values = values, .count = count, .names = a.names});
    }
    // The call's own keywords come after the others, or in their place.
    Ref<Dict> all = TRY(dict_copy(rt, own.get()));
    for (std::size_t n = 0; n < named; ++n) TRY(dict_set(rt, all.get(), View(a.names->items[n]), a[a.count + n]));
    Ref<Tuple> names = TRY(new_tuple(rt, all->used));
    for (auto* e = dict_first(all.get()); e; e = dict_next(all.get(), e)) {
        if (!as_str(e->key)) return rt.raise(TypeError, "keywords must be strings");
        names->items[at - count] = e->key;
        values[at++] = e->value;
    }
    return call(rt, function, {.values = values, .count = count, .names = names.get()});
}

Result<Value> partial_repr(Runtime& rt, View self) {
    auto* partial = self.as<Partial>();
    ReprGuard guard(rt, self);
    if (guard.recursive()) return rt.str("...");
    Value function = partial->function;
    Ref<Tuple> arguments(partial->tuple());
    Ref<Dict> keywords = TRY(dict_copy(rt, partial->dict()));
    View cls(static_cast<const Object*>(self.object()->type()));
    StrBuilder out(rt);
    TRY(out.append(TRY(to_str(rt, TRY(get_attribute(rt, cls, rt.names.module_)))).get()));
    TRY(out.append("."));
    TRY(out.append(TRY(to_str(rt, TRY(get_attribute(rt, cls, rt.names.qualname_)))).get()));
    TRY(out.append("("));
    TRY(out.append(TRY(repr(rt, function)).get()));
    for (const Value& each : arguments->view()) {
        TRY(out.append(", "));
        TRY(out.append(TRY(repr(rt, each)).get()));
    }
    for (auto* e = dict_first(keywords.get()); e; e = dict_next(keywords.get(), e)) {
        TRY(out.append(", "));
        TRY(out.append(TRY(to_str(rt, e->key)).get()));
        TRY(out.append("="));
        TRY(out.append(TRY(repr(rt, e->value)).get()));
    }
    TRY(out.append(")"));
    return TRY(out.take());
}

Result<Value> get_partial(Runtime& rt, View self, View instance, Type*) {
    if (instance.is_unbound() || instance.is_none()) return Value(self);
    Value message = TRY(rt.str("functools.partial will be a method descriptor in future Python versions; "
                               "wrap it in staticmethod() if you want to preserve the old behavior"));
    TRY(rt.hooks.warn(rt, FutureWarning, message, 1, View::none()));
    return Value(self);
}

Result<Value> reduce_partial(Runtime& rt, Args args) {
    auto* partial = args.self<Partial>();
    Value state = TRY(dict_of(rt, args[0]));
    if (state.is_unbound() || !View(state).as<Dict>()->used) state = View::none();
    Ref<Tuple> given = TRY(new_tuple(rt, {partial->function}));
    Ref<Tuple> all = TRY(new_tuple(rt, {partial->function, partial->arguments, partial->keywords, state}));
    return TRY(new_tuple(rt, {View(static_cast<const Object*>(partial->type())), given, all}));
}

Result<Value> set_state(Runtime& rt, Args args) {
    Tuple* state = as_tuple(args[1]);
    if (!state || state->size != 4 || !is_callable(rt, state->items[0]) || !as_tuple(state->items[1]) ||
        (!state->items[2].is_none() && !as_dict(state->items[2])))
        return rt.raise(TypeError, "invalid partial state");
    Ref<Partial> partial(args.self<Partial>());
    Value function = state->items[0], arguments = state->items[1], keywords, attributes = state->items[3];
    if (rt.type_of(arguments) != rt.types.tuple) arguments = TRY(tuple_from(rt, arguments));
    if (state->items[2].is_none()) keywords = TRY(new_dict(rt));
    else keywords = rt.type_of(state->items[2]) == rt.types.dict ? state->items[2] : Value(TRY(dict_copy(rt, View(state->items[2]).as<Dict>())));
    std::swap(partial->function, function);
    std::swap(partial->arguments, arguments);
    std::swap(partial->keywords, keywords);
    if (attributes.is_none()) attributes = TRY(new_dict(rt));
    TRY(replace_dict(rt, args[0], attributes));
    return View::none();
}

constexpr FunctionDef partial_methods[] = {
    {"__reduce__(self, /)", reduce_partial, ""},
    {"__setstate__(self, state, /)", set_state, ""},
    {"__class_getitem__(cls, item, /)", [](Runtime& rt, Args args) { return new_generic_alias(rt, args[0], args[1]); }, "See PEP 585", FunctionDef::class_method},
};

constexpr PropertyDef partial_properties[] = {
    {"func", [](Runtime&, View self) -> Result<Value> { return self.as<Partial>()->function; }, nullptr, "function object to use in future partial calls", true},
    {"args", [](Runtime&, View self) -> Result<Value> { return self.as<Partial>()->arguments; }, nullptr, "tuple of arguments to future partial calls", true},
    {"keywords", [](Runtime&, View self) -> Result<Value> { return self.as<Partial>()->keywords; }, nullptr,
     "dictionary of keyword arguments to future partial calls", true},
};

const TypeDef partial_type{
    .name = "partial",
    .module = "functools",
    .doc = "Create a new function with partial application of the given arguments\nand keywords.",
    .size = sizeof(Partial),
    .flags = Type::base_type | Type::container | Type::has_dict | Type::weak_referable | Type::immutable,
    .text_signature = "(func, /, *args, **keywords)",
    .slots = {.destroy = destroy_fields<Partial>,
              .traverse = traverse_fields<Partial>,
              .clear = [](Runtime& rt, Object* object) {
                  auto* partial = static_cast<Partial*>(object);
                  Value function = std::exchange(partial->function, Value(View::none()));
                  partial->arguments = rt.empty_tuple;
              },
              .construct = construct_partial,
              .call = call_partial,
              .repr = partial_repr,
              .get = get_partial},
    .methods = partial_methods,
    .properties = partial_properties,
};

// ---- cmp_to_key

struct KeyWrapper : Object {
    Value compare, object;  // object Unbound: the class that makes keys
    template <typename F>
    void each_field(F&& f) {
        f(compare);
        f(object);
    }
};

extern const TypeDef key_wrapper_type;

Result<Value> new_key(Runtime& rt, View compare, View object) {
    Ref<KeyWrapper> made = TRY(new_with_fields<KeyWrapper>(rt, TRY(native_type(rt, key_wrapper_type))));
    made->compare = Value(compare);
    made->object = Value(object);
    return made;
}

Result<Value> call_key(Runtime& rt, View self, const Arguments& a) {
    std::size_t named = a.names ? a.names->size : 0;
    if (a.count + named > 1) return rt.raise(TypeError, "K() takes at most 1 argument (%zu given)", a.count + named);
    if (named && View(a.names->items[0]).as<Str>()->text() != "obj")
        return rt.raise(TypeError, "K() got an unexpected keyword argument '%s'", View(a.names->items[0]).as<Str>()->data());
    if (a.count + named < 1) return rt.raise(TypeError, "K() missing required argument 'obj' (pos 1)");
    return new_key(rt, self.as<KeyWrapper>()->compare, a[0]);
}

Result<Value> compare_keys(Runtime& rt, View a, View b, CompareOp op) {
    if (rt.type_of(b) != a.object()->type()) return rt.raise(TypeError, "other argument must be K instance");
    auto *x = a.as<KeyWrapper>(), *y = b.as<KeyWrapper>();
    if (x->object.is_unbound() || y->object.is_unbound()) return rt.raise(AttributeError, "object");
    Value function = x->compare, left = x->object, right = y->object;
    Value order = TRY(call(rt, function, {left, right}));
    return compare(rt, order, View::small_int(0), op);
}

constexpr PropertyDef key_properties[] = {
    {"__text_signature__", [](Runtime& rt, View) { return rt.str("(obj)"); }},
};

const TypeDef key_wrapper_type{
    .name = "KeyWrapper",
    .module = "functools",
    .size = sizeof(KeyWrapper),
    .flags = Type::container | Type::disallow_construct | Type::immutable,
    .slots = {.destroy = destroy_fields<KeyWrapper>,
              .traverse = traverse_fields<KeyWrapper>,
              .clear = clear_fields<KeyWrapper>,
              .call = call_key,
              .compare = compare_keys},
    .properties = key_properties,
    .fill = [](Runtime& rt, Type* type) { return add_member(rt, type, "obj", offsetof(KeyWrapper, object), true, true); },
};

// ---- reduce

Result<Value> reduce(Runtime& rt, Args args) {
    Result<Value> made = iter(rt, args[1]);
    if (made.raised()) {
        if (!rt.swallow(TypeError)) return Raised{};
        return rt.raise(TypeError, "reduce() arg 2 must support iteration");
    }
    Value iterator = made.take(), result(args[2]);
    for (;;) {
        TRY(rt.charge(1));
        Value item = TRY(next(rt, iterator));
        if (item.is_unbound()) break;
        result = result.is_unbound() ? item : TRY(call(rt, args[0], {result, item}));
    }
    if (result.is_unbound()) return rt.raise(TypeError, "reduce() of empty iterable with no initial value");
    return result;
}

constexpr FunctionDef functions[] = {
    {"cmp_to_key(mycmp)", [](Runtime& rt, Args args) { return new_key(rt, args[0], View()); },
     "Convert a cmp= function into a key= function.\n\n  mycmp\n    Function that compares two objects."},
    {"reduce(function, iterable, initial=<no value>, /)", reduce,
     "reduce(function, iterable[, initial], /) -> value\n\nApply a function of two arguments to the items of an iterable, from left to right,\n"
     "so that one value is left."},
};

constexpr const TypeDef* types[] = {&partial_type, &lru_cache_type};

}  // namespace

extern const ModuleDef functools_module{.name = "_functools", .doc = "Tools that operate on functions.", .functions = functions, .types = types};

}  // namespace ouro
