# The map that contexts keep their variables in, with keys of any kind: old maps stay, keys of one hash, errors in the middle, equality,
# iterators with a length, the collector.
import gc
import random
import weakref
from _testinternalcapi import hamt


class Key:
    failing = ""

    def __init__(self, name, number):
        self.name, self.number = name, number

    def __hash__(self):
        if Key.failing == "hash":
            raise LookupError("no hash")
        return self.number

    def __eq__(self, other):
        if Key.failing == "eq":
            raise ArithmeticError("no ==")
        return isinstance(other, Key) and self.name == other.name

    def __repr__(self):
        return self.name


def attempt(function, *arguments, failing=""):
    Key.failing = failing
    try:
        return function(*arguments)
    except Exception as error:
        return f"{type(error).__name__}: {error}"
    finally:
        Key.failing = ""


# Steps of a plain dict beside it; a part of the keys have one hash.
order = random.Random(5)
keys = [Key(f"k{n}", n % 7 if n < 60 else n * 1000003) for n in range(200)]
map, twin, kept = hamt(), {}, []
for step in range(4000):
    key = order.choice(keys)
    if order.random() < 0.55:
        map, twin[key] = map.set(key, step), step
    else:
        before = map
        map = map.delete(key)
        if twin.pop(key, None) is None:
            assert map is before
    if step % 500 == 0:
        kept.append((map, dict(twin)))
    assert len(map) == len(twin)
print(all(dict(m.items()) == d and len(m.keys()) == len(d) == len(list(m)) for m, d in [*kept, (map, twin)]))
print(all(m.get(k) == d.get(k) and (k in m) == (k in d) for m, d in kept for k in keys))
for key in keys:
    map = map.delete(key)
print(len(map), list(map.items()), map == hamt())

# Errors leave everything as it was.
a, b, c = Key("a", 1), Key("b", 1), Key("c", 1 << 40)
map = hamt().set(a, 1).set(b, 2).set(c, 3)
twin = Key("a", 1)
for failing in ("hash", "eq"):
    for function, *arguments in (
        (map.get, twin), (map.set, twin, 5), (map.delete, twin), (map.__contains__, twin), (map.__getitem__, twin), (map.get, Key("other", 99)),
        (map.__eq__, hamt().set(twin, 1).set(Key("b", 1), 2).set(Key("c", 1 << 40), 3)),
    ):
        print(attempt(function, *arguments, failing=failing) is map or attempt(function, *arguments, failing=failing), end="; ")
    print(len(map), sorted(map.values()))
print(attempt(map.set, [], 1), attempt(hamt().get, []), attempt(hamt().delete, []), attempt(map.__getitem__, "x"), attempt(hash, map))

# The same value changes nothing, an equal one does; a key that is there stays.
value = [1]
one = hamt().set(1, value)
print(one.set(1, value) is one, one.set(1, [1]) is one, list(one.set(1.0, "x").items()), one.set(True, 2)[1.0], one == hamt().set(1.0, [1]),
      one != hamt(), one == {1: [1]})

# Iterators have the map of their beginning.
items = map.items()
first = next(items)
map = map.delete(a).delete(b).delete(c)
print(len(items), len(list(items)), len(items), iter(items) is items, next(items, "over"), type(items).__name__, type(map).__name__)

# A map in a cycle over a list of its own goes.
class Box(list):
    pass


box = Box()
map = hamt().set(a, box).set(b, 2)
box.append(map)
gone = weakref.ref(box), weakref.ref(map)
del box, map
gc.collect()
print([ref() for ref in gone])
