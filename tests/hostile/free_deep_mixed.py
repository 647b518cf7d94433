# limit: memory=2G recursion=1000 ; outcome: ok
# Deep chains of every kind of owner are freed at once: lists, dicts, instances, closures, cells, methods,
# exceptions, iterators.
import functools
import gc


class Node:
    def __init__(self, n): self.n = n
    def m(self): pass


class Slot:
    __slots__ = ("n",)
    def __init__(self, n): self.n = n


def exception(x):
    e = ValueError(x)
    e.__cause__ = x if isinstance(x, BaseException) else None
    return e


N = 300000
for make in (lambda x: [x], lambda x: {"k": x}, Node, Slot, lambda x: (lambda: x), lambda x: Node(x).m,
             exception, lambda x: iter([x]), lambda x: {1: x}.values(), lambda x: functools.partial(print, x),
             lambda x: (y for y in [x]), lambda x: map(str, [x]), lambda x: zip([x]), lambda x: property(x),
             lambda x: slice(x), lambda x: frozenset([id(x)]) and [x, x], lambda x: Node([x])):
    x = None
    for _ in range(N):
        x = make(x)
    del x
    x = make(None)
    first = x
    for _ in range(1000):
        x = make(x)
    if isinstance(first, (list, Node)):
        (first.append if isinstance(first, list) else first.__dict__.setdefault)(*((x,) if isinstance(first,
            list) else ("cycle", x)))
    del x, first
gc.collect()
