# C3 linearisation: order, errors, changes of __bases__, and attribute lookup along it.
class A:
    def who(self): return "A"


class B(A):
    def who(self): return "B" + super().who()


class C(A):
    def who(self): return "C" + super().who()


class D(B, C):
    def who(self): return "D" + super().who()


def names(cls):
    return " ".join(c.__name__ for c in cls.__mro__)


print(names(D), D().who(), B().who(), D.mro() == list(D.__mro__))


class X: pass
class Y: pass
class XY(X, Y): pass
class YX(Y, X): pass


for bases in ((XY, YX), (A, B), (object, A), (A, A)):
    try:
        type("Bad", bases, {})
    except TypeError as error:
        print(error)


class O: pass
class F(O): pass
class E(O): pass
class D2(O): pass
class C2(D2, F): pass
class B2(E, D2): pass
class A2(B2, C2): pass


print(names(A2))
print(issubclass(D, A), issubclass(D, (X, C)), issubclass(A, D), isinstance(D(), A), D.__base__.__name__,
      [c.__name__ for c in A.__subclasses__()])


class P: v = "P"
class Q: v = "Q"
class R(P): pass


r = R()
print(r.v)
R.__bases__ = (Q,)
print(r.v, names(R), [c.__name__ for c in P.__subclasses__()], [c.__name__ for c in Q.__subclasses__()])
R.__bases__ = (Q, P)
print(names(R))
for bases in ((), (int,), 5, (P, 5), (R,)):
    try:
        R.__bases__ = bases
        print("ok")
    except TypeError as error:
        print(error)
del Q.v
print(r.v)
Q.v = "Q again"
print(r.v)
try:
    del R.__bases__
except TypeError as error:
    print(error)


class Meta(type):
    def mro(cls):
        return [cls, *super().mro()[1:-1][::-1], object] if cls.__name__ == "Reversed" else super().mro()


class Reversed(B, metaclass=Meta): pass


print(names(Reversed), Reversed().who())


class Lying(type):
    def mro(cls):
        return [cls, 5]


try:
    class L(metaclass=Lying): pass
except TypeError as error:
    print(error)


class Wrong(type):
    def mro(cls):
        return 5


try:
    class W(metaclass=Wrong): pass
except TypeError as error:
    print(error)


class Entry:
    def __mro_entries__(self, bases):
        return (A, X)


class Uses(Entry()): pass


print(names(Uses), Uses.__orig_bases__[0].__class__.__name__)
class Listed(list, X): pass
class Both(Listed, Y): pass
print(names(Listed), names(Both), Listed([1]), Both([1, 2])[1])
