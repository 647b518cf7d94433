# Where return, yield, await and star expressions may stand, and what a function's last value is.
def nothing(): pass
def bare(): return
def tuple_(): return 1, 2
def star(): return *[1], *"ab"
def paren(): return (
    1 +
    2)
def conditional(x):
    if x: return "yes"
def unreachable():
    return 1
    return 2
def try_return():
    for i in range(3):
        try:
            return i
        finally:
            pass


print(nothing(), bare(), tuple_(), star(), paren(), conditional(1), conditional(0), unreachable(),
      try_return())


def y1(): x = yield; print("x", x); yield
def y2(): yield 1, 2; yield *[3], 4; return 5
def y3(): a = b = yield; print(a, b); yield
def y4(): x = (yield 1) + (yield 2); yield x
def y5(): print((yield "arg"), [(yield "list")], {(yield "set")})
def y6(): x: int = yield; yield x
def y7(): x = [0]; x[(yield "index")] = yield "value"; yield x
def y8(): x = 5; x += yield x; yield x
def y9(): lambda: (yield); yield "own"
def y10(): return (yield 1), (yield 2)
def y11():
    assert (yield 1), (yield 2)
def y12():
    if (yield "test"): yield "true branch"
    else: yield "false branch"
def y13():
    with memoryview((yield "cm")) as m: yield len(m)
def y14():
    for x in (yield "iterable"): yield x
def y15(): raise (yield "exception")
def y16(): f = (yield "callee"); f(*(yield "star"), **(yield "kw"))
def y17(): yield (yield (yield 1))
def y18(): x = yield from [1, 2]; yield x
def y19(): del [0, 1][(yield "key")]; yield "deleted"
def y20(): yield f"{(yield 'in f-string')!r:>{(yield 'width')}}"


def drive(g, sends):
    out = []
    try:
        out.append(next(g))
        for s in sends:
            out.append(g.send(s))
        for rest in g:
            out.append(rest)
    except Exception as error:
        out.append(repr(error))
    return out


for g, sends in ((y1(), ["sent"]), (y2(), []), (y3(), [7]), (y4(), [10, 20]), (y5(), [1, 2, 3]),
                 (y6(), ["ann"]), (y7(), [9, 0]), (y8(), [3]), (y9(), []), (y10(), ["a", "b"]),
                 (y11(), [0, "msg"]), (y12(), [True]), (y12(), [0]), (y13(), [b"abc"]),
                 (y14(), ["xy"]), (y15(), [KeyError("sent")]), (y16(), [print, (1, 2), {"sep": "-"}]),
                 (y17(), ["p", "q", "r"]), (y18(), [None]), (y19(), [1]), (y20(), ["v", 6])):
    print(g.__name__, drive(g, sends))
for code in ("return", "return 1", "yield", "yield 1", "x = yield", "def f():\n yield\n return 1",
             "def f(): return yield", "def f(): return (yield)", "def f(): x = yield = 1",
             "def f(): (yield) = 1", "def f(): yield = 1", "def f(): yield += 1", "def f(x=(yield)): pass",
             "lambda: yield", "lambda: (yield)", "def f(): [(yield x) for x in y]",
             "def f(): {x: (yield) for x in y}",
             "def f(): del (yield)", "def f(): for (yield) in x: pass", "def f(): print(yield)",
             "def f(): print(yield, 1)", "def f(): x, yield", "def f(): yield, 1",
             "def f(): yield x, yield y", "def f(): not yield", "def f(): 1 + yield", "def f(): 1 + (yield)",
             "def f(): await x", "def f(): yield from", "def f(): yield from *x", "def f(): yield from x, y",
             "def f(): yield (*x)", "def f(): yield *x", "def f(): return (*x)", "def f(): return (*x,)",
             "class C: return", "def f(): yield from (yield)"):
    try:
        compile(code, "<c>", "exec")
        print(repr(code), "ok")
    except SyntaxError as error:
        print(repr(code), error.msg)
