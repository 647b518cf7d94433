# What is callable and how: classes, instances, bound methods, partial-like closures, builtins,
# generics; call errors.
class C:
    def __init__(self, *a, **k): self.a, self.k = a, k
    def __call__(self, *a, **k): return ("called", self.a, a, k)
    def m(self, x=0): return x + len(self.a)
    @classmethod
    def c(cls, *a): return cls.__name__, a
    @staticmethod
    def s(*a): return a


class Meta(type):
    def __call__(cls, *a): return ("meta", cls.__name__, a)


class M(metaclass=Meta):
    def __call__(self): return "never"


class CallProperty:
    @property
    def __call__(self): return lambda x: x * 2


class CallStatic:
    __call__ = staticmethod(lambda *a: a)


class CallClass:
    __call__ = int


c = C(1, k=2)
print(c(3, z=4), C.__call__(c, 5), c.m(), C.m(c, 9), c.c(1), C.c(2), c.s(3), M(7), CallStatic()(1),
      CallClass()("12"), type(M).__call__(M, 8))
print([callable(x) for x in (C, c, c.m, len, int, lambda: 0, M, CallProperty(), None, 5, "a", [], print, type,
                             C.m, Exception, property(), staticmethod(len), classmethod(len), list[int],
                             int | str, NotImplemented)])
try:
    print(CallProperty()(4))
except TypeError as error:
    print(error)
funcs = [len, sorted, str.upper, "x".join, [].append, int, C, c, c.m, lambda v: v, dict, list, type, repr,
         print, max]
for f in funcs:
    try:
        r = f("ab")
        print(getattr(f, "__name__", type(f).__name__), r if not isinstance(r, C) else r.a, end="; ")
    except (TypeError, ValueError) as error:
        print(error, end="; ")
print()
for code in ("5()", "'a'()", "None()", "[]()", "(1, 2)()", "{}()", "C()()()()", "c.nothing()", "c.m(1, 2)",
             "c.m(x=1, y=2)", "C.m()", "c.a()", "len()", "c.c.nothing()", "(lambda: 0)(1)", "(lambda x: 0)()",
             "NotImplemented()", "print(*None)", "print(**None)", "print(*1)",
             "C(*[1], *(2,), **{'a': 3}, **{'b': 4}).k", "C(**{'a': 1}, **{'a': 2})", "C(**{1: 2})",
             "C(a=1, **{'a': 2})", "len(*['abc'])", "int(*['ff', 16])", "int(**{'base': 2}, *['11'])",
             "max(*'abc', key=ord)", "C(self=1)", "c(self=1)", "C.c(cls=1)", "type(c)()().__class__",
             "super()()", "list[int]()", "(int | str)()", "object()()", "type()()", "Exception('a')()",
             "property()()", "staticmethod(len)('abc')", "classmethod(len)('abc')", "(x for x in [])()",
             "range(3)()", "...()"):
    try:
        import warnings
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            print(code, "->", repr(eval(code)).split(" at 0x")[0])
    except Exception as error:
        print(f"{code}: {type(error).__name__}: {error}")


def depth(f, n):
    for _ in range(n):
        f = (lambda g: lambda *a: g(*a))(f)
    return f


print(depth(max, 100)(1, 5, 3), (lambda *a, **k: (lambda *b, **l: (a, k, b, l)))(1, x=2)(3, y=4),
      (lambda f: f(f))(lambda f: "self"), [f(2) for f in map(lambda n: lambda x: x ** n, range(4))],
      (lambda n, *, m=3: n * m)(2), C.m.__get__(C(1, 2))(5), __import__("functools").reduce(lambda f,
          g: lambda x: g(f(x)), [str, len, float])(12345))
