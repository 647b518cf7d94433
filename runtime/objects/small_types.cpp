// SPDX-License-Identifier: MIT
// Small types: None, NotImplemented, Ellipsis, cell, super, mappingproxy, SimpleNamespace.
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
                                       .truth = truth_slot},                                                   \
                             .methods = methods_of_##identifier}
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
constexpr std::span<const FunctionDef> methods_of_none_type_type{};
constexpr FunctionDef methods_of_not_implemented_type_type[] = {
    {"__reduce__(self, /)", [](Runtime& rt, Args) { return rt.str("NotImplemented"); }, "Helper for pickle."}};
constexpr FunctionDef methods_of_ellipsis_type_type[] = {{"__reduce__(self, /)", [](Runtime& rt, Args) { return rt.str("Ellipsis"); }, "Helper for pickle."}};
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
    Ref<Type> receiver; // whose MRO is walked; the object may have another class by now
};

Result<Value> super_get_attribute(Runtime& rt, View self, Str* name) {
    auto* s = self.as<Super>();
    if (s->receiver && name != rt.names.class_) {
        Value found(lookup_after(s->receiver.get(), View(s->cls).as<Type>(), name));
        if (!found.is_unbound()) {
            auto* get = rt.type_of(found)->slots.get;
            bool on_class = View(s->object) == View(s->receiver.get());
            return get ? get(rt, found, on_class ? View() : View(s->object), s->receiver.get()) : Result<Value>(found);
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
    new (&made->receiver) Ref<Type>();
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
    Ref<Type> receiver;
    if (!object.is_unbound()) receiver = TRY(super_receiver(rt, cls.as<Type>(), object));
    auto* own = self.as<Super>();
    std::swap(static_cast<Value&>(own->cls), cls);
    std::swap(static_cast<Value&>(own->object), object);
    std::swap(own->receiver, receiver);
    return {};
}

Value class_or_none(const Super* s) { return s->cls.is_unbound() ? Value(View::none()) : s->cls; }

constexpr PropertyDef super_properties[] = {
    {"__thisclass__", [](Runtime&, View self) -> Result<Value> { return class_or_none(self.as<Super>()); }, nullptr, "", true},
    {"__self__", [](Runtime&, View self) -> Result<Value> { return self.as<Super>()->object.is_unbound() ? Value(View::none()) : self.as<Super>()->object; }, nullptr, "", true},
    {"__self_class__", [](Runtime&, View self) -> Result<Value> { return self.as<Super>()->receiver ? Value(View(self.as<Super>()->receiver.get())) : Value(View::none()); }, nullptr, "", true},
};

}  // namespace

Result<Ref<Type>> super_receiver(Runtime& rt, Type* cls, View object) {
    if (is_kind(object, Kind::type) && is_subtype(object.as<Type>(), cls)) return Ref<Type>(object.as<Type>());
    if (is_subtype(rt.type_of(object), cls)) return Ref<Type>(rt.type_of(object));
    Value claimed = TRY(find_attribute(rt, object, rt.names.class_));
    if (is_kind(claimed, Kind::type) && is_subtype(claimed.as<Type>(), cls)) return Ref<Type>(claimed.as<Type>());
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
                                           static_cast<Super*>(object)->receiver.~Ref();
                                           rt.free_instance(object, sizeof(Super));
                                       },
                                   .traverse =
                                       [](Object* object, Visitor& visit) {
                                           visit(static_cast<Super*>(object)->cls);
                                           visit(static_cast<Super*>(object)->object);
                                           visit(static_cast<Super*>(object)->receiver.get());
                                       },
                                   .construct = construct_super,
                                   .init = init_super,
                                   .repr = [](Runtime& rt, View self) -> Result<Value> {
                                       auto* s = self.as<Super>();
                                       if (s->cls.is_unbound()) return rt.str("<super: <class 'NULL'>, NULL>");
                                       std::string text = std::string("<super: <class '") + type_name(View(s->cls).as<Type>()) + "'>, ";
                                       return rt.str(text + (s->receiver ? std::string("<") + type_name(s->receiver.get()) + " object>>" : "NULL>"));
                                   },
                                   .get_attribute = super_get_attribute,
                                   .get = [](Runtime& rt, View self, View instance, Type*) -> Result<Value> {
                                       auto* s = self.as<Super>();
                                       if (instance.is_unbound() || instance.is_none() || s->receiver) return Value(self);
                                       return call(rt, View(static_cast<const Object*>(rt.type_of(self))), {s->cls, instance});
                                   }},
                         .properties = super_properties};

// ---- mappingproxy, SimpleNamespace

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

}  // namespace

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

constexpr PropertyDef namespace_properties[] = {{"__dict__", dict_of, nullptr, "", true}};
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
                                    .methods = namespace_methods,
                                    .properties = namespace_properties};

}  // namespace ouro
