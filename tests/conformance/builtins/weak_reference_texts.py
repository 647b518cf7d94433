# repr() of weak references and proxies: the class of what is referred to with its module, and its name if its class gives it one.
import collections
import re
import weakref


def show(reference):
    print(re.sub("0x[0-9a-f]+", "X", repr(reference)))


class Plain:
    pass


class Elsewhere:
    __module__ = "some.module"


class Unknown:
    __module__ = 5


class Named:
    __name__ = "of the class"


class Numbered:
    __name__ = 5


class Refusing:
    def __getattr__(self, name):
        raise ValueError(name)


def local():
    class Local:
        pass
    return Local()


for thing in (Plain(), Elsewhere(), Unknown(), Named(), Numbered(), Refusing(), local(), collections.deque(), {1}, int, Plain, show, (each for each in ())):
    show(weakref.ref(thing))
    show(weakref.proxy(thing))
show(weakref.ref(Plain()))
show(weakref.proxy(Plain()))
