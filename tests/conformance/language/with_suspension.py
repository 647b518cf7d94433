# with and try blocks inside generators and loops: __exit__ sees GeneratorExit, thrown exceptions and
# StopIteration only where they pass.
import gc
class Trace:
    def __init__(self, name):
        self.name = name

    def __enter__(self):
        print("enter", self.name)
        return self

    def __exit__(self, kind, error, trace):
        print("exit", self.name, repr(error))


def gen():
    with Trace("outer"):
        with Trace("inner"):
            got = yield 1
            print("got", got)
        yield 2


print(list(gen()))
g = gen()
next(g)
g.close()
g = gen()
next(g)
print(g.send("hello"))
try:
    g.throw(KeyError("k"))
except KeyError as error:
    print("out", repr(error))
g = gen()
next(g)
del g
gc.collect()
print("dropped")


def loop():
    for i in range(3):
        with Trace(i):
            try:
                if i == 1:
                    raise ValueError(i)
                yield i
            except ValueError as error:
                yield f"caught {error}"


for value in loop():
    print("value", value)
    if value == "caught 1":
        break
print("end")


def swallow_close():
    try:
        yield 1
    except GeneratorExit:
        print("swallowed")
    print("returns normally")


s = swallow_close()
next(s)
print(s.close())
