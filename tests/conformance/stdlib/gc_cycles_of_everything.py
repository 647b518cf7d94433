# Cycles through whatever can hold something are found by one collection, and leave nothing behind.
import collections
import contextvars
import functools
import gc
import itertools
import types
import weakref


class Mark:
    pass


def check(make):
    mark = Mark()
    seen = weakref.ref(mark)
    make(mark)
    del mark
    gc.collect()
    print(make.__name__, seen() is None, end=" ")
    make(Mark())
    gc.collect()
    before = len(gc.get_objects())
    for n in range(4):
        make(Mark())
        gc.collect()
    print(len(gc.get_objects()) - before < 4)


def function_attributes(m):
    class Text(str):
        pass
    for name in "__module__", "__doc__", "__type_params__", "x":
        def f(): pass
        setattr(f, name, (f, m))
    for name in "__name__", "__qualname__":
        def f(): pass
        text = Text("name")
        text.x = f, m
        setattr(f, name, text)
    def f(): pass
    f.__kwdefaults__ = {"a": (f, m)}
    f.__annotations__["a"] = f


def dict_is_its_dict(m):
    class D(dict): pass
    a, b, c = D(), D(), D()
    a.__dict__ = a
    a.m = m
    b.__dict__, c.__dict__ = c, b
    b.m = m


def wrappers(m):
    for cls in classmethod, staticmethod:
        w = cls(len)
        w.__init__((w, m))
    p = property()
    p.__init__(doc=(p, m))


def partial(m):
    p = functools.partial(len)
    p.__setstate__((p, (m,), {}, None))
    q = functools.partial(len)
    q.__setstate__((len, (q,), {"a": q}, {"d": (q, m)}))


def exceptions(m):
    e = ValueError(m)
    e.args = e, m
    e.__notes__ = [e]
    k = KeyError()
    k.args = (k,)
    a, b = Exception(), Exception()
    a.__context__, b.__cause__ = b, a
    a.x = m


def class_of_class(m):
    class Meta(type):
        x = m
    class C(metaclass=Meta):
        pass


def class_itself(m):
    class C:
        __slots__ = "a",
    c = C()
    c.a = c, m
    C.c = c


def super_object(m):
    class A: pass
    a = A()
    a.s, a.m = super(A, a), m


def views(m):
    class B(bytearray): pass
    b = B(b"abc")
    b.v = memoryview(b)[1:], m
    class P:
        def __buffer__(self, flags):
            return memoryview(bytearray(b"abc"))
    p = P()
    p.v = memoryview(p).cast("b"), m


def iterators(m):
    for make in iter, reversed, enumerate, zip, itertools.chain, itertools.cycle, lambda l: itertools.tee(l)[0], itertools.groupby, lambda l: map(None, l), lambda l: filter(None, l):
        l = []
        l.append((make(l), m))
    d = {}
    d[1] = d.keys(), d.items(), iter(d.values()), types.MappingProxyType(d), m


def aliases(m):
    l = []
    l.append((list[l], m))
    class C: pass
    C.u = C | int, m


def containers(m):
    d = collections.defaultdict(None)
    d.default_factory = lambda: (d, m)
    q = collections.deque()
    q.append((q, m))
    o = collections.OrderedDict(a=m)
    o["b"] = o
    n = types.SimpleNamespace(m=m)
    n.n = n
    c = types.CellType()
    c.cell_contents = c, m


def cached(m):
    @functools.lru_cache
    def f(x):
        return f, x
    f(m)
    f.x = f


def contexts(m):
    v = contextvars.ContextVar("v")
    c = contextvars.copy_context()
    c.run(v.set, (c, v, m))


def generators(m):
    def g():
        x = me, m
        yield
    me = g()
    next(me)


for make in (function_attributes, dict_is_its_dict, wrappers, partial, exceptions, class_of_class, class_itself, super_object, views, iterators, aliases,
             containers, cached, contexts, generators):
    check(make)

print("counts")
gc.disable()
gc.collect()


class Loop:
    def __init__(self):
        self.me = self


class Back(Loop):
    def __del__(self):
        kept.append(self)


kept = []
before = gc.get_stats()[2]
for n in range(10):
    Loop()
print(gc.collect(), gc.get_stats()[2]["collected"] - before["collected"])
Back()
print(gc.collect(), len(kept))
Back()
for n in range(10):
    Loop()
print(gc.collect(), len(kept))
kept.clear()
print(gc.collect())
before = [row["collections"] for row in gc.get_stats()]
gc.collect(0)
gc.collect(2)
gc.collect(2)
print([row["collections"] - n for row, n in zip(gc.get_stats(), before)])
print([gc.is_tracked(x) for x in (None, 1, "a", type, int, object(), Loop, Loop(), [], {}, {"a": []}, (), ([],), gc)])

print("a function found while it is cleared")


class Late:
    __slots__ = "ref",

    def __del__(self):
        global found
        found = self.ref()


class Cyclic(tuple):
    __slots__ = ()

    def __del__(self):
        self[1].ref = weakref.ref(self[0])
        global late
        del late


found, late = None, Late()


def function(a=1, *, b=2) -> int:
    """Does nothing."""
    return "called"


cyclic = tuple.__new__(Cyclic, (function, late))
function.__module__ = cyclic
del function, cyclic
gc.collect()
if found is not None:
    found.__defaults__, found.__kwdefaults__, found.__doc__, found.__module__, found.__dict__, found.__annotations__, found.__name__, found.__type_params__
    repr(found)
print("still here")
