# inspect: signatures and binding, kinds of functions, members, documentation, source, states, frames.
import functools
import inspect


def f(a, b: int = 1, /, c="x", *args, d, e: str = "q", **kw) -> None:
    """doc
      more
    """
    return a


class C:
    """c doc"""
    def __init__(self, x, y=2): pass
    def m(self, z, *, k=3): "m doc"
    @classmethod
    def cm(cls, q): pass
    @staticmethod
    def sm(w): pass


class D(C):
    def m(self, z): pass


class N:
    def __new__(cls, n, *rest): pass


class Call:
    def __call__(self, a, b=1): pass


def deco(g):
    @functools.wraps(g)
    def w(*a, **k): return g(*a, **k)
    return w


@deco
def wrapped(p, q=1): pass


async def co(): pass
def gen(): yield
async def ag(): yield


for o in (f, C, C.m, C(1).m, C.cm, C.sm, N, Call(), wrapped, functools.partial(f, 1, d=4), functools.partial(wrapped, q=5), lambda x: x, 5, co):
    try: print(inspect.signature(o))
    except TypeError as error: print(error)
s = inspect.signature(f)
print(repr(s), list(s.parameters.values()), s.parameters["b"].kind.description, repr(s.parameters["b"].kind), s.return_annotation)
for a, k in (((1,), {"d": 2}), ((1, 2, 3, 4, 5), {"d": 2, "z": 1}), ((), {}), ((1,), {}), ((1,), {"a": 3, "d": 1}), ((1, 2, 3), {"c": 5, "d": 1})):
    try:
        b = s.bind(*a, **k); print(b, b.args, b.kwargs); b.apply_defaults(); print(b.arguments)
    except TypeError as error: print(error)
print(inspect.signature(C.m).bind_partial(), inspect.getdoc(f), inspect.getdoc(D), inspect.getdoc(D.m), inspect.getdoc(D(1).m),
      repr(inspect.cleandoc("  a\n   b\n    c\n\n")), [n for n, v in inspect.getmembers(C, inspect.isfunction)])
print(inspect.getfullargspec(f), inspect.getfullargspec(C(1).m))
for test in (inspect.iscoroutinefunction, inspect.isgeneratorfunction, inspect.isasyncgenfunction, inspect.isfunction, inspect.isroutine,
             inspect.isbuiltin, inspect.isclass, inspect.ismethod, inspect.ismethoddescriptor, inspect.isdatadescriptor):
    print(test.__name__, [test(o) for o in (f, C, C(1).m, co, gen, ag, len, [].append, dict.get, C.cm, functools.partial(co), property(), 5)])
c = co(); print(inspect.isawaitable(c), inspect.getcoroutinestate(c)); c.close(); print(inspect.getcoroutinestate(c))
g = gen(); print(inspect.getgeneratorstate(g)); next(g); print(inspect.getgeneratorstate(g), inspect.getgeneratorlocals(g))
print(inspect.getsource(C.cm), inspect.getsource(N), inspect.getsource(wrapped), inspect.currentframe().f_lineno, inspect.stack()[0].function)
for code in ("inspect.Parameter('1x', 1)", "inspect.Parameter('x', 9)", "inspect.Parameter('x', 2, default=1)", "inspect.getfile(int)",
             "inspect.Signature([inspect.Parameter('a', 3), inspect.Parameter('b', 1)])", "inspect.nope", "inspect.formatannotation(list[int])",
             "inspect.Signature([inspect.Parameter('a', 1, default=1), inspect.Parameter('b', 1)])", "inspect.unwrap(wrapped).__name__"):
    try: print(code, eval(code))
    except Exception as error: print(code, type(error).__name__, error)


# __signature__ may be a Signature, text, or a callable that gives one of both.
def described(*args):
    pass


for description in "(a, b=1, *, c)", lambda: "(x, /)", lambda: inspect.signature(lambda y: y), inspect.signature(lambda z=2: z), 1, lambda: 1:
    described.__signature__ = description
    try:
        print(inspect.signature(described))
    except TypeError as error:
        print(str(error).split(" object ")[0], str(error).split(" in ")[-1])
