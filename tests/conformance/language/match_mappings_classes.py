# match: mapping patterns need keys only, **rest copies; class patterns use isinstance,
# __match_args__, attributes.
import collections
import types


def mapping(x):
    match x:
        case {"type": "circle", "r": r}: return f"circle {r}"
        case {"type": "rect", **rest}: return f"rect {rest}"
        case {"nested": {"list": [a, *_]}}: return f"nested {a}"
        case {1: int(n), None: m}: return f"keys {n} {m}"
        case {}: return "any mapping"
        case _: return "not a mapping"


for x in ({"type": "circle", "r": 2, "extra": 1}, {"type": "rect", "w": 1, "h": 2},
          {"nested": {"list": (5, 6)}}, {1: 1, None: 2}, {}, {"type": "circle"}, [], "type",
          types.MappingProxyType({"type": "rect"}), collections.OrderedDict(type="rect", z=1),
          collections.ChainMap({"type": "circle", "r": 0}), collections.Counter("ab")):
    print(mapping(x))
d = collections.defaultdict(list)
match d:
    case {"missing": _}: print("default made")
    case _: print("get() is used, no default", len(d))


class Point:
    __match_args__ = ("x", "y")

    def __init__(self, x, y): self.x, self.y = x, y


class Point3(Point):
    __match_args__ = ("x", "y", "z")

    def __init__(self, x, y, z):
        super().__init__(x, y)
        self.z = z


def where(p):
    match p:
        case Point3(x, y, z=0): return f"flat {x} {y}"
        case Point3(x, z=z): return f"3d {x} {z}"
        case Point(0, 0): return "origin"
        case Point(0, y=y): return f"on y axis {y}"
        case Point(x=0 | 1 as n): return f"near {n}"
        case Point(x, y) if x == y: return "diagonal"
        case Point(): return "somewhere"
        case [Point(x=a), Point(x=b)]: return f"two {a} {b}"
        case {"p": Point(x, _)}: return f"in dict {x}"
        case int(n) | float(n): return f"number {n}"
        case str(s) if s: return f"str {s}"
        case str(): return "empty str"
        case bool(): return "never, int came first"
        case list([first, *_]): return f"list {first}"
        case dict(d): return f"dict {d}"
        case type(): return "class"
        case object(real=r): return f"real {r}"
        case _: return "nothing"


for p in (Point3(1, 2, 0), Point3(1, 2, 3), Point(0, 0), Point(0, 5), Point(1, 9), Point(7, 7), Point(8, 9),
          [Point(1, 1), Point(2, 2)], {"p": Point(3, 4)}, 5, 2.5, True, "s", "",
          [9], {"q": 1}, int, 3j, None, set()):
    print(where(p))
namespace = types.SimpleNamespace(a=1, b=types.SimpleNamespace(c=2))
match namespace:
    case types.SimpleNamespace(a=x, b=types.SimpleNamespace(c=y)): print(x, y)


class Prop:
    __match_args__ = ("noisy",)

    @property
    def noisy(self): print("read", end=" "); return 1


match Prop():
    case Prop(2): print("two")
    case Prop(1): print("one")


class BadArgs:
    __match_args__ = ["x"]


class BadName:
    __match_args__ = (5,)


class Fails:
    __match_args__ = ("x",)

    @property
    def x(self): raise ValueError("property raised")


def try_match(value, source):
    try:
        scope = dict(globals(), value=value)
        exec(f"match value:\n case {source}: result = 'matched'\n case _: result = 'no'", scope)
        print(source, scope["result"])
    except (TypeError, ValueError) as error:
        print(source, type(error).__name__, error)


try_match(Point(1, 2), "Point(1, 2, 3)")
try_match(Point(1, 2), "Point(1, x=1)")
try_match(Point(1, 2), "Point(nothing=1)")
try_match(BadArgs(), "BadArgs(1)")
try_match(BadName(), "BadName(1)")
try_match(Fails(), "Fails(1)")
try_match(5, "Point()")
try_match(5, "namespace.a()")
try_match(5, "int(1, 2)")
try_match(5, "int(5)")
try_match(object(), "object(1)")
try_match([1], "list(1)")
try_match({1: 1}, "{1: 1, **rest}")
try_match("abc", "str('abc')")
try_match(b"x", "bytes(b'x')")
try_match((1, 2), "tuple((1, 2))")
try_match(frozenset(), "frozenset(frozenset)")
from dataclasses import dataclass


@dataclass
class Node:
    value: int
    left: "Node | None" = None
    right: "Node | None" = None


def total(n):
    match n:
        case None: return 0
        case Node(v, l, r): return v + total(l) + total(r)


print(total(Node(1, Node(2), Node(3, Node(4)))), Node.__match_args__)
