# Data descriptors beat the instance, the instance beats non-data ones; __get__ on the class; deleting;
# __set_name__.
class NonData:
    def __set_name__(self, owner, name):
        print("set_name", owner.__name__, name)
        self.name = name

    def __get__(self, obj, kind=None):
        return f"get {self.name} obj={obj is not None} {kind.__name__ if kind else None}"


class Data(NonData):
    def __set__(self, obj, value):
        print("set", self.name, value)
        obj.__dict__[self.name] = value

    def __delete__(self, obj):
        print("delete", self.name)


class OnlySet:
    def __set__(self, obj, value):
        print("only set", value)


class OnlyDelete:
    def __delete__(self, obj):
        print("only delete")


class OnlyGetSlot:
    def __get__(self, obj, kind):
        raise AttributeError("from descriptor")


class C:
    non = NonData()
    data = Data()
    only = OnlySet()
    deleter = OnlyDelete()
    failing = OnlyGetSlot()

    def __getattr__(self, name):
        return f"fallback {name}"


c = C()
print(c.non, c.data, C.non, C.data, sep=" | ")
c.non = "instance wins"
c.data = "descriptor wins"
print(c.non, c.data, c.__dict__, sep=" | ")
del c.data
del c.non
print(c.non)
print(isinstance(c.only, OnlySet))
c.only = 1
c.__dict__["only"] = "in dict"
print(c.only)
try:
    del c.only
except AttributeError as error:
    print(error)
del c.deleter
try:
    c.deleter = 1
except AttributeError as error:
    print(error)
print(c.failing)
C.data = "replaced on class"
print(C.data, c.data)
late = NonData()
try:
    C.late = late
    C.late
except AttributeError as error:
    print(error)
f = C.__getattr__
print(type(f).__name__, type(f.__get__(c)).__name__, type(f.__get__(None, C)).__name__, f.__get__(c)("x"))


class Typed:
    def __init__(self, kind):
        self.kind = kind

    def __set_name__(self, owner, name):
        self.name = "_" + name

    def __get__(self, obj, kind=None):
        return self if obj is None else getattr(obj, self.name)

    def __set__(self, obj, value):
        if not isinstance(value, self.kind):
            raise TypeError(f"{self.name[1:]} must be {self.kind.__name__}")
        setattr(obj, self.name, value)


class Person:
    name, age = Typed(str), Typed(int)

    def __init__(self, name, age):
        self.name, self.age = name, age


p = Person("Ann", 30)
print(p.name, p.age, isinstance(Person.name, Typed), vars(p))
try:
    p.age = "old"
except TypeError as error:
    print(error)


class BadName:
    def __set_name__(self, owner, name):
        raise ValueError("refused")


try:
    class Bad:
        attr = BadName()
except ValueError as error:
    print(error, error.__notes__)


class CallableInstance:
    def __call__(self):
        return "called, not bound"


class Holder:
    method = CallableInstance()
    builtin = len
    lam = lambda self: self.__class__.__name__


print(Holder().method(), Holder().builtin("abc"), Holder().lam())


class MetaDescriptor(type):
    @property
    def on_meta(cls):
        return f"meta property of {cls.__name__}"
    plain = "meta plain"


class WithMeta(metaclass=MetaDescriptor):
    plain = "class plain"
    on_meta = "hidden by the data descriptor"


print(WithMeta.on_meta, WithMeta.plain, WithMeta().on_meta)
