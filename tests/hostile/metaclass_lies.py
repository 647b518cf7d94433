# limit: memory=64M recursion=1000 ; outcome: ok
# Metaclasses whose mro(), __prepare__, __new__, __instancecheck__ or __bases__ changes lie.
class Base: pass


for result in ([5], [], [object], 5, None, [int, str], ["x"], (Base, 5)):
    class Meta(type):
        def mro(cls): return result
    try:
        class C(metaclass=Meta): x = 1
        C().x
        C.x
        isinstance(C(), C)
    except (TypeError, AttributeError, IndexError):
        pass


class Grows(type):
    def mro(cls):
        if cls.__name__ == "A":
            cls.counter = getattr(cls, "counter", 0)
        return super().mro()


class A(metaclass=Grows): pass


class Reenters(type):
    def mro(cls):
        try:
            cls.__bases__ = (Base,)
        except (TypeError, AttributeError):
            pass
        return [cls, object]


try:
    class B(metaclass=Reenters): pass
    B()
except TypeError:
    pass
for bases in ((A,), (Base, A), (type,), (int,)):
    for _ in range(3):
        try:
            A.__bases__ = bases
        except TypeError:
            pass
class P: pass
class Q(P): pass
try:
    P.__bases__ = (Q,)
except TypeError:
    pass
else:
    raise AssertionError
class Slots:
    __slots__ = ("a", "b")
s = Slots()
for other in (P, int, type, Q):
    try:
        s.__class__ = other
    except TypeError:
        pass
s.a = 1
assert s.a == 1
