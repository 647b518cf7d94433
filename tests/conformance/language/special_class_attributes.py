# The __class__ cell, __class__ assignment, __dict__ and __weakref__ descriptors, __subclasses__,
# instance layout rules.
class A:
    def cell(self): return __class__
    def kind(self): return self.__class__
    @staticmethod
    def static(): return __class__.__name__


class B(A):
    def extra(self): return "B method"


a = A()
print(B().cell().__name__, B().kind().__name__, B.static(), A.cell.__code__.co_freevars)
a.__class__ = B
print(type(a).__name__, a.extra(), isinstance(a, B), a.cell().__name__)
for target, value in ((a, int), (a, 5), (5, A), (A, B), ([], A), (a, type("S", (), {"__slots__": ("x",)})),
                      (object(), A), (a, dict)):
    try:
        target.__class__ = value
        print("ok")
    except TypeError as error:
        print(error)


class Lies:
    __class__ = int


l = Lies()
print(isinstance(l, int), type(l).__name__, l.__class__, isinstance(l, Lies))


class PropClass:
    @property
    def __class__(self): return str


print(isinstance(PropClass(), str), issubclass(type(PropClass()), str))


class Meta(type):
    def __new__(meta, name, bases, ns):
        print("classcell present:", "__classcell__" in ns)
        return super().__new__(meta, name, bases, ns)


class Uses(metaclass=Meta):
    def f(self): return __class__


class DoesNot(metaclass=Meta):
    def f(self): return 1


class Drops(type):
    def __new__(meta, name, bases, ns):
        ns.pop("__classcell__", None)
        return super().__new__(meta, name, bases, ns)


try:
    class D(metaclass=Drops):
        def f(self): return __class__
except RuntimeError as error:
    print(str(error).split(" in ")[0])


class WrongCell(type):
    def __new__(meta, name, bases, ns):
        cls = super().__new__(meta, name, bases, ns)
        return 5


class Five(metaclass=WrongCell): pass


print(Five, sorted(k for k in vars(A) if k.startswith("__")), sorted(vars(type("N", (A,), {}))))
print(A.__weakref__.__name__, type(A.__dict__["__dict__"]).__name__, A.__subclasses__()[0].__name__,
      A.__base__)
print(A.__firstlineno__, B.__static_attributes__)


class Stat:
    def __init__(self): self.one = self.two = 1
    def other(self): self.three, (self.four) = 1, 2; del self.five; x = self.six


print(sorted(Stat.__static_attributes__))


class Nested:
    def method(self):
        class Inner:
            def who(self): return __class__.__qualname__
        return Inner().who()


print(Nested().method())
print(type.__call__(A).__class__.__name__, A.__call__().__class__.__name__,
      type.__dict__["__dict__"].__get__(A) is not None)
C = type("C", (), {"__doc__": "d", "__module__": "m", "__qualname__": "Q.C"})
print(C, C.__qualname__, C.__name__, C.__doc__, C.__module__)
A.__doc__ = "changed"
print(A.__doc__, B.__doc__)
try:
    int.__doc__ = "x"
except TypeError as error:
    print(error)
del A.cell
print(hasattr(B, "cell"))
A.__abstractmethods__ = frozenset({"zz", "aa"})
try:
    A()
except TypeError as error:
    print(error)
print(object.__subclasshook__(int), object().__reduce_ex__ is not None, object.__init_subclass__(),
      object().__dir__() == sorted(dir(object())) or sorted(object().__dir__()) == dir(object()))
