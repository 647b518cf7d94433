// SPDX-License-Identifier: MIT
// Changes of a hash trie, and going through one; looking up is in the header.
#include "stdlib/hash_trie.h"

#include "runtime/heap/cycles.h"
#include "runtime/native/module.h"
#include "runtime/objects/containers.h"

namespace ouro {

namespace {

std::size_t bytes_for(std::size_t pairs) { return sizeof(TrieNode) + pairs * 2 * sizeof(Value); }

const TypeDef node_type{
    .name = "hamt_node",
    .module = "_contextvars",
    .doc = "Part of a map that never changes.",
    .size = sizeof(TrieNode),
    .flags = Type::container | Type::disallow_construct | Type::immutable | Type::variable_size,
    .slots = {.destroy =
                  [](Runtime& rt, Object* object) {
                      auto* node = static_cast<TrieNode*>(object);
                      std::size_t pairs = node->pairs();
                      for (std::size_t n = 0; n < pairs * 2; ++n) node->items[n].~Value();
                      rt.free_instance(node, bytes_for(pairs));
                  },
              .traverse =
                  [](Object* object, Visitor& visit) {
                      auto* node = static_cast<TrieNode*>(object);
                      for (std::size_t n = 0; n < node->pairs() * 2; ++n) visit(node->items[n]);
                  }},
};

/// One change of a map: what is the same at each of its levels.
template <class Keys>
struct Change {
    Runtime& rt;
    Type* type;  // of nodes
    View key;
    View value;
    std::uint64_t path;

    /// A node whose items are not filled yet.
    TrieNode* allocate(std::uint32_t bitmap, std::size_t pairs, std::size_t size) {
        auto* node = rt.allocate<TrieNode>(type, bytes_for(pairs));
        if (!node) return nullptr;
        node->aux = static_cast<std::uint16_t>(bitmap ? pairs : 0);
        node->bitmap = bitmap;
        node->size = static_cast<std::uint32_t>(size);
        return node;
    }

    static void fill(TrieNode* node, std::size_t at, View key, View value) {
        new (&node->items[2 * at]) Value(key);
        new (&node->items[2 * at + 1]) Value(value);
    }

    /// A copy with `size` keys and another pair at `at`: in the place of `replaced` (0 or 1) that are there.
    Result<Ref<TrieNode>> copy_with(TrieNode* old, std::uint32_t bitmap, std::size_t at, std::size_t replaced, std::size_t size, View key,
                                    View value) {
        std::size_t pairs = old->pairs();
        TrieNode* node = allocate(bitmap, pairs + 1 - replaced, size);
        if (!node) return rt.raise_memory_error();
        for (std::size_t n = 0; n < 2 * at; ++n) new (&node->items[n]) Value(old->items[n]);
        fill(node, at, key, value);
        Value* rest = node->items + 2 * (1 - replaced);
        for (std::size_t n = 2 * (at + replaced); n < 2 * pairs; ++n) new (&rest[n]) Value(old->items[n]);
        return Ref<TrieNode>::adopt(node);
    }
    /// A copy without the pair at `at`.
    Result<Ref<TrieNode>> copy_without(TrieNode* old, std::uint32_t bitmap, std::size_t at) {
        std::size_t pairs = old->pairs();
        TrieNode* node = allocate(bitmap, pairs - 1, old->size - 1);
        if (!node) return rt.raise_memory_error();
        for (std::size_t n = 0; n < 2 * at; ++n) new (&node->items[n]) Value(old->items[n]);
        for (std::size_t n = 2 * at + 2; n < 2 * pairs; ++n) new (&node->items[n - 2]) Value(old->items[n]);
        return Ref<TrieNode>::adopt(node);
    }

    /// A node for the key and another one, whose paths agree so far.
    Result<Ref<TrieNode>> split(int level, View other, View other_value, std::uint64_t other_path) {
        if (Keys::collide && level == TriePath::kLevels) {
            TrieNode* node = allocate(0, 2, 2);
            if (!node) return rt.raise_memory_error();
            fill(node, 0, other, other_value);
            fill(node, 1, key, value);
            return Ref<TrieNode>::adopt(node);
        }
        std::uint32_t mine = TriePath::bit(path, level), others = TriePath::bit(other_path, level);
        Ref<TrieNode> below;
        if (mine == others) below = TRY(split(level + 1, other, other_value, other_path));
        TrieNode* node = allocate(mine | others, below ? 1 : 2, 2);
        if (!node) return rt.raise_memory_error();
        if (below) {
            fill(node, 0, View(), below);
        } else {
            fill(node, others < mine ? 0 : 1, other, other_value);
            fill(node, mine < others ? 0 : 1, key, value);
        }
        return Ref<TrieNode>::adopt(node);
    }

    /// Where the key is among those of one hash; their number if it is not there.
    Result<std::size_t> find_collided(TrieNode* node) {
        std::size_t n = 0;
        for (; n < node->size; ++n) {
            TRY(rt.charge(1));
            if (TRY(Keys::same(rt, node->items[2 * n], key))) break;
        }
        return n;
    }

    /// The node with the key set, or the node itself.
    Result<Ref<TrieNode>> set(TrieNode* old, int level) {
        if (Keys::collide && level == TriePath::kLevels) {
            std::size_t at = TRY(find_collided(old));
            bool there = at < old->size;
            if (there && old->items[2 * at + 1] == value) return Ref<TrieNode>(old);
            return copy_with(old, 0, at, there, old->size + !there, there ? View(old->items[2 * at]) : key, value);
        }
        std::uint32_t bit = TriePath::bit(path, level);
        std::size_t at = TriePath::place(old->bitmap, bit);
        if (!(old->bitmap & bit)) return copy_with(old, old->bitmap | bit, at, 0, old->size + 1, key, value);
        View here = old->items[2 * at], item = old->items[2 * at + 1];
        if (here.is_unbound()) {
            Ref<TrieNode> below = TRY(set(item.as<TrieNode>(), level + 1));
            if (View(below) == item) return Ref<TrieNode>(old);
            return copy_with(old, old->bitmap, at, 1, old->size + below->size - item.as<TrieNode>()->size, View(), below);
        }
        if (TRY(Keys::same(rt, here, key))) {
            if (item == value) return Ref<TrieNode>(old);
            return copy_with(old, old->bitmap, at, 1, old->size, here, value);
        }
        Ref<TrieNode> below = TRY(split(level + 1, here, item, TRY(Keys::path(rt, here))));
        return copy_with(old, old->bitmap, at, 1, old->size + 1, View(), below);
    }

    /// The node without the key, or the node itself; Unbound where nothing is left.
    Result<Value> remove(TrieNode* old, int level) {
        if (Keys::collide && level == TriePath::kLevels) {
            std::size_t at = TRY(find_collided(old));
            if (at == old->size) return View(old);
            return TRY(copy_without(old, 0, at));
        }
        std::uint32_t bit = TriePath::bit(path, level);
        if (!(old->bitmap & bit)) return View(old);
        std::size_t at = TriePath::place(old->bitmap, bit);
        View here = old->items[2 * at], item = old->items[2 * at + 1];
        if (here.is_unbound()) {
            Value left = TRY(remove(item.as<TrieNode>(), level + 1));
            if (left == item) return View(old);
            auto* below = left.as<TrieNode>();
            // What has only one key left gives it to the node above.
            bool single = below->size == 1;
            return TRY(copy_with(old, old->bitmap, at, 1, old->size - 1, single ? View(below->items[0]) : View(),
                                 single ? View(below->items[1]) : View(left)));
        }
        if (!TRY(Keys::same(rt, here, key))) return View(old);
        if (old->size == 1) return Value();
        return TRY(copy_without(old, old->bitmap & ~bit, at));
    }
};

}  // namespace

template <class Keys>
Result<Value> HashTrie<Keys>::with(Runtime& rt, View map, View key, View value) {
    Change<Keys> change{.rt = rt, .type = nullptr, .key = key, .value = value, .path = TRY(Keys::path(rt, key))};
    if (!map.is_unbound()) {
        if (trie_size(map) == UINT32_MAX) return rt.raise_memory_error();
        change.type = map.object()->type();
        return TRY(change.set(map.as<TrieNode>(), 0));
    }
    change.type = TRY(native_type(rt, node_type));
    TrieNode* node = change.allocate(TriePath::bit(change.path, 0), 1, 1);
    if (!node) return rt.raise_memory_error();
    change.fill(node, 0, key, value);
    return Value::adopt(View(node));
}

template <class Keys>
Result<Value> HashTrie<Keys>::without(Runtime& rt, View map, View key) {
    std::uint64_t path = TRY(Keys::path(rt, key));
    if (map.is_unbound()) return map;
    Change<Keys> change{.rt = rt, .type = map.object()->type(), .key = key, .value = View(), .path = path};
    return change.remove(map.as<TrieNode>(), 0);
}

template <class Keys>
Result<bool> HashTrie<Keys>::equal(Runtime& rt, View a, View b) {
    if (a == b) return true;
    if (trie_size(a) != trie_size(b)) return false;
    Value mine(a), others(b);
    for (TrieCursor cursor(mine); cursor.next();) {
        TRY(rt.charge(1));
        View other = TRY(find(rt, others, cursor.key()));
        if (other.is_unbound() || !TRY(ouro::equal(rt, cursor.value(), other))) return false;
    }
    return true;
}

template struct HashTrie<IdentityKeys>;
template struct HashTrie<EqualKeys>;

// ---- going through

TrieCursor::TrieCursor(View map) : depth_(map.is_unbound() ? -1 : 0) {
    steps_[0] = {map.is_unbound() ? nullptr : map.as<TrieNode>(), static_cast<std::size_t>(-1)};
}

bool TrieCursor::next() {
    while (depth_ >= 0) {
        Step& step = steps_[depth_];
        if (++step.at == step.node->pairs()) {
            --depth_;
        } else {
            if (!key().is_unbound()) return true;
            auto* below = value().as<TrieNode>();
            steps_[++depth_] = {below, static_cast<std::size_t>(-1)};
        }
    }
    return false;
}

namespace {

struct TrieIterator : Object {
    Value map;
    TrieCursor cursor;
};

template <TriePart part>
Result<Value> next_part(Runtime& rt, View self) {
    TrieCursor& cursor = self.as<TrieIterator>()->cursor;
    if (!cursor.next()) return Value();
    if constexpr (part == TriePart::keys) return cursor.key();
    else if constexpr (part == TriePart::values) return cursor.value();
    else return TRY(new_tuple(rt, {cursor.key(), cursor.value()}));
}

// CPython names these types so.
template <TriePart part>
constexpr const char* part_name = part == TriePart::keys ? "keys" : part == TriePart::values ? "values" : "items";

template <TriePart part>
const TypeDef iterator_type{
    .name = part_name<part>,
    .doc = "An iterator over a map that never changes.",
    .size = sizeof(TrieIterator),
    .flags = Type::container | Type::disallow_construct | Type::immutable,
    .slots = {.destroy =
                  [](Runtime& rt, Object* object) {
                      static_cast<TrieIterator*>(object)->map.~Value();
                      rt.free_instance(object, sizeof(TrieIterator));
                  },
              .traverse = [](Object* object, Visitor& visit) { visit(static_cast<TrieIterator*>(object)->map); },
              .length = [](Runtime&, View self) -> Result<std::int64_t> { return static_cast<std::int64_t>(trie_size(self.as<TrieIterator>()->map)); },
              .iter = [](Runtime&, View self) -> Result<Value> { return self; },
              .next = next_part<part>},
};

}  // namespace

Result<Value> new_trie_iterator(Runtime& rt, View map, TriePart part) {
    const TypeDef& def = part == TriePart::keys     ? iterator_type<TriePart::keys>
                         : part == TriePart::values ? iterator_type<TriePart::values>
                                                    : iterator_type<TriePart::items>;
    auto* made = rt.allocate<TrieIterator>(TRY(native_type(rt, def)));
    if (!made) return rt.raise_memory_error();
    new (&made->map) Value(map);
    new (&made->cursor) TrieCursor(map);
    return Value::adopt(View(made));
}

}  // namespace ouro
