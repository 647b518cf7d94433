# __new__ makes, __init__ fills, and only when __new__ returned an instance; object()'s argument rules.
class Traced:
    def __new__(cls, *args, **kw):
        print("new", cls.__name__, args, kw)
        return super().__new__(cls)

    def __init__(self, *args, **kw):
        print("init", args, kw)
        self.args = args


print(Traced(1, k=2).args)
print(hasattr(Traced.__new__(Traced, 3), "args"))


class Other:
    def __new__(cls):
        return "not an Other"

    def __init__(self):
        print("never")


class Sub(Traced):
    pass


class ReturnsSub:
    def __new__(cls, x):
        return Child(x) if cls is ReturnsSub else super().__new__(cls)

    def __init__(self, x):
        print("ReturnsSub init", x)


class Child(ReturnsSub):
    pass


print(Other(), type(ReturnsSub(1)).__name__, type(Sub(9)).__name__)


class BadInit:
    def __init__(self):
        return 5


class OnlyNew:
    def __new__(cls, a):
        return super().__new__(cls)


class OnlyInit:
    def __init__(self, a):
        pass


class NewPasses:
    def __new__(cls, a):
        return object.__new__(cls, a)


class InitPasses:
    def __init__(self, a):
        super().__init__(a)


class Neither:
    pass


for make in (BadInit, lambda: OnlyNew(1), lambda: OnlyNew(), lambda: OnlyInit(1), lambda: OnlyInit(),
             lambda: NewPasses(1), lambda: InitPasses(1),
             lambda: Neither(1), lambda: Neither(a=1), lambda: object(1), lambda: object.__new__(5),
             lambda: object.__new__(), lambda: int.__new__(str),
             lambda: object.__new__(int), lambda: object.__init__(5, 1), lambda: str.__new__(5),
             lambda: tuple.__new__(list)):
    try:
        print(type(make()).__name__)
    except TypeError as error:
        print(error)


class Celsius(float):
    def __new__(cls, value):
        return super().__new__(cls, round(value, 1))

    def __repr__(self):
        return f"Celsius({super().__repr__()})"


class Upper(str):
    def __new__(cls, s):
        return super().__new__(cls, s.upper())


class Pair(tuple):
    def __new__(cls, a, b):
        return super().__new__(cls, (a, b))
    a = property(lambda self: self[0])


c = Celsius(36.66)
print(c, c + 1, type(c + 1).__name__, Upper("abc"), Upper("abc") == "ABC", type(Upper("x") + "y").__name__,
      Pair(1, 2), Pair(1, 2).a)


class Borg:
    _state = {}

    def __new__(cls):
        self = super().__new__(cls)
        self.__dict__ = cls._state
        return self


a, b = Borg(), Borg()
a.x = 1
print(b.x, a is b)
p = Traced.__new__
print(type(Traced.__dict__["__new__"]).__name__, p is Traced.__new__)
Neither.__new__ = lambda cls, *a: object.__new__(cls)
print(type(Neither(1, 2)).__name__)
del Neither.__new__
try:
    print(type(Neither(1, 2)).__name__)
except TypeError as error:
    print(error)
