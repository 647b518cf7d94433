# PEP 380: yield from delegates next, send, throw and close to a generator or to any iterator, and its
# value is what the generator returned.
def inner(name):
    print(f"[{name}", end=" ")
    try:
        while True:
            got = yield name
            if got == "stop":
                return f"{name} returned"
            print("got", got, end=" ")
    except ValueError as error:
        print("inner caught", repr(error), end=" ")
        yield "recovered"
        return "after error"
    finally:
        print(f"{name}]", end=" ")


def outer():
    result = yield from inner("A")
    print("result", result, end=" ")
    result = yield from inner("B")
    return result


o = outer()
print(next(o), o.send(1), o.gi_yieldfrom.__name__)
print(o.send("stop"))
print(o.throw(ValueError("v")))
try:
    next(o)
except StopIteration as stop:
    print(stop.value)
o = outer()
next(o)
o.close()
print("closed")


def plain():
    yield from [1, 2]
    yield from "ab"
    yield from {"k": 1}
    yield from range(2)
    value = yield from ()
    yield value


print(list(plain()))


def send_to_list():
    yield from [1, 2]


s = send_to_list()
next(s)
try:
    s.send("x")
except AttributeError as error:
    print(error)
s = send_to_list()
next(s)
try:
    s.throw(KeyError("to list"))
except KeyError as error:
    print(repr(error))


class Iterator:
    def __init__(self):
        self.n = 0

    def __iter__(self):
        return self

    def __next__(self):
        self.n += 1
        if self.n > 2:
            raise StopIteration("iterator's value")
        return self.n

    def send(self, value):
        print("send", value, end=" ")
        return next(self)

    def throw(self, *args):
        print("throw", args, end=" ")
        return "thrown"

    def close(self):
        print("close", end=" ")


def delegate():
    print((yield from Iterator()))
    yield "end"


print(list(delegate()))
d = delegate()
print(next(d), d.send("v"), d.throw(ValueError("w")))
d.close()
print()


def chain(depth):
    if depth == 0:
        got = yield "deep"
        return got
    return (yield from chain(depth - 1)) + 1


c = chain(300)
print(next(c))
try:
    c.send(0)
except StopIteration as stop:
    print(stop.value)
for bad in (5, None, object()):
    def from_bad():
        yield from bad
    try:
        next(from_bad())
    except TypeError as error:
        print(error)


def raises():
    yield 1
    raise KeyError("sub")


def catches():
    try:
        yield from raises()
    except KeyError as error:
        yield f"caught {error}"


print(list(catches()))


def no_close():
    yield from iter([1, 2])


n = no_close()
next(n)
n.close()
shared = iter(range(4))


def two():
    yield next(shared)
    yield from shared


print(list(two()), list(shared))


def tree(t):
    if t:
        left, value, right = t
        yield from tree(left)
        yield value
        yield from tree(right)


print(list(tree((((), 1, ()), 2, ((), 3, ((), 4, ()))))))
