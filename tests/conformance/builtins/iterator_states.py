# What __reduce__() of built-in iterators gives, fresh, part of the way and at the end; __setstate__() and __length_hint__(); an iterator
# that copies itself goes on where the first stood.
import copy


def show(action):
    try:
        print(repr(action()))
    except Exception as error:
        print(type(error).__name__ + ":", error)


class Sequence:
    def __getitem__(self, n):
        if n > 2:
            raise IndexError
        return n * n

    def __len__(self):
        return 3


makers = [
    ("list", lambda: iter([1, 2, 3])), ("list reversed", lambda: reversed([1, 2, 3])), ("tuple", lambda: iter((1, 2, 3))),
    ("str", lambda: iter("abc")), ("wide str", lambda: iter("a\u20ac\U0001f600")), ("bytes", lambda: iter(b"abc")),
    ("bytearray", lambda: iter(bytearray(b"abc"))), ("range", lambda: iter(range(1, 9, 3))), ("range reversed", lambda: reversed(range(3))),
    ("long range", lambda: iter(range(2**70, 2**70 + 3))), ("dict", lambda: iter({1: "a", 2: "b", 3: "c"})),
    ("values", lambda: iter({1: "a", 2: "b", 3: "c"}.values())), ("items", lambda: iter({1: "a", 2: "b", 3: "c"}.items())),
    ("dict reversed", lambda: reversed({1: "a", 2: "b", 3: "c"})), ("set", lambda: iter({1, 2, 3})), ("enumerate", lambda: enumerate("abc", 7)),
    ("zip", lambda: zip("abc", (1, 2, 3))), ("strict zip", lambda: zip("abc", (1, 2, 3), strict=True)), ("map", lambda: map(str, [1, 2, 3])),
    ("filter", lambda: filter(None, [1, 0, 2, 3])), ("sequence", lambda: iter(Sequence())), ("sequence reversed", lambda: reversed(Sequence())),
]
for name, make in makers:
    for taken in range(5):
        it = make()
        for _ in range(taken):
            next(it, None)
        state = it.__reduce__()
        hint = it.__length_hint__() if hasattr(it, "__length_hint__") else "-"
        plain = [part if not isinstance(part, tuple) else [p if not hasattr(p, "__next__") and not isinstance(p, Sequence) else "it" for p in part] for part in state[1:]]
        print(name, taken, getattr(state[0], "__name__", "?"), plain, hint, end=" ")
        print(list(copy.copy(it)) if name not in ("enumerate", "zip", "strict zip", "map", "filter") else list(it))
calls = iter(lambda: 1, 2)
print(calls.__reduce__()[1][1], list(iter(lambda: None, None)))

print("-- states")
for name, make in makers:
    if not hasattr(make(), "__setstate__"):
        continue
    for state in (0, 2, -5, 99, 2**80, "x"):
        it = make()
        print(name, str(state)[:5], end=" ")
        show(lambda: (it.__setstate__(state), list(it))[1])

print("-- slices and ranges of any size")
print(slice(1, 2, 3).__reduce__(), copy.deepcopy(slice(1, [2])), slice(None, None, -1).indices(2**70), slice(-(2**65), 2**66, 2).indices(2**64))
show(lambda: slice(0, 1, 0).indices(3))
show(lambda: slice(0, 1).indices(-1))
print(range(2**70)[5:2**69:2**60], range(2**70)[::-1], range(0, 2**65, 2)[-3:], len(range(10)[2:2**70]))

print("-- hashes are not asked for twice")


class Counted(int):
    count = 0

    def __hash__(self):
        Counted.count += 1
        return int(self)


d = dict.fromkeys(map(Counted, range(5)))
s = set(d)
for action in (lambda: s.difference(d), lambda: frozenset(d), lambda: dict.fromkeys(s), lambda: s.symmetric_difference_update(d)):
    action()
print(Counted.count)
s = {frozenset({1}), 2}
print({1} in s, s.discard({5}), s.remove({1}), s)
show(lambda: s.remove({7}))
for kind in (list, set):
    class Sub(kind):
        pass

    class New(kind):
        def __new__(cls, items, extra=None):
            return super().__new__(cls, items)

    show(lambda: Sub(sequence=()))
    show(lambda: New([1], extra=2))
sub = Sub([1])
sub.x = 5
print(sub.__reduce__()[1:])


# A key that changes the list when it goes away.
data = list(range(10))


class Key:
    def __init__(self, value):
        self.value = value

    def __lt__(self, other):
        return self.value < other.value

    def __del__(self):
        del data[:]
        data[:] = range(20)


show(lambda: data.sort(key=Key))
