// SPDX-License-Identifier: MIT
// list[int] and int | str: generic aliases (PEP 585, with the substitution of type parameters that PEP 646 added) and unions (PEP 604).
#include <algorithm>

#include "runtime/native/module.h"
#include "runtime/objects/containers.h"
#include "runtime/objects/iterator.h"
#include "runtime/objects/lifetime.h"
#include "runtime/objects/method.h"
#include "runtime/objects/pickled_iterator.h"
#include "runtime/objects/protocol.h"
#include "runtime/objects/str.h"
#include "runtime/objects/type_object.h"

namespace ouro {

namespace {

struct Alias : Object {
    Value origin, arguments;  // arguments: a tuple
    Value parameters;         // a tuple, once it was asked for
    bool starred;
};
Alias* alias_of(View v) { return v.as<Alias>(); }
bool is_alias(Runtime& rt, View v) { return is_subtype(rt.type_of(v), rt.types.generic_alias); }
View arguments_of(View alias) { return alias_of(alias)->arguments; }

struct Union : Object {
    Value members;  // a tuple
};
View members_of(View v) { return v.as<Union>()->members; }

Result<Value> new_alias(Runtime& rt, Type* type, View origin, View arguments, bool starred = false) {
    auto* made = rt.allocate<Alias>(type);
    if (!made) return rt.raise_memory_error();
    new (&made->origin) Value(origin);
    new (&made->arguments) Value(arguments);
    new (&made->parameters) Value();
    made->starred = starred;
    Value value = Value::adopt(View(made));
    if (!as_tuple(arguments)) made->arguments = TRY(new_tuple(rt, {arguments}));
    return value;
}

Result<std::string> text_of(Runtime& rt, View value) {
    if (value.is_ellipsis()) return std::string("...");
    auto plain = [&]() -> Result<std::string> { return std::string(TRY(repr(rt, value))->text()); };
    if (!TRY(find_attribute(rt, value, rt.names.origin_)).is_unbound() && !TRY(find_attribute(rt, value, rt.names.args_)).is_unbound()) return plain();
    Value name = TRY(find_attribute(rt, value, rt.names.qualname_));
    if (name.is_unbound()) return plain();
    Value module = TRY(find_attribute(rt, value, rt.names.module_));
    if (module.is_unbound() || module.is_none()) return plain();
    std::string shown(TRY(to_str(rt, name))->text());
    if (Str* text = as_str(module); text && text->text() == "builtins") return shown;
    return std::string(TRY(to_str(rt, module))->text()) + "." + shown;
}

Result<Value> alias_repr(Runtime& rt, View self) {
    NativeGuard guard(rt, " in __repr__");
    if (guard.raised()) return Raised{};
    std::string text = (alias_of(self)->starred ? "*" : "") + TRY(text_of(rt, alias_of(self)->origin)) + "[";
    Ref<Tuple> arguments(arguments_of(self).as<Tuple>());
    for (std::size_t n = 0; n < arguments->size; ++n) {
        if (n) text += ", ";
        List* list = as_list(arguments->items[n]);
        if (!list || rt.type_of(View(list)) != rt.types.list) {
            text += TRY(text_of(rt, arguments->items[n]));
            continue;
        }
        text += "[";
        Ref<Tuple> items = TRY(new_tuple(rt, list->view()));
        for (std::size_t i = 0; i < items->size; ++i) text += (i ? ", " : "") + TRY(text_of(rt, items->items[i]));
        text += "]";
    }
    return rt.str(text + (arguments->size ? "]" : "()]"));
}

// ---- type parameters

Result<void> add_once(Runtime& rt, List* found, View parameter) {
    for (const Value& each : found->view())
        if (View(each) == parameter) return {};
    return list_append(rt, found, Value(parameter));
}

/// Type parameters that occur in arguments, in order.
Result<Value> parameters_in(Runtime& rt, View arguments) {
    Ref<List> found = TRY(new_list(rt));
    Ref<Tuple> all(arguments.as<Tuple>());
    for (const Value& each : all->view()) {
        if (is_kind(each, Kind::type)) continue;  // whose __parameters__ are those of its instances
        if (!TRY(find_attribute(rt, each, rt.names.typing_subst_)).is_unbound()) {
            TRY(add_once(rt, found.get(), each));
            continue;
        }
        Value inside = TRY(find_attribute(rt, each, rt.names.parameters_));
        if (Tuple* parameters = as_tuple(inside))
            for (const Value& p : parameters->view()) TRY(add_once(rt, found.get(), p));
    }
    return TRY(new_tuple(rt, found->view()));
}

Result<Value> alias_parameters(Runtime& rt, View self) {
    if (alias_of(self)->parameters.is_unbound()) {
        Value found = TRY(parameters_in(rt, arguments_of(self)));
        alias_of(self)->parameters = found;
    }
    return alias_of(self)->parameters;
}

/// What stands between the brackets as a tuple, with *tuple[int, str] as the two that it stands for.
Result<Ref<Tuple>> unpacked(Runtime& rt, View item) {
    if (!as_tuple(item)) {
        Ref<Tuple> one = TRY(new_tuple(rt, {item}));
        return unpacked(rt, View(one.get()));
    }
    Ref<Str> name = TRY(intern(rt, "__typing_unpacked_tuple_args__"));
    Ref<List> all = TRY(new_list(rt));
    for (const Value& each : as_tuple(item)->view()) {
        Value parts = is_kind(each, Kind::type) ? Value() : TRY(find_attribute(rt, each, name.get()));
        Tuple* several = as_tuple(parts);
        if (several && !(several->size && View(several->items[several->size - 1]).is_ellipsis())) TRY(list_extend(rt, all.get(), parts));
        else TRY(list_append(rt, all.get(), each));
    }
    return new_tuple(rt, all->view());
}

std::size_t position_in(Tuple* tuple, View value) {
    return static_cast<std::size_t>(std::find_if(tuple->items, tuple->items + tuple->size, [&](View each) { return each == value; }) - tuple->items);
}

/// An argument that is generic itself, with its own type parameters replaced.
Result<Value> replaced_inside(Runtime& rt, View argument, Tuple* parameters, Tuple* given) {
    Value inside = TRY(find_attribute(rt, argument, rt.names.parameters_));
    Tuple* own = as_tuple(inside);
    if (!own || !own->size) return Value(argument);
    Ref<List> fresh = TRY(new_list(rt));
    for (const Value& each : own->view()) {
        std::size_t at = position_in(parameters, each);
        if (at == parameters->size) {
            TRY(list_append(rt, fresh.get(), each));
        } else if (rt.type_of(each)->slots.iter && as_tuple(given->items[at])) {  // a TypeVarTuple
            TRY(list_extend(rt, fresh.get(), given->items[at]));
        } else {
            TRY(list_append(rt, fresh.get(), given->items[at]));
        }
    }
    Ref<Tuple> items = TRY(new_tuple(rt, fresh->view()));
    return get_item(rt, argument, View(items.get()));
}

/// Arguments with what `item` holds in the place of their type parameters; `self` is whose arguments they are.
Result<Ref<Tuple>> substituted(Runtime& rt, View self, View arguments, View parameters_given, View item) {
    NativeGuard guard(rt);
    if (guard.raised()) return Raised{};
    Ref<Tuple> parameters(parameters_given.as<Tuple>()), all(arguments.as<Tuple>());
    if (!parameters->size) return rt.raise(TypeError, "%s is not a generic class", TRY(repr(rt, self))->data());
    Value prepared = TRY(unpacked(rt, item));
    for (const Value& parameter : parameters->view()) {
        Value prepare = TRY(find_attribute(rt, parameter, rt.names.typing_prepare_subst_));
        if (prepare.is_unbound() || prepare.is_none()) continue;
        if (!as_tuple(prepared)) prepared = TRY(new_tuple(rt, {View(prepared)}));
        prepared = TRY(call(rt, prepare, {self, prepared}));
    }
    Ref<Tuple> given(as_tuple(prepared) ? Ref<Tuple>(as_tuple(prepared)) : TRY(new_tuple(rt, {View(prepared)})));
    if (given->size != parameters->size)
        return rt.raise(TypeError, "Too %s arguments for %s; actual %zu, expected %zu", given->size > parameters->size ? "many" : "few", TRY(repr(rt, self))->data(),
                        given->size, parameters->size);
    Ref<Str> unpacks = TRY(intern(rt, "__typing_is_unpacked_typevartuple__"));
    Ref<List> fresh = TRY(new_list(rt));
    for (const Value& each : all->view()) {
        if (is_kind(each, Kind::type)) {
            TRY(list_append(rt, fresh.get(), each));
            continue;
        }
        Value flag = TRY(find_attribute(rt, each, unpacks.get()));
        bool several = !flag.is_unbound() && TRY(truth(rt, flag));
        Value made, substitute = TRY(find_attribute(rt, each, rt.names.typing_subst_));
        if (substitute.is_unbound()) {
            made = TRY(replaced_inside(rt, each, parameters.get(), given.get()));
        } else {
            std::size_t at = position_in(parameters.get(), each);
            if (at == parameters->size) return rt.raise(TypeError, "%s is not among the parameters of %s", TRY(repr(rt, each))->data(), TRY(repr(rt, self))->data());
            made = TRY(call(rt, substitute, {given->items[at]}));
        }
        if (!several) {
            TRY(list_append(rt, fresh.get(), made));
        } else if (as_tuple(made)) {
            TRY(list_extend(rt, fresh.get(), made));
        } else {
            return rt.raise(TypeError, "expected __typing_subst__ of %s objects to return a tuple, not %s", type_name(rt, each), type_name(rt, made));
        }
    }
    return new_tuple(rt, fresh->view());
}

Result<Value> subscript_alias(Runtime& rt, View self, View item) {
    Value parameters = TRY(alias_parameters(rt, self));
    Ref<Tuple> arguments = TRY(substituted(rt, self, arguments_of(self), parameters, item));
    return new_alias(rt, rt.types.generic_alias, alias_of(self)->origin, View(arguments.get()), alias_of(self)->starred);
}

// ---- attributes

// What the alias has of its own; everything else is its origin's.
constexpr const char* kOwnAttributes[] = {"__class__", "__bases__", "__origin__", "__args__", "__unpacked__", "__parameters__", "__typing_unpacked_tuple_args__",
                                          "__mro_entries__", "__reduce_ex__", "__reduce__", "__copy__", "__deepcopy__"};

Result<Value> alias_get_attribute(Runtime& rt, View self, Str* name) {
    std::string_view text = name->text();
    if (text.starts_with("__") && std::find(std::begin(kOwnAttributes), std::end(kOwnAttributes), text) != std::end(kOwnAttributes))
        return generic_get_attribute(rt, self, name);
    return get_attribute(rt, alias_of(self)->origin, name);
}

/// Remembers the alias in what it made, where that takes attributes.
Result<Value> call_alias(Runtime& rt, View self, const Arguments& arguments) {
    Value made = TRY(call(rt, alias_of(self)->origin, arguments));
    if (set_attribute(rt, made, rt.names.orig_class_, self).raised() && !rt.swallow(AttributeError) && !rt.swallow(TypeError)) return Raised{};
    return made;
}

Result<Value> star(Runtime& rt, View self) { return new_native_iterator(rt, rt.types.generic_alias_iterator, self, 0); }
/// `*list[int]` gives the alias once, marked as unpacked.
Result<Value> next_star(Runtime& rt, View self) {
    Value alias = std::exchange(self.as<NativeIterator>()->source, Value());
    if (alias.is_unbound()) return alias;
    return new_alias(rt, rt.types.generic_alias, alias_of(alias)->origin, alias_of(alias)->arguments, true);
}

Result<Value> reduce_alias(Runtime& rt, Args args) {
    Alias* alias = args.self<Alias>();
    if (alias->starred) {
        Value plain = TRY(new_alias(rt, rt.types.generic_alias, alias->origin, alias->arguments));
        Ref<Tuple> iterator = TRY(new_tuple(rt, {View(TRY(star(rt, plain)))}));
        Value next(TRY(dict_get(rt, rt.builtins.get(), TRY(intern(rt, "next")).get())));
        if (next.is_unbound()) return rt.raise(AttributeError, "next");
        return TRY(new_tuple(rt, {View(next), View(iterator)}));
    }
    Ref<Tuple> parts = TRY(new_tuple(rt, {alias->origin, alias->arguments}));
    return TRY(new_tuple(rt, {View(rt.type_of(args[0])), View(parts.get())}));
}

constexpr FunctionDef alias_methods[] = {
    {"__mro_entries__(self, bases, /)", [](Runtime& rt, Args a) -> Result<Value> { return TRY(new_tuple(rt, {alias_of(a[0])->origin})); }, ""},
    {"__instancecheck__(self, instance, /)", [](Runtime& rt, Args) -> Result<Value> { return rt.raise(TypeError, "isinstance() argument 2 cannot be a parameterized generic"); }, ""},
    {"__subclasscheck__(self, cls, /)", [](Runtime& rt, Args) -> Result<Value> { return rt.raise(TypeError, "issubclass() argument 2 cannot be a parameterized generic"); }, ""},
    {"__reduce__(self, /)", reduce_alias, ""},
    {"__dir__(self, /)",
     [](Runtime& rt, Args a) -> Result<Value> {
         Value of_origin = TRY(call_special(rt, alias_of(a[0])->origin, rt.names.dir_));
         Ref<List> names = of_origin.is_unbound() ? TRY(new_list(rt)) : TRY(list_from(rt, of_origin));
         for (const char* each : kOwnAttributes) {
             Value name = TRY(intern(rt, each));
             if (!TRY(contains(rt, View(names.get()), name))) TRY(list_append(rt, names.get(), name));
         }
         return names;
     },
     ""},
};
constexpr PropertyDef alias_properties[] = {
    {"__origin__", [](Runtime&, View self) -> Result<Value> { return alias_of(self)->origin; }, nullptr, "", true},
    {"__args__", [](Runtime&, View self) -> Result<Value> { return alias_of(self)->arguments; }, nullptr, "", true},
    {"__unpacked__", [](Runtime&, View self) -> Result<Value> { return View::boolean(alias_of(self)->starred); }, nullptr, "", true},
    {"__parameters__", alias_parameters, nullptr, "Type variables in the GenericAlias."},
    {"__typing_unpacked_tuple_args__",
     [](Runtime& rt, View self) -> Result<Value> {
         bool tuple = alias_of(self)->starred && View(alias_of(self)->origin) == View(rt.types.tuple);
         return tuple ? alias_of(self)->arguments : Value(View::none());
     }},
};

constexpr FunctionDef star_methods[] = {
    {"__reduce__(self, /)",
     [](Runtime& rt, Args a) -> Result<Value> {
         auto* iterator = a.self<NativeIterator>();
         return pickled_iterator(rt, iterator->source.is_unbound() ? View(rt.empty_tuple) : View(iterator->source));
     },
     ""},
};

// ---- unions

Result<Value> union_arguments(Runtime& rt, View v) {
    if (rt.type_of(v) == rt.types.union_) return Value(members_of(v));
    return TRY(new_tuple(rt, {v.is_none() ? View(rt.types.none_type) : v}));
}

Result<Value> union_parameters(Runtime& rt, View self) { return parameters_in(rt, members_of(self)); }

Result<Value> subscript_union(Runtime& rt, View self, View item) {
    Value parameters = TRY(union_parameters(rt, self));
    Ref<Tuple> members = TRY(substituted(rt, self, members_of(self), parameters, item));
    Value made = members->items[0];
    for (std::size_t n = 1; n < members->size; ++n) made = TRY(binary(rt, BinaryOp::bit_or, made, members->items[n]));
    return made;
}

Result<Value> union_repr(Runtime& rt, View self) {
    NativeGuard guard(rt, " in __repr__");
    if (guard.raised()) return Raised{};
    std::string text;
    for (const Value& each : members_of(self).as<Tuple>()->view())
        text += (text.empty() ? "" : " | ") + (View(each) == View(rt.types.none_type) ? "None" : TRY(text_of(rt, each)));
    return rt.str(text);
}

constexpr PropertyDef union_properties[] = {
    {"__args__", [](Runtime&, View self) -> Result<Value> { return Value(members_of(self)); }, nullptr, "", true},
    {"__parameters__", union_parameters, nullptr, "Type variables in the types.UnionType."},
};

}  // namespace

Result<Value> new_generic_alias(Runtime& rt, View origin, View arguments) { return new_alias(rt, rt.types.generic_alias, origin, arguments); }

Result<Value> union_of_types(Runtime& rt, View a, View b) {
    Type* type_alias = TRY(native_type(rt, type_alias_type));
    auto acceptable = [&](View v) {
        Type* type = rt.type_of(v);
        return v.is_none() || is_kind(v, Kind::type) || is_alias(rt, v) || type == rt.types.union_ || type == type_alias;
    };
    if (!acceptable(a) || !acceptable(b)) return View::not_implemented();
    return make_union(rt, a, b);
}

Result<Value> make_union(Runtime& rt, View a, View b) {
    Value x = TRY(union_arguments(rt, a)), y = TRY(union_arguments(rt, b));
    Ref<List> all = TRY(new_list(rt, x.as<Tuple>()->size + y.as<Tuple>()->size));
    for (const Value& each : x.as<Tuple>()->view()) TRY(list_append(rt, all.get(), each));  // these differ already
    for (const Value& each : y.as<Tuple>()->view())
        if (!TRY(contains(rt, View(all.get()), each))) TRY(list_append(rt, all.get(), each));
    if (all->size == 1) return all->items[0];
    Value members = TRY(new_tuple(rt, all->view()));
    auto* made = rt.allocate<Union>(rt.types.union_);
    if (!made) return rt.raise_memory_error();
    new (&made->members) Value(members);
    return Value::adopt(View(made));
}

const TypeDef generic_alias_type{
    .name = "GenericAlias",
    .module = "types",
    .doc = "Represent a PEP 585 generic type",
    .kind = Kind::generic_alias,
    .size = sizeof(Alias),
    .flags = Type::base_type | Type::container | Type::immutable | Type::weak_referable,
    .slots = {.destroy =
                  [](Runtime& rt, Object* object) {
                      auto* alias = static_cast<Alias*>(object);
                      for (Value* v : {&alias->origin, &alias->arguments, &alias->parameters}) v->~Value();
                      rt.free_instance(object, sizeof(Alias));
                  },
              .traverse =
                  [](Object* object, Visitor& visit) {
                      auto* alias = static_cast<Alias*>(object);
                      for (Value* v : {&alias->origin, &alias->arguments, &alias->parameters}) visit(*v);
                  },
              .construct = [](Runtime& rt, Type* type, const Arguments& a) -> Result<Value> {
                  if (a.names && a.names->size) return rt.raise(TypeError, "GenericAlias() takes no keyword arguments");
                  if (a.count != 2) return rt.raise(TypeError, "GenericAlias expected 2 arguments, got %zu", a.count);
                  return new_alias(rt, type, a[0], a[1]);
              },
              .call = call_alias,
              .repr = alias_repr,
              .hash = [](Runtime& rt, View self) -> Result<std::int64_t> { return TRY(hash(rt, alias_of(self)->origin)) ^ TRY(hash(rt, alias_of(self)->arguments)); },
              .compare = [](Runtime& rt, View a, View b, CompareOp op) -> Result<Value> {
                  if ((op != CompareOp::eq && op != CompareOp::ne) || !is_alias(rt, a) || !is_alias(rt, b)) return View::not_implemented();
                  Value x(a), y(b);
                  bool same = alias_of(x)->starred == alias_of(y)->starred && TRY(compare_truth(rt, alias_of(x)->origin, alias_of(y)->origin, CompareOp::eq)) &&
                              TRY(compare_truth(rt, alias_of(x)->arguments, alias_of(y)->arguments, CompareOp::eq));
                  return View::boolean(same == (op == CompareOp::eq));
              },
              .get_attribute = alias_get_attribute,
              .iter = star,
              .get_item = subscript_alias,
              .binary = {nullptr, nullptr, nullptr, nullptr, nullptr, nullptr, nullptr, nullptr, nullptr, nullptr, nullptr, union_of_types}},
    .methods = alias_methods,
    .properties = alias_properties};

const TypeDef generic_alias_iterator_type{
    .name = "generic_alias_iterator",
    .kind = Kind::iterator,
    .size = sizeof(NativeIterator),
    .flags = Type::container | Type::disallow_construct | Type::immutable,
    .slots = native_iterator_slots(next_star),
    .methods = star_methods};

const TypeDef union__type{
    .name = "UnionType",
    .module = "types",
    .doc = "Represent a PEP 604 union type",
    .kind = Kind::union_type,
    .size = sizeof(Union),
    .flags = Type::container | Type::disallow_construct | Type::immutable,
    .slots = {.destroy =
                  [](Runtime& rt, Object* object) {
                      static_cast<Union*>(object)->members.~Value();
                      rt.free_instance(object, sizeof(Union));
                  },
              .traverse = [](Object* object, Visitor& visit) { visit(static_cast<Union*>(object)->members); },
              .repr = union_repr,
              .hash = [](Runtime& rt, View self) -> Result<std::int64_t> {
                  Ref<Set> set = TRY(new_set(rt, true));
                  TRY(set_update(rt, set.get(), members_of(self)));
                  return hash(rt, View(set.get()));
              },
              .compare = [](Runtime& rt, View a, View b, CompareOp op) -> Result<Value> {
                  if ((op != CompareOp::eq && op != CompareOp::ne) || rt.type_of(b) != rt.types.union_) return View::not_implemented();
                  Ref<Set> x = TRY(new_set(rt)), y = TRY(new_set(rt));
                  TRY(set_update(rt, x.get(), members_of(a)));
                  TRY(set_update(rt, y.get(), members_of(b)));
                  return compare(rt, View(x.get()), View(y.get()), op);
              },
              .get_item = subscript_union,
              .binary = {nullptr, nullptr, nullptr, nullptr, nullptr, nullptr, nullptr, nullptr, nullptr, nullptr, nullptr, union_of_types}},
    .properties = union_properties};

}  // namespace ouro
