# limit: memory=64M recursion=1000 ; outcome: ok
# Keys whose == and hash change what holds the map they are looked up in.
import gc
from _testinternalcapi import hamt


class Key:
    busy = False

    def __init__(self, n):
        self.n = n

    def __hash__(self):
        self.meddle()
        return self.n % 3

    def __eq__(self, other):
        self.meddle()
        return isinstance(other, Key) and self.n == other.n

    def meddle(self):
        global map
        if Key.busy:
            return
        Key.busy = True
        map = hamt()
        gc.collect()
        map = map.set(Key(1), [0] * 100).set(Key(4), 1)
        Key.busy = False


map = hamt()
for step in range(300):
    map = map.set(Key(step % 20), step)
    map.get(Key(7))
    map = map.delete(Key(step % 5))
    Key(4) in map
    for key, value in map.items():
        map = map.set(key, key)
    map == map.set(Key(3), 3)


class Deep:
    def __hash__(self):
        return 1

    def __eq__(self, other):
        return map.get(Deep()) is None


map = hamt().set(Deep(), 1).set(1, 1)
try:
    map.get(Deep())
    raise AssertionError("no RecursionError")
except RecursionError:
    pass
