# limit: memory=128M recursion=1000 ; outcome: ok
# __del__ that resurrects, raises, recurses, allocates, drops others, or runs while the collector works.
import gc
import sys

reports = []
sys.unraisablehook = lambda u: reports.append(u.exc_type)
kept = []


class Phoenix:
    def __del__(self): kept.append(self)


class Raises:
    def __del__(self): raise KeyError


class Spawns:
    def __init__(self, n): self.n = n
    def __del__(self):
        if self.n:
            Spawns(self.n - 1)


class Collects:
    def __init__(self): self.me = self
    def __del__(self): gc.collect()


class Clears:
    def __init__(self, target): self.target = target
    def __del__(self): self.target.clear()


Phoenix()
assert len(kept) == 1
kept.clear()
Raises()
assert reports == [KeyError]
try:
    Spawns(5000)
except RecursionError:
    pass
for _ in range(10):
    Collects()
gc.collect()
l = []
l.extend(Clears(l) for _ in range(100))
l.pop()
del l
d = {}
for i in range(50):
    d[i] = Clears(d)
d[0] = None
del d
for _ in range(1000):
    x = Phoenix()
    x.cycle = x
del x
gc.collect()
kept.clear()
gc.collect()


class Sets:
    def __del__(self): holder.attr = Sets() if len(kept) < 50 and not kept.append(1) else None


class Holder: pass


holder = Holder()
holder.attr = Sets()
holder.attr = None
def deep(n): return Raises() if n == 0 else deep(n - 1)
deep(100)
