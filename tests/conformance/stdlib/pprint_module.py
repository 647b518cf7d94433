# pprint: every type it spreads over lines, at several widths and depths, and what it says of recursion.
import collections
import io
import pprint
import re
import types
from dataclasses import dataclass, field


@dataclass
class Point:
    first: object
    second_name: int = 2
    hidden: int = field(default=0, repr=False)


@dataclass
class Own:
    a: str

    def __repr__(self):
        return "Own" + "!" * 90


class Named(collections.namedtuple("Named", "a b")):
    pass


class Heir(dict):
    pass


class Loud(list):
    def __repr__(self):
        return "Loud"


words = "the quick brown fox jumped over the lazy dog"
keys = {f"key{i}": list(range(i)) for i in range(7)}
values = [
    keys, list(keys), tuple(keys), (words,), set(range(26)), frozenset(range(26)), [], {}, (), set(), frozenset(), words * 2, words + "\n" + words + "\nend",
    "x" * 100, "", b"bytes" * 30, b"", bytearray(b"array" * 20), bytearray(), types.MappingProxyType(keys), types.SimpleNamespace(a=words, b=keys),
    collections.OrderedDict(keys), collections.OrderedDict(), collections.defaultdict(int, {w: i for i, w in enumerate(words.split())}),
    collections.Counter(words), collections.Counter(), collections.ChainMap(keys, {"a": 1}), collections.ChainMap(), collections.deque(range(26)), collections.deque(range(26), 50),
    collections.deque(), collections.UserDict(keys), collections.UserList(range(26)), collections.UserString(words * 2), Point(words, 3), Point(Point(words * 2)),
    Own("x"), Named(words, list(range(26))), Heir(keys), Loud([1] * 90), {"nested": {"deeper": {"deepest": [words] * 3, "s": {1, 2}}, "t": (1,)}},
    {1: "a", "b": 2, (3,): None, None: 4.5}, [1000000, True, -1234567, 12345.678], {"b": 1, "a": [{"z": 1, "y": words, "x": [words]}]}, [[[[[1]]]], {"a": {"b": {}}}], int, len,
    {words: words, "x": {words: words}}, [words, [words, [words]]], ["\u1234" * 50, "tab\t" * 20]]
for value in values:
    for options in ({}, {"width": 40, "compact": True, "sort_dicts": False}, {"indent": 4, "width": 30, "depth": 2, "underscore_numbers": True}):
        print(pprint.pformat(value, **options))

pprint.pp({"b": 1, "a": 2}), pprint.pp({"b": 1, "a": 2}, sort_dicts=True), pprint.pprint({"b": 1, "a": 2}, width=1)
stream = io.StringIO()
pprint.pprint([1], stream), pprint.PrettyPrinter(stream=stream, indent=2).pprint({"x": 1})
print(repr(stream.getvalue()))
for options in ({"indent": -1}, {"depth": 0}, {"depth": -1}, {"width": 0}):
    try:
        pprint.PrettyPrinter(**options)
    except ValueError as error:
        print(error)

loop = [1]
loop.append(loop)
table = {"k": words * 2}
table["self"] = table
space = types.SimpleNamespace(a=words * 2)
space.me = space
point = Point(words * 2)
point.first = [point, words]
for value in (loop, table, space, point, (loop, 3)):
    print(re.sub("id=[0-9]+", "id=…", pprint.pformat(value)))
    print(re.sub("id=[0-9]+", "id=…", pprint.saferepr(value)), pprint.isreadable(value), pprint.isrecursive(value))
for value in (1, "a", [1, (2,), {3: 4}], object, [len], {}, 1.5, None):
    printer = pprint.PrettyPrinter()
    print(pprint.saferepr(value), pprint.isreadable(value), pprint.isrecursive(value), printer.isreadable(value), printer.isrecursive(value))


class Short(pprint.PrettyPrinter):
    def format(self, object, context, maxlevels, level):
        if isinstance(object, str) and len(object) > 5:
            return object[:5] + "…", False, False
        return super().format(object, context, maxlevels, level)


print(Short(width=30).pformat([words, {"k": words}]), Short().isreadable([words]), Short().format(words, {}, 0, 0))


class Odd:
    def __init__(self, name):
        self.name = name

    def __repr__(self):
        return self.name

    def __hash__(self):
        return 7

    def __lt__(self, other):
        return NotImplemented if isinstance(other, str) else self.name < other.name


print(pprint.pformat({Odd("b"), Odd("a")}), pprint.pformat({Odd("y"): 1, Odd("x"): 2}), pprint.pformat({1: 1, "a": 2, (): 3}))
