# Which special method a builtin calls, and which it falls back on: a log of every call.
calls = []


def logged(name, result):
    def method(self, *args):
        calls.append(name)
        return result(self, *args) if callable(result) else result
    return method


full = dict(__len__=3, __bool__=True, __iter__=lambda s: iter([1, 2, 3]), __contains__=True,
            __getitem__=lambda s, i: [1, 2, 3][i], __reversed__=lambda s: iter([3, 2, 1]), __index__=2,
            __int__=5, __float__=1.5, __complex__=2j, __str__="str", __repr__="repr", __format__="format",
            __bytes__=b"bytes", __hash__=7, __abs__=9, __round__=lambda s, n=None: ("round", n), __neg__=-1,
            __call__="called", __length_hint__=4, __dir__=lambda s: ["d"], __eq__=True, __lt__=False,
            __missing__=0, __trunc__=11, __floor__=12, __ceil__=13, __divmod__=14, __pow__=lambda s,
            *a: ("pow", a), __fspath__="path", __sizeof__=99, __enter__="entered", __exit__=None)


def make(*without):
    return type("X", (), {k: logged(k, v) for k, v in full.items() if k not in without})()


def show(label, action):
    calls.clear()
    try:
        result = action()
    except Exception as error:
        result = f"{type(error).__name__}: {error}"
    print(label, repr(result), calls)


import math
x = make()
for label, action in dict(len=lambda: len(x), bool=lambda: bool(x), not_=lambda: not x, list=lambda: list(x),
                          tuple=lambda: tuple(x), in_=lambda: 5 in x, reversed=lambda: list(reversed(x)),
                          sorted=lambda: sorted(x), index=lambda: [0, 1, 2, 3][x], range=lambda: range(x),
                          int=lambda: int(x), float=lambda: float(x), complex=lambda: complex(x),
                          str=lambda: str(x), repr=lambda: repr(x), ascii=lambda: ascii(x),
                          format=lambda: format(x, "s"), fstring=lambda: f"{x}{x!r}{x!s}",
                          percent=lambda: "%s %r" % (x, x), bytes=lambda: bytes(x), hash=lambda: hash(x),
                          abs=lambda: abs(x), round=lambda: (round(x), round(x, 2)), call=lambda: x(),
                          dir=lambda: dir(x), eq=lambda: (x == 1, x != 1), lt=lambda: (x < 1, x > 1),
                          trunc=lambda: (math.trunc(x), math.floor(x), math.ceil(x)),
                          divmod=lambda: divmod(x, 2), pow=lambda: (pow(x, 2), pow(x, 2, 3)),
                          hex=lambda: hex(x), chr=lambda: chr(x), sum=lambda: sum(x), max=lambda: max(x),
                          zip=lambda: list(zip(x, x)), unpack=lambda: (lambda a, b, c: a)(*x),
                          dict=lambda: {x: 1}[x], any=lambda: any([x]), if_=lambda: 1 if x else 2,
                          and_=lambda: x and 1, print=lambda: print(x), join=lambda: "".join([str(x)]),
                          mul=lambda: "ab" * x, slice=lambda: "abcdef"[x:],
                          enumerate=lambda: next(enumerate(x)), set=lambda: len({x, x}),
                          math_sqrt=lambda: math.sqrt(x), bytearray=lambda: bytearray(x),
                          with_=lambda: exec("with x as y: pass", {"x": x}),
                          isinstance=lambda: isinstance(x, int), d_format=lambda: "%d" % x,
                          complex2=lambda: complex(x, 1)).items():
    show(label, action)
for without, label, action in ((("__bool__",), "bool", lambda: bool(y)),
                               (("__bool__", "__len__"), "bool", lambda: bool(y)),
                               (("__contains__",), "in", lambda: 2 in y),
                               (("__contains__", "__iter__"), "in", lambda: 2 in y),
                               (("__iter__",), "list", lambda: list(y)),
                               (("__reversed__",), "reversed", lambda: list(reversed(y))),
                               (("__int__",), "int", lambda: int(y)), (("__float__",), "float",
                                   lambda: float(y)), (("__float__", "__index__"), "float", lambda: float(y)),
                               (("__complex__",), "complex", lambda: complex(y)),
                               (("__str__",), "str", lambda: str(y)), (("__format__",), "format",
                                   lambda: f"{y}"), (("__bytes__",), "bytes", lambda: bytes(y)),
                               (("__bytes__", "__index__"), "bytes", lambda: bytes(y)),
                               (("__len__",), "list", lambda: list(y)),
                               (("__len__", "__length_hint__"), "list", lambda: list(y)),
                               (("__floor__",), "floor", lambda: math.floor(y)),
                               (("__hash__",), "hash", lambda: hash(y)), (("__eq__",), "eq", lambda: y == y),
                               (("__index__",), "index", lambda: [1][y]),
                               (("__int__", "__index__"), "int", lambda: int(y)),
                               (("__lt__",), "lt", lambda: y < 1), (("__dir__",), "dir",
                                   lambda: "m" in dir(y)), (("__call__",), "call", lambda: y()),
                               (("__repr__", "__str__"), "repr", lambda: repr(y)[:12])):
    y = make(*without)
    show(f"{label} without {' '.join(without)}", action)
