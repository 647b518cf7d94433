# f_locals of a function's frame is a proxy that writes through (PEP 667); frames keep their variables after they end, in
# tracebacks and wherever they are held; f_back, clear() and the frames of generators.
import sys
import types


def proxy(a, b=2):
    c = [3]
    inner = lambda: b
    p = sys._getframe().f_locals
    print(type(p).__name__, p["a"], p["b"], p.get("nothing"), "c" in p, "z" in p, len(p), list(p))
    p["a"], p["b"], p["extra"] = "new a", "new b", "made"
    print(a, b, inner(), p["extra"], list(reversed(p)), sorted(locals()))
    p.update({"a": "updated"})
    p |= {"c": "in place"}
    print(a, c, p.setdefault("a", 1), p.setdefault("fresh", 7), p["fresh"], (p | {"k": 1})["k"], ({"k": 1} | p)["a"])
    print(p == dict(p), p == sys._getframe().f_locals, p != {}, p.copy()["a"], [k for k, v in p.items() if v == 7], 7 in p.values())
    for bad in (lambda: p["none"], lambda: p.__delitem__("a"), lambda: p.pop("a"), lambda: hash(p), lambda: p.update(3), lambda: p | 3):
        try:
            print(bad())
        except (KeyError, TypeError, AttributeError) as error:
            print(type(error).__name__, error)


proxy(1)


def callee(name, value):
    sys._getframe(1).f_locals[name] = value


def caller():
    x, total = 1, 0
    for n in range(3):
        callee("x", x * 10 + n)
        total += x
    return x, total


print(caller())


def ended(kept):
    local = "local"
    return sys._getframe()


frame = ended("argument")
print(frame.f_locals, frame.f_code.co_name, frame.f_back.f_code.co_name, frame.f_lineno - frame.f_code.co_firstlineno)
frame.f_locals["local"] = "changed"
print(frame.f_locals["local"], sorted(frame.f_locals))
frame.clear()
print(frame.f_locals)


def outer(depth):
    name = f"outer {depth}"
    if depth:
        outer(depth - 1)
    raise ValueError(name)


try:
    outer(2)
except ValueError as error:
    tb = error.__traceback__
    print(tb.tb_frame is sys._getframe(), tb.tb_next.tb_frame.f_back is sys._getframe())
    frames = []
    while tb:
        frames.append(tb.tb_frame)
        tb = tb.tb_next
    print([f.f_locals.get("name") for f in frames], [f.f_back is g for f, g in zip(frames[1:], frames)])


def again():
    value = 1
    try:
        raise KeyError("k")
    except KeyError as error:
        value = 2
        try:
            raise error
        except KeyError as second:
            first, last = second.__traceback__, second.__traceback__.tb_next
            print(first.tb_frame is last.tb_frame is sys._getframe(), first.tb_lineno - last.tb_lineno, first.tb_frame.f_locals["value"])


again()


def generator():
    held = "in generator"
    yield sys._getframe()
    held = "later"
    raise IndexError


g = generator()
f = next(g)
print(f is g.gi_frame, f.f_back, f.f_locals)
f.f_locals["held"] = "from outside"
try:
    next(g)
except IndexError as error:
    print(error.__traceback__.tb_next.tb_frame is f, f.f_locals, g.gi_frame)
for bad in (lambda: sys._getframe().clear(), lambda: generator().gi_frame.clear()):
    try:
        print(bad())
    except RuntimeError as error:
        print(error)


class Body:
    a = 1
    sys._getframe().f_locals["b"] = 2
    print(type(sys._getframe().f_locals).__name__, [sorted(k for k in sys._getframe().f_locals if k[0] != "_") for x in "y"])


print(Body.b, sys._getframe().f_locals is globals(), [type(sys._getframe().f_locals).__name__ for x in "y"])
made = types.TracebackType(None, sys._getframe(), 0, 99)
print(made.tb_lineno, made.tb_next, made.tb_frame is sys._getframe(), made.tb_lasti)
