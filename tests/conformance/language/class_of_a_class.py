# SPDX-License-Identifier: MIT
# __class__ of a class: the metatype can be another of the same layout, even the class itself; and what the cycle collector makes of it.
import gc
import weakref


class Named(type):
    def __new__(cls, name, bases, namespace):
        made = super().__new__(cls, name, bases, namespace)
        made.__class__ = made
        return made

    def __repr__(self):
        return self.__name__


class A(Named, metaclass=Named):
    pass


class B(Named, metaclass=Named):
    x = 1


print(A, type(A) is A, type(B) is B, isinstance(A, A), B.x)
ref = weakref.ref(B)
del B
gc.collect()
print(ref())


class M(type):
    def __call__(cls, *arguments):
        return "M", cls.__name__

    who = property(lambda cls: "M:" + cls.__name__)


class N(type):
    who = property(lambda cls: "N:" + cls.__name__)


class C(metaclass=M):
    pass


def use():
    return C(), C.who


print(use())
C.__class__ = N
made, who = use()
print(type(made).__name__, who, type(C))
C.__class__ = M
print(use())


class Slotted(type):
    __slots__ = ()


class Plain:
    pass


for other in (int, Plain, 3):
    try:
        C.__class__ = other
    except TypeError as error:
        print(error)
try:
    int.__class__ = M
except TypeError as error:
    print(error)


def each_others():
    class One(M, metaclass=N):
        pass

    class Two(M, metaclass=N):
        pass

    One.__class__ = Two
    Two.__class__ = One
    return weakref.ref(One)


ref = each_others()
gc.collect()
print(ref())


def metatype_outlives_its_class():
    class Meta(type):
        z = 5

    class Made(metaclass=Meta):
        pass

    ref = weakref.ref(Made)
    del Made
    gc.collect()
    return ref(), Meta


gone, meta = metatype_outlives_its_class()
gc.collect()
print(gone, meta.z, meta("D", (), {}).__name__)
