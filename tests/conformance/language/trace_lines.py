# Where functions end, blocks are left and ways meet: the lines of events, which are those that co_lines() has at f_lasti.
import sys


def trace(function, *arguments, only=None, opcodes=False):
    code, events = function.__code__, []

    def tracer(frame, event, argument):
        if frame.f_code.co_filename != code.co_filename or frame.f_code.co_name in ("trace", "drive"):
            return None
        frame.f_trace_opcodes = opcodes
        place = None
        for start, end, line in frame.f_code.co_lines():
            if start <= frame.f_lasti < end:
                place = line
        if event != "opcode":
            name = "" if frame.f_code is code else frame.f_code.co_name + " "
            events.append(name + event[0] + str(frame.f_lineno - code.co_firstlineno))
        if place != frame.f_lineno:
            events.append(f"but {place}")
        return tracer

    sys.settrace(tracer)
    try:
        drive(function(*arguments))
    except Exception as error:
        events.append(repr(error))
    finally:
        sys.settrace(None)
    print(function.__name__, *events)


def drive(result):
    if hasattr(result, "send"):
        try:
            while True:
                result.send(None)
        except StopIteration:
            pass


def branches(a, b):
    if a == 1:
        if b == 1:
            x = 4
        elif b > 1:
            x = 6
    else:
        if b:
            x = 9


for a in 1, 2:
    for b in 0, 1, 2:
        trace(branches, a, b)


def ends(which):
    if which == 0:
        pass
    elif which == 1:
        for i in (): pass
    elif which == 2:
        while False:
            pass
    elif which == 3:
        try:
            pass
        except: pass
    elif which == 4:
        try:
            1 / 0
        except ZeroDivisionError:
            pass
    elif which == 5:
        with Manager():
            pass
    elif which == 6:
        match which:
            case 6:
                pass
    else:
        which


class Manager:
    def __enter__(self):
        self

    def __exit__(self, *_):
        return True


for n in range(8):
    trace(ends, n)
    trace(ends, n, opcodes=True)


def only_pass():
    pass


def only_name(x):
    x


def documented():
    "text"


def two_passes():
    pass
    pass


for function in only_pass, documented, two_passes:
    trace(function)
trace(only_name, 1)


def clauses():
    try:
        try:
            raise KeyError
        except ValueError:
            x = 5
        except:
            x = 7
            raise
        finally:
            if x:
                x = 11
    except KeyError as e:
        x = 13
    with Manager():
        raise ValueError
    try:
        raise ExceptionGroup("g", [OSError()])
    except* OSError:
        x = 19
    return (
        x)


trace(clauses)
trace(clauses, opcodes=True)


def uncaught(x):
    try:
        1 / x
    except ValueError:
        pass
    finally:
        x = 1


def cleaned(x):
    try:
        1 / x
    except ZeroDivisionError as e:
        [].x


trace(uncaught, 0)
trace(cleaned, 0)
trace(uncaught, 1)


def leaves(x):
    for i in [1, 2]:
        try:
            if x:
                return i
            if i == 2:
                break
        finally:
            if i:
                x = 10
    else:
        x = 12


trace(leaves, 0)
trace(leaves, 1)


def classes():
    @str
    class A:
        "text"
        if 1 < 2:
            x = 5
        else:
            x = 7

        def f(self):
            self.y = __class__


trace(classes)


class Counts:
    def __init__(self):
        self.n = 2

    def __iter__(self):
        return self

    def __next__(self):
        self.n -= 1
        if self.n:
            return self.n
        raise StopIteration(5)


def numbers():
    yield 1
    return 3


def iterates():
    for i in Counts():
        pass
    for i in numbers():
        pass
    return [i
            for i in (1, 2)
            if i]


trace(iterates)


async def steps():
    yield 1
    yield 2


async def awaits():
    async for i in steps():
        if i > 1:
            break
    async for i in steps():
        pass


trace(awaits)
