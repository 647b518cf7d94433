# Jumps (f_lineno) into, out of and between blocks: which are refused and why, what is left and what goes on, and which lines are told next.
import sys
import warnings

warnings.simplefilter("ignore")


class Manager:
    def __init__(self, out, name):
        self.out, self.name = out, name

    def __enter__(self):
        self.out.append(f"enter {self.name}")

    def __exit__(self, kind, *_):
        self.out.append(f"exit {self.name} {kind and kind.__name__}")

    async def __aenter__(self):
        self.__enter__()

    async def __aexit__(self, kind, *_):
        self.__exit__(kind)


async def numbers(count):
    for n in range(count):
        yield n


def run(function, when, to, event="line"):
    code, out, done = function.__code__, [], False

    def tracer(frame, what, argument):
        nonlocal done
        if frame.f_code is not code:
            return None
        line = frame.f_lineno - code.co_firstlineno
        if done:
            out.append(f"{what[0]}{line}")
        elif what == event and line == when:
            done = True
            try:
                frame.f_lineno = code.co_firstlineno + to
            except ValueError as error:
                out.append(str(error))
            else:
                out.append(f"at {frame.f_lineno - code.co_firstlineno}")
        return tracer

    sys.settrace(tracer)
    try:
        result = function(out)
        if hasattr(result, "send"):
            while True:
                result.send(None)
    except StopIteration:
        pass
    except Exception as error:
        out.append(repr(error))
    finally:
        sys.settrace(None)
    print(function.__name__, when, to, *out, sep=" | ")


def loops(out):
    for i in [1, 2]:
        out.append(i)
        for j in [3]:
            out.append(j)
        else:
            out.append("else")
    out.append("end")
    while len(out) < 8:
        out.append("while")
        break
    for k in (4, 5):
        out.append(k)


for pair in (2, 4), (4, 2), (4, 7), (7, 2), (7, 4), (6, 9), (2, 12), (4, 12), (12, 4), (12, 2), (2, 7), (9, 12), (4, 6), (7, 1):
    run(loops, *pair)


def handlers(out):
    try:
        out.append("try")
        1 / 0
    except ValueError:
        out.append("ValueError")
    except ZeroDivisionError as e:
        out.append(type(e).__name__)
        out.append("more")
    except:
        out.append("bare")
        raise
    else:
        out.append("else")
    finally:
        out.append("finally")
        out.append(repr(sys.exception()))
    out.append("end")


for pair in ((2, 5), (2, 7), (2, 10), (2, 13), (2, 15), (2, 17), (7, 5), (7, 10), (7, 6), (7, 15), (7, 17), (7, 2), (4, 7),
             (4, 15), (15, 2), (15, 7), (16, 2), (16, 17), (17, 3), (17, 9), (1, 16), (6, 4)):
    run(handlers, *pair)


def cleanups(out):
    try:
        try:
            raise KeyError(1)
        finally:
            out.append("inner")
            try:
                raise ValueError(2)
            except ValueError:
                out.append("caught")
                out.append(repr(sys.exception()))
            out.append(repr(sys.exception()))
    except KeyError:
        out.append(repr(sys.exception()))
        for i in [1]:
            out.append("loop")
    out.append(repr(sys.exception()))


for pair in (5, 16), (9, 5), (9, 11), (9, 13), (9, 16), (10, 15), (13, 5), (13, 9), (15, 13), (15, 16), (11, 3), (16, 15), (5, 9):
    run(cleanups, *pair)


def contexts(out):
    with Manager(out, 1):
        out.append("first")
        with Manager(out, 2) as m:
            out.append("second")
        out.append("between")
    with Manager(out, 3), \
            Manager(out, 4):
        out.append("third")
    for i in [1]:
        with Manager(out, 5):
            out.append("fourth")
    out.append("end")


for pair in (2, 4), (4, 2), (4, 5), (4, 8), (4, 12), (8, 2), (8, 4), (2, 8), (8, 12), (11, 2), (11, 8), (11, 12), (12, 11), (1, 2), (2, 11), (2, 1), (8, 1):
    run(contexts, *pair)


def leaves(out):
    for i in [1, 2]:
        try:
            out.append(i)
            if i == 2:
                break
            continue
        finally:
            out.append("finally")
    try:
        return out.append("value")
    finally:
        out.append("after")


for pair in (3, 6), (3, 5), (6, 3), (8, 3), (3, 10), (10, 3), (12, 10):
    run(leaves, *pair)


def groups(out):
    try:
        raise ExceptionGroup("g", [ValueError(1), TypeError(2)])
    except* ValueError as e:
        out.append("ValueError")
        out.append(repr(e))
    except* TypeError:
        out.append("TypeError")
    else:
        out.append("else")
    out.append("end")


for pair in (2, 4), (4, 10), (4, 9), (5, 4), (10, 7), (2, 9), (9, 2), (10, 2):
    run(groups, *pair)


def patterns(out):
    match [1, 2]:
        case [1, x] if x > 5:
            out.append("first")
        case [1, x]:
            out.append("second")
        case _:
            out.append("third")
    out.append("end")


for pair in (1, 3), (1, 5), (5, 3), (5, 7), (2, 7), (2, 8), (8, 2), (4, 2), (8, 1):
    run(patterns, *pair)


async def awaits(out):
    async for i in numbers(2):
        out.append(i)
        async with Manager(out, 1):
            out.append("body")
    else:
        out.append("else")
    for j in [1]:
        out.append("plain")
    out.append("end")


for pair in (2, 4), (4, 2), (4, 6), (8, 4), (8, 2), (1, 2), (9, 2), (8, 9), (4, 1):
    run(awaits, *pair)


def generates(out):
    for i in [1, 2]:
        out.append(i)
        yield
        with Manager(out, 1):
            yield
    out.append("end")
    yield


for triple in (3, 6, "return"), (5, 6, "return"), (7, 2, "return"), (3, 6, "call"), (5, 3, "call"), (0, 3, "call"):
    run(generates, *triple)


def comprehensions(out):
    x = [i
         for i in [1, 2]
         if i]
    y = [(lambda: i)() for i in [3]]
    out.append((x, y))
    return out


for pair in (5, 4), (5, 1), (4, 5), (1, 5), (3, 5):
    run(comprehensions, *pair)
