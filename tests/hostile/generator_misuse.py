# limit: memory=64M recursion=1000 ; outcome: ok
# Generators re-entered from inside in every way, and ones that ignore GeneratorExit.
def reenter(how):
    try:
        yield how(me)
    except (ValueError, TypeError, RuntimeError) as error:
        yield error


for how in (next, lambda g: g.send(None), lambda g: g.throw(KeyError), lambda g: g.close(), list,
            lambda g: [*g], lambda g: g.gi_frame and g.send(5)):
    me = reenter(how)
    assert isinstance(next(me), (ValueError, TypeError, RuntimeError))


def stubborn():
    while True:
        try:
            yield
        except GeneratorExit:
            pass


import sys
reports = []
sys.unraisablehook = lambda u: reports.append(u.exc_type)
g = stubborn()
next(g)
try:
    g.close()
except RuntimeError:
    pass
else:
    raise AssertionError
del g
assert reports == [RuntimeError], reports


def finally_yields():
    try:
        yield 1
    finally:
        for i in range(1000):
            yield i


g = finally_yields()
next(g)
del g


def closes_in_finally():
    try:
        yield
    finally:
        try:
            other.close()
        except ValueError:
            pass


other = closes_in_finally()
next(other)
other.close()
deep = (x for x in [1])
for _ in range(5000):
    deep = (x for x in deep)
try:
    list(deep)
except RecursionError:
    pass
del deep
