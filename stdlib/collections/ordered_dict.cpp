// SPDX-License-Identifier: MIT
// The type collections.OrderedDict with its views and iterator. A dict keeps its entries in order anyway (objects/dict.cpp): what is
// here moves them, compares their order, and sends updates through the methods of subclasses.
#include "runtime/objects/containers.h"
#include "runtime/objects/dict_internal.h"
#include "runtime/objects/protocol.h"
#include "runtime/objects/str.h"
#include "stdlib/owned_fields.h"

namespace ouro {

extern const TypeDef ordered_dict_type;

namespace {

Dict* self_of(Args args) { return args.self<Dict>(); }

Result<bool> is_ordered(Runtime& rt, View value) {
    return is_subtype(rt.type_of(value), TRY(native_type(rt, ordered_dict_type)));
}

Result<bool> is_exact(Runtime& rt, View value) { return rt.type_of(value) == TRY(native_type(rt, ordered_dict_type)); }

// ---- the iterator

enum What : std::uint8_t { keys, values, items };

struct OrderedIterator : Object {
    Value source;
    std::ptrdiff_t position;  // of the next entry; -1: none is left
    std::uint32_t mutations;
    What what;
    bool reversed;
    template <typename F>
    void each_field(F&& f) {
        f(source);
    }
};

/// Position of the live entry at `from` or behind it in this direction; -1 if there is none.
std::ptrdiff_t live_entry(const Dict* dict, std::ptrdiff_t from, bool reversed) {
    auto end = static_cast<std::ptrdiff_t>(dict->filled);
    for (; from >= 0 && from < end; from += reversed ? -1 : 1)
        if (!dict->entries[from].key.is_unbound()) return from;
    return -1;
}

Result<Value> next_entry(Runtime& rt, View self) {
    auto* it = self.as<OrderedIterator>();
    if (it->source.is_unbound()) return Value();
    auto* dict = View(it->source).as<Dict>();
    if (it->position < 0) {
        it->source = Value();
        return Value();
    }
    if (dict->mutations != it->mutations) {
        it->source = Value();
        return rt.raise(RuntimeError, "OrderedDict mutated during iteration");
    }
    Dict::Entry& entry = dict->entries[it->position];
    it->position = live_entry(dict, it->position + (it->reversed ? -1 : 1), it->reversed);
    if (it->what == keys) return entry.key;
    if (it->what == values) return entry.value;
    return TRY(new_tuple(rt, {entry.key, entry.value}));
}

Result<Value> reduce_iterator(Runtime& rt, Args args);
constexpr FunctionDef iterator_methods[] = {{"__reduce__(self, /)", reduce_iterator, "Return state information for pickling"}};

const TypeDef iterator_type{.name = "odict_iterator", .size = sizeof(OrderedIterator),
                            .flags = Type::container | Type::immutable | Type::disallow_construct,
                            .slots = iterator_slots<OrderedIterator>(next_entry), .methods = iterator_methods};

Result<Value> iterate(Runtime& rt, View self, What what, bool reversed) {
    auto* dict = self.as<Dict>();
    Ref<OrderedIterator> made = TRY(new_with_fields<OrderedIterator>(rt, TRY(native_type(rt, iterator_type))));
    made->source = Value(self);
    made->what = what;
    made->reversed = reversed;
    made->mutations = dict->mutations;
    made->position = live_entry(dict, reversed ? static_cast<std::ptrdiff_t>(dict->filled) - 1 : static_cast<std::ptrdiff_t>(dict->holes), reversed);
    return made;
}

Result<Value> reduce_iterator(Runtime& rt, Args args) {
    // What is left is read by a copy, so that the iterator stays where it is.
    auto* it = args.self<OrderedIterator>();
    Ref<List> left = TRY(new_list(rt));
    if (!it->source.is_unbound()) {
        Value copy = TRY(iterate(rt, it->source, it->what, it->reversed));
        copy.as<OrderedIterator>()->position = it->position;
        copy.as<OrderedIterator>()->mutations = it->mutations;
        left = TRY(list_from(rt, copy));
    }
    View name(static_cast<const Object*>(TRY(intern(rt, "iter")).get()));
    Value function(TRY(dict_get(rt, rt.builtins.get(), name)));
    Ref<Tuple> given = TRY(new_tuple(rt, {left}));
    return TRY(new_tuple(rt, {function, given}));
}

// ---- views

template <What what>
Result<Value> iterate_view(Runtime& rt, View self) {
    return iterate(rt, self.as<DictView>()->dict, what, false);
}
template <What what>
Result<Value> reversed_view(Runtime& rt, Args args) {
    return iterate(rt, args.self<DictView>()->dict, what, true);
}

template <What what>
constexpr FunctionDef view_methods[] = {{"__reversed__(self, /)", reversed_view<what>, ""}};

#define VIEW(identifier, what)                                                                                                       \
    const TypeDef identifier{.name = "o" #identifier, .kind = Kind::dict_view, .size = sizeof(DictView), .flags = Type::container | Type::disallow_construct,    \
                             .base = [](Runtime& rt) { return rt.types.identifier; }, .slots = {.iter = iterate_view<what>},          \
                             .methods = view_methods<what>}
VIEW(dict_keys, keys);
VIEW(dict_values, values);
VIEW(dict_items, items);
#undef VIEW

template <const TypeDef& type>
Result<Value> view_of(Runtime& rt, Args args) {
    return new_dict_view(rt, TRY(native_type(rt, type)), args[0]);
}

// ---- updates

Result<void> add_pairs(Runtime& rt, View self, View pairs) {
    return for_each(rt, pairs, [&](View each) -> Result<bool> {
        TRY(rt.charge(1));
        Value pair(each);
        Value iterator = TRY(iter(rt, pair));
        Value key = TRY(next(rt, iterator));
        if (key.is_unbound()) return rt.raise(ValueError, "need more than 0 values to unpack");
        Value value = TRY(next(rt, iterator));
        if (value.is_unbound()) return rt.raise(ValueError, "need more than 1 value to unpack");
        Value more = TRY(next(rt, iterator));
        if (!more.is_unbound()) return rt.raise(ValueError, "too many values to unpack (expected 2)");
        TRY(set_item(rt, self, key, value));
        return true;
    });
}

/// What a MutableMapping's update() does with its argument: every item goes through __setitem__.
Result<void> update_from(Runtime& rt, View self, View other) {
    if (is_kind(other, Kind::dict) && other.object()->type() == rt.types.dict) {
        Value all = TRY(new_dict_view(rt, rt.types.dict_items, other));
        return add_pairs(rt, self, TRY(list_from(rt, all)));
    }
    Value method = TRY(find_attribute(rt, other, rt.names.keys));
    if (!method.is_unbound()) {
        Value all = TRY(call(rt, method));
        return for_each(rt, all, [&](View each) -> Result<bool> {
            TRY(rt.charge(1));
            Value key(each);
            Value value = TRY(get_item(rt, other, key));
            TRY(set_item(rt, self, key, value));
            return true;
        });
    }
    method = TRY(find_attribute(rt, other, rt.names.items));
    if (!method.is_unbound()) return add_pairs(rt, self, TRY(call(rt, method)));
    return add_pairs(rt, self, other);
}

Result<void> update_with(Runtime& rt, View self, const Arguments& a) {
    if (a.count) TRY(update_from(rt, self, a[0]));
    for (std::size_t n = 0; a.names && n < a.names->size; ++n) TRY(set_item(rt, self, a.names->items[n], a[a.count + n]));
    return {};
}

Result<Value> update(Runtime& rt, Args args) {
    auto* given = args[1].as<Tuple>();
    if (given->size > 1) return rt.raise(TypeError, "update() takes at most 1 positional argument (%zu given)", given->size);
    if (given->size) TRY(update_from(rt, args[0], given->items[0]));
    if (args[2].as<Dict>()->used) TRY(update_from(rt, args[0], args[2]));
    return View::none();
}

Result<Value> copy(Runtime& rt, Args args) {
    Value made = TRY(call(rt, View(static_cast<const Object*>(args[0].object()->type()))));
    if (!TRY(is_exact(rt, args[0]))) {
        Value own = TRY(dict_of(rt, args[0]));
        if (!own.is_unbound() && View(own).as<Dict>()->used) {
            Value theirs = TRY(dict_of(rt, made));
            if (!theirs.is_unbound()) TRY(dict_update(rt, View(theirs).as<Dict>(), own));
        }
    }
    Value all = TRY(iterate(rt, args[0], keys, false));
    TRY(for_each(rt, all, [&](View each) -> Result<bool> {
        TRY(rt.charge(1));
        Value key(each);
        TRY(set_item(rt, made, key, TRY(get_item(rt, args[0], key))));
        return true;
    }));
    return made;
}

Result<Value> set_default(Runtime& rt, Args args) {
    if (TRY(is_exact(rt, args[0]))) return dict_set_default(rt, self_of(args), args[1], args[2]);
    if (TRY(contains(rt, args[0], args[1]))) return get_item(rt, args[0], args[1]);
    TRY(set_item(rt, args[0], args[1], args[2]));
    return Value(args[2]);
}

Result<Value> pop(Runtime& rt, Args args) {
    Value found = TRY(dict_pop(rt, self_of(args), args[1]));
    if (!found.is_unbound()) return found;
    if (args.given(2)) return Value(args[2]);
    return rt.raise_value(KeyError, args[1]);
}

Result<Value> pop_item(Runtime& rt, Args args) {
    bool last = TRY(args.truth(1));
    Value key, value;
    bool found = last ? TRY(dict_pop_last(rt, self_of(args), key, value)) : dict_pop_first(self_of(args), key, value);
    if (!found) return rt.raise(KeyError, "dictionary is empty");
    return TRY(new_tuple(rt, {key, value}));
}

Result<Value> move_to_end(Runtime& rt, Args args) {
    bool last = TRY(args.truth(2));
    if (!TRY(dict_move_to_end(rt, self_of(args), args[1], last))) return rt.raise_value(KeyError, args[1]);
    return View::none();
}

Result<Value> reduce(Runtime& rt, Args args) {
    Value state = TRY(call_method(rt, args[0], rt.names.getstate_));
    Value all = TRY(iter(rt, TRY(call_method(rt, args[0], rt.names.items))));
    return TRY(new_tuple(rt, {View(static_cast<const Object*>(args[0].object()->type())), View(rt.empty_tuple), state, View::none(), all}));
}

// ---- operators

Result<Value> ordered_repr(Runtime& rt, View self) {
    std::string name(short_type_name(self.object()->type()));
    if (!self.as<Dict>()->used) return rt.str(name + "()");
    ReprGuard guard(rt, self);
    if (guard.recursive()) return rt.str("...");
    Value all;
    if (TRY(is_exact(rt, self))) all = TRY(dict_copy(rt, self.as<Dict>()));
    else all = TRY(call(rt, View(static_cast<const Object*>(rt.types.dict)), {TRY(call_method(rt, self, rt.names.items))}));
    Ref<Str> shown = TRY(repr(rt, all));
    return rt.str(name + "(" + std::string(shown->text()) + ")");
}

Result<Value> compare_ordered(Runtime& rt, View a, View b, CompareOp op) {
    if (op != CompareOp::eq && op != CompareOp::ne) return View::not_implemented();
    Value same = TRY(rt.types.dict->slots.compare(rt, a, b, CompareOp::eq));
    if (same.is_not_implemented()) return same;
    bool equals = same.is_true();
    if (equals && TRY(is_ordered(rt, b))) {
        Ref<Dict> x(a.as<Dict>()), y(b.as<Dict>());
        std::uint32_t x_mutations = x->mutations, y_mutations = y->mutations;
        std::ptrdiff_t i = live_entry(x.get(), static_cast<std::ptrdiff_t>(x->holes), false), j = live_entry(y.get(), static_cast<std::ptrdiff_t>(y->holes), false);
        while (equals && i >= 0 && j >= 0) {
            TRY(rt.charge(1));
            Value left = x->entries[i].key, right = y->entries[j].key;
            equals = TRY(equal(rt, left, right));
            if (x->mutations != x_mutations || y->mutations != y_mutations) return rt.raise(RuntimeError, "OrderedDict mutated during iteration");
            i = live_entry(x.get(), i + 1, false);
            j = live_entry(y.get(), j + 1, false);
        }
        equals = equals && i < 0 && j < 0;
    }
    return View::boolean(equals == (op == CompareOp::eq));
}

Result<Value> merged(Runtime& rt, View a, View b) {
    bool left = TRY(is_ordered(rt, a));
    if (!is_kind(left ? b : a, Kind::dict)) return View::not_implemented();
    Value made = TRY(call(rt, View(static_cast<const Object*>(rt.type_of(left ? a : b))), {a}));
    TRY(update_from(rt, made, b));
    return made;
}

Result<Value> merge_in_place(Runtime& rt, View self, View other) {
    TRY(update_from(rt, self, other));
    return Value(self);
}

constexpr FunctionDef methods[] = {
    {"fromkeys(cls, /, iterable, value=None)",
     [](Runtime& rt, Args args) -> Result<Value> {
         Value made = TRY(call(rt, args[0]));
         TRY(for_each(rt, args[1], [&](View key) -> Result<bool> {
             TRY(rt.charge(1));
             Value held(key);
             TRY(set_item(rt, made, held, args[2]));
             return true;
         }));
         return made;
     },
     "Create a new ordered dictionary with keys from iterable and values set to value.", FunctionDef::class_method},
    {"setdefault(self, /, key, default=None)", set_default, "Insert key with a value of default if key is not in the dictionary."},
    {"pop(self, /, key, default=<no value>)", pop, "Remove the specified key and return its value, or default if it is not there."},
    {"popitem(self, /, last=True)", pop_item, "Remove and return a (key, value) pair from the dictionary: the last, or the first if last is false."},
    {"keys(self, /)", view_of<dict_keys>, "The keys, as a view."},
    {"values(self, /)", view_of<dict_values>, "The values, as a view."},
    {"items(self, /)", view_of<dict_items>, "The items, as a view."},
    {"update(self, /, *args, **kwargs)", update, "Update the dictionary from a mapping or an iterable of pairs, and from keywords."},
    {"copy(self, /)", copy, "A shallow copy of ordered dict."},
    {"move_to_end(self, /, key, last=True)", move_to_end,
     "Move an existing element to the end (or beginning if last is false).\n\nRaise KeyError if the element does not exist."},
    {"__reversed__(self, /)", [](Runtime& rt, Args args) { return iterate(rt, args[0], keys, true); }, "Return a reverse iterator over the keys."},
    {"__reduce__(self, /)", reduce, "Return state information for pickling"},
    {"__sizeof__(self, /)",
     [](Runtime& rt, Args args) { return rt.integer(static_cast<std::int64_t>(sizeof(Dict) + self_of(args)->capacity * (sizeof(Dict::Entry) + 2))); },
     "Return the size of the dict in memory, in bytes."},
};

}  // namespace

const TypeDef ordered_dict_type{
    .name = "OrderedDict",
    .module = "collections",
    .doc = "Dictionary that remembers insertion order",
    .kind = Kind::dict,
    .size = sizeof(Dict),
    .flags = Type::base_type | Type::container | Type::mapping_pattern | Type::immutable | Type::has_dict | Type::weak_referable,
    .base = [](Runtime& rt) { return rt.types.dict; },
    .slots = {.init = [](Runtime& rt, View self, const Arguments& a) -> Result<void> {
                  if (a.count > 1) return rt.raise(TypeError, "expected at most 1 arguments, got %zu", a.count);
                  return update_with(rt, self, a);
              },
              .repr = ordered_repr,
              .compare = compare_ordered,
              .iter = [](Runtime& rt, View self) { return iterate(rt, self, keys, false); },
              .binary = {nullptr, nullptr, nullptr, nullptr, nullptr, nullptr, nullptr, nullptr, nullptr, nullptr, nullptr, merged},
              .inplace = {nullptr, nullptr, nullptr, nullptr, nullptr, nullptr, nullptr, nullptr, nullptr, nullptr, nullptr, merge_in_place}},
    .methods = methods,
};

}  // namespace ouro
