// SPDX-License-Identifier: MIT
// A map that never changes: to set or remove a key makes another one, which shares with it all but the few nodes on the way to that
// key (a hash array mapped trie). A map is a Value: Unbound where it is empty, else its topmost node. What keys are is the choice of
// the caller: IdentityKeys for objects that are equal to nothing else, EqualKeys for anything that has a hash.
//
// Nodes hold no lock against script code: whoever calls an operation that may run some (all of EqualKeys) owns the map meanwhile.
#pragma once

#include <bit>

#include "runtime/objects/protocol.h"

namespace ouro {

/// A node: pairs (key, value) or (Unbound, node below), in the order of their bits. `aux` is their number where there is a bitmap.
/// Every node but the topmost holds two keys or more.
struct TrieNode : Object {
    std::uint32_t bitmap;  // which of 32 ways from here there are; 0 below the last level: keys of one hash, as they came
    std::uint32_t size;    // keys here and below
    Value items[0];

    std::size_t pairs() const { return bitmap ? aux : size; }
};

/// The path of a key through the trie is 64 bits, five for each level, from the top; it is one-to-one with the hash.
struct TriePath {
    static constexpr int kLevels = 13;
    static constexpr std::uint64_t of(std::uint64_t hash) { return hash * 0x9E3779B97F4A7C15u; }
    static std::uint32_t bit(std::uint64_t path, int level) { return 1u << (std::rotl(path, 5 * (level + 1)) & 31); }
    /// Which pair of a node with this bitmap is the one for `bit`: how many bits are set below. Counted here because std::popcount is a
    /// call where the processor is any x86-64.
    static std::size_t place(std::uint32_t bitmap, std::uint32_t bit) {
        std::uint32_t n = bitmap & (bit - 1);
        n -= n >> 1 & 0x55555555;
        n = (n & 0x33333333) + (n >> 2 & 0x33333333);
        return ((n + (n >> 4)) & 0x0F0F0F0F) * 0x01010101u >> 24;
    }
};

/// Keys are objects, and each is a key of its own. No two have the same path; nothing runs script code.
struct IdentityKeys {
    static constexpr bool collide = false;
    static Result<std::uint64_t> path(Runtime&, View key) { return TriePath::of(key.bits() >> 4); }
    static Result<bool> same(Runtime&, View a, View b) { return a == b; }
};

/// Keys are whatever has a hash; those that are equal are the same.
struct EqualKeys {
    static constexpr bool collide = true;
    static Result<std::uint64_t> path(Runtime& rt, View key) { return TriePath::of(static_cast<std::uint64_t>(TRY(hash(rt, key)))); }
    static Result<bool> same(Runtime& rt, View a, View b) { return equal(rt, a, b); }
};

template <class Keys>
struct HashTrie {
    /// The value of `key`, borrowed from the map; Unbound if there is none. Inline: reading a context variable is little more than this.
    [[gnu::always_inline]] static inline Result<View> find(Runtime& rt, View map, View key) {
        if (map.is_unbound()) return View();
        std::uint64_t path = TRY(Keys::path(rt, key));
        auto* node = map.as<TrieNode>();
        for (int level = 0; !Keys::collide || level < TriePath::kLevels; ++level) {
            std::uint32_t bit = TriePath::bit(path, level);
            if (!(node->bitmap & bit)) return View();
            Value* pair = node->items + 2 * TriePath::place(node->bitmap, bit);
            if (!pair[0].is_unbound()) return TRY(Keys::same(rt, pair[0], key)) ? View(pair[1]) : View();
            node = pair[1].as<TrieNode>();
        }
        for (std::size_t n = 0; n < node->size; ++n) {
            TRY(rt.charge(1));
            if (TRY(Keys::same(rt, node->items[2 * n], key))) return View(node->items[2 * n + 1]);
        }
        return View();
    }
    /// The map with `key` set: the same one if that is its value already. A key that is equal to `key` stays.
    static Result<Value> with(Runtime& rt, View map, View key, View value);
    /// The map without `key`: the same one if it is not there.
    static Result<Value> without(Runtime& rt, View map, View key);
    /// Whether both have the same keys with equal values. May run script code.
    static Result<bool> equal(Runtime& rt, View a, View b);
};

extern template struct HashTrie<IdentityKeys>;
extern template struct HashTrie<EqualKeys>;

inline std::size_t trie_size(View map) { return map.is_unbound() ? 0 : map.as<TrieNode>()->size; }

/// Goes through the keys of a map, which somebody else owns meanwhile.
class TrieCursor {
public:
    explicit TrieCursor(View map);
    /// To the next key; false at the end.
    bool next();
    View key() const { return steps_[depth_].node->items[2 * steps_[depth_].at]; }
    View value() const { return steps_[depth_].node->items[2 * steps_[depth_].at + 1]; }

private:
    struct Step {
        TrieNode* node;
        std::size_t at;  // pair
    };
    Step steps_[TriePath::kLevels + 1];
    int depth_;
};

/// What an iterator over a map gives.
enum class TriePart : std::uint8_t { keys, values, items };
/// An iterator, which has a length: that of the map.
Result<Value> new_trie_iterator(Runtime& rt, View map, TriePart part);

}  // namespace ouro
