# namedtuple: creation forms, defaults, rename, methods, errors; ChainMap, UserDict, UserList, UserString.
from collections import ChainMap, UserDict, UserList, UserString, namedtuple

P = namedtuple("P", "x y")
p = P(1, y=2)
print(p, p.x, p[1], p._fields, p._asdict(), p._replace(x=9), P._make([5, 6]), p == (1, 2),
      hash(p) == hash((1, 2)), p + (3,), [*p], P.__name__, P.__doc__, P.x.__doc__, repr(p), len(p),
      p < P(1, 3), isinstance(p, tuple), P.__mro__[1], p._field_defaults, P.__match_args__)
Q = namedtuple("Q", ["a", "b", "c"], defaults=[2, 3], module="m"); print(Q(1), Q._field_defaults,
    Q.__module__, Q(1, c=9))
print(namedtuple("R", "def a a 1x _y", rename=True)._fields, namedtuple("S", "a,b, c")._fields,
      namedtuple("E", "")())
for code in ("P(1)", "P(1, 2, 3)", "P(1, z=2)", "P(1, x=2, y=3)", "namedtuple('X', 'a a')",
             "namedtuple('X', 'def')", "namedtuple('X', '_a')", "namedtuple('X', '1a')",
             "namedtuple('def', 'a')", "namedtuple('1X', 'a')", "p._replace(z=1)", "P._make([1])",
             "namedtuple('X', 'a', defaults=[1, 2])", "p.x.y", "setattr(p, 'x', 1)", "setattr(p, 'new', 1)",
             "namedtuple('X', 5)", "namedtuple('X', ['a', 5])", "p['x']", "namedtuple('X')", "P.__new__(P)"):
    try:
        print(code, "->", eval(code))
    except Exception as error:
        print(f"{code}: {type(error).__name__}: {error}")


class Named(namedtuple("Named", "w h")):
    __slots__ = ()
    @property
    def area(self): return self.w * self.h


print(Named(2, 3), Named(2, 3).area, Named(1, 1)._replace(w=5))
match p:
    case P(x=1, y=z): print("matched", z)
match p:
    case (a, b): print("as tuple", a, b)
c = ChainMap({"a": 1}, {"a": 2, "b": 3})
c["n"] = 0; child = c.new_child({"b": "child"})
print(c, c["a"], c["b"], list(c), len(c), dict(c), child["b"], child.parents == c, c.maps, "z" in c,
      c.get("z", "d"), child.maps[0], c.pop("n"), c | {"q": 1}, bool(ChainMap()))
for code in ("c['zz']", "c.pop('b')", "c.popitem()", "c.popitem()", "ChainMap().maps"):
    try:
        print(code, "->", eval(code))
    except KeyError as error:
        print(f"{code}: {error}")


class D(UserDict):
    def __setitem__(self, k, v): super().__setitem__(str(k), v)


class L(UserList):
    def append(self, x): super().append(x * 2)


class S(UserString):
    def shout(self): return self.upper() + "!"


d, l, s = D({1: "a"}), L([1]), S("text")
d[2] = "b"; d.update({3: "c"}); l.append(5); l += [7]
print(d, d.data, "1" in d, 1 in d, d == {"1": "a", "2": "b", "3": "c"}, l, l[1:], type(l[1:]).__name__,
      l + [1], l.data, s.shout(), type(s.upper()).__name__, s + "x", s[1:], len(s), s == "text", "e" in s,
      hash(s) == hash("text"), D(a=1) | {"b": 2}, type(d.copy()).__name__, sorted(L([3, 1])))
