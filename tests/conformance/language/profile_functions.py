# sys.setprofile(): calls and returns of Python functions, and of native ones.
import sys
import threading


def profile(function, *args):
    def told(frame, event, argument):
        if event.startswith("c_"):
            argument = argument.__qualname__
        elif not isinstance(argument, (int, list)):
            argument = type(argument).__name__
        print(" ", frame.f_code.co_name, event, argument)

    print(function.__name__)
    sys.setprofile(told)
    try:
        function(*args)
    except Exception as error:
        sys.setprofile(None)
        print("raised", error)
    sys.setprofile(None)


def natives():
    len([])
    [].append(1)
    "a b".split(sep=" ")
    print(*[1], sep="")
    sorted([2, 1], key=lambda x: -x)
    int("3")
    try:
        len(1)
    except TypeError:
        pass
    str.upper("x")
    max(*(1, 2), key=abs)


def python(n):
    if n:
        python(n - 1)
    return [i for i in generate(n)]


def generate(n):
    for i in range(n):
        yield i


def failing():
    def inner():
        raise ValueError("inner")

    inner()


class Thing:
    def __init__(self):
        self.x = 1

    def __enter__(self):
        return self

    def __exit__(self, *exc):
        pass

    @property
    def p(self):
        return self.x


def objects():
    with Thing() as thing:
        thing.p


profile(natives)
profile(python, 1)
profile(failing)
profile(objects)


def bad(frame, event, argument):
    if event == "c_call":
        raise LookupError("no natives")


def uses():
    return len("abc")


sys.setprofile(bad)
try:
    uses()
except LookupError as error:
    print(error, sys.getprofile())

# Functions of threads.
threading.setprofile(lambda frame, event, argument: names.add(frame.f_code.co_name))
threading.settrace(lambda frame, event, argument: lines.append(frame.f_code.co_name) if frame.f_code.co_name == "work" else None)
names, lines = set(), []


def work():
    return 1


thread = threading.Thread(target=work)
thread.start()
thread.join()
threading.setprofile(None)
threading.settrace(None)
print("work" in names, lines, sys.getprofile(), sys.gettrace())
