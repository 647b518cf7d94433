# Metaclasses: __prepare__, __new__, __init__, __call__, derivation, conflicts, functions as metaclass.
class Meta(type):
    @classmethod
    def __prepare__(meta, name, bases, **kw):
        print("prepare", meta.__name__, name, [b.__name__ for b in bases], kw)
        return {"injected": f"by prepare for {name}"}

    def __new__(meta, name, bases, namespace, **kw):
        print("new", name, [k for k in namespace if not k.startswith("__")])
        cls = super().__new__(meta, name, bases, namespace)
        cls.made_by = meta.__name__
        return cls

    def __init__(cls, name, bases, namespace, **kw):
        print("init", name)
        super().__init__(name, bases, namespace)

    def __call__(cls, *args, **kw):
        print("call", cls.__name__, args, kw)
        return super().__call__(*args, **kw)

    def __repr__(cls):
        return f"<{cls.__name__}>"

    def __len__(cls):
        return 42

    def __getitem__(cls, key):
        return key * 2

    def __iter__(cls):
        return iter("meta")

    def __contains__(cls, item):
        return item == "yes"

    def __getattr__(cls, name):
        return f"meta getattr {name}"

    def method(cls):
        return f"method of {cls.__name__}"

    def __add__(cls, other):
        return f"{cls.__name__}+{other.__name__}"


class A(metaclass=Meta, option=1):
    print("in body:", injected)
    x = 1

    def __init__(self, v=0):
        self.v = v


class B(A):
    y = 2


print(A, B, [A, B], A(5).v, len(A), A["ab"], list(A), "yes" in A, "no" in A, A.unknown, A.method(), A + B,
      A.made_by)
print(type(A).__name__, type(B).__name__, isinstance(A, Meta), A.__class__.__name__, bool(A))
for action in (lambda: A().unknown, lambda: A().method(), lambda: len(A())):
    try:
        action()
    except (AttributeError, TypeError) as error:
        print(error)


class Other(type): pass
class O(metaclass=Other): pass


try:
    class Conflict(A, O): pass
except TypeError as error:
    print(error)


class Joined(Meta, Other): pass
class Fine(A, O, metaclass=Joined): pass


print(type(Fine).__name__)


def function_meta(name, bases, namespace, **kw):
    return name, bases, sorted(k for k in namespace if k[0] != "_"), kw


class NotAClass(metaclass=function_meta, z=1):
    p = q = 1


print(NotAClass)


class Ordered(type):
    @classmethod
    def __prepare__(meta, name, bases):
        class Log(dict):
            def __setitem__(self, k, v):
                if not k.startswith("__"):
                    print("set", k, end="; ")
                super().__setitem__(k, v)

            def __missing__(self, k):
                if k.startswith("auto_"):
                    return k.upper()
                raise KeyError(k)
        return Log()


class L(metaclass=Ordered):
    a = 1
    def f(self): pass
    b = auto_name
    a = len("builtin")


print(L.b, L.a)


class BadPrepare(type):
    @classmethod
    def __prepare__(meta, name, bases):
        return 5


try:
    class X(metaclass=BadPrepare): pass
except TypeError as error:
    print(error)


class Singleton(type):
    instances = {}

    def __call__(cls, *args):
        if cls not in Singleton.instances:
            Singleton.instances[cls] = super().__call__(*args)
        return Singleton.instances[cls]


class One(metaclass=Singleton):
    def __init__(self, n=0): self.n = n


print(One(1) is One(2), One(3).n)


class ABCish(type):
    def __instancecheck__(cls, obj): return hasattr(obj, "quack")
    def __subclasscheck__(cls, sub): return "quack" in vars(sub)


class Duck(metaclass=ABCish): pass
class Mallard:
    def quack(self): pass


print(isinstance(Mallard(), Duck), issubclass(Mallard, Duck), isinstance(5, Duck), isinstance(Duck(), Duck),
      issubclass(int, Duck))
print(type(type), type.__class__, isinstance(type, type), isinstance(object, type), issubclass(type, object),
      type.__mro__, type(Meta))
try:
    type(1, 2)
except TypeError as error:
    print(error)
for args in ((5, (), {}), ("N", [], {}), ("N", (), [])):
    try:
        type(*args)
    except TypeError as error:
        print(error)
