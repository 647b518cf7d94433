# Every statement that binds a name makes it local: for, with, import, def, class, except, walrus,
# match, del, star targets.
import sys


def binds():
    a = 1
    b, (c, *d) = 1, (2, 3)
    for e in [1]: pass
    for f, g in [(1, 2)]: pass
    with memoryview(b"") as h: pass
    import sys as i
    import os.path
    from sys import path as j, argv
    def k(): pass
    class l: pass
    try: raise ValueError
    except ValueError as m: pass
    (n := 1)
    match [1, {"k": 2, "z": 3}]:
        case [o, {"k": p, **q}] as r: pass
    s: int = 1
    t: int
    u = v = 0
    u += 1
    type w = int
    [x for x in range(1)]
    lambda y: y
    async def z(): pass
    global glob
    glob = 1
    return sorted(locals())


print(binds())
print(binds.__code__.co_varnames)
print(glob, binds.__code__.co_argcount, binds.__code__.co_nlocals)


def params(a, /, b, *args, c, **kw):
    d = 1
    return list(locals())


print(params(1, 2, 3, c=4, e=5))


def cells(p):
    q = 1
    r = 2
    def inner():
        nonlocal r
        return p, r
    s = 3
    return inner.__code__.co_freevars, sorted(locals())


print(cells(0), cells.__code__.co_cellvars, cells.__code__.co_varnames)


def deleting():
    a = b = 1
    del a
    try:
        raise ValueError
    except ValueError as c:
        inside = sorted(locals())
    return inside, sorted(locals())


print(deleting())


def generator():
    a = 1
    yield sorted(locals())
    b = 2
    yield sorted(locals())


print(list(generator()))


def frame():
    inner_local = 5
    f = sys._getframe()
    return f.f_code.co_name, "inner_local" in f.f_locals, f.f_back.f_code.co_name, f.f_lineno - f.f_code.co_firstlineno, f.f_globals is globals()


print(frame())


def write_through():
    v = 1
    sys._getframe().f_locals["v"] = 2
    return v


print(write_through())


class Body:
    a = 1
    for b in range(2): c = b
    import math as d
    def e(self): pass
    del a
    names = sorted(n for n in locals() if not n.startswith("__"))


print(Body.names)
