# f_lineno can be set while a trace function is told of a line: the frame goes on there. And when it can't be.
import sys


def jump(function, when, to, event="line"):
    first = function.__code__.co_firstlineno
    done = False

    def tracer(frame, what, argument):
        nonlocal done
        if frame.f_code is not function.__code__:
            return None
        if not done and what == event and frame.f_lineno == first + when:
            done = True
            try:
                frame.f_lineno = to if isinstance(to, str) else first + to
            except (ValueError, AttributeError) as error:
                out.append(str(error))
        return tracer

    out = []
    sys.settrace(tracer)
    try:
        function(out)
    finally:
        sys.settrace(None)
    print(function.__name__, when, to, out)


def plain(out):
    out.append(1)
    out.append(2)
    out.append(3)
    while len(out) < 6:
        out.append(5)
    if out:
        out.append(7)
    else:
        out.append(9)
    try:
        out.append(11)
    finally:
        out.append(13)
    pass
    out.append(15)


jump(plain, 1, 3)
jump(plain, 3, 1)
jump(plain, 2, 9)
jump(plain, 7, 9)
jump(plain, 3, 11)
jump(plain, 11, 15)
jump(plain, 15, 14)
jump(plain, 5, 15)
jump(plain, 1, 100)
jump(plain, 1, -10)
jump(plain, 1, "x")
jump(plain, 0, 3, "call")
jump(plain, 15, 3, "return")

try:
    sys._getframe().f_lineno = 1
except ValueError as error:
    print(error)
try:
    del sys._getframe().f_lineno
except AttributeError as error:
    print(error)


# The lines of code objects: of the definition, and of statements without instructions.
def lines(x):
    "docstring"
    if x:
        pass
    try:
        x = 1
    except ValueError:
        pass
    while True:
        break


first = lines.__code__.co_firstlineno
print(sorted({line - first for _, _, line in lines.__code__.co_lines() if line}))
