# Jumps of debuggers (f_lineno): CPython goes from the middle of one expression into that of another, which then finds values of the wrong
# kind, or none, where it looks for its own; ouro refuses. It ends a loop whose line another loop inside it jumps to; ouro begins it anew.
import sys


def run(function, when, to):
    first, done = function.__code__.co_firstlineno, []

    def tracer(frame, event, argument):
        if frame.f_code is function.__code__ and event == "line" and frame.f_lineno == first + when and not done:
            done.append(when)
            try:
                frame.f_lineno = first + to
            except ValueError as error:
                print(error)
        return tracer

    sys.settrace(tracer)
    try:
        print(function())
    finally:
        sys.settrace(None)


def expressions():
    x = [len("a"),
         len("b")]
    y = [len("c"),
         len("d")]
    return x, y


def loops():
    out = []
    for i in 1, 2:
        for j in 3, 4:
            out.append((i, j))
    return out


run(expressions, 2, 4)
run(loops, 4, 2)
