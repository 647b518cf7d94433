# __init_subclass__ gets the class keywords after __set_name__ ran; __class_getitem__; class keyword errors.
class Plugin:
    registry = {}

    def __init_subclass__(cls, /, name=None, **kw):
        super().__init_subclass__(**kw)
        print("init_subclass", cls.__name__, name)
        Plugin.registry[name or cls.__name__.lower()] = cls


class Named:
    def __set_name__(self, owner, name):
        print("set_name", owner.__name__, name)


class A(Plugin, name="first"):
    attr = Named()


class B(A):
    pass


class C(B, name="third"):
    def __init_subclass__(cls, extra, **kw):
        print("C's own", cls.__name__, extra)
        super().__init_subclass__(**kw)


class D(C, extra=5, name="d"):
    pass


print(Plugin.registry)
for make in (lambda: type("E", (C,), {}), lambda: type("F", (object,), {}, x=1),
             lambda: type("G", (Plugin,), {}, wrong=1),
             lambda: type("H", (Plugin,), {}, name="h")):
    try:
        print(make().__name__)
    except TypeError as error:
        print(error)
print("E" in [c.__name__ for c in C.__subclasses__()])


class Implicit:
    def __init_subclass__(cls):
        cls.seen = cls.__name__

    def __class_getitem__(cls, item):
        return f"{cls.__name__}[{item!r}]"


class Sub(Implicit):
    pass


print(Sub.seen, Implicit[int], Sub["x", 1], isinstance(Implicit.__dict__["__init_subclass__"], classmethod),
      isinstance(Implicit.__dict__["__class_getitem__"], classmethod))
try:
    Sub()[1]
except TypeError as error:
    print(error)
try:
    Plugin[int]
except TypeError as error:
    print(error)


class Meta(type):
    def __new__(meta, name, bases, namespace, **kw):
        print("Meta.__new__", name, sorted(kw))
        return super().__new__(meta, name, bases, namespace, **{k: v for k,
            v in kw.items() if k != "meta_only"})

    def __init__(cls, name, bases, namespace, **kw):
        print("Meta.__init__", name, sorted(kw))
        super().__init__(name, bases, namespace)


class M(metaclass=Meta, meta_only=1):
    def __init_subclass__(cls, **kw):
        print("M.__init_subclass__", kw)


class N(M, meta_only=2, passed=3):
    pass


class Fails:
    def __init_subclass__(cls):
        raise ValueError("no subclasses")


try:
    class Child(Fails):
        pass
except ValueError as error:
    print(error)
print("Child" in globals())


class First:
    def __init_subclass__(cls, **kw):
        print("First", cls.__name__)
        super().__init_subclass__(**kw)


class Second:
    def __init_subclass__(cls, **kw):
        print("Second", cls.__name__)
        super().__init_subclass__(**kw)


class Both(First, Second):
    pass
