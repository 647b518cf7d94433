# How objects become text: __repr__, __str__, __format__, __bytes__, and defaults along the inheritance.
class R:
    def __repr__(self): return "R-repr"


class S(R):
    def __str__(self): return "S-str"


class F(S):
    def __format__(self, spec): return f"F[{spec}]"


class OnlyStr:
    def __str__(self): return "only str"


for x in (R(), S(), F()):
    print(x, repr(x), str(x), f"{x}", f"{x!s} {x!r} {x!a}", "%s %r %a" % (x, x, x), "{} {!r}".format(x, x),
          [x], (x,), {1: x})
print(OnlyStr(), repr(OnlyStr()).startswith("<__main__.OnlyStr object at 0x"), format(F(), "abc"),
      format(S()), format(R(), ""))
for action in (lambda: format(R(), "5"), lambda: f"{S():>10}", lambda: repr(type("B", (),
        {"__repr__": lambda s: 5})()), lambda: str(type("B", (), {"__str__": lambda s: None})()),
               lambda: format(type("B", (), {"__format__": lambda s, f: 1})()), lambda: format(1, 2),
               lambda: bytes(type("B", (), {"__bytes__": lambda s: "x"})()),
               lambda: f"{None:5}", lambda: f"{[]:>3}", lambda: f"{type:s}", lambda: format(object(), "x")):
    try:
        print(action())
    except TypeError as error:
        print(error)


class Bytes:
    def __bytes__(self): return b"bytes!"


print(bytes(Bytes()), str(b"x"), str(b"x", "ascii"), str(), repr(""), str(object=5), ascii(OnlyStr)[:24])


class StrSub(str):
    def __str__(self): return "overridden"
    def __repr__(self): return "repr overridden"


x = StrSub("content")
print(x, repr(x), x + "", f"{x}", "%s" % x, "".join([x]), [x], x.upper(), str(x), type(str(x)).__name__)


class IntSub(int):
    def __repr__(self): return "int repr"


y = IntSub(5)
print(y, str(y), f"{y}", f"{y:d}", f"{y!r}", "%d %s" % (y, y), y + 1, [y])


class Recursive(list):
    pass


r = Recursive([1])
r.append(r)
d = {"k": 1}
d["self"] = d
l = [1]
l.append([l])
t = (l, d)
print(r, d, l, t)


class ReprError:
    def __repr__(self): raise ValueError("repr failed")


try:
    print([1, ReprError()])
except ValueError as error:
    print(error)
print([R, len, print.__call__.__class__.__name__, R.__repr__.__name__, type(None), type(...), NotImplemented,
       Ellipsis])
print(R.__init__, str.join, "".join.__name__, [].append.__qualname__, dict.fromkeys.__qualname__,
      object.__repr__.__qualname__)
import sys
print(sys, type(sys), range(3), slice(1), memoryview, property, classmethod, staticmethod, type, super)


class N:
    class M:
        def f(self): pass


print(N.M, N.M.f.__qualname__, repr(N.M()).startswith("<__main__.N.M object at"),
      repr(N.M().f).startswith("<bound method N.M.f of <__main__.N.M object"))
