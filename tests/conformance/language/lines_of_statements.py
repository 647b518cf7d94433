# Which lines a trace function is told of statements that need no code: names alone, docstrings, declarations, what stands in brackets over
# several lines; and the lines that co_lines() has.
import sys


count = 2.5


def same(f):
    return f


def names(x=1):
    if x:
        x
    x
    (x)
    1
    "text"
    x, x
    return


def documented():
    "doc"


def declares():
    a: int


@same
def decorated():
    "doc"


def declares_after():
    print(end="")
    global unused
    a: int


def brackets():
    (
        print
    )


def called():
    (
        int()
    )


def loops():
    for i in (1, 2):
        i
    while i < 2:
        i


def stores():
    (
        same.
        a
    ) = (
        told
    )


def stores_name():
    x = (
        told
    )


def adds():
    same.a = 1.5
    (
        same.
        a
    ) += (
        count
    )


def one_line(): pass


def deleted():
    x = 1
    x
    del x


def generates(x=3):
    x
    yield x
    x


def told(f):
    seen = []

    def trace(frame, event, arg):
        if frame.f_code is f.__code__:
            seen.append((event, frame.f_lineno - f.__code__.co_firstlineno))
        return trace

    sys.settrace(trace)
    list(f() or ())
    sys.settrace(None)
    return seen, sorted({line - f.__code__.co_firstlineno for _, _, line in f.__code__.co_lines() if line})


for function in (names, documented, declares, decorated, declares_after, brackets, called, loops, stores, stores_name, adds, one_line, deleted, generates):
    print(function.__name__, *told(function))
