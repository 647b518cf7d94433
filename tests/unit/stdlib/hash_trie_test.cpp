// SPDX-License-Identifier: MIT
// Tries that never change: what stays shared, keys of one hash, keys going again, the order of going through.
#include "stdlib/hash_trie.h"

#include <doctest/doctest.h>

#include <map>
#include <set>

#include "tests/unit/runtime/runtime_helper.h"

using namespace ouro;
using ouro::test::World;

using Equal = HashTrie<EqualKeys>;
using Identity = HashTrie<IdentityKeys>;

namespace {

View number(std::int64_t n) { return View::small_int(n); }

// All have the hash 0.
constexpr std::int64_t kModulus = (std::int64_t{1} << 61) - 1;
const std::int64_t kCollided[] = {0, kModulus, 2 * kModulus, -kModulus, -2 * kModulus};

std::multimap<std::int64_t, std::int64_t> content(View map) {
    std::multimap<std::int64_t, std::int64_t> all;
    for (TrieCursor cursor(map); cursor.next();) all.emplace(cursor.key().as_int(), cursor.value().as_int());
    return all;
}

}  // namespace

TEST_CASE("an empty map is no value at all, and has no keys") {
    World world;
    CHECK(trie_size(View()) == 0);
    CHECK(Equal::find(world.rt, View(), number(1)).take().is_unbound());
    CHECK(Equal::without(world.rt, View(), number(1)).take().is_unbound());
    CHECK_FALSE(TrieCursor(View()).next());
}

TEST_CASE("a map has what was set in it, and every earlier one what it had") {
    World world;
    std::vector<Value> maps(1);
    for (std::int64_t n = 0; n < 500; ++n) maps.push_back(Equal::with(world.rt, maps.back(), number(n * 7919), number(n)).take());
    for (std::size_t size : {0, 1, 31, 33, 255, 500}) {
        CHECK(trie_size(maps[size]) == size);
        CHECK(content(maps[size]).size() == size);
        for (std::int64_t n = 0; n < 500; ++n) {
            View found = Equal::find(world.rt, maps[size], number(n * 7919)).take();
            CHECK(found == (n < static_cast<std::int64_t>(size) ? number(n) : View()));
        }
    }
}

TEST_CASE("keys go in any order, and nothing is left") {
    World world;
    std::map<std::int64_t, std::int64_t> expected;
    Value map;
    std::uint64_t random = 1;
    for (int step = 0; step < 20000; ++step) {
        random = random * 6364136223846793005u + 1442695040888963407u;
        // More comes than goes, then the other way round; a part of the keys have one hash.
        std::int64_t key = (random >> 40) % 300;
        if (key < 5) key = kCollided[key];
        if ((random >> 60) < (step < 10000 ? 11u : 5u)) {
            map = Equal::with(world.rt, map, number(key), number(step)).take();
            expected[key] = step;
        } else {
            Value less = Equal::without(world.rt, map, number(key)).take();
            CHECK((View(less) == View(map)) == !expected.contains(key));
            map = less;
            expected.erase(key);
        }
        REQUIRE(trie_size(map) == expected.size());
    }
    auto all = content(map);
    CHECK(std::equal(all.begin(), all.end(), expected.begin(), expected.end()));
    for (auto& [key, value] : expected) map = Equal::without(world.rt, map, number(key)).take();
    CHECK(map.is_unbound());
}

TEST_CASE("to set what is set already, or to remove what is not there, gives the same map") {
    World world;
    Value map;
    for (std::int64_t key : kCollided) map = Equal::with(world.rt, map, number(key), number(1)).take();
    map = Equal::with(world.rt, map, number(5), number(1)).take();
    for (std::int64_t key : {kCollided[0], kCollided[4], std::int64_t{5}}) {
        CHECK(View(Equal::with(world.rt, map, number(key), number(1)).take()) == View(map));
        CHECK_FALSE(View(Equal::with(world.rt, map, number(key), number(2)).take()) == View(map));
    }
    CHECK(View(Equal::without(world.rt, map, number(6)).take()) == View(map));
    CHECK(View(Equal::without(world.rt, map, world.number("9223372036854775804000")).take()) == View(map));
}

TEST_CASE("keys of one hash are told apart, and the last of them moves up") {
    World world;
    Value map;
    for (std::int64_t key : kCollided) map = Equal::with(world.rt, map, number(key), number(key ^ 1)).take();
    CHECK(map.as<TrieNode>()->items[0].is_unbound());
    CHECK(trie_size(map) == 5);
    for (std::int64_t key : kCollided) CHECK(Equal::find(world.rt, map, number(key)).take() == number(key ^ 1));
    CHECK(Equal::find(world.rt, map, world.number("6917529027641081853")).take().is_unbound());  // three times the modulus
    for (int n : {2, 0, 4, 1}) {
        map = Equal::without(world.rt, map, number(kCollided[n])).take();
        CHECK(Equal::find(world.rt, map, number(kCollided[n])).take().is_unbound());
    }
    CHECK(map.as<TrieNode>()->items[0] == number(kCollided[3]));
}

TEST_CASE("a key that is equal to one in the map is that one") {
    World world;
    Value map = Equal::with(world.rt, View(), number(1), number(10)).take();
    map = Equal::with(world.rt, map, world.real(1.0), number(20)).take();
    CHECK(trie_size(map) == 1);
    TrieCursor cursor(map);
    REQUIRE(cursor.next());
    CHECK(cursor.key() == number(1));
    CHECK(cursor.value() == number(20));
}

TEST_CASE("the error of a key that has no hash passes, and the map is as it was") {
    World world;
    Value list = world.list({}), map = Equal::with(world.rt, View(), number(1), number(1)).take();
    CHECK(Equal::with(world.rt, map, list, number(2)).raised());
    CHECK(world.error() == "TypeError: unhashable type: 'list'");
    CHECK(Equal::without(world.rt, map, list).raised());
    CHECK(world.error() == "TypeError: unhashable type: 'list'");
    CHECK(Equal::find(world.rt, map, list).raised());
    CHECK(world.error() == "TypeError: unhashable type: 'list'");
    CHECK(content(map) == std::multimap<std::int64_t, std::int64_t>{{1, 1}});
}

TEST_CASE("objects are keys by what they are, not by what they are equal to") {
    World world;
    std::vector<Value> keys;
    Value map;
    for (std::int64_t n = 0; n < 200; ++n) {
        keys.push_back(world.text("the same text"));
        map = Identity::with(world.rt, map, keys.back(), number(n)).take();
    }
    CHECK(trie_size(map) == 200);
    for (std::int64_t n = 0; n < 200; ++n) CHECK(Identity::find(world.rt, map, keys[n]).take() == number(n));
    for (std::int64_t n = 0; n < 200; n += 2) map = Identity::without(world.rt, map, keys[n]).take();
    for (std::int64_t n = 0; n < 200; ++n) CHECK(Identity::find(world.rt, map, keys[n]).take() == (n % 2 ? number(n) : View()));
}

TEST_CASE("maps are equal that have equal values, however they came about") {
    World world;
    Value a, b;
    for (std::int64_t n = 0; n < 100; ++n) a = Equal::with(world.rt, a, number(n), number(n)).take();
    for (std::int64_t n = 150; n-- > 0;) b = Equal::with(world.rt, b, number(n), number(n)).take();
    CHECK_FALSE(Equal::equal(world.rt, a, b).take());
    for (std::int64_t n = 100; n < 150; ++n) b = Equal::without(world.rt, b, number(n)).take();
    CHECK(Equal::equal(world.rt, a, b).take());
    CHECK_FALSE(Equal::equal(world.rt, a, Equal::with(world.rt, b, number(5), number(6)).take()).take());
    CHECK_FALSE(Equal::equal(world.rt, a, View()).take());
}

TEST_CASE("an iterator has the length of its map, and keeps the map") {
    World world;
    Value map;
    for (std::int64_t n = 0; n < 40; ++n) map = Equal::with(world.rt, map, number(n), number(-n)).take();
    Value keys = new_trie_iterator(world.rt, map, TriePart::keys).take();
    Value items = new_trie_iterator(world.rt, map, TriePart::items).take();
    map = Value();
    std::set<std::int64_t> seen;
    for (;;) {
        Value key = next(world.rt, keys).take();
        if (key.is_unbound()) break;
        seen.insert(key.as_int());
        Value pair = next(world.rt, items).take();
        CHECK(world.shown(pair) == "(" + std::to_string(key.as_int()) + ", " + std::to_string(-key.as_int()) + ")");
    }
    CHECK(seen.size() == 40);
    CHECK(length(world.rt, keys).take() == 40);
    CHECK(next(world.rt, keys).take().is_unbound());
}
