# What happens where the descriptor of a special method raises, or where the method is None.
import operator


def fails(self):
    raise KeyError("no method")


def shown(what, *args):
    try:
        result = what(*args)
        print(result if isinstance(result, (bool, int, str)) and "0x" not in str(result) else type(result).__name__)
    except Exception as e:
        print(type(e).__name__ + ":", e)


def drive(coroutine):
    try:
        coroutine.send(None)
    finally:
        coroutine.close()


async def awaits(x):
    await x


async def loops(x):
    async for _ in x:
        pass


tests = {
    "repr": repr, "str": str, "hash": hash, "call": lambda x: x(), "lt": lambda x: x < 1, "eq": lambda x: x == 1, "ne": lambda x: x != 1,
    "ge": lambda x: x >= 1, "iter": iter, "next": next, "add": lambda x: x + 1, "radd": lambda x: 1 + x, "iadd": lambda x: operator.iadd(x, 1),
    "pow": lambda x: x ** 2, "neg": operator.neg, "abs": abs, "int": int, "float": float, "index": operator.index, "bool": bool, "len": len,
    "getitem": lambda x: x[0], "setitem": lambda x: operator.setitem(x, 0, 0), "delitem": lambda x: operator.delitem(x, 0),
    "contains": lambda x: 1 in x, "format": format, "bytes": bytes, "complex": complex, "round": round, "reversed": reversed,
    "length_hint": operator.length_hint, "dir": dir, "await": lambda x: drive(awaits(x)), "aiter": lambda x: drive(loops(x)),
    "getattr": lambda x: x.foo, "setattr": lambda x: setattr(x, "a", 1), "instancecheck": lambda x: isinstance(1, x), "enter": lambda x: x.__enter__,
}
for name, test in tests.items():
    print(name, end=" ")
    shown(test, type("C", (), {f"__{name}__": property(fails)})())
for name in "__get__", "__set__":
    class Owner:
        d = type("D", (), {name: property(fails)})()
    shown(lambda: Owner().d if name == "__get__" else setattr(Owner(), "d", 1))
shown(type("C", (), {"__init__": property(fails)}))
print("None")


class Nones:
    __await__ = __aiter__ = __anext__ = __iter__ = __next__ = __contains__ = __reversed__ = __hash__ = __eq__ = __lt__ = __len__ = None
    __add__ = __bool__ = __call__ = __getitem__ = __str__ = None


nones = Nones()
for test in (lambda: drive(awaits(nones)), lambda: drive(loops(nones)), lambda: iter(nones), lambda: next(nones), lambda: 1 in nones, lambda: reversed(nones),
             lambda: hash(nones), lambda: nones == 1, lambda: nones < 1, lambda: len(nones), lambda: nones + 1, lambda: bool(nones), lambda: nones(),
             lambda: nones[0], lambda: str(nones), lambda: [*nones], lambda: f"{nones}", lambda: anext(nones)):
    shown(test)


class Refuses(tuple):
    __class_getitem__ = None


class Wrong:
    __class_getitem__ = 3


shown(lambda: Refuses[int])
shown(lambda: Wrong[int])
print("a length that raises")


class BadLen:
    def __iter__(self):
        return iter(range(3))

    def __len__(self):
        raise RuntimeError("length")


for what in list, tuple, set, bytes, bytearray, bytearray().extend, [].extend, dict.fromkeys, sorted, sum, lambda x: [*x]:
    shown(what, BadLen())
