# Corners of the data model: mro() that assigns bases, __class__ between classes of different storage, isinstance() by __bases__,
# property documentation in subclasses, super and module subclasses with their own __init__, global statements in exec().
import types


class Meta(type):
    def mro(cls):
        print("mro of", cls.__name__, "with", cls.__mro__)
        return type.mro(cls)


class A(metaclass=Meta):
    pass


class Incomplete(type):
    def mro(cls):
        if cls.__mro__ is None and cls.__name__ != "Inner":
            try:
                type("Inner", (cls,), {})
            except TypeError as error:
                print(error)
        return type.mro(cls)


class B(metaclass=Incomplete):
    pass


class Small:
    pass


class Big:
    def __init__(self):
        self.a, self.b, self.c, self.d, self.e, self.f = range(6)


small, big = Small(), Big()
small.x = 1
small.__class__ = Big
small.y = 2
small.__init__()
big.__class__ = Small
big.z = 3
print(type(small).__name__, small.__dict__, type(big).__name__, big.__dict__)


class Claims:
    def __init__(self, *bases):
        self.bases = bases

    __bases__ = property(lambda self: self.bases)


root = Claims()
leaf = Claims(Claims(root), Claims())
print(issubclass(leaf, root), issubclass(root, leaf), issubclass(leaf, leaf))


class Object:
    __class__ = property(lambda self: leaf)


print(isinstance(Object(), root), isinstance(3, root))
for wrong in ((3, 4), (leaf, 4)):
    try:
        issubclass(*wrong)
    except TypeError as error:
        print(error)


class Documented(property):
    "the class's own"


class Slotted(property):
    __slots__ = ()


def getter(self):
    "the getter's"


print(Documented(getter).__doc__, Documented(doc="given").__doc__, Documented(lambda self: 0).__doc__, Slotted(doc="dropped").__doc__)
try:
    Slotted(getter)
except AttributeError as error:
    print(error)
changed = property(lambda self: 0)
changed.__doc__ = "set later"
print(changed.getter(getter).__doc__)


class MySuper(super):
    def __init__(self, *args):
        super(MySuper, self).__init__(*args)


class Child(Small):
    def name(self):
        return MySuper(Child, self).__repr__()


print(Child().name().startswith("<__main__.Child object"), MySuper.__new__(MySuper))


class MyModule(types.ModuleType):
    def __init__(self, name, extra):
        types.ModuleType.__init__(self, name, "doc")
        self.extra = extra


module = MyModule("m", 5)
print(module.__name__, module.__doc__, module.extra, object.__getattribute__(module, "extra"), types.ModuleType.__new__(MyModule).__dict__)
try:
    types.ModuleType(3)
except TypeError as error:
    print(error)

space = {}
exec("x = 1\ndef f():\n    global x\n    x = 2\nf()\nprint(x)", space, {})
print(space["x"])
exec("def outer(x):\n    class C:\n        global x\n        def get(self): return x\n    return C().get()\nprint(outer('enclosing'))", {})
for statement in ("del Small.__doc__", "del Small.__abstractmethods__", "del Small.__annotations__", "type('X', (), {'__slots__': ['a b']})"):
    try:
        exec(statement)
    except (TypeError, AttributeError) as error:
        print(type(error).__name__, error)
method = Child().name
print(method.__get__(5) is method)
