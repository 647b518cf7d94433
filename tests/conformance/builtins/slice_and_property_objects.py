# slice, property, staticmethod, classmethod, super and cell objects handled as values.
s = slice(1, 10, 2)
print(s, s.start, s.stop, s.step, slice(5), slice(None), slice("a", b"b", None), s == slice(1, 10, 2),
      s != slice(1, 10), s < slice(2, 0), slice(1, 2) > slice(1, 1), hash(s) == hash(slice(1, 10, 2)),
      {s: 1}[slice(1, 10, 2)], [slice(1)].index(slice(1)), s.indices(6), slice(None, None, -1).indices(4),
      slice(-100, 100).indices(3), slice(2, 0).indices(5), slice(2 ** 70).indices(3))
for code in ("slice()", "slice(1, 2, 3, 4)", "slice(x=1)", "s.start = 5", "s.indices()", "s.indices(-1)",
             "s.indices('a')", "slice(1, 2, 0).indices(3)", "slice('a').indices(3)", "slice(1) < 5",
             "slice('a') < slice(1)", "hash(slice([]))", "s()", "s[0]", "len(s)", "class S(slice): pass",
             "slice.__new__(slice)", "[1, 2, 3][slice(1, None)]", "'abc'[slice(None, None, -1)]", "s.x"):
    try:
        print(code, "->", eval(code))
    except SyntaxError:
        try:
            exec(code)
            print(code, "executed")
        except Exception as error:
            print(f"{code}: {type(error).__name__}: {error}")
    except Exception as error:
        print(f"{code}: {type(error).__name__}: {error}")


class Show:
    def __getitem__(self, k): return k
    def __setitem__(self, k, v): print("set", k, v)
    def __delitem__(self, k): print("del", k)


x = Show()
print(x[1:2], x[::], x[:, 1], x[1:2, ..., 3:], x[()], x[(1,)], x["a":"b":"c"], x[slice(1)])
x[1:2] = 3
x[:, ::2] = 4
del x[5:], x[...]
p = property(lambda self: "got", doc="the doc")
q = p.setter(lambda self, v: print("setting", v)).deleter(lambda self: print("deleting"))
print(p.fget("x"), p.fset, q.fset is not None, q.fdel is not None, q.__doc__, p is not q,
      p.__get__(None, int) is p, p.__get__(5), isinstance(p, property))
q.__set__(5, 6)
q.__delete__(5)
for bad in (lambda: p.__set__(1, 2), lambda: p.__delete__(1), lambda: property().__get__(1),
            lambda: p.setter(), lambda: p.fget(), lambda: setattr(p, "fget", 1), lambda: p(),
            lambda: property(5).__get__(1)):
    try:
        bad()
    except (AttributeError, TypeError) as error:
        print(error)
sm, cm = staticmethod(lambda *a: ("static", a)), classmethod(lambda *a: ("class", a))
print(sm(1), sm.__get__(5)(2), cm.__get__(5)(3) == ("class", (int, 3)),
      cm.__get__(None, str)(4) == ("class", (str, 4)), sm.__func__("f"), callable(sm), callable(cm),
      sm.__wrapped__ is sm.__func__)


class A:
    def m(self): return "A.m"
    @property
    def p(self): return "A.p"
    @classmethod
    def c(cls): return "A.c", cls.__name__
    x = 1


class B(A):
    def m(self): return "B.m"
    x = 2


b = B()
sup = super(B, b)
print(sup.m(), sup.p, sup.c(), sup.x, super(B, B).c(), super(B, B).m(b), sup.__self__ is b,
      sup.__thisclass__ is B, sup.__self_class__ is B, super(B).__self__, super(B).__get__(b).m(),
      repr(super(B))[:11], type(sup).__name__, isinstance(sup, super), sup.__class__.__name__)
for bad in (lambda: sup.nothing, lambda: super(A, 5), lambda: super(5), lambda: super(B, A()),
            lambda: super(), lambda: setattr(sup, "x", 1), lambda: sup[0], lambda: len(sup), lambda: sup(),
            lambda: super(1, 2, 3)):
    try:
        print(bad())
    except (AttributeError, TypeError, RuntimeError) as error:
        print(type(error).__name__, error)
