# close(): GeneratorExit at the yield, the value returned (3.13), RuntimeError if it yields again;
# dropping the last reference closes.
def cleaning(name):
    try:
        yield 1
        yield 2
    except GeneratorExit:
        print(name, "GeneratorExit", end=" ")
        raise
    finally:
        print(name, "finally", end=" ")


g = cleaning("a")
print(g.close(), next(g, "closed"))
g = cleaning("b")
next(g)
print(g.close(), g.close())


def returns_value():
    try:
        yield
    except GeneratorExit:
        return "from close"


r = returns_value()
next(r)
print(r.close(), r.close())


def stubborn():
    try:
        yield
    except GeneratorExit:
        print("no", end=" ")
        yield


s = stubborn()
next(s)
try:
    s.close()
except RuntimeError as error:
    print(error)
print(s.close())


def fails():
    try:
        yield
    finally:
        raise ValueError("in finally")


f = fails()
next(f)
try:
    f.close()
except ValueError as error:
    print(repr(error), repr(error.__context__))


def other_exit():
    try:
        yield
    except GeneratorExit:
        raise GeneratorExit("mine")


o = other_exit()
next(o)
print(o.close())
g = cleaning("dropped")
next(g)
del g
print("after del")


def function():
    h = cleaning("local")
    next(h)
    return "returned"


print(function())
for value in cleaning("loop"):
    break
print("after break")


def nested():
    try:
        yield from cleaning("sub")
    finally:
        print("nested finally", end=" ")


n = nested()
next(n)
n.close()
print()
exhausted = cleaning("exhausted")
print(list(exhausted), exhausted.close())
self_close = None


def closes_itself():
    try:
        me.close()
    except ValueError as error:
        print(error)
    yield 1


me = closes_itself()
print(next(me))
with_stop = (x for x in [1, 2])
next(with_stop)
print(with_stop.close(), list(with_stop))
