# f_locals: what clear() leaves, keys that equal a name, names that are stored anew, and that it is a Mapping.
import collections.abc
import sys


def outer():
    x = 5

    def inner():
        y = x
        1 / y - 1 / 0

    inner()


try:
    outer()
except ZeroDivisionError as error:
    entry = error.__traceback__.tb_next
    frames = [entry.tb_frame, entry.tb_next.tb_frame]
for frame in frames:
    print(sorted(frame.f_locals))
    frame.clear()
    print(frame.f_locals)


class Text(str):
    pass


class Equal:
    def __hash__(self):
        return hash("x")

    def __eq__(self, other):
        return other == "x"


class Unhashable(str):
    __hash__ = None


def keys(key):
    x = 1
    proxy = sys._getframe().f_locals
    proxy[key] = 2
    return x, list(proxy), key in proxy, proxy.get(key)


for key in Text("x"), Equal(), "x":
    print(keys(key))
try:
    keys(Unhashable("x"))
except TypeError as error:
    print(error)


def anew():
    sys._getframe().f_locals["y"] = 2
    sys._getframe().f_locals[1] = 3
    return locals(), sys._getframe().f_locals[1]


print(anew())


def mapping():
    a, b = 1, 2
    proxy = sys._getframe().f_locals
    return isinstance(proxy, collections.abc.Mapping), reversed(proxy)


print(mapping())


# A name in parentheses is annotated, but not bound.
def annotated():
    (elsewhere): int
    return elsewhere


try:
    annotated()
except NameError as error:
    print(type(error).__name__, error)


class Names:
    def __init__(self):
        self.stored = {}

    def __setitem__(self, name, value):
        self.stored[name] = value

    def __getitem__(self, name):
        return self.stored[name]


names = Names()
exec("x: int = 1", {}, names)
print(names.stored["__annotations__"], names.stored["x"])
try:
    class C:
        values = [__class__ for i in (1,)]
except NameError as error:
    print(type(error).__name__, error)
