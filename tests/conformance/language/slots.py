# __slots__: no __dict__, descriptors per name, inheritance, defaults clash, __dict__ and
# __weakref__ as slots.
import weakref


class S:
    __slots__ = ("a", "b")

    def __init__(self):
        self.a = 1


s = S()
print(s.a, hasattr(s, "b"), hasattr(s, "__dict__"), type(S.a).__name__, S.__slots__, S.a.__name__)
for action in (lambda: s.b, lambda: setattr(s, "c", 1), lambda: delattr(s, "b"), lambda: s.__dict__,
               lambda: S.a.__get__(5),
               lambda: S.a.__set__("x", 1), lambda: weakref.ref(s), lambda: setattr(s, "__init__", 1),
               lambda: vars(s)):
    try:
        print(action())
    except (AttributeError, TypeError) as error:
        print(type(error).__name__, error)
s.b = 2
del s.a
print(s.b, hasattr(s, "a"), S.b.__get__(s), S.b.__get__(None, S) is S.b)


class Sub(S):
    __slots__ = "c"


class WithDict(S):
    pass


sub, wd = Sub(), WithDict()
sub.c = 3
wd.anything = 4
print(sub.a, sub.c, wd.a, wd.__dict__, hasattr(sub, "__dict__"), Sub.__slots__)
weakref.ref(wd)


class Special:
    __slots__ = ("x", "__dict__", "__weakref__")


sp = Special()
sp.x, sp.y = 1, 2
print(sp.__dict__, weakref.ref(sp)() is sp)


class Private:
    __slots__ = ("__hidden", "_shown")

    def __init__(self):
        self.__hidden = 1


print(Private()._Private__hidden, sorted(n for n in Private.__dict__ if "hidden" in n or "shown" in n))


class FromDict:
    __slots__ = {"x": "the x coordinate", "y": None}


print(FromDict.x.__doc__, FromDict.y.__doc__, sorted(FromDict.__slots__))


class FromIter:
    __slots__ = iter(["p", "q"])


f = FromIter()
f.p = f.q = 5
print(f.p)


def bad(**namespace):
    try:
        type("Bad", namespace.pop("bases", ()), namespace)
        print("ok")
    except (TypeError, ValueError) as error:
        print(type(error).__name__, error)


bad(__slots__=("a",), a=1)
bad(__slots__=("not valid",))
bad(__slots__=(1,))
bad(__slots__=5)
bad(__slots__=("a", "a"))
bad(__slots__=("x",), bases=(int,))
bad(__slots__=(), bases=(int,))
bad(__slots__=("x",), bases=(list,))
bad(__slots__=("__dict__", "__dict__"))
bad(__slots__=("__dict__",), bases=(WithDict,))


class A1:
    __slots__ = ("x",)


class B1:
    __slots__ = ("y",)


bad(bases=(A1, B1))
bad(bases=(A1, Special))


class T(tuple):
    __slots__ = ()


t = T((1, 2))
try:
    t.x = 1
except AttributeError as error:
    print(error)


class Layout1:
    __slots__ = ("a", "b")


class Layout2:
    __slots__ = ("a", "b")


l = Layout1()
l.a = "kept"
l.__class__ = Layout2
print(type(l).__name__, l.a)
try:
    l.__class__ = Special
except TypeError as error:
    print(error)
