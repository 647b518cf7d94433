# limit: memory=256M fuel=none deadline=60 recursion=1000 ; outcome: ok
# Trace functions that raise anywhere, recurse, switch themselves on and off, and hold on to frames, generators and all they know.
import gc
import sys


def work(n):
    values = [str(i) +
              "x" for i in range(n)]
    try:
        with memoryview(b"abc") as view:
            values.append(view[0])
            values[100]
    except IndexError as error:
        values.append(
            error)
    finally:
        n += 1
    for value in values:
        yield value
    return [*values,
            n]


def delegate(n):
    return (yield from work(n))


def all_of(n):
    return list(delegate(n))


class Stop(Exception):
    pass


# At every event in turn an exception.
for profiles in False, True:
    set_function = sys.setprofile if profiles else sys.settrace
    for at in range(200):
        seen = 0

        def tracer(frame, event, argument):
            global seen
            seen += 1
            if seen > at:
                raise Stop
            return tracer

        set_function(tracer)
        try:
            all_of(3)
        except Stop:
            pass
        try:
            set_function(None)
        except Stop:
            pass


# On and off again, in the frame itself and below it.
def toggles():
    for i in range(20_000):
        sys.settrace(lambda *a: None)
        sys.settrace(None)


toggles()


def deep(n):
    sys.settrace(endless if n & 1 else None)
    return deep(n - 1) if n else 0


def endless(frame, event, argument):
    return endless


deep(300)
sys.settrace(None)


# A trace function that traces itself does not recurse; one that calls itself ends as any function.
def recursive(frame, event, argument):
    return recursive(frame, event, argument)


sys.settrace(recursive)
try:
    all_of(1)
except RecursionError:
    pass
sys.settrace(None)


# Frames that hold their trace function, which holds the frames.
class Keeper:
    def __init__(self):
        self.frames = []

    def __call__(self, frame, event, argument):
        self.frames.append(frame)
        frame.f_locals["extra"] = self
        return self


for i in range(50):
    keeper = Keeper()
    g = delegate(5)
    sys.settrace(keeper)
    next(g)
    next(g)
    sys.settrace(None)
    del g, keeper
    if i % 10 == 0:
        gc.collect()
gc.collect()
left = sum(isinstance(each, Keeper) for each in gc.get_objects())
assert left == 0, left


# The trace function goes while it runs.
def leaves(frame, event, argument):
    sys.settrace(None)
    frame.f_trace = None
    frame.f_trace_lines = False
    del frame.f_trace
    return leaves


for i in range(100):
    sys.settrace(leaves)
    all_of(2)
