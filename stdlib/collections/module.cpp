// SPDX-License-Identifier: MIT
// The module `_collections`: defaultdict, the descriptor of named tuples' fields, and counting. deque and OrderedDict have files of their own.
#include "runtime/objects/descriptor.h"
#include "runtime/objects/dict_internal.h"
#include "runtime/objects/method.h"
#include "runtime/objects/module.h"
#include "runtime/objects/protocol.h"
#include "runtime/objects/str.h"
#include "runtime/objects/type_object.h"
#include "stdlib/collections/deque.h"
#include "stdlib/owned_fields.h"

namespace ouro {

extern const TypeDef ordered_dict_type;

namespace {

extern const TypeDef default_dict_type;

// ---- defaultdict

struct DefaultDict : Dict {
    Value factory;  // Unbound or None: none
};

View factory_of(View self) {
    View factory = self.as<DefaultDict>()->factory;
    return factory.is_unbound() ? View::none() : factory;
}

Result<Value> make_missing(Runtime& rt, View self, View key) {
    Value factory(factory_of(self));
    if (factory.is_none()) return rt.raise_value(KeyError, key);
    Value made = TRY(call(rt, factory));
    TRY(set_item(rt, self, key, made));
    return made;
}

Result<Value> get_default_item(Runtime& rt, View self, View key) {
    View found = TRY(dict_get(rt, self.as<Dict>(), key));
    if (!found.is_unbound()) return Value(found);
    if (!self.object()->type()->has(Type::heap_type)) return make_missing(rt, self, key);
    return call_special(rt, self, rt.names.missing_, {key});
}

/// A new one of the same class and factory, updated from `contents`.
Result<Value> made_like(Runtime& rt, View self, View contents) {
    return call(rt, View(static_cast<const Object*>(self.object()->type())), {factory_of(self), contents});
}

Result<Value> merged(Runtime& rt, View a, View b) {
    bool left = is_subtype(rt.type_of(a), TRY(native_type(rt, default_dict_type)));
    if (!is_kind(left ? b : a, Kind::dict)) return View::not_implemented();
    Value made = TRY(made_like(rt, left ? a : b, a));
    if (!is_kind(made, Kind::dict)) return rt.raise(TypeError, "expected a dict, got %s", type_name(rt, made));
    TRY(dict_update(rt, made.as<Dict>(), b));
    return made;
}

Result<Value> default_dict_repr(Runtime& rt, View self) {
    Ref<Str> contents(as_str(TRY(rt.types.dict->slots.repr(rt, self))));
    std::string factory = "...";
    if (ReprGuard guard(rt, factory_of(self)); !guard.recursive() || factory_of(self).is_none())
        factory = std::string(TRY(repr(rt, Value(factory_of(self))))->text());
    return rt.str(std::string(short_type_name(self.object()->type())) + "(" + factory + ", " + std::string(contents->text()) + ")");
}

Result<void> init_default_dict(Runtime& rt, View self, const Arguments& a) {
    if (a.count && !a[0].is_none() && !is_callable(rt, a[0])) return rt.raise(TypeError, "first argument must be callable or None");
    Value old = std::exchange(self.as<DefaultDict>()->factory, Value(a.count ? a[0] : View::none()));
    std::size_t taken = a.count ? 1 : 0;
    return rt.types.dict->slots.init(rt, self, {.values = a.values + taken, .count = a.count - taken, .names = a.names});
}

Result<Value> reduce_default_dict(Runtime& rt, Args args) {
    View factory = factory_of(args[0]);
    Ref<Tuple> given = factory.is_none() ? Ref<Tuple>(rt.empty_tuple) : TRY(new_tuple(rt, {factory}));
    Value all = TRY(iter(rt, TRY(call_method(rt, args[0], rt.names.items))));
    return TRY(new_tuple(rt, {View(static_cast<const Object*>(args[0].object()->type())), given, View::none(), View::none(), all}));
}

Result<Value> copy_default_dict(Runtime& rt, Args args) { return made_like(rt, args[0], args[0]); }

constexpr FunctionDef default_dict_methods[] = {
    {"__missing__(self, key, /)", [](Runtime& rt, Args args) { return make_missing(rt, args[0], args[1]); },
     "__missing__(key) # Called by __getitem__ for missing key; pseudo-code:\n"
     "  if self.default_factory is None: raise KeyError((key,))\n  self[key] = value = self.default_factory()\n  return value\n"},
    {"copy(self, /)", copy_default_dict, "D.copy() -> a shallow copy of D."},
    {"__copy__(self, /)", copy_default_dict, "D.copy() -> a shallow copy of D."},
    {"__reduce__(self, /)", reduce_default_dict, "Return state information for pickling."},
    {"__class_getitem__(cls, item, /)", [](Runtime& rt, Args args) { return new_generic_alias(rt, args[0], args[1]); }, "See PEP 585", FunctionDef::class_method},
};

const TypeDef default_dict_type{
    .name = "defaultdict",
    .module = "collections",
    .doc = "defaultdict(default_factory=None, /, [...]) --> dict with default factory",
    .kind = Kind::dict,
    .size = sizeof(DefaultDict),
    .flags = Type::base_type | Type::container | Type::mapping_pattern | Type::immutable | Type::weak_referable,
    .base = [](Runtime& rt) { return rt.types.dict; },
    .slots = {.destroy =
                  [](Runtime& rt, Object* object) {
                      static_cast<DefaultDict*>(object)->factory.~Value();
                      destroy_dict(rt, object, sizeof(DefaultDict));
                  },
              .traverse =
                  [](Object* object, Visitor& visit) {
                      visit(static_cast<DefaultDict*>(object)->factory);
                      dict_type.slots.traverse(object, visit);
                  },
              .clear =
                  [](Runtime& rt, Object* object) {
                      static_cast<DefaultDict*>(object)->factory = Value();
                      dict_clear(rt, static_cast<Dict*>(object));
                  },
              .construct = [](Runtime& rt, Type* type, const Arguments&) -> Result<Value> {
                  Ref<Dict> made = TRY(allocate_dict(rt, type, sizeof(DefaultDict)));
                  new (&static_cast<DefaultDict*>(made.get())->factory) Value();
                  return made;
              },
              .init = init_default_dict,
              .repr = default_dict_repr,
              .get_item = get_default_item,
              .binary = {nullptr, nullptr, nullptr, nullptr, nullptr, nullptr, nullptr, nullptr, nullptr, nullptr, nullptr, merged}},
    .methods = default_dict_methods,
    .fill = [](Runtime& rt, Type* type) { return add_member(rt, type, "default_factory", offsetof(DefaultDict, factory), true, true); },
};

// ---- the fields of named tuples

struct TupleGetter : Object {
    Value doc;
    std::ptrdiff_t index;
    template <typename F>
    void each_field(F&& f) {
        f(doc);
    }
};

Result<Value> get_field(Runtime& rt, View self, View instance, Type*) {
    auto* getter = self.as<TupleGetter>();
    if (instance.is_unbound() || instance.is_none()) return Value(self);
    Tuple* tuple = as_tuple(instance);
    if (!tuple)
        return rt.raise(TypeError, "descriptor for index '%td' for tuple subclasses doesn't apply to '%s' object", getter->index, type_name(rt, instance));
    if (getter->index < 0 || getter->index >= static_cast<std::ptrdiff_t>(tuple->size)) return rt.raise(IndexError, "tuple index out of range");
    return tuple->items[getter->index];
}

constexpr FunctionDef tuple_getter_methods[] = {
    {"__reduce__(self, /)",
     [](Runtime& rt, Args args) -> Result<Value> {
         auto* getter = args.self<TupleGetter>();
         Ref<Tuple> given = TRY(new_tuple(rt, {View::small_int(getter->index), getter->doc}));
         return TRY(new_tuple(rt, {View(static_cast<const Object*>(getter->type())), given}));
     },
     ""}};

const TypeDef tuple_getter_type{
    .name = "_tuplegetter",
    .module = "collections",
    .size = sizeof(TupleGetter),
    .flags = Type::container | Type::immutable,
    .construct_signature = "(index, doc, /)",
    .construct_bound = [](Runtime& rt, Type* type, Args args) -> Result<Value> {
        std::ptrdiff_t index = TRY(args.size(1));
        Ref<TupleGetter> made = TRY(new_with_fields<TupleGetter>(rt, type));
        made->index = index;
        made->doc = Value(args[2]);
        return made;
    },
    .slots = {.destroy = destroy_fields<TupleGetter>,
              .traverse = traverse_fields<TupleGetter>,
              .clear = clear_fields<TupleGetter>,
              .repr = [](Runtime& rt, View self) -> Result<Value> {
                  Ref<Str> doc = TRY(repr(rt, self.as<TupleGetter>()->doc));
                  return rt.str(std::string("_tuplegetter(") + std::to_string(self.as<TupleGetter>()->index) + ", " + std::string(doc->text()) + ")");
              },
              .get = get_field,
              .set = [](Runtime& rt, View, View, View value) -> Result<void> {
                  return rt.raise(AttributeError, value.is_unbound() ? "can't delete attribute" : "can't set attribute");
              }},
    .methods = tuple_getter_methods,
    .fill = [](Runtime& rt, Type* type) { return add_member(rt, type, "__doc__", offsetof(TupleGetter, doc), true, true); },
};

// ---- counting

Result<Value> count_elements(Runtime& rt, Args args) {
    Value mapping(args[0]);
    Type* type = rt.type_of(mapping);
    bool plain = is_kind(mapping, Kind::dict) && lookup_on_type(type, rt.names.get) == lookup_on_type(rt.types.dict, rt.names.get) &&
                 lookup_on_type(type, rt.names.setitem_) == lookup_on_type(rt.types.dict, rt.names.setitem_);
    Value get = plain ? Value() : TRY(get_attribute(rt, mapping, rt.names.get));
    TRY(for_each(rt, args[1], [&](View item) -> Result<bool> {
        TRY(rt.charge(1));
        Value key(item), count;
        if (plain) {
            count = Value(TRY(dict_get(rt, mapping.as<Dict>(), View(key))));
            if (count.is_unbound()) count = View::small_int(0);
        } else {
            count = TRY(call(rt, get, {key, View::small_int(0)}));
        }
        count = count.is_int() && count.as_int() < kSmallIntMax ? Value(View::small_int(count.as_int() + 1))
                                                                : TRY(binary(rt, BinaryOp::add, count, View::small_int(1)));
        if (plain) TRY(dict_set(rt, mapping.as<Dict>(), View(key), count));
        else TRY(set_item(rt, mapping, key, count));
        return true;
    }));
    return View::none();
}

constexpr FunctionDef functions[] = {
    {"_count_elements(mapping, iterable, /)", count_elements, "Count elements in the iterable, updating the mapping"},
};

constexpr const TypeDef* types[] = {&deque_type, &default_dict_type, &ordered_dict_type, &tuple_getter_type};

}  // namespace

extern const ModuleDef collections_module{.name = "_collections", .doc = "High performance data structures.", .functions = functions, .types = types};

}  // namespace ouro
