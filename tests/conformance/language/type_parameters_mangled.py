# Private names between the type parameters of a class and its body: only the parameters are private there.
def base(value):
    return type("Base", (), {"value": staticmethod(value) if callable(value) else value})


class __X:
    pass


class Y[T: __X](base(lambda: __X), base(lambda: (lambda: __X)), base([__X for _ in (1,)]), base(list(__X for _ in (1,)))):
    def inside[U: __X](self):
        pass


print(Y.__type_params__[0].__bound__, Y.__bases__[0].value(), Y.__bases__[1].value()(), Y.__bases__[2].value, Y.__bases__[3].value)
try:
    Y.inside.__type_params__[0].__bound__
except NameError as e:
    print(e)


class Foo[__T, __U: __T](base(lambda: __T), base([__T for _ in (1,)])):
    param = __T
    later = lambda: __T

    def method[__V](self, x: __V) -> __T:
        return lambda: (__T, __V)


print(Foo.__type_params__, Foo.param, Foo.later(), Foo.__type_params__[1].__bound__, Foo.__bases__[0].value(), Foo.__bases__[1].value)
print(Foo().method(1)(), Foo.method.__annotations__)
import weakref
from typing import ParamSpec, TypeVar, TypeVarTuple
P = ParamSpec("P")
parts = P.args, P.kwargs
print([type(weakref.ref(each)()).__name__ for each in (P, TypeVar("T"), TypeVarTuple("Ts"), *parts)])
for each in ParamSpec, type(P.args), type(P.kwargs), TypeVar:
    try:
        type("C", (each,), {})
    except TypeError as e:
        print(e)
