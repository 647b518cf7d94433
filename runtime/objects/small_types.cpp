// SPDX-License-Identifier: MIT
// Small types: None, NotImplemented, Ellipsis, cell, super, mappingproxy, SimpleNamespace, generic aliases and unions.
#include <algorithm>

#include "runtime/native/capability.h"
#include "runtime/native/module.h"
#include "runtime/objects/buffer.h"
#include "runtime/objects/cell.h"
#include "runtime/objects/containers.h"
#include "runtime/objects/exception.h"
#include "runtime/objects/iterator.h"
#include "runtime/objects/lifetime.h"
#include "runtime/objects/method.h"
#include "runtime/objects/module.h"
#include "runtime/objects/number.h"
#include "runtime/objects/number_methods.h"
#include "runtime/objects/protocol.h"
#include "runtime/objects/sequence.h"
#include "runtime/objects/slice.h"
#include "runtime/objects/str.h"
#include "runtime/objects/super.h"
#include "runtime/objects/type_object.h"

namespace ouro {

#define SINGLETON(identifier, shown, about, text, hash_value, truth_slot)                                      \
    const TypeDef identifier{.name = shown,                                                                    \
                             .doc = about,                                                                     \
                             .flags = Type::immutable,                                                         \
                             .slots = {.construct = construct_##identifier,                                    \
                                       .repr = [](Runtime& rt, View) { return rt.str(text); },                 \
                                       .hash = [](Runtime&, View self) -> Result<std::int64_t> { return hash_value ? hash_value : static_cast<std::int64_t>(self.bits() * 0x10000001); }, \
                                       .truth = truth_slot}}
namespace {
template <typename Only>
Result<Value> only(Runtime& rt, Type* type, const Arguments& arguments, Only value) {
    if (arguments.total()) return rt.raise(TypeError, "%s takes no arguments", type_name(type));
    return value();
}
Result<Value> construct_none_type_type(Runtime& rt, Type* type, const Arguments& arguments) { return only(rt, type, arguments, View::none); }
Result<Value> construct_not_implemented_type_type(Runtime& rt, Type* type, const Arguments& arguments) {
    return only(rt, type, arguments, View::not_implemented);
}
Result<Value> construct_ellipsis_type_type(Runtime& rt, Type* type, const Arguments& arguments) { return only(rt, type, arguments, View::ellipsis); }
Result<bool> none_truth(Runtime&, View) { return false; }
Result<bool> not_implemented_truth(Runtime& rt, View) {
    if (rt.hooks.warn) {
        Value message = TRY(rt.str("NotImplemented should not be used in a boolean context"));
        TRY(rt.hooks.warn(rt, DeprecationWarning, message, 1, View::none()));
    }
    return true;
}
}  // namespace
SINGLETON(none_type_type, "NoneType", "The type of the None singleton.", "None", 0xfca86420, none_truth);
SINGLETON(not_implemented_type_type, "NotImplementedType", "The type of the NotImplemented singleton.", "NotImplemented", 0, not_implemented_truth);
SINGLETON(ellipsis_type_type, "ellipsis", "The type of the Ellipsis singleton.", "Ellipsis", 0, nullptr);

// ---- cell

Result<Ref<Cell>> new_cell(Runtime& rt, Value content) {
    auto* cell = rt.allocate<Cell>(rt.types.cell);
    if (!cell) return rt.raise_memory_error();
    new (&cell->content) Value(std::move(content));
    return Ref<Cell>::adopt(cell);
}

namespace {

constexpr PropertyDef cell_properties[] = {
    {"cell_contents",
     [](Runtime& rt, View self) -> Result<Value> {
         Value content = self.as<Cell>()->content;
         if (content.is_unbound()) return rt.raise(ValueError, "Cell is empty");
         return content;
     },
     [](Runtime&, View self, View value) -> Result<void> {
         self.as<Cell>()->content = value;
         return {};
     }}};

/// Cells compare as their contents do; an empty one is less than any other.
Result<Value> compare_cells(Runtime& rt, View a, View b, CompareOp op) {
    if (!is_kind(a, Kind::cell) || !is_kind(b, Kind::cell)) return View::not_implemented();
    Value x = a.as<Cell>()->content, y = b.as<Cell>()->content;
    if (!x.is_unbound() && !y.is_unbound()) return compare(rt, x, y, op);
    return View::boolean(order_holds(y.is_unbound() - x.is_unbound(), op));
}

}  // namespace

const TypeDef cell_type{.name = "cell",
                        .kind = Kind::cell,
                        .size = sizeof(Cell),
                        .flags = Type::container | Type::immutable,
                        .construct_signature = "(contents=<no value>, /)",
                        .construct_bound = [](Runtime& rt, Type*, Args a) -> Result<Value> {
                            Ref<Cell> made = TRY(new_cell(rt, Value(a[1])));
                            return made;
                        },
                        .slots = {.destroy =
                                      [](Runtime& rt, Object* object) {
                                          static_cast<Cell*>(object)->content.~Value();
                                          rt.free_instance(object, sizeof(Cell));
                                      },
                                  .traverse = [](Object* object, Visitor& visit) { visit(static_cast<Cell*>(object)->content); },
                                  .clear = [](Runtime&, Object* object) { static_cast<Cell*>(object)->content = Value(); },
                                  .repr = [](Runtime& rt, View self) -> Result<Value> {
                                      View content = self.as<Cell>()->content;
                                      if (content.is_unbound()) return rt.format("<cell at %p: empty>", static_cast<void*>(self.object()));
                                      return rt.format("<cell at %p: %s object at %p>", static_cast<void*>(self.object()), type_name(rt, content), reinterpret_cast<void*>(content.bits()));
                                  },
                                  .compare = compare_cells},
                        .properties = cell_properties};

// ---- super

namespace {

struct Super : Object {
    Value cls, object;  // object Unbound: unbound super
    Type* receiver;     // whose MRO is walked; kept alive by object
};

Result<Value> super_get_attribute(Runtime& rt, View self, Str* name) {
    auto* s = self.as<Super>();
    if (s->receiver && name != rt.names.class_) {
        Value found(lookup_after(s->receiver, View(s->cls).as<Type>(), name));
        if (!found.is_unbound()) {
            auto* get = rt.type_of(found)->slots.get;
            bool on_class = View(s->object) == View(static_cast<const Object*>(s->receiver));
            return get ? get(rt, found, on_class ? View() : View(s->object), s->receiver) : Result<Value>(found);
        }
    }
    Result<Value> plain = generic_get_attribute(rt, self, name);
    if (plain.raised() && rt.pending_is(AttributeError)) {
        rt.pending = Value();
        return rt.raise(AttributeError, "'super' object has no attribute '%s'", name->data());
    }
    return plain;
}

Result<Value> construct_super(Runtime& rt, Type* type, const Arguments&) {
    auto* made = rt.allocate<Super>(type);
    if (!made) return rt.raise_memory_error();
    new (&made->cls) Value();
    new (&made->object) Value();
    made->receiver = nullptr;
    return Value::adopt(View(made));
}

Result<void> init_super(Runtime& rt, View self, const Arguments& arguments) {
    Value given[2];
    if (arguments.names && arguments.names->size) return rt.raise(TypeError, "super() takes no keyword arguments");
    TRY(bind_constructor(rt, rt.types.super, arguments, given));
    Value cls(given[0]), object(given[1]);
    if (cls.is_unbound()) {
        Result<void> found = rt.hooks.super_arguments ? rt.hooks.super_arguments(rt, cls, object) : Result<void>(rt.raise(RuntimeError, "super(): no current frame"));
        if (found.raised()) return Raised{};
    }
    if (!is_kind(cls, Kind::type)) return rt.raise(TypeError, "super() argument 1 must be a type, not %s", type_name(rt, cls));
    if (object.is_none()) object = Value();
    Type* receiver = nullptr;
    if (!object.is_unbound()) receiver = TRY(super_receiver(rt, cls.as<Type>(), object));
    auto* own = self.as<Super>();
    std::swap(static_cast<Value&>(own->cls), cls);
    std::swap(static_cast<Value&>(own->object), object);
    own->receiver = receiver;
    return {};
}

Value class_or_none(const Super* s) { return s->cls.is_unbound() ? Value(View::none()) : s->cls; }

constexpr PropertyDef super_properties[] = {
    {"__thisclass__", [](Runtime&, View self) -> Result<Value> { return class_or_none(self.as<Super>()); }, nullptr, "", true},
    {"__self__", [](Runtime&, View self) -> Result<Value> { return self.as<Super>()->object.is_unbound() ? Value(View::none()) : self.as<Super>()->object; }, nullptr, "", true},
    {"__self_class__", [](Runtime&, View self) -> Result<Value> { return self.as<Super>()->receiver ? Value(View(static_cast<const Object*>(self.as<Super>()->receiver))) : Value(View::none()); }, nullptr, "", true},
};

}  // namespace

Result<Type*> super_receiver(Runtime& rt, Type* cls, View object) {
    if (is_kind(object, Kind::type) && is_subtype(object.as<Type>(), cls)) return object.as<Type>();
    if (is_subtype(rt.type_of(object), cls)) return rt.type_of(object);
    Value claimed = TRY(find_attribute(rt, object, rt.names.class_));
    if (is_kind(claimed, Kind::type) && is_subtype(claimed.as<Type>(), cls)) return claimed.as<Type>();
    return rt.raise(TypeError, "super(type, obj): obj (%s %s) is not an instance or subtype of type (%s).", is_kind(object, Kind::type) ? "type" : "instance of",
                    is_kind(object, Kind::type) ? type_name(object.as<Type>()) : type_name(rt, object), type_name(cls));
}

const TypeDef super_type{.name = "super",
                         .doc = "super() -> same as super(__class__, <first argument>)",
                         .kind = Kind::super,
                         .size = sizeof(Super),
                         .flags = Type::base_type | Type::container | Type::immutable,
                         .construct_signature = "(type=<no value>, object=<no value>, /)",
                         .slots = {.destroy =
                                       [](Runtime& rt, Object* object) {
                                           static_cast<Super*>(object)->cls.~Value();
                                           static_cast<Super*>(object)->object.~Value();
                                           rt.free_instance(object, sizeof(Super));
                                       },
                                   .traverse =
                                       [](Object* object, Visitor& visit) {
                                           visit(static_cast<Super*>(object)->cls);
                                           visit(static_cast<Super*>(object)->object);
                                       },
                                   .construct = construct_super,
                                   .init = init_super,
                                   .repr = [](Runtime& rt, View self) -> Result<Value> {
                                       auto* s = self.as<Super>();
                                       if (s->cls.is_unbound()) return rt.str("<super: <class 'NULL'>, NULL>");
                                       std::string text = std::string("<super: <class '") + type_name(View(s->cls).as<Type>()) + "'>, ";
                                       return rt.str(text + (s->receiver ? std::string("<") + type_name(s->receiver) + " object>>" : "NULL>"));
                                   },
                                   .get_attribute = super_get_attribute,
                                   .get = [](Runtime& rt, View self, View instance, Type*) -> Result<Value> {
                                       auto* s = self.as<Super>();
                                       if (instance.is_unbound() || instance.is_none() || s->receiver) return Value(self);
                                       return call(rt, View(static_cast<const Object*>(rt.type_of(self))), {s->cls, instance});
                                   }},
                         .properties = super_properties};

// ---- mappingproxy, SimpleNamespace, generic alias, union

namespace {

struct OneValue : Object {
    Value value;
};
View inner(View self) { return self.as<OneValue>()->value; }
void destroy_one(Runtime& rt, Object* object) {
    static_cast<OneValue*>(object)->value.~Value();
    rt.free_instance(object, sizeof(OneValue));
}
void traverse_one(Object* object, Visitor& visit) { visit(static_cast<OneValue*>(object)->value); }
Result<Value> make_one(Runtime& rt, Type* type, View value) {
    auto* made = rt.allocate<OneValue>(type);
    if (!made) return rt.raise_memory_error();
    new (&made->value) Value(value);
    return Value::adopt(View(made));
}

template <typename... Parts>
Result<Value> forward(Runtime& rt, View self, const char* method, Parts... parts) {
    return call_method(rt, inner(self), TRY(intern(rt, method)).get(), {parts...});
}
constexpr FunctionDef proxy_methods[] = {
    {"get(self, key, default=None, /)", [](Runtime& rt, Args a) { return forward(rt, a[0], "get", a[1], a[2]); }, "Return the value for key, else the default."},
    {"keys(self, /)", [](Runtime& rt, Args a) { return forward(rt, a[0], "keys"); }, "a set-like object providing a view on the keys"},
    {"values(self, /)", [](Runtime& rt, Args a) { return forward(rt, a[0], "values"); }, "an object providing a view on the values"},
    {"items(self, /)", [](Runtime& rt, Args a) { return forward(rt, a[0], "items"); }, "a set-like object providing a view on the items"},
    {"copy(self, /)", [](Runtime& rt, Args a) { return forward(rt, a[0], "copy"); }, "a shallow copy"},
    {"__reversed__(self, /)", [](Runtime& rt, Args a) { return forward(rt, a[0], "__reversed__"); }, "reverse iterator"},
    {"__class_getitem__(cls, item, /)", [](Runtime& rt, Args a) { return new_generic_alias(rt, a[0], a[1]); }, "See PEP 585", FunctionDef::class_method},
};

Result<Value> proxy_or(Runtime& rt, View a, View b) {
    Value x(a), y(b);
    if (rt.type_of(a) == rt.types.mapping_proxy) x = Value(inner(a));
    if (rt.type_of(b) == rt.types.mapping_proxy) y = Value(inner(b));
    return binary(rt, BinaryOp::bit_or, x, y);
}

Result<Value> proxy_ior(Runtime& rt, View self, View) {
    return rt.raise(TypeError, "'|=' is not supported by %s; use '|' instead", type_name(rt, self));
}

Result<std::string> alias_text(Runtime& rt, View value) {
    if (value.is_ellipsis()) return std::string("...");
    if (value.is_none()) return std::string("None");
    if (rt.type_of(value) == rt.types.generic_alias || rt.type_of(value) == rt.types.union_) return std::string(TRY(repr(rt, value))->text());
    Value name = TRY(find_attribute(rt, value, rt.names.qualname_)), module = TRY(find_attribute(rt, value, rt.names.module_));
    if (!as_str(name) || !as_str(module) || !TRY(find_attribute(rt, value, rt.names.origin_)).is_unbound()) return std::string(TRY(repr(rt, value))->text());
    if (as_str(module)->text() == "builtins") return std::string(as_str(name)->text());
    return std::string(as_str(module)->text()) + "." + std::string(as_str(name)->text());
}

struct Alias : Object {
    Value origin, arguments, parameters;
    bool starred;
};
Alias* alias_of(View v) { return v.as<Alias>(); }

/// Type parameters that occur in arguments, in order.
Result<void> collect_parameters(Runtime& rt, View arguments, List* found) {
    for (const Value& each : arguments.as<Tuple>()->view()) {
        if (is_kind(each, Kind::type)) continue;
        if (Tuple* nested = as_tuple(each)) {
            TRY(collect_parameters(rt, View(static_cast<const Object*>(nested)), found));
            continue;
        }
        if (!lookup_on_type(rt.type_of(each), rt.names.typing_subst_).is_unbound()) {
            if (!TRY(contains(rt, View(static_cast<const Object*>(found)), each))) TRY(list_append(rt, found, each));
            continue;
        }
        Value inside = TRY(find_attribute(rt, each, rt.names.parameters_));
        if (Tuple* parameters = as_tuple(inside))
            for (const Value& p : parameters->view())
                if (!TRY(contains(rt, View(static_cast<const Object*>(found)), p))) TRY(list_append(rt, found, p));
    }
    return {};
}

Result<Value> parameters_in(Runtime& rt, View self) {
    Alias* a = alias_of(self);
    if (a->parameters.is_unbound()) {
        Ref<List> found = TRY(new_list(rt));
        TRY(collect_parameters(rt, a->arguments, found.get()));
        a->parameters = TRY(new_tuple(rt, found->view()));
    }
    return a->parameters;
}

/// Arguments with what `item` holds in the place of their type parameters; `self` is whose arguments they are.
Result<Ref<Tuple>> substituted(Runtime& rt, View self, View arguments, View parameters, View item) {
    Tuple* wanted = parameters.as<Tuple>();
    Ref<Str> shown = TRY(repr(rt, self));
    if (!wanted->size) return rt.raise(TypeError, "%s is not a generic class", shown->data());
    Value given(item);
    if (!is_kind(item, Kind::tuple)) given = TRY(new_tuple(rt, {item}));
    for (const Value& parameter : wanted->view()) {
        Value prepare = TRY(find_attribute(rt, parameter, rt.names.typing_prepare_subst_));
        if (!prepare.is_unbound()) given = TRY(call(rt, prepare, {self, given}));
    }
    if (given.as<Tuple>()->size != wanted->size)
        return rt.raise(TypeError, "Too %s arguments for %s; actual %zu, expected %zu", given.as<Tuple>()->size > wanted->size ? "many" : "few", shown->data(),
                        given.as<Tuple>()->size, wanted->size);
    Ref<List> fresh = TRY(new_list(rt));
    for (const Value& each : arguments.as<Tuple>()->view()) {
        std::size_t at = 0;
        while (at < wanted->size && View(wanted->items[at]) != View(each)) ++at;
        if (at < wanted->size) {
            Value substitute = TRY(call_special(rt, each, rt.names.typing_subst_, {given.as<Tuple>()->items[at]}));
            TRY(list_append(rt, fresh.get(), substitute));
            continue;
        }
        Value inside = is_kind(each, Kind::type) ? Value() : TRY(find_attribute(rt, each, rt.names.parameters_));
        if (Tuple* nested = as_tuple(inside); nested && nested->size) {
            Ref<Tuple> picked = TRY(new_tuple(rt, nested->size));
            for (std::size_t n = 0; n < nested->size; ++n)
                for (std::size_t w = 0; w < wanted->size; ++w)
                    if (View(wanted->items[w]) == View(nested->items[n])) picked->items[n] = given.as<Tuple>()->items[w];
            TRY(list_append(rt, fresh.get(), TRY(get_item(rt, each, View(picked.get())))));
            continue;
        }
        TRY(list_append(rt, fresh.get(), each));
    }
    return new_tuple(rt, fresh->view());
}

Result<Value> subscript_alias(Runtime& rt, View self, View item) {
    Value parameters = TRY(parameters_in(rt, self));
    Ref<Tuple> arguments = TRY(substituted(rt, self, alias_of(self)->arguments, parameters, item));
    return new_generic_alias(rt, alias_of(self)->origin, View(arguments.get()));
}

Result<Value> alias_repr(Runtime& rt, View self) {
    std::string text = (alias_of(self)->starred ? "*" : "") + TRY(alias_text(rt, alias_of(self)->origin)) + "[";
    Tuple* arguments = View(alias_of(self)->arguments).as<Tuple>();
    for (std::size_t n = 0; n < arguments->size; ++n) {
        if (n) text += ", ";
        if (List* list = as_list(arguments->items[n])) {
            std::string inside;
            for (const Value& each : list->view()) inside += (inside.empty() ? "" : ", ") + TRY(alias_text(rt, each));
            text += "[" + inside + "]";
        } else {
            text += TRY(alias_text(rt, arguments->items[n]));
        }
    }
    if (!arguments->size) text += "()";
    return rt.str(text + "]");
}

Result<Value> alias_get_attribute(Runtime& rt, View self, Str* name) {
    std::string_view text = name->text();
    bool own = text == "__origin__" || text == "__args__" || text == "__parameters__" || text == "__mro_entries__" || text == "__reduce_ex__" || text == "__reduce__" ||
               text == "__copy__" || text == "__deepcopy__" || text == "__unpacked__" || text == "__typing_unpacked_tuple_args__" || text == "__class__";
    if (!own && !(text.size() > 4 && text.substr(0, 2) == "__" && text.substr(text.size() - 2) == "__" && !lookup_on_type(rt.type_of(self), name).is_unbound() && text != "__doc__" && text != "__module__" && text != "__name__" && text != "__qualname__" && text != "__dict__" && text != "__init__"))
        return get_attribute(rt, alias_of(self)->origin, name);
    return generic_get_attribute(rt, self, name);
}

constexpr FunctionDef alias_methods[] = {
    {"__mro_entries__(self, bases, /)",
     [](Runtime& rt, Args a) -> Result<Value> {
         Ref<Tuple> one = TRY(new_tuple(rt, {alias_of(a[0])->origin}));
         return one;
     },
     ""},
    {"__instancecheck__(self, instance, /)", [](Runtime& rt, Args) -> Result<Value> { return rt.raise(TypeError, "isinstance() argument 2 cannot be a parameterized generic"); }, ""},
    {"__subclasscheck__(self, cls, /)", [](Runtime& rt, Args) -> Result<Value> { return rt.raise(TypeError, "issubclass() argument 2 cannot be a parameterized generic"); }, ""},
    {"__reduce__(self, /)",
     [](Runtime& rt, Args a) -> Result<Value> {
         Ref<Tuple> parts = TRY(new_tuple(rt, {alias_of(a[0])->origin, alias_of(a[0])->arguments}));
         Ref<Tuple> made = TRY(new_tuple(rt, {View(static_cast<const Object*>(rt.types.generic_alias)), View(parts.get())}));
         return made;
     },
     ""},
};
constexpr PropertyDef alias_properties[] = {
    {"__origin__", [](Runtime&, View self) -> Result<Value> { return alias_of(self)->origin; }, nullptr, "", true},
    {"__args__", [](Runtime&, View self) -> Result<Value> { return alias_of(self)->arguments; }, nullptr, "", true},
    {"__parameters__", parameters_in},
    {"__unpacked__", [](Runtime&, View self) -> Result<Value> { return View::boolean(alias_of(self)->starred); }, nullptr, "", true},
};

// ---- union

Result<Value> union_arguments(Runtime& rt, View v) {
    if (rt.type_of(v) == rt.types.union_) return Value(inner(v));
    View each = v.is_none() ? View(static_cast<const Object*>(rt.types.none_type)) : v;
    Ref<Tuple> one = TRY(new_tuple(rt, {each}));
    return one;
}

Result<Value> union_parameters(Runtime& rt, View self) {
    Ref<List> found = TRY(new_list(rt));
    TRY(collect_parameters(rt, inner(self), found.get()));
    Ref<Tuple> made = TRY(new_tuple(rt, found->view()));
    return made;
}

Result<Value> subscript_union(Runtime& rt, View self, View item) {
    Value parameters = TRY(union_parameters(rt, self));
    Ref<Tuple> members = TRY(substituted(rt, self, inner(self), parameters, item));
    Value made = members->items[0];
    for (std::size_t n = 1; n < members->size; ++n) made = TRY(binary(rt, BinaryOp::bit_or, made, members->items[n]));
    return made;
}

constexpr PropertyDef union_properties[] = {
    {"__args__", [](Runtime&, View self) -> Result<Value> { return Value(inner(self)); }, nullptr, "", true},
    {"__parameters__", union_parameters},
};

}  // namespace

Result<Value> union_of_types(Runtime& rt, View a, View b) {
    Type* alias = TRY(native_type(rt, type_alias_type));
    auto acceptable = [&](View v) {
        Type* type = rt.type_of(v);
        return v.is_none() || is_kind(v, Kind::type) || type == rt.types.generic_alias || type == rt.types.union_ || type == alias;
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
    Ref<Tuple> arguments = TRY(new_tuple(rt, all->view()));
    return make_one(rt, rt.types.union_, View(arguments.get()));
}

Result<Value> new_generic_alias(Runtime& rt, View origin, View arguments) {
    auto* made = rt.allocate<Alias>(rt.types.generic_alias);
    if (!made) return rt.raise_memory_error();
    new (&made->origin) Value(origin);
    new (&made->arguments) Value();
    new (&made->parameters) Value();
    made->starred = false;
    Value value = Value::adopt(View(made));
    made->arguments = is_kind(arguments, Kind::tuple) ? Value(arguments) : Value(TRY(new_tuple(rt, {arguments})));
    return value;
}

const TypeDef mapping_proxy_type{.name = "mappingproxy",
                                 .doc = "Read-only proxy of a mapping.",
                                 .kind = Kind::mapping_proxy,
                                 .size = sizeof(OneValue),
                                 .flags = Type::container | Type::mapping_pattern | Type::immutable,
                                 .construct_signature = "(mapping)",
                                 .construct_bound = [](Runtime& rt, Type* type, Args a) -> Result<Value> {
                                     if (!rt.type_of(a[1])->slots.get_item || is_kind(a[1], Kind::list) || is_kind(a[1], Kind::tuple))
                                         return rt.raise(TypeError, "mappingproxy() argument must be a mapping, not %s", type_name(rt, a[1]));
                                     return make_one(rt, type, a[1]);
                                 },
                                 .slots = {.destroy = destroy_one,
                                           .traverse = traverse_one,
                                           .repr = [](Runtime& rt, View self) -> Result<Value> { return rt.str("mappingproxy(" + std::string(TRY(repr(rt, inner(self)))->text()) + ")"); },
                                           .str = [](Runtime& rt, View self) -> Result<Value> {
                                               Ref<Str> text = TRY(to_str(rt, inner(self)));
                                               return text;
                                           },
                                           .hash = [](Runtime& rt, View self) { return hash(rt, inner(self)); },
                                           .compare = [](Runtime& rt, View a, View b, CompareOp op) { return compare(rt, inner(a), rt.type_of(b) == rt.types.mapping_proxy ? inner(b) : b, op); },
                                           .length = [](Runtime& rt, View self) { return length(rt, inner(self)); },
                                           .contains = [](Runtime& rt, View self, View item) { return contains(rt, inner(self), item); },
                                           .iter = [](Runtime& rt, View self) { return iter(rt, inner(self)); },
                                           .get_item = [](Runtime& rt, View self, View key) { return get_item(rt, inner(self), key); },
                                           .binary = {nullptr, nullptr, nullptr, nullptr, nullptr, nullptr, nullptr, nullptr, nullptr, nullptr, nullptr, proxy_or},
                                           .inplace = {nullptr, nullptr, nullptr, nullptr, nullptr, nullptr, nullptr, nullptr, nullptr, nullptr, nullptr, proxy_ior}},
                                 .methods = proxy_methods};

const TypeDef generic_alias_type{.name = "GenericAlias",
                                 .module = "types",
                                 .doc = "Represent a PEP 585 generic type",
                                 .kind = Kind::generic_alias,
                                 .size = sizeof(Alias),
                                 .flags = Type::base_type | Type::container | Type::immutable | Type::weak_referable,
                                 .construct_signature = "(origin, args, /)",
                                 .construct_bound = [](Runtime& rt, Type*, Args a) { return new_generic_alias(rt, a[1], a[2]); },
                                 .slots = {.destroy =
                                               [](Runtime& rt, Object* object) {
                                                   for (Value* v : {&static_cast<Alias*>(object)->origin, &static_cast<Alias*>(object)->arguments, &static_cast<Alias*>(object)->parameters}) v->~Value();
                                                   rt.free_instance(object, sizeof(Alias));
                                               },
                                           .traverse =
                                               [](Object* object, Visitor& visit) {
                                                   for (Value* v : {&static_cast<Alias*>(object)->origin, &static_cast<Alias*>(object)->arguments, &static_cast<Alias*>(object)->parameters}) visit(*v);
                                               },
                                           .call = [](Runtime& rt, View self, const Arguments& arguments) -> Result<Value> {
                                               Value made = TRY(call(rt, alias_of(self)->origin, arguments));
                                               Result<void> marked = set_attribute(rt, made, rt.names.orig_class_, self);
                                               if (marked.raised() && !rt.swallow(AttributeError) && !rt.swallow(TypeError)) return Raised{};
                                               return made;
                                           },
                                           .repr = alias_repr,
                                           .hash = [](Runtime& rt, View self) -> Result<std::int64_t> { return TRY(hash(rt, alias_of(self)->origin)) ^ TRY(hash(rt, alias_of(self)->arguments)); },
                                           .compare = [](Runtime& rt, View a, View b, CompareOp op) -> Result<Value> {
                                               if ((op != CompareOp::eq && op != CompareOp::ne) || rt.type_of(b) != rt.types.generic_alias) return View::not_implemented();
                                               bool same = alias_of(a)->starred == alias_of(b)->starred && TRY(equal(rt, alias_of(a)->origin, alias_of(b)->origin)) && TRY(equal(rt, alias_of(a)->arguments, alias_of(b)->arguments));
                                               return View::boolean(same == (op == CompareOp::eq));
                                           },
                                           .get_attribute = alias_get_attribute,
                                           .iter = [](Runtime& rt, View self) -> Result<Value> {
                                               Value starred = TRY(new_generic_alias(rt, alias_of(self)->origin, alias_of(self)->arguments));
                                               starred.as<Alias>()->starred = true;
                                               Ref<Tuple> one = TRY(new_tuple(rt, {starred}));
                                               return iter(rt, View(one.get()));
                                           },
                                           .get_item = subscript_alias,
                                           .binary = {nullptr, nullptr, nullptr, nullptr, nullptr, nullptr, nullptr, nullptr, nullptr, nullptr, nullptr, union_of_types}},
                                 .methods = alias_methods,
                                 .properties = alias_properties};

const TypeDef union__type{.name = "UnionType",
                          .module = "types",
                          .doc = "Represent a PEP 604 union type",
                          .kind = Kind::union_type,
                          .size = sizeof(OneValue),
                          .flags = Type::container | Type::disallow_construct | Type::immutable,
                          .slots = {.destroy = destroy_one,
                                    .traverse = traverse_one,
                                    .repr = [](Runtime& rt, View self) -> Result<Value> {
                                        std::string text;
                                        for (const Value& each : inner(self).as<Tuple>()->view())
                                            text += (text.empty() ? "" : " | ") + (View(each) == View(static_cast<const Object*>(rt.types.none_type)) ? "None" : TRY(alias_text(rt, each)));
                                        return rt.str(text);
                                    },
                                    .hash = [](Runtime& rt, View self) -> Result<std::int64_t> {
                                        Ref<Set> set = TRY(new_set(rt, true));
                                        TRY(set_update(rt, set.get(), inner(self)));
                                        return hash(rt, View(set.get()));
                                    },
                                    .compare = [](Runtime& rt, View a, View b, CompareOp op) -> Result<Value> {
                                        if ((op != CompareOp::eq && op != CompareOp::ne) || rt.type_of(b) != rt.types.union_) return View::not_implemented();
                                        Ref<Set> x = TRY(new_set(rt)), y = TRY(new_set(rt));
                                        TRY(set_update(rt, x.get(), inner(a)));
                                        TRY(set_update(rt, y.get(), inner(b)));
                                        return compare(rt, View(x.get()), View(y.get()), op);
                                    },
                                    .get_item = subscript_union,
                                    .binary = {nullptr, nullptr, nullptr, nullptr, nullptr, nullptr, nullptr, nullptr, nullptr, nullptr, nullptr, union_of_types}},
                          .properties = union_properties};

constexpr FunctionDef namespace_methods[] = {
    {"__reduce__(self, /)",
     [](Runtime& rt, Args a) -> Result<Value> {
         Value dict = TRY(dict_of(rt, a[0]));
         return TRY(new_tuple(rt, {View(static_cast<const Object*>(rt.type_of(a[0]))), View(rt.empty_tuple.get()), dict}));
     },
     "Return state information for pickling."},
    {"__replace__(self, /, **changes)",
     [](Runtime& rt, Args a) -> Result<Value> {
         Value made = TRY(call(rt, View(static_cast<const Object*>(rt.type_of(a[0])))));
         if (!is_subtype(rt.type_of(made), rt.types.simple_namespace))
             return rt.raise(TypeError, "expect types.SimpleNamespace type, but %s() returned '%s' object", type_name(rt, a[0]), type_name(rt, made));
         Value dict = TRY(dict_of(rt, made));
         TRY(dict_update(rt, dict.as<Dict>(), TRY(dict_of(rt, a[0]))));
         TRY(dict_update(rt, dict.as<Dict>(), a[1]));
         return made;
     },
     "Return a copy of the namespace object with new values for the specified attributes."},
};

const TypeDef simple_namespace_type{.name = "SimpleNamespace",
                                    .module = "types",
                                    .doc = "A simple attribute-based namespace.",
                                    .kind = Kind::other,
                                    .size = sizeof(Object),
                                    .flags = Type::base_type | Type::container | Type::has_dict | Type::immutable,
                                    .text_signature = "(mapping_or_iterable=(), /, **kwargs)",
                                    .slots = {.init = [](Runtime& rt, View self, const Arguments& a) -> Result<void> {
                                                  if (a.count > 1) return rt.raise(TypeError, "SimpleNamespace expected at most 1 argument, got %zu", a.count);
                                                  Value dict = TRY(dict_of(rt, self));
                                                  if (a.count) {
                                                      Ref<Dict> given = TRY(new_dict(rt));
                                                      TRY(dict_update(rt, given.get(), a[0]));
                                                      for (auto* e = dict_first(given.get()); e; e = dict_next(given.get(), e))
                                                          if (!as_str(e->key)) return rt.raise(TypeError, "keywords must be strings");
                                                      TRY(dict_update(rt, dict.as<Dict>(), View(given.get())));
                                                  }
                                                  for (std::size_t n = 0; a.names && n < a.names->size; ++n) TRY(dict_set(rt, dict.as<Dict>(), View(a.names->items[n]), a[a.count + n]));
                                                  return {};
                                              },
                                              .repr = [](Runtime& rt, View self) -> Result<Value> {
                                                  std::string name = rt.type_of(self) == rt.types.simple_namespace ? "namespace" : type_name(rt, self);
                                                  ReprGuard guard(rt, self);
                                                  if (guard.recursive()) return rt.str(name + "(...)");
                                                  Value dict = TRY(dict_of(rt, self));
                                                  std::string inside;
                                                  Ref<Dict> held = TRY(dict_copy(rt, dict.as<Dict>()));
                                                  for (auto* e = dict_first(held.get()); e; e = dict_next(held.get(), e))
                                                      if (Str* key = as_str(e->key)) inside += (inside.empty() ? "" : ", ") + std::string(key->text()) + "=" + std::string(TRY(repr(rt, e->value))->text());
                                                  return rt.str(name + "(" + inside + ")");
                                              },
                                              .compare = [](Runtime& rt, View a, View b, CompareOp op) -> Result<Value> {
                                                  if ((op != CompareOp::eq && op != CompareOp::ne) || !is_subtype(rt.type_of(b), rt.types.simple_namespace)) return View::not_implemented();
                                                  return compare(rt, TRY(dict_of(rt, a)), TRY(dict_of(rt, b)), op);
                                              }},
                                    .methods = namespace_methods};

}  // namespace ouro
