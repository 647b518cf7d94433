# limit: memory=96M deadline=60 recursion=1000 ; outcome: ok
# __class__, __bases__, __dict__ and metaclasses assigned while objects live in every state: storage keeps its size, and nothing is read
# where it is not.
import gc


def made(name, attributes, base=object, **namespace):
    def __init__(self, *args):
        pass
    source = "def grow(self):\n" + "".join(f"    self.a{n} = {n}\n" for n in range(attributes)) + "    return self\n"
    scope = {}
    exec(source, scope)
    return type(name, (base,), {"grow": scope["grow"], **namespace})


for base in object, list, dict, set, int, float, str, bytes, bytearray, tuple, Exception, complex, frozenset:
    classes = [made(f"C{n}", n or 1, base) for n in (0, 1, 3, 7, 20, 59, 61)]
    for first in classes:
        for second in classes:
            x = first().grow()
            x.__class__ = second
            x.grow()
            x.extra = 1
            x.__class__ = first
            x.__class__ = second
            del x.a0
            x.__dict__ = {"only": 2}
            x.__class__ = first
            assert x.only == 2 and type(x) is first
            x.me = x
            x.__class__ = second
            del x
    gc.collect()


class Slots:
    __slots__ = "a", "b"


class Same:
    __slots__ = "b", "a"


for n in range(1000):
    s = Slots()
    s.a = s.b = [s]
    s.__class__ = Same
    del s.a
    s.__class__ = Slots
del s
gc.collect()


class M1(type):
    def __init__(cls, *args):
        cls.x = 1


class M2(type):
    __slots__ = ()


class M3(type):
    def f(cls):
        cls.p, cls.q, cls.r, cls.s, cls.t = range(5)


for n in range(300):
    cls = M1("K", (), {})
    for meta in M3, M1, M2, M3, type, M1:
        try:
            cls.__class__ = meta
        except TypeError:
            continue
        cls.y = n
        getattr(cls, "f", lambda: 0)()
        assert type(cls) is meta and cls().__class__ is cls
    class Below(cls):
        pass
    del cls, Below
gc.collect()


class D(dict):
    pass


for n in range(200):
    a, b = D(), D()
    a.__dict__, b.__dict__ = b, a
    a.x = n
    assert b["x"] == n
    a.clear()
    b.clear()
    a.__dict__ = a
    b.__dict__ = b
    a["x"] = b
    assert a.x is b
    del a, b
gc.collect()
assert not any(type(each) is D for each in gc.get_objects())


class Swaps:
    # Its class changes while an attribute of it is set, printed and destroyed.
    def __repr__(self):
        object.__setattr__(self, "__class__", Plain)
        return "x"

    def __setattr__(self, name, value):
        object.__setattr__(self, "__class__", Plain)
        object.__setattr__(self, name, value)

    def __del__(self):
        object.__setattr__(self, "__class__", Plain)


class Plain:
    def f(self):
        self.a, self.b, self.c, self.d, self.e = range(5)


for n in range(200):
    x = Swaps()
    x.y = 1
    x = Swaps()
    repr([x, x])
    x.f()
    del x
    Swaps()
names = [f"a{n}" for n in range(70000)]
try:
    type("Wide", (), {"__slots__": names})
except NotImplementedError:
    pass
wide = type("Wide", (), {"__slots__": names[:5000]})()
wide.a0 = wide.a4999 = 1
del wide


class Deleter:
    def __get__(self, instance, owner):
        del type(instance).__getattr__
        raise AttributeError


for n in range(50):
    class Odd:
        d = Deleter()
        def __getattr__(self, name):
            return name
    try:
        Odd().d
    except AttributeError:
        pass
try:
    class Uncounted:
        __slotnames__ = ["x"] * 100000
    Uncounted().__reduce_ex__(2)
except Exception:
    raise
