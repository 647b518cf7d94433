// SPDX-License-Identifier: MIT
// dict, its views and iterators.
#include <algorithm>

#include "runtime/native/module.h"
#include "runtime/objects/dict_internal.h"
#include "runtime/objects/iterator.h"
#include "runtime/objects/pickled_iterator.h"
#include "runtime/objects/method.h"
#include "runtime/objects/number.h"
#include "runtime/objects/protocol.h"
#include "runtime/objects/str.h"

namespace ouro {

namespace {

Dict* self_of(Args args) { return args.self<Dict>(); }

Raised key_error(Runtime& rt, View key) { return rt.raise_value(KeyError, key); }

Result<Value> get_item_slot(Runtime& rt, View self, View key) {
    View found = TRY(dict_get(rt, self.as<Dict>(), key));
    if (!found.is_unbound()) return Value(found);
    if (self.object()->type() != rt.types.dict) {
        Value missing = TRY(call_special(rt, self, rt.names.missing_, {key}));
        if (!missing.is_unbound()) return missing;
    }
    return key_error(rt, key);
}

Result<void> set_item_slot(Runtime& rt, View self, View key, View value) {
    if (!value.is_unbound()) return dict_set(rt, self.as<Dict>(), key, value);
    Value old = TRY(dict_pop(rt, self.as<Dict>(), key));
    if (old.is_unbound()) return key_error(rt, key);
    return {};
}

Result<Value> construct(Runtime& rt, Type* type, const Arguments&) {
    Ref<Dict> dict = TRY(allocate_dict(rt, type));
    return dict;
}

Result<void> take_keywords(Runtime& rt, Dict* dict, const Arguments& arguments) {
    for (std::size_t n = 0; arguments.names && n < arguments.names->size; ++n)
        TRY(dict_set(rt, dict, View(arguments.names->items[n]), arguments[arguments.count + n]));
    return {};
}

Result<void> init(Runtime& rt, View self, const Arguments& arguments) {
    if (arguments.count > 1) return rt.raise(TypeError, "dict expected at most 1 argument, got %zu", arguments.count);
    if (arguments.count) TRY(dict_update(rt, self.as<Dict>(), arguments[0]));
    return take_keywords(rt, self.as<Dict>(), arguments);
}

Result<Value> dict_repr(Runtime& rt, View self) {
    Dict* dict = self.as<Dict>();
    if (!dict->used) return rt.str("{}");
    ReprGuard guard(rt, self);
    if (guard.recursive()) return rt.str("{...}");
    StrBuilder out(rt);
    TRY(out.append("{"));
    bool first = true;
    for (std::size_t n = 0; n < dict->filled; ++n) {
        if (dict->entries[n].key.is_unbound()) continue;
        Value key = dict->entries[n].key, value = dict->entries[n].value;
        if (!first) TRY(out.append(", "));
        first = false;
        TRY(out.append(TRY(repr(rt, key)).get()));
        TRY(out.append(": "));
        TRY(out.append(TRY(repr(rt, value)).get()));
    }
    TRY(out.append("}"));
    Ref<Str> made = TRY(out.take());
    return made;
}

Result<Value> compare_dicts(Runtime& rt, View a, View b, CompareOp op) {
    if ((op != CompareOp::eq && op != CompareOp::ne) || !is_kind(b, Kind::dict)) return View::not_implemented();
    Dict *x = a.as<Dict>(), *y = b.as<Dict>();
    bool same = x->used == y->used;
    for (std::size_t n = 0; same && n < x->filled; ++n) {
        if (x->entries[n].key.is_unbound()) continue;
        TRY(rt.charge(1));
        Value key = x->entries[n].key, value = x->entries[n].value;
        Value other(TRY(dict_get(rt, y, View(key))));
        same = !other.is_unbound() && TRY(equal(rt, value, other));
    }
    return View::boolean(same == (op == CompareOp::eq));
}

Result<bool> contains_slot(Runtime& rt, View self, View key) { return !TRY(dict_get(rt, self.as<Dict>(), key)).is_unbound(); }

Result<Value> copy_dict(Runtime& rt, View self) {
    if (rt.type_of(self)->slots.iter == rt.types.dict->slots.iter) {
        Ref<Dict> copy = TRY(dict_copy(rt, self.as<Dict>()));
        return copy;
    }
    // A subclass with an iteration of its own is copied as any mapping.
    Ref<Dict> made = TRY(new_dict(rt));
    TRY(dict_update(rt, made.get(), self));
    return made;
}

Result<Value> merged(Runtime& rt, View a, View b) {
    if (!is_kind(a, Kind::dict) || !is_kind(b, Kind::dict)) return View::not_implemented();
    Value made = TRY(copy_dict(rt, a));
    TRY(dict_update(rt, made.as<Dict>(), b));
    return made;
}

Result<Value> merge_in_place(Runtime& rt, View a, View b) {
    TRY(dict_update(rt, a.as<Dict>(), b));
    return Value(a);
}

constexpr FunctionDef methods[] = {
    {"__getitem__(self, key, /)", [](Runtime& rt, Args args) { return get_item_slot(rt, args[0], args[1]); }, "Return self[key]."},
    {"__contains__(self, key, /)", [](Runtime& rt, Args args) -> Result<Value> { return View::boolean(TRY(contains_slot(rt, args[0], args[1]))); },
     "True if the dictionary has the specified key, else False."},
    {"get(self, key, default=None, /)",
     [](Runtime& rt, Args args) -> Result<Value> {
         View found = TRY(dict_get(rt, self_of(args), args[1]));
         return Value(found.is_unbound() ? args[2] : found);
     },
     "Return the value for key if key is in the dictionary, else default."},
    {"setdefault(self, key, default=None, /)", [](Runtime& rt, Args args) { return dict_set_default(rt, self_of(args), args[1], args[2]); },
     "Insert key with a value of default if key is not in the dictionary."},
    {"pop(self, key, default=<no value>, /)",
     [](Runtime& rt, Args args) -> Result<Value> {
         Value found = TRY(dict_pop(rt, self_of(args), args[1]));
         if (!found.is_unbound()) return found;
         if (args.given(2)) return Value(args[2]);
         return key_error(rt, args[1]);
     },
     "Remove specified key and return the corresponding value."},
    {"popitem(self, /)",
     [](Runtime& rt, Args args) -> Result<Value> {
         Value key, value;
         if (!TRY(dict_pop_last(rt, self_of(args), key, value))) return rt.raise(KeyError, "popitem(): dictionary is empty");
         Ref<Tuple> pair = TRY(new_tuple(rt, {key, value}));
         return pair;
     },
     "Remove and return a (key, value) pair as a 2-tuple."},
    {"keys(self, /)", [](Runtime& rt, Args args) { return new_dict_view(rt, rt.types.dict_keys, args[0]); }, "A set-like object providing a view on the dict's keys."},
    {"items(self, /)", [](Runtime& rt, Args args) { return new_dict_view(rt, rt.types.dict_items, args[0]); }, "A set-like object providing a view on the dict's items."},
    {"values(self, /)", [](Runtime& rt, Args args) { return new_dict_view(rt, rt.types.dict_values, args[0]); }, "An object providing a view on the dict's values."},
    {"update(self, other=<no value>, /, **kwargs)",
     [](Runtime& rt, Args args) -> Result<Value> {
         if (args.given(1)) TRY(dict_update(rt, self_of(args), args[1]));
         TRY(dict_update(rt, self_of(args), args[2]));
         return View::none();
     },
     "Update the dictionary from a mapping or an iterable of pairs, and from keywords."},
    {"fromkeys(cls, iterable, value=None, /)",
     [](Runtime& rt, Args args) -> Result<Value> {
         Value made = TRY(call(rt, args[0]));
         View value = args[2];
         bool plain = is_kind(made, Kind::dict) && made.object()->type() == rt.types.dict;
         if (Set* keys = as_set(args[1]); keys && plain && (rt.type_of(args[1]) == rt.types.set || rt.type_of(args[1]) == rt.types.frozenset)) {
             std::size_t used = keys->used;
             for (std::size_t n = 0; n <= keys->mask; ++n) {  // which knows the hashes of its keys
                 TRY(rt.charge(1));
                 if (keys->entries[n].key.is_unbound()) continue;
                 Value key = keys->entries[n].key;
                 TRY(dict_set_hashed(rt, made.as<Dict>(), key, keys->entries[n].hash, value));
                 if (keys->used != used) return rt.raise(RuntimeError, "Set changed size during iteration");
             }
             return made;
         }
         TRY(for_each(rt, args[1], [&](View key) -> Result<bool> {
             TRY(rt.charge(1));
             if (plain) TRY(dict_set(rt, made.as<Dict>(), key, value));
             else TRY(set_item(rt, made, key, value));
             return true;
         }));
         return made;
     },
     "Create a new dictionary with keys from iterable and values set to value.", FunctionDef::class_method},
    {"clear(self, /)",
     [](Runtime& rt, Args args) -> Result<Value> {
         dict_clear(rt, self_of(args));
         return View::none();
     },
     "Remove all items from the dict."},
    {"copy(self, /)", [](Runtime& rt, Args args) { return copy_dict(rt, args[0]); }, "Return a shallow copy of the dict."},
    {"__reversed__(self, /)", [](Runtime& rt, Args args) { return new_dict_iterator(rt, args[0], 0, true); }, "Return a reverse iterator over the dict keys."},
    {"__class_getitem__(cls, item, /)", [](Runtime& rt, Args args) { return new_generic_alias(rt, args[0], args[1]); }, "See PEP 585", FunctionDef::class_method},
};

void traverse_dict(Object* object, Visitor& visit) {
    auto* dict = static_cast<Dict*>(object);
    for (auto* e = dict_first(dict); e; e = dict_next(dict, e)) {
        visit(e->key);
        visit(e->value);
    }
}

// ---- iterators: source is the dict, index the next entry, extra its mutation count and used size

template <int what, bool reversed>
Result<Value> next_entry(Runtime& rt, View self) {
    auto* it = self.as<NativeIterator>();
    if (it->source.is_unbound()) return Value();
    Dict* dict = View(it->source).as<Dict>();
    if (static_cast<std::uint32_t>(it->extra >> 32) != static_cast<std::uint32_t>(dict->used)) {
        it->extra = ~std::uint64_t{0} << 32;
        return rt.raise(RuntimeError, "dictionary changed size during iteration");
    }
    if (!reversed && it->index > static_cast<std::ptrdiff_t>(dict->filled)) {
        it->source = Value();
        return rt.raise(RuntimeError, "dictionary keys changed during iteration");
    }
    while (reversed ? it->index >= 0 : it->index < static_cast<std::ptrdiff_t>(dict->filled)) {
        Dict::Entry& entry = dict->entries[it->index];
        it->index += reversed ? -1 : 1;
        if (entry.key.is_unbound()) continue;
        if (what == 0) return entry.key;
        if (what == 1) return entry.value;
        Ref<Tuple> pair = TRY(new_tuple(rt, {entry.key, entry.value}));
        return pair;
    }
    it->source = Value();
    return Value();
}

template <bool reversed>
Result<Value> length_left(Runtime& rt, Args args) {
    auto* it = args.self<NativeIterator>();
    if (it->source.is_unbound()) return View::small_int(0);
    Dict* dict = View(it->source).as<Dict>();
    if (static_cast<std::uint32_t>(it->extra >> 32) != static_cast<std::uint32_t>(dict->used)) return View::small_int(0);
    std::ptrdiff_t filled = static_cast<std::ptrdiff_t>(dict->filled), end = reversed ? std::min(it->index + 1, filled) : filled;
    TRY(rt.charge(end / 8));
    std::int64_t left = 0;
    for (std::ptrdiff_t n = reversed ? 0 : it->index; n < end; ++n) left += !dict->entries[n].key.is_unbound();
    return rt.integer(left);
}

template <bool reversed>
constexpr FunctionDef iterator_methods[] = {
    {"__length_hint__(self, /)", length_left<reversed>, "Private method returning an estimate of len(list(it))."},
    {"__reduce__(self, /)", pickled_rest, "Return state information for pickling."},
};

// ---- views

Dict* dict_in(View self) { return View(self.as<DictView>()->dict).as<Dict>(); }

template <int what>
Result<Value> iterate_view(Runtime& rt, View self) {
    return new_dict_iterator(rt, self.as<DictView>()->dict, what, false);
}

Result<Value> view_repr(Runtime& rt, View self) {
    ReprGuard guard(rt, self);
    if (guard.recursive()) return rt.str("...");
    Ref<List> list = TRY(list_from(rt, self));
    Ref<Str> shown = TRY(repr(rt, View(list.get())));
    return rt.str(std::string(type_name(rt, self)) + "(" + std::string(shown->text()) + ")");
}

template <int what>
Result<bool> view_contains(Runtime& rt, View self, View item) {
    if (what == 0) return !TRY(dict_get(rt, dict_in(self), item)).is_unbound();
    Tuple* pair = as_tuple(item);
    if (!pair || pair->size != 2) return false;
    Value found(TRY(dict_get(rt, dict_in(self), View(pair->items[0]))));
    if (found.is_unbound()) return false;
    return equal(rt, found, pair->items[1]);
}

Result<Value> as_set_value(Runtime& rt, View value) {
    Ref<Set> set = TRY(new_set(rt));
    TRY(set_update(rt, set.get(), value));
    return set;
}

template <BinaryOp op>
Result<Value> view_operation(Runtime& rt, View a, View b) {
    Value x = TRY(as_set_value(rt, a)), y = TRY(as_set_value(rt, b));
    return binary(rt, op, x, y);
}

/// Whether every item of `part` is in `whole`; nothing is hashed but keys.
Result<bool> all_contained(Runtime& rt, View part, View whole) {
    bool all = true;
    TRY(for_each(rt, part, [&](View item) -> Result<bool> {
        TRY(rt.charge(1));
        Value held(item);
        all = TRY(contains(rt, whole, held));
        return all;
    }));
    return all;
}

bool is_set_like(Runtime& rt, View v) { return as_set(v) || (is_kind(v, Kind::dict_view) && rt.type_of(v) != rt.types.dict_values); }

Result<Value> compare_views(Runtime& rt, View a, View b, CompareOp op) {
    if (!is_set_like(rt, b)) return View::not_implemented();
    std::int64_t x = TRY(length(rt, a)), y = TRY(length(rt, b));
    switch (op) {
        case CompareOp::eq: return View::boolean(x == y && TRY(all_contained(rt, a, b)));
        case CompareOp::ne: return View::boolean(x != y || !TRY(all_contained(rt, a, b)));
        case CompareOp::lt: return View::boolean(x < y && TRY(all_contained(rt, a, b)));
        case CompareOp::le: return View::boolean(x <= y && TRY(all_contained(rt, a, b)));
        case CompareOp::gt: return View::boolean(x > y && TRY(all_contained(rt, b, a)));
        case CompareOp::ge: return View::boolean(x >= y && TRY(all_contained(rt, b, a)));
    }
    return View::not_implemented();
}

Result<Value> is_disjoint(Runtime& rt, Args args) {
    Value self(args[0]), other(args[1]);
    if (self == other) return View::boolean(TRY(length(rt, self)) == 0);
    if (is_set_like(rt, other) && TRY(length(rt, other)) > TRY(length(rt, self))) std::swap(self, other);
    bool disjoint = true;
    TRY(for_each(rt, other, [&](View item) -> Result<bool> {
        TRY(rt.charge(1));
        Value held(item);
        disjoint = !TRY(contains(rt, self, held));
        return disjoint;
    }));
    return View::boolean(disjoint);
}

template <int what>
Result<Value> reversed_view(Runtime& rt, Args args) {
    return new_dict_iterator(rt, args.self<DictView>()->dict, what, true);
}

constexpr FunctionDef keys_methods[] = {{"isdisjoint(self, other, /)", is_disjoint, "Return True if the view and the given iterable have a null intersection."},
                                        {"__reversed__(self, /)", reversed_view<0>, "Return a reverse iterator over the dict keys."}};
constexpr FunctionDef items_methods[] = {{"isdisjoint(self, other, /)", is_disjoint, "Return True if the view and the given iterable have a null intersection."},
                                         {"__reversed__(self, /)", reversed_view<2>, "Return a reverse iterator over the dict items."}};
constexpr FunctionDef values_methods[] = {{"__reversed__(self, /)", reversed_view<1>, "Return a reverse iterator over the dict values."}};

Result<std::int64_t> view_length(Runtime&, View self) { return static_cast<std::int64_t>(dict_in(self)->used); }

Result<Value> view_mapping(Runtime& rt, View self) { return call(rt, View(rt.types.mapping_proxy), {self.as<DictView>()->dict}); }
constexpr PropertyDef view_properties[] = {{"mapping", view_mapping, nullptr, "dictionary that this view refers to"}};

void destroy_view(Runtime& rt, Object* object) {
    static_cast<DictView*>(object)->dict.~Value();
    rt.free_instance(object, sizeof(DictView));
}
void traverse_view(Object* object, Visitor& visit) { visit(static_cast<DictView*>(object)->dict); }

}  // namespace

Result<Value> new_dict_view(Runtime& rt, Type* type, View dict) {
    auto* view = rt.allocate<DictView>(type);
    if (!view) return rt.raise_memory_error();
    new (&view->dict) Value(dict);
    return Value::adopt(View(view));
}

Result<Value> new_dict_iterator(Runtime& rt, View dict, int what, bool reversed) {
    Type* types[] = {rt.types.dict_key_iterator,         rt.types.dict_value_iterator,         rt.types.dict_item_iterator,
                     rt.types.dict_reverse_key_iterator, rt.types.dict_reverse_value_iterator, rt.types.dict_reverse_item_iterator};
    auto* d = dict.as<Dict>();
    return new_native_iterator(rt, types[what + 3 * reversed], dict, reversed ? static_cast<std::ptrdiff_t>(d->filled) - 1 : static_cast<std::ptrdiff_t>(d->holes),
                               static_cast<std::uint64_t>(d->used) << 32);
}

const TypeDef dict_type{
    .name = "dict",
    .doc = "dict() -> new empty dictionary\ndict(mapping) -> new dictionary initialized from a mapping object's pairs\n"
           "dict(iterable) -> new dictionary initialized from pairs\ndict(**kwargs) -> new dictionary initialized with the name=value pairs",
    .kind = Kind::dict,
    .size = sizeof(Dict),
    .flags = Type::base_type | Type::container | Type::mapping_pattern | Type::immutable,
    .slots = {.destroy = [](Runtime& rt, Object* object) { destroy_dict(rt, object, sizeof(Dict)); },
              .traverse = traverse_dict,
              .clear = [](Runtime& rt, Object* object) { dict_clear(rt, static_cast<Dict*>(object)); },
              .construct = construct,
              .init = init,
              .repr = dict_repr,
              .compare = compare_dicts,
              .length = [](Runtime&, View self) -> Result<std::int64_t> { return static_cast<std::int64_t>(self.as<Dict>()->used); },
              .contains = contains_slot,
              .iter = [](Runtime& rt, View self) { return new_dict_iterator(rt, self, 0, false); },
              .get_item = get_item_slot,
              .set_item = set_item_slot,
              .binary = {nullptr, nullptr, nullptr, nullptr, nullptr, nullptr, nullptr, nullptr, nullptr, nullptr, nullptr, merged},
              .inplace = {nullptr, nullptr, nullptr, nullptr, nullptr, nullptr, nullptr, nullptr, nullptr, nullptr, nullptr, merge_in_place}},
    .methods = methods,
};

#define DICT_ITERATOR(identifier, shown, what, is_reversed)                                                     \
    const TypeDef identifier{.name = shown,                                                                     \
                             .kind = Kind::dict_iterator,                                                       \
                             .size = sizeof(NativeIterator),                                                    \
                             .flags = Type::container | Type::disallow_construct | Type::immutable,             \
                             .slots = native_iterator_slots(next_entry<what, is_reversed>),                     \
                             .methods = iterator_methods<is_reversed>}
DICT_ITERATOR(dict_key_iterator_type, "dict_keyiterator", 0, false);
DICT_ITERATOR(dict_value_iterator_type, "dict_valueiterator", 1, false);
DICT_ITERATOR(dict_item_iterator_type, "dict_itemiterator", 2, false);
DICT_ITERATOR(dict_reverse_key_iterator_type, "dict_reversekeyiterator", 0, true);
DICT_ITERATOR(dict_reverse_value_iterator_type, "dict_reversevalueiterator", 1, true);
DICT_ITERATOR(dict_reverse_item_iterator_type, "dict_reverseitemiterator", 2, true);

#define SET_OPERATIONS                                                                                                              \
    {nullptr, view_operation<BinaryOp::sub>, nullptr, nullptr, nullptr, nullptr, nullptr, nullptr, nullptr, nullptr,               \
     view_operation<BinaryOp::bit_and>, view_operation<BinaryOp::bit_or>, view_operation<BinaryOp::bit_xor>}
const TypeDef dict_keys_type{.name = "dict_keys",
                             .kind = Kind::dict_view,
                             .size = sizeof(DictView),
                             .flags = Type::container | Type::disallow_construct | Type::immutable,
                             .slots = {.destroy = destroy_view, .traverse = traverse_view, .repr = view_repr, .compare = compare_views, .length = view_length,
                                       .contains = view_contains<0>, .iter = iterate_view<0>, .binary = SET_OPERATIONS},
                             .methods = keys_methods,
                             .properties = view_properties};
const TypeDef dict_items_type{.name = "dict_items",
                              .kind = Kind::dict_view,
                              .size = sizeof(DictView),
                              .flags = Type::container | Type::disallow_construct | Type::immutable,
                              .slots = {.destroy = destroy_view, .traverse = traverse_view, .repr = view_repr, .compare = compare_views, .length = view_length,
                                        .contains = view_contains<2>, .iter = iterate_view<2>, .binary = SET_OPERATIONS},
                              .methods = items_methods,
                              .properties = view_properties};
const TypeDef dict_values_type{.name = "dict_values",
                               .kind = Kind::dict_view,
                               .size = sizeof(DictView),
                               .flags = Type::container | Type::disallow_construct | Type::immutable,
                               .slots = {.destroy = destroy_view, .traverse = traverse_view, .repr = view_repr, .length = view_length, .iter = iterate_view<1>},
                               .methods = values_methods,
                               .properties = view_properties};

}  // namespace ouro
