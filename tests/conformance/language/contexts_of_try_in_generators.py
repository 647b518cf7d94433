# sys.exception() inside generators and coroutines belongs to them while they run and to the caller
# when they don't.
import sys


def show(where): print(where, repr(sys.exception()), end="; ")


def gen():
    show("gen start")
    try:
        raise KeyError("gen's")
    except KeyError:
        show("gen handling")
        yield 1
        show("gen resumed in handler")
    show("gen after handler")
    yield 2
    show("gen end")


g = gen()
try:
    raise ValueError("caller's")
except ValueError:
    next(g)
    show("caller handling")
print()
show("caller outside")
next(g)
try:
    raise TypeError("another caller's")
except TypeError:
    list(g)
print()


def raises_in_handler_of_caller():
    raise IndexError("in generator")
    yield


try:
    try:
        raise ValueError("outer")
    except ValueError:
        next(raises_in_handler_of_caller())
except IndexError as error:
    print(repr(error.__context__))


def holds_exception():
    try:
        raise KeyError("held")
    except KeyError as error:
        yield error
        raise RuntimeError("after resume")


g = holds_exception()
held = next(g)
try:
    try:
        1 / 0
    except ZeroDivisionError:
        next(g)
except RuntimeError as error:
    print(repr(error.__context__), error.__context__ is held, repr(error.__context__.__context__))


def bare_raise():
    yield
    raise


g = bare_raise()
next(g)
try:
    try:
        raise OSError("callers can be re-raised")
    except OSError:
        next(g)
except (OSError, RuntimeError) as error:
    print(repr(error))


class Pause:
    def __await__(self):
        yield


async def coro(name):
    try:
        raise ValueError(name)
    except ValueError:
        await Pause()
        show(name)
        await Pause()
        raise


a, b = coro("a"), coro("b")
for step in range(3):
    for c in (a, b):
        try:
            c.send(None)
        except ValueError as error:
            print("out", repr(error), repr(error.__context__), end="; ")
show("main")
print()


def finally_sees():
    try:
        yield
    finally:
        show("finally")


g = finally_sees()
next(g)
try:
    g.throw(KeyError("thrown"))
except KeyError:
    print("thrown out")
g = finally_sees()
next(g)
g.close()
print()
g = finally_sees()
next(g)
try:
    raise ValueError("active at drop")
except ValueError:
    del g
print()


def nested():
    try:
        raise KeyError(1)
    except KeyError:
        yield from inner()
        show("nested after inner")
        yield


def inner():
    show("inner before")
    try:
        raise IndexError(2)
    except IndexError:
        yield
        show("inner resumed")


g = nested()
next(g)
show("main")
next(g)
print()
def throw_context():
    try:
        yield
    except ValueError as error:
        print(repr(error), repr(error.__context__), repr(sys.exception()))
g = throw_context()
next(g)
try:
    raise KeyError("active")
except KeyError:
    try:
        g.throw(ValueError("v"))
    except StopIteration as stop:
        print(repr(stop.__context__))
