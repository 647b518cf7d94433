# throw(): raises at the yield, may be caught and answered with the next value; before the start and
# after the end it comes straight back; bad arguments.
def resilient():
    n = 0
    while True:
        try:
            n += 1
            got = yield n
            print("got", got, end=" ")
        except ValueError as error:
            print("caught", repr(error), end=" ")
        except KeyError:
            print("to generator's end", end=" ")
            return "value"


g = resilient()
print(next(g), g.throw(ValueError("a")), g.throw(ValueError), g.send(1))
try:
    g.throw(KeyError)
except StopIteration as stop:
    print(stop.value)
try:
    g.throw(OSError("finished"))
except OSError as error:
    print(repr(error))
fresh = resilient()
try:
    fresh.throw(ValueError("not started"))
except ValueError as error:
    print(repr(error), fresh.gi_frame)
print(next(fresh, "exhausted"))
for bad in (5, "ValueError", int, None, ValueError.__class__):
    h = resilient()
    next(h)
    try:
        print(h.throw(bad))
    except TypeError as error:
        print(error)


def context():
    try:
        yield
    except KeyError as error:
        raise ValueError("converted")


c = context()
next(c)
try:
    c.throw(KeyError("k"))
except ValueError as error:
    print(repr(error), repr(error.__context__))


def stop_thrown():
    yield 1


s = stop_thrown()
next(s)
try:
    s.throw(StopIteration("into"))
except RuntimeError as error:
    print(error, repr(error.__cause__))


def exc_state():
    import sys
    try:
        yield sys.exception()
    except Exception as error:
        yield sys.exception() is error
    yield sys.exception()


x = exc_state()
try:
    raise IndexError("outer")
except IndexError:
    print(next(x), x.throw(ValueError("v")), next(x))


def chained():
    try:
        yield 1
    finally:
        print("cleanup", end=" ")


y = chained()
next(y)
error = ValueError("with traceback")
try:
    y.throw(error)
except ValueError as caught:
    print(caught is error, caught.__traceback__ is not None)


def yields_in_except():
    try:
        yield "first"
    except ValueError:
        try:
            yield "second"
        except TypeError as error:
            yield repr(error.__context__)


z = yields_in_except()
print(next(z), z.throw(ValueError("1")), z.throw(TypeError("2")))
print(list(z))
