# sys.set_asyncgen_hooks: firstiter when iteration first starts, finalizer when an unfinished one is dropped.
import sys

print(sys.get_asyncgen_hooks())


async def agen(name):
    try:
        yield 1
        yield 2
    finally:
        print(name, "finally", end="; ")


def drive(coro):
    try:
        while True:
            coro.send(None)
    except StopIteration as stop:
        return stop.value


def first(g):
    print("first", g.__name__, end="; ")


def final(g):
    print("final", g.__name__, end="; ")
    drive(g.aclose())


sys.set_asyncgen_hooks(firstiter=first, finalizer=final)
hooks = sys.get_asyncgen_hooks()
print(hooks.firstiter is first, hooks.finalizer is final, len(hooks))


async def partial():
    g = agen("partial")
    async for x in g:
        print(x, end="; ")
        break
    print("dropping", end="; ")
    del g
    print("dropped", end="; ")


drive(partial())
print()


async def complete():
    return [x async for x in agen("complete")]


print(drive(complete()))


async def manual():
    g = agen("manual")
    print(await anext(g), end="; ")
    print(await anext(g), end="; ")
    await g.aclose()


drive(manual())
print()
never = agen("never started")
del never
made = agen("made")
step = made.asend(None)
print("asend made", end="; ")
step.close()
del made, step
print()
sys.set_asyncgen_hooks(None, None)
print(sys.get_asyncgen_hooks())
for bad in ({"firstiter": 5}, {"finalizer": "x"}, {"other": None}):
    try:
        sys.set_asyncgen_hooks(**bad)
    except TypeError as error:
        print(error)
