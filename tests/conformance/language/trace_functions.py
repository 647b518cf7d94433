# sys.settrace(): which events a trace function is told, with which lines, in frames of all kinds.
import sys


def trace(function, *args):
    events = []

    def tracer(frame, event, argument):
        if frame.f_code is not function.__code__:
            return None
        events.append(f"{event[0]}{frame.f_lineno - function.__code__.co_firstlineno}")
        return tracer

    sys.settrace(tracer)
    try:
        function(*args)
    except Exception as error:
        events.append(type(error).__name__)
    finally:
        sys.settrace(None)
    print(function.__name__, *events)


def endless():
    n = 0
    while True:
        n += 1
        if n > 2:
            break
    while 1:
        try:
            n += 1
            if n > 5:
                break
            else:
                continue
        finally:
            pass
    return n


def passes(x):
    if x:
        pass
    else:
        pass
    if not x:
        pass
    for i in range(2):
        pass
    while x:
        x -= 1
    else:
        pass
    try:
        pass
    except:
        pass
    else:
        pass


def constants():
    "docstring"
    1
    ...
    if 0:
        x = 1
    if 1:
        x = 2
    while 0:
        pass


def handlers():
    try:
        1 / 0
    except TypeError:
        pass
    except (ValueError,
            ZeroDivisionError) as e:
        a = 1
    else:
        b = 1
    finally:
        c = 1
    try:
        raise KeyError
    except KeyError:
        pass


def contexts():
    class C:
        def __enter__(self): return self
        def __exit__(self, *a): return True

    with C() as a, \
         C() as b:
        x = 1
    with C():
        1 / 0
    with C():
        return 5


def patterns(x):
    match x:
        case 1:
            pass
        case [1, 2]:
            y = 1
        case {"a": z} if z:
            y = 2
        case _:
            y = 3


def spread(a):
    x = max(a,
            1,
            2)
    y = [a,
         a]
    return [k
            for k in range(2)
            if k]


def definitions():
    @staticmethod
    @staticmethod
    def f(a=1,
          b=2):
        pass

    class D(
            object):
        x = 1
    x: int = 1
    y: int
    global q
    assert 1
    import sys


def leaves(x):
    try:
        return x
    finally:
        x = 1


def raises():
    raise ValueError(
        1)


passes(1)
trace(endless)
trace(passes, 2)
trace(passes, 0)
trace(constants)
trace(handlers)
trace(contexts)
for value in 1, [1, 2], {"a": 1}, 5:
    trace(patterns, value)
trace(spread, 1)
trace(definitions)
trace(leaves, 1)
trace(raises)


def generator():
    try:
        got = yield 1
        yield from iter([got])
    except KeyError:
        yield 3


def delegating():
    return (yield from generator())


def show(frame, event, argument):
    if event == "exception":
        argument = argument[0].__name__, str(argument[1])
    print(" ", frame.f_code.co_name, event, frame.f_lineno - frame.f_code.co_firstlineno, argument)
    return show


def drive():
    g = delegating()
    next(g)
    g.send(2)
    try:
        next(g)
    except StopIteration:
        pass
    g = generator()
    next(g)
    print(g.throw(KeyError("thrown")))
    g.close()


print("generators")
sys.settrace(show)
drive()
sys.settrace(None)


async def leaf(turns):
    return turns


async def root():
    return await leaf(1) + await leaf(2)


print("coroutines")
c = root()
sys.settrace(show)
try:
    c.send(None)
except StopIteration as stop:
    print(stop.value)
sys.settrace(None)


# What a trace function raises is raised in the frame, and it is called no more.
def bad(frame, event, argument):
    if event == "line" and frame.f_lineno - frame.f_code.co_firstlineno == 3:
        raise LookupError("told")
    return bad


def victim():
    values = []
    try:
        values.append(
            len("x"))
    except LookupError as error:
        values.append(str(error))
    return values


sys.settrace(bad)
print(victim(), sys.gettrace())
sys.settrace(None)


# f_trace, f_trace_lines, f_trace_opcodes; a frame that was running when tracing began.
def local(frame, event, argument):
    print("  local", event, frame.f_lineno - frame.f_code.co_firstlineno)
    return local


def inner():
    frame = sys._getframe(1)
    frame.f_trace = local
    sys.settrace(lambda *a: None)


def outer():
    x = 1
    inner()
    x = 2
    sys._getframe().f_trace_lines = False
    x = 3
    return x


print("begun inside")
outer()
sys.settrace(None)
frame = sys._getframe()
print(frame.f_trace, frame.f_trace_lines, frame.f_trace_opcodes)
for name in "f_trace_lines", "f_trace_opcodes":
    try:
        setattr(frame, name, 1)
    except TypeError as error:
        print(name, error)


# A trace function may look at variables and change them.
def change(frame, event, argument):
    if event == "return":
        return change
    if "n" in frame.f_locals:
        frame.f_locals["n"] += 10
    return change


def counts():
    n = 1
    m = n
    return n, m


sys.settrace(change)
result = counts()
sys.settrace(None)
print(result)


def calls(function):
    sys.call_tracing(function, (5,))


def tracing(frame, event, argument):
    if frame.f_code.co_name == "once" and event == "call":
        sys.settrace(show)
        calls(lambda x: x)
        sys.settrace(None)


def once():
    pass


print("call_tracing")
sys.settrace(tracing)
once()
sys.settrace(None)


# A profile function is told of native functions however they are called.
class Bound:
    shown = classmethod(repr)


def profile(frame, event, argument):
    told.append((event, getattr(argument, "__name__", argument)))


told = []
sys.setprofile(profile)
Bound.shown()
Bound().shown()
sys.setprofile(None)
print(told)
