// SPDX-License-Identifier: MIT
// The type `hamt`: the map of stdlib/hash_trie.h as an object.
#include "stdlib/testing/hamt.h"

#include "runtime/heap/cycles.h"
#include "runtime/objects/protocol.h"
#include "stdlib/hash_trie.h"

namespace ouro {

namespace {

using Map = HashTrie<EqualKeys>;

struct Hamt : Object {
    Value map;
};

extern const TypeDef hamt_type;

Result<Value> make_hamt(Runtime& rt, View map) {
    auto* made = rt.allocate<Hamt>(TRY(native_type(rt, hamt_type)));
    if (!made) return rt.raise_memory_error();
    new (&made->map) Value(map);
    return Value::adopt(View(made));
}

View map_of(View self) { return self.as<Hamt>()->map; }

/// The object itself where the map is the same.
Result<Value> changed(Runtime& rt, View self, const Value& map) { return map == map_of(self) ? Value(self) : make_hamt(rt, map); }

Result<Value> hamt_set(Runtime& rt, Args args) { return changed(rt, args[0], TRY(Map::with(rt, map_of(args[0]), args[1], args[2]))); }
Result<Value> hamt_delete(Runtime& rt, Args args) { return changed(rt, args[0], TRY(Map::without(rt, map_of(args[0]), args[1]))); }

Result<Value> hamt_get(Runtime& rt, Args args) {
    View found = TRY(Map::find(rt, map_of(args[0]), args[1]));
    return Value(found.is_unbound() ? args[2] : found);
}

template <TriePart part>
Result<Value> part_of(Runtime& rt, Args args) {
    return new_trie_iterator(rt, map_of(args[0]), part);
}

Result<Value> compare_maps(Runtime& rt, View left, View right, CompareOp op) {
    if ((op != CompareOp::eq && op != CompareOp::ne) || rt.type_of(left) != rt.type_of(right)) return View::not_implemented();
    return View::boolean(TRY(Map::equal(rt, map_of(left), map_of(right))) == (op == CompareOp::eq));
}

constexpr FunctionDef methods[] = {
    {"set(self, key, value, /)", hamt_set, "A map with the key set."},
    {"get(self, key, default=None, /)", hamt_get, "The value of a key, or the default."},
    {"delete(self, key, /)", hamt_delete, "A map without the key; the same one if it is not there."},
    {"keys(self, /)", part_of<TriePart::keys>, "An iterator over the keys."},
    {"values(self, /)", part_of<TriePart::values>, "An iterator over the values."},
    {"items(self, /)", part_of<TriePart::items>, "An iterator over pairs of both."},
};

const TypeDef hamt_type{
    .name = "hamt",
    .doc = "A map that never changes.",
    .size = sizeof(Hamt),
    .flags = Type::container | Type::weak_referable | Type::disallow_construct | Type::immutable,
    .slots = {.destroy =
                  [](Runtime& rt, Object* object) {
                      static_cast<Hamt*>(object)->map.~Value();
                      rt.free_instance(object, sizeof(Hamt));
                  },
              .traverse = [](Object* object, Visitor& visit) { visit(static_cast<Hamt*>(object)->map); },
              .clear = [](Runtime&, Object* object) { static_cast<Hamt*>(object)->map = Value(); },
              .hash = [](Runtime& rt, View) -> Result<std::int64_t> { return rt.raise(TypeError, "unhashable type: 'hamt'"); },
              .compare = compare_maps,
              .length = [](Runtime&, View self) -> Result<std::int64_t> { return static_cast<std::int64_t>(trie_size(map_of(self))); },
              .contains = [](Runtime& rt, View self, View key) -> Result<bool> { return !TRY(Map::find(rt, map_of(self), key)).is_unbound(); },
              .iter = [](Runtime& rt, View self) -> Result<Value> { return new_trie_iterator(rt, map_of(self), TriePart::keys); },
              .get_item =
                  [](Runtime& rt, View self, View key) -> Result<Value> {
                  View found = TRY(Map::find(rt, map_of(self), key));
                  if (found.is_unbound()) return rt.raise_value(KeyError, key);
                  return Value(found);
              }},
    .methods = methods,
};

}  // namespace

Result<Value> new_hamt(Runtime& rt, Args) { return make_hamt(rt, View()); }

}  // namespace ouro
