# globals(), locals(), vars(), dir() in modules, functions, classes and comprehensions.
x = 1
print(globals()["x"], locals() is globals(), vars() is globals(), "print" in globals(),
      "__builtins__" in globals(), [k for k in locals() if k == "x"])


def f(a, b=2, *args, c, **kw):
    d = 4
    before = sorted(locals())
    e = 5
    del d
    return before, sorted(vars()), sorted(dir()), locals()["a"], globals()["x"]


print(f(1, 3, 4, c=5, z=6))


def nested():
    outer = 1
    unused = 2

    def inner(p):
        q = outer
        return sorted(locals()), dir()
    return inner(0), sorted(locals()), [sorted(locals()) for i in [0]], (lambda z: sorted(locals()))(1)


print(nested())


class C:
    y = 2
    inside = [k for k in locals() if not k.startswith("__")]
    names = sorted(k for k in vars() if not k.startswith("__"))
    locals()["made"] = 3
    def m(self): return sorted(locals())


print(C.inside, C.names, C.made, C().m(), vars(C)["y"], "m" in vars(C), vars(C()) == {})


def writes():
    v = 1
    locals()["v"] = 2
    locals()["new"] = 3
    a = locals()
    a["v"] = 9
    b = locals()
    return v, "new" in locals(), a is b, a["v"], b["v"]


print(writes())


def gen():
    g = 1
    yield locals()
    g = 2
    h = 3
    yield locals()


first, second = gen()
print(first, second)
globals()["via_globals"] = 7
print(via_globals, eval("via_globals + 1"))
vars()["via_vars"] = 8
print(via_vars)
del globals()["via_vars"]
o = type("O", (), {})()
vars(o)["attr"] = 1
print(o.attr, vars(o), o.__dict__ is vars(o))
import math
print("pi" in vars(math), vars(math) is math.__dict__, "pi" in dir(math))
for bad in (lambda: vars(5), lambda: vars([]), lambda: vars("a"), lambda: vars(object()),
            lambda: vars(type("S", (), {"__slots__": ()})())):
    try:
        bad()
    except TypeError as error:
        print(error)
print([k for k in sorted(globals()) if not k.startswith("_")])


def comprehension_locals():
    n = 1
    return [sorted(locals()) for a in range(1) for b in range(1)], {k: sorted(locals()) for k in "z"}, list(sorted(locals()) for g in "y")


print(comprehension_locals())
exec("def made(): return sorted(globals())[:0], x", ns := {"x": "own"})
print(ns["made"](), sorted(k for k in ns if k != "__builtins__"))
