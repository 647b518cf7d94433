# __class__, __bases__ and __dict__ can be assigned where the layouts of the instances agree.
import types


class Plain: pass
class More:
    def __init__(self):
        self.a = self.b = self.c = self.d = 1
class Slots: __slots__ = "a", "b"
class Turned: __slots__ = "b", "a"
class Other: __slots__ = "c", "b"
class Deeper(Slots): __slots__ = "d"
class Deeper2(Turned): __slots__ = "d"
class Nothing: __slots__ = ()
class Weak: __slots__ = "__weakref__"
class Dict: __slots__ = "__dict__"
class Both: __slots__ = "__dict__", "__weakref__"
class Listed(list): pass
class Listed2(list):
    def __init__(self, *args):
        super().__init__(*args)
        self.p = self.q = self.r = 1
class Whole(int): pass
class Whole2(int): pass
class Error1(Exception): pass
class Error2(Exception):
    def __init__(self):
        self.p = self.q = self.r = 1


classes = [Plain, More, Slots, Turned, Other, Deeper, Deeper2, Nothing, Weak, Dict, Both, Listed, Listed2, Whole, Whole2, Error1, Error2]
for a in classes:
    for b in (*classes, list, object, int):
        x = a()
        try:
            x.__class__ = b
        except TypeError as e:
            print(a.__name__, "->", b.__name__, e)
        else:
            assert type(x) is b
print("values stay")
x = Plain()
x.a, x.z = 1, 2
x.__class__ = More
x.e = 5
print(vars(x), x.a, x.z, x.e)
x.__class__ = Plain
del x.a
x.__dict__ = {"n": 1}
print(vars(x), x.n)
s = Slots()
s.a, s.b = "A", "B"
s.__class__ = Turned
print(s.a, s.b)
l = Listed([1, 2])
l.x = "x"
l.__class__ = Listed2
l.y = "y"
l.append(3)
print(l, vars(l))
l.__class__ = Listed
del l.x
print(l, vars(l))
w = Whole(5)
w.a = 1
w.__class__ = Whole2
w.b = 2
print(w, vars(w), w + 1)
e = Error1("text")
e.x = 1
e.__class__ = Error2
e.y = 2
print(repr(e), e.args, vars(e))
many = [Plain() for n in range(100)]
for n, each in enumerate(many):
    each.n = n
    each.__class__ = More
    for name in "abcdefgh"[:n % 8]:
        setattr(each, name, n)
print(sum(len(vars(each)) for each in many), all(each.n == n for n, each in enumerate(many)))
del many

print("classes of classes")
class Meta1(type):
    def who(cls):
        return "meta 1 of " + cls.__name__
class Meta2(type):
    def who(cls):
        return "meta 2 of " + cls.__name__
    def two(cls):
        return 2
class K(metaclass=Meta1):
    kept = 1
print(K.who())
K.__class__ = Meta2
print(K.who(), K.two(), type(K).__name__, K.kept, isinstance(K, Meta2), isinstance(K, Meta1))
class L(K): pass
print(type(L).__name__, L.two())
for meta in type, Plain, 1:
    try:
        K.__class__ = meta
    except TypeError as e:
        print(e)
    else:
        print("now", type(K).__name__)
for name in "__class__",:
    try:
        delattr(Plain(), name)
    except TypeError as e:
        print(e)

print("modules")
class Mod(types.ModuleType):
    @property
    def lazy(self):
        return "lazily"
m = types.ModuleType("m")
m.x = 1
m.__class__ = Mod
print(m.lazy, m.x)
m.__class__ = types.ModuleType
print(hasattr(m, "lazy"), m.x)

print("bases")
class A(Slots): pass
class B(Plain): pass
class C(Listed): pass
for cls in A, B, C, Whole:
    for bases in ((Slots,), (Turned,), (Plain,), (More,), (Listed,), (Dict,), (Both,), (Nothing,), (object,), (int,), (Whole2,), (Exception,)):
        try:
            cls.__bases__ = bases
        except TypeError as e:
            print(cls.__name__, e)
        else:
            print(cls.__name__, "has the base", bases[0].__name__)

print("__dict__ of what has another")
class Base: pass
class MetaBase(Base, type): pass
class Of(metaclass=MetaBase): pass
class ModBase(Base, types.ModuleType): pass
descriptor = Base.__dict__["__dict__"]
for x in Of, ModBase("m"):
    print(type(descriptor.__get__(x)).__name__)
    for action in (lambda: descriptor.__set__(x, {}), lambda: descriptor.__delete__(x), lambda: setattr(x, "__dict__", {})):
        try:
            action()
        except (AttributeError, TypeError) as e:
            print(type(e).__name__, e)
b = Base()
descriptor.__set__(b, {"q": 1})
print(b.q)
descriptor.__delete__(b)
print(vars(b))
class ErrorBase(Base, Exception): pass
for x in (lambda: 0), staticmethod(len), Exception(), ErrorBase():
    try:
        del x.__dict__
    except TypeError as e:
        print(type(x).__name__, e)
