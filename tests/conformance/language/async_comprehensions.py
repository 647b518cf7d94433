# async for in list, set, dict comprehensions and generator expressions, awaits inside them, nesting.
def drive(coro):
    try:
        while True:
            coro.send(None)
    except StopIteration as stop:
        return stop.value


async def agen(*items):
    for item in items:
        yield item


async def double(x):
    return x * 2


async def main():
    a = [x async for x in agen(1, 2, 3)]
    b = {x % 2 async for x in agen(1, 2, 3)}
    c = {k: v async for k, v in agen(("a", 1), ("b", 2))}
    d = [await double(x) for x in range(3)]
    e = [await double(x) async for x in agen(1, 2) if await double(x) > 2]
    f = [(x, y) async for x in agen(1, 2) for y in range(2)]
    g = [(x, y) for x in range(2) async for y in agen("p", "q")]
    h = [[y async for y in agen(x, x)] for x in range(2)]
    i = [[y for y in range(x)] async for x in agen(1, 2)]
    gen = (await double(x) for x in range(3))
    j = type(gen).__name__, [x async for x in gen]
    gen = (x async for x in agen(7, 8) if x > 7)
    k = type(gen).__name__, [x async for x in gen]
    l = [x for x in [y async for y in agen(3, 1, 2)]]
    m = {await double(k): await double(v) for k, v in [(1, 2)]}
    n = sorted([x async for x in agen(2, 1)])
    outer = 10
    o = [outer + x async for x in agen(1)]
    p = [last async for last in agen(1)] + [(w := x) async for x in agen(5)], w
    try:
        q = [x async for x in agen(1) if 1 / (x - 1)]
    except ZeroDivisionError as error:
        q = str(error)
    return a, sorted(b), c, d, e, f, g, h, i, j, k, l, m, n, o, p, q


for value in drive(main()):
    print(value)


async def lazy():
    def trace(x):
        print("now", x, end="; ")
        return x
    g = (trace(x) async for x in agen(1, 2))
    print("made", end="; ")
    print(await anext(g), await g.__anext__(), await anext(g, "default"))
    try:
        await anext(g)
    except StopAsyncIteration as error:
        print(repr(error))
    try:
        (x async for x in [1])
    except TypeError as error:
        print(error)
    try:
        [x async for x in [1]]
    except TypeError as error:
        print(error)
    try:
        [x for x in agen(1)]
    except TypeError as error:
        print(error)
    try:
        list(x async for x in agen(1))
    except TypeError as error:
        print(error)
    g = aiter(agen(1))
    print(await anext(g), aiter(g) is g)


drive(lazy())
for bad in (lambda: aiter([]), lambda: anext([])):
    try:
        bad()
    except TypeError as error:
        print(error)
