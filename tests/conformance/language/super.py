# super(): zero-argument form through the __class__ cell, explicit forms, class methods, descriptors, errors.
class Base:
    attr = "base attr"

    def __init__(self, **kw):
        print("Base", kw)

    def m(self): return "Base.m"

    @classmethod
    def cm(cls): return f"Base.cm {cls.__name__}"

    @staticmethod
    def sm(): return "Base.sm"

    @property
    def p(self): return f"Base.p {type(self).__name__}"

    def __getitem__(self, i): return f"item {i}"


class Left(Base):
    def __init__(self, left=None, **kw):
        print("Left", left)
        super().__init__(**kw)

    def m(self): return "Left>" + super().m()


class Right(Base):
    def __init__(self, right=None, **kw):
        print("Right", right)
        super().__init__(**kw)

    def m(self): return "Right>" + super().m()


class Both(Left, Right):
    def __init__(self, **kw):
        print("Both")
        super().__init__(**kw)

    def m(self): return "Both>" + super().m()

    @classmethod
    def cm(cls): return "Both>" + super().cm()

    @property
    def p(self): return "Both>" + super().p

    def others(self):
        explicit = super(Left, self).m()
        f = lambda: super(Both, self).m()
        return explicit, f(), super().attr, super().sm(), super().__getitem__(3), super(Both,
            Both).cm(), __class__.__name__

    def nested(self):
        def inner(me):
            return __class__.__name__, super(Both, me).sm()
        return inner(self), [super(Both, self).m() for _ in range(1)]

    def no_item(self):
        return super()[3]


b = Both(left=1, right=2)
print(b.m(), Both.cm(), b.cm(), b.p)
print(b.others(), b.nested())
s = super(Both, b)
print(s.__thisclass__.__name__, s.__self__ is b, s.__self_class__.__name__, type(s).__name__, s.m())
unbound = super(Both)
print(unbound.__self__, unbound.__get__(b, Both).m())


def fake(self):
    return super().m()


class Patched(Base):
    m = fake


def no_args():
    return super()


for action in (b.no_item, Patched().m, no_args, lambda: super(Left, 5), lambda: super(5, b),
               lambda: super(Left, b).missing,
               lambda: super(Left, Right()), lambda: super(Both, b, 1)):
    try:
        print(action())
    except (RuntimeError, TypeError, AttributeError) as error:
        print(type(error).__name__, error)


class Changed(Base):
    def m(self):
        self = 5
        return super().m()


class Deleted(Base):
    def m(self):
        del self
        return super().m()


for cls in (Changed, Deleted):
    try:
        print(cls(x=1).m())
    except (RuntimeError, TypeError) as error:
        print(type(error).__name__, error)


class Setter(Base):
    def __setattr__(self, name, value):
        super().__setattr__(name, (name, value))

    def __getattribute__(self, name):
        value = super().__getattribute__(name)
        return value[1] * 2 if isinstance(value, tuple) else value


x = Setter()
x.v = 4
print(x.v)


class New(tuple):
    def __new__(cls, *items):
        return super().__new__(cls, items)

    def __repr__(self):
        return "New" + super().__repr__()


print(New(1, 2))


class G(Base):
    def gen(self):
        yield super().m()
        yield from (super(G, self).m() for _ in range(1))

    async def coro(self):
        return super().m()


g = G()
print(list(g.gen()))
try:
    g.coro().send(None)
except StopIteration as stop:
    print(stop.value)
