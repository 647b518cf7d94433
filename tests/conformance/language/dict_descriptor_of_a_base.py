# SPDX-License-Identifier: MIT
# The __dict__ descriptor of a plain base, used on classes and modules that derive from it too: they keep their own namespace.
import gc
import types


class Base:
    pass


class Meta1(type, Base):
    pass


class Meta2(Base, type):
    pass


class Module1(types.ModuleType, Base):
    pass


class Module2(Base, types.ModuleType):
    pass


class Error(Base, ValueError):
    pass


class D(metaclass=Meta1):
    x = 1


class E(metaclass=Meta2):
    x = 2


descriptor = Base.__dict__["__dict__"]
for thing in (D, E, Module1("one"), Module2("two")):
    print(type(thing).__name__, type(descriptor.__get__(thing)).__name__)
    for attempt in (lambda: descriptor.__set__(thing, {}), lambda: descriptor.__delete__(thing), lambda: setattr(thing, "__dict__", {}),
                    lambda: delattr(thing, "__dict__")):
        try:
            attempt()
        except (TypeError, AttributeError) as error:
            print("   ", type(error).__name__, error)
error = Error()
descriptor.__set__(error, {"a": 1})
print(error.a, D.x, E.x)
del D, E, thing, error
gc.collect()
for n in range(20):
    class F(metaclass=Meta1):
        y = n
    try:
        descriptor.__set__(F, {"z": 1})
    except (TypeError, AttributeError):
        pass
    del F
    gc.collect()
print("still here")
