# match: sequence patterns match Sequences but not str, bytes or iterators; stars; nesting; length first.
import collections
import collections.abc


def seq(x):
    match x:
        case []: return "empty"
        case [1]: return "just one"
        case [x]: return f"single {x!r}"
        case ["go", direction]: return f"go {direction}"
        case ["take", *items] if items: return f"take {items}"
        case [1, _, 3]: return "1 ? 3"
        case [first, *middle, last] if len(middle) > 1: return f"{first} {middle} {last}"
        case (a, (b, c)): return f"nested {a} {b} {c}"
        case [[[deep]], *_]: return f"deep {deep}"
        case [a, *_]: return f"starts with {a}"
        case _: return "not a sequence"


for x in ([], (), [1], [2], ("x",), ["go", "north"], ("take",), ["take", "a", "b"], [1, 2, 3], (1, 2, 3, 4),
          [1, [2, 3]], (1, "ab"), [[[5]], 6], range(3), range(0),
          "ab", b"ab", bytearray(b"x"), {1, 2}, {1: 2}, iter([1]), (i for i in "a"), None,
          collections.deque([7, 8]), memoryview(b"ab"), [None]):
    name = repr(x) if " at 0x" not in repr(x) else type(x).__name__
    print(name, "->", seq(x))


class MySeq(collections.abc.Sequence):
    def __init__(self, *items): self.items = items
    def __len__(self): print("len", end=" "); return len(self.items)
    def __getitem__(self, i): print(f"get {i}", end=" "); return self.items[i]


class Duck:
    def __len__(self): return 1
    def __getitem__(self, i): return ["duck"][i]


class Registered(Duck): pass


collections.abc.Sequence.register(Registered)
match MySeq(1, 2, 3):
    case [1, 2]: print("two")
    case [1, *rest, 3]: print("rest", rest)
match MySeq(1, 2):
    case [_, _]: print("wildcards read nothing")
match MySeq(1, 2):
    case [*_]: print("star only")
match MySeq(1, 2, 3, 4, 5):
    case [_, *_, x]: print("last", x)
for x in (Duck(), Registered()):
    match x:
        case [y]: print("sequence", y)
        case _: print("not one")


class ListSub(list): pass
class TupleSub(tuple): pass
class StrSub(str): pass


print(seq(ListSub([1])), seq(TupleSub((2,))), seq(StrSub("x")))


def star_positions(x):
    match x:
        case [*start, "end"]: return "A", start
        case ["begin", *end]: return "B", end
        case [a, b, *rest, y, z]: return "C", a, b, rest, y, z
        case [*all_of_it]: return "D", all_of_it


print(star_positions([1, "end"]), star_positions(("begin", 2)), star_positions([1, 2, 3, 4, 5]),
      star_positions([1, 2, 3]), type(star_positions((1,))[1]).__name__)
match [1, [2, [3, [4, []]]]]:
    case [a, [b, [c, [d, []]]]]: print(a, b, c, d)
match (1, 2), [3, 4]:
    case (a, b), [c, d] if a < b < c < d: print("ordered")
match [0, 1, 2]:
    case [0, 1 | 2 as x, (1 | 2) as y]: print(x, y)
match [1, 1]:
    case [x, y] if x == y: print("same")
match ["a", 1]:
    case [str() | bytes() as s, int(n)]: print(s, n)
