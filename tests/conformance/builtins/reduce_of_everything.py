# How objects are taken apart for copy and pickle: __reduce_ex__(), __reduce__(), __getstate__(), __getnewargs__() and its kin.
import copyreg
import types


def shown(value):
    if isinstance(value, types.FunctionType):
        return value.__name__
    if isinstance(value, tuple):
        return "(" + ", ".join(map(shown, value)) + ")"
    if type(value).__name__.endswith("iterator"):
        return "iterator of " + repr(list(value))
    return repr(value) if type(value).__repr__ is not object.__repr__ else "<" + type(value).__name__ + ">"


def attempt(what, *args):
    try:
        print(shown(what(*args)))
    except Exception as e:
        print(type(e).__name__ + ":", e)


class Plain:
    pass


class Slotted:
    __slots__ = "a", "__b", "__dict__", "__weakref__"

    def __init__(self, b):
        self.__b = b


class Whole(int):
    pass


class Listed(list):
    pass


class Mapped(dict):
    pass


class Kept:
    def __getstate__(self):
        return "a state"


class Made:
    def __new__(cls, *args, **kwargs):
        return object.__new__(cls)

    def __getnewargs_ex__(self):
        return (1, 2), {"key": 3}


plain, filled, slotted, whole = Plain(), Plain(), Slotted(5), Whole(7)
filled.x = 1
slotted.c = 2
whole.note = "n"
for protocol in 0, 1, 2, 4:
    print("protocol", protocol)
    for value in (1, "s", (1,), [1], {1: 2}, None, ..., NotImplemented, range(3), slice(1), object(), 2j, iter([1]), len, [].append,
                  str.lower, int.__add__, (1).__add__, Slotted.a, plain.__init__, Kept().__getstate__, plain, filled, slotted, whole,
                  Listed([1]), Mapped(a=1), Kept(), Made(), (lambda: 0), (x for x in ()), types, types.SimpleNamespace(a=1)):
        attempt(value.__reduce_ex__, protocol)
print(filled.__getstate__() is filled.__dict__, filled.__reduce_ex__(2)[2] is filled.__dict__, plain.__getstate__())
print(slotted.__getstate__(), Slotted.__slotnames__, (5).__getstate__())
print(Plain.__slotnames__, "__slotnames__" in vars(Whole), copyreg._slotnames(Slotted))

print("wrong answers")
for name, answer in (("__getnewargs_ex__", 1), ("__getnewargs_ex__", ()), ("__getnewargs_ex__", (1, {})), ("__getnewargs_ex__", ((), 1)),
                     ("__getnewargs__", "args"), ("__getnewargs_ex__", ((), {})), ("__getnewargs__", (8,))):
    cls = type("Wrong", (), {name: lambda self, answer=answer: answer})
    attempt(cls().__reduce_ex__, 2)
for names in 5, ["a"], [1], None:
    cls = type("Named", (), {"__slotnames__": names, "a": 1})
    attempt(cls().__reduce_ex__, 2)


class Growing:
    def __getattr__(self, name):
        if name == "spam":
            Growing.__slotnames__.append("ham")
            return 42
        raise AttributeError(name)


Growing.__slotnames__ = ["spam"]
attempt(Growing().__reduce_ex__, 2)


class Picky:
    # Special methods are not asked of the instance.
    def __getattr__(self, name):
        raise AssertionError(name)


attempt(Picky().__reduce_ex__, 2)


class Own:
    def __reduce__(self):
        return "own"


own = Plain()
own.__reduce__ = lambda: "of the instance"
attempt(Own().__reduce_ex__, 4)
print(own.__reduce_ex__(2)[0].__name__)
attempt(own.__reduce_ex__, "2")
attempt(object.__reduce__, filled)
