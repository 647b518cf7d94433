# limit: memory=64M recursion=1000 ; outcome: ok
# itertools objects re-entered from the callbacks and iterators they run.
import itertools


class Key:
    def __init__(self, n): self.n = n
    def __eq__(self, other):
        for _ in range(3):
            next(g, None)
        return self.n == other.n
    __hash__ = None


g = itertools.groupby([Key(i // 3) for i in range(30)])
try:
    for k, group in g:
        for x in group:
            pass
except (RuntimeError, ValueError):
    pass


class Source:
    def __init__(self): self.n = 0
    def __iter__(self): return self
    def __next__(self):
        self.n += 1
        if self.n > 20:
            raise StopIteration
        try:
            next(target, None)
        except (RuntimeError, ValueError):
            pass
        return self.n


for make in (lambda s: itertools.chain(s, s), lambda s: itertools.cycle(s), lambda s: itertools.accumulate(s),
             lambda s: itertools.islice(s, 10), lambda s: itertools.pairwise(s),
             lambda s: itertools.batched(s, 3), lambda s: itertools.takewhile(lambda x: True, s),
             lambda s: itertools.zip_longest(s, s), lambda s: zip(s, s),
             lambda s: map(lambda x: next(target, x), s), lambda s: filter(lambda x: next(target, x), s),
             lambda s: enumerate(s), lambda s: itertools.tee(s)[0], lambda s: itertools.groupby(s),
             lambda s: itertools.starmap(max, ((x, 0) for x in s)), lambda s: itertools.compress(s, s),
             lambda s: itertools.dropwhile(lambda x: next(target, x) and False, s), lambda s: (x for x in s),
             lambda s: itertools.filterfalse(lambda x: next(target, 0) is None, s)):
    target = iter(())
    target = make(Source())
    try:
        for n, x in enumerate(target):
            if n > 40:
                break
    except (RuntimeError, ValueError, TypeError):
        pass
