# Generators: laziness, send, return values, attributes, and what they refuse.
def g(n):
    print("start", end=" ")
    for i in range(n):
        got = yield i
        if got is not None:
            print("got", got, end=" ")
    return "done"


gen = g(3)
print(type(gen).__name__, gen.__name__, gen.__qualname__, gen.gi_running, gen.gi_suspended,
      gen.gi_frame is not None, gen.gi_yieldfrom)
print(next(gen), gen.send("x"), gen.gi_suspended, gen.__next__())
try:
    gen.send(None)
except StopIteration as stop:
    print(stop.value, stop.args)
print(gen.gi_frame, next(gen, "default"), list(gen), gen.gi_code.co_name)
try:
    g(1).send("early")
except TypeError as error:
    print(error)


def reenter():
    yield next(me)


me = reenter()
try:
    next(me)
except ValueError as error:
    print(error)


def infinite():
    n = 0
    while True:
        n += 1
        yield n


it = infinite()
print([next(it) for _ in range(3)], [x for x, _ in zip(it, range(3))], next(it))


def empty():
    return
    yield


def only_return():
    return 5
    yield


print(list(empty()), list(only_return()), iter(it) is it)


def yields_expressions():
    x = yield
    y = yield x, 1
    z = (yield) or (yield y)
    print([(yield 1), (yield 2)], {"k": (yield 3)}, f"{(yield 4)}")
    return x, y, z


e = yields_expressions()
out = [next(e)]
try:
    while True:
        out.append(e.send(len(out) % 3))
except StopIteration as stop:
    print(out, stop.value)


def stop_inside():
    yield 1
    raise StopIteration("leaked")


try:
    list(stop_inside())
except RuntimeError as error:
    print(error, repr(error.__cause__))


def next_leak():
    yield next(iter([]))


try:
    list(next_leak())
except RuntimeError as error:
    print(error)
print((lambda: [(yield 1)])().send(None))


def permutations(items):
    if not items:
        yield []
    for i, x in enumerate(items):
        for rest in permutations(items[:i] + items[i + 1:]):
            yield [x, *rest]


print(["".join(p) for p in permutations("abc")])


def primes():
    found = []
    n = 2
    while True:
        if all(n % p for p in found):
            found.append(n)
            yield n
        n += 1


print([p for p, _ in zip(primes(), range(15))])


def f():
    a = yield
    print("a", a)


x = f()
x.send(None)
try:
    x.send(1)
except StopIteration as stop:
    print(repr(stop), stop.value)
try:
    next(x)
except StopIteration as stop:
    print(repr(stop))
gen.__name__ = "renamed"
print(gen.__name__, repr(gen).split(" at ")[0])
