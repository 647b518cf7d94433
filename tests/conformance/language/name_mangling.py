# __name inside a class becomes _Class__name everywhere: attributes, locals, globals, parameters,
# keywords, imports.
class A:
    __secret = 1
    __dunder__ = 2
    ___triple = 3

    def __init__(self):
        self.__x = 10
        self.__y__ = 20

    def __private(self): return "A private"

    def call(self): return self.__private(), self.__x, self.__secret, A.__secret

    def local(self):
        __loc = 5
        return [n for n in locals()]

    def nested(self):
        def inner(__p=1):
            return list(locals())
        return inner(), [__c for __c in (1, 2)], (lambda __q: __q)(3)

    def keyword(self, f):
        return f(__k=1)

    def getattr_string(self):
        return hasattr(self, "__x"), hasattr(self, "_A__x")

    class __Inner:
        __deep = "deep"

    def inner_name(self): return self.__Inner.__name__, self.__Inner.__qualname__, sorted(n for n in vars(self.__Inner) if "deep" in n)


class B(A):
    def __private(self): return "B private"

    def both(self): return self.__private(), self.call()[0]


a, b = A(), B()
print(a.call(), b.both(), a._A__x, a.__y__, A.__dunder__, A._A___triple, a.__dict__)
print(a.local(), a.nested(), a.keyword(lambda **kw: kw), a.getattr_string(), a.inner_name())
_A__outside = "global"


class __Lead:
    def f(self):
        __v = 1
        self.__z = 2
        return list(locals()), vars(self)


class __:
    def f(self):
        __w = 1
        return list(locals())


print(globals()["__Lead"]().f(), globals()["__"]().f())


class C:
    def read(self):
        global __g
        __g = 7
        return _C__g


_A__value = 1


class D:
    def f(self):
        return __missing


print(C().read(), _C__g)
try:
    D().f()
except NameError as error:
    print(error)


class E:
    import math as __m
    from math import pi as __pi
    for __i in range(2): pass
    try:
        raise ValueError
    except ValueError as __e:
        pass
    def __f(self): pass
    __a: int = 1
    x = [__i for _ in ()]


print(sorted(n for n in vars(E) if n.startswith("_E")), E.__annotations__)


class G:
    __slots__ = ("__s", "t")
    def __init__(self): self.__s = 1


print(G()._G__s)
try:
    G().__s
except AttributeError as error:
    print(error)
print(type("T", (), {"__q": 1}).__dict__["__q"])
