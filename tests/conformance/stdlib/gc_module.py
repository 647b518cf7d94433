# gc: collect finds cycles, enable and disable, callbacks, get_objects-like queries, garbage stays
# empty, finalizer order.
import gc
import weakref

gc.collect()
log = []
class Node:
    def __init__(self, name): self.name = name
    def __del__(self): log.append(self.name)


a, b = Node("a"), Node("b"); a.other, b.other = b, a; wa = weakref.ref(a)
del a, b
print(log, wa() is not None); gc.collect(); print(sorted(log), wa())
log.clear(); n = Node("self"); n.me = n; del n; gc.collect(); print(log)
l = []; l.append(l); wl = Node("in list"); l.append(wl); del l, wl; log.clear(); gc.collect(); print(log)
d = {}; d["d"] = d; d["n"] = Node("in dict"); del d; log.clear(); gc.collect(); print(log)
def closure():
    node = Node("in closure")
    def f(): return node, f
    return f
f = closure(); del f; log.clear(); gc.collect(); print(log)
def gen():
    node = Node("in generator"); me = yield
    me2 = me
    yield node
g = gen(); next(g); g.send(g); del g; log.clear(); gc.collect(); print(log)
try: raise ValueError
except ValueError as e: e.self = e; e.node = Node("in exception")
log.clear(); gc.collect(); print(log)
class Meta(type): pass
C = Meta("C", (), {}); C.self = C; C.node = Node("in class"); wc = weakref.ref(C); del C; log.clear(); gc.collect(); print(log, wc())
t = ([],); t[0].append(t); t[0].append(Node("in tuple")); del t; log.clear(); gc.collect(); print(log)
m = Node("bound"); m.method = m.__init__; del m; log.clear(); gc.collect(); print(log)
print(gc.isenabled(), gc.disable(), gc.isenabled(), gc.enable(), gc.isenabled(), gc.garbage,
      type(gc.collect()).__name__, gc.is_tracked([]), gc.is_tracked(5), gc.is_tracked("a"))
kept = []
class Phoenix:
    def __init__(self): self.me = self
    def __del__(self): log.append("rising"); kept.append(self)
log.clear(); Phoenix(); gc.collect(); print(log, len(kept)); kept.clear(); gc.collect(); print(log)
order = []
x = Node("x"); x.self = x; r = weakref.ref(x,
                                           lambda r: order.append("callback")); del x; log.clear(); gc.collect(); print(log, order)
held = Node("held"); cyc = [held]; cyc.append(cyc); del cyc; log.clear(); gc.collect(); print(log, held.name)
for gen_no in (0, 1, 2): gc.collect(gen_no)
for bad in (3, -1, "x"):
    try: gc.collect(bad)
    except (ValueError, TypeError) as error: print(type(error).__name__, error)
big = [[] for _ in range(1000)]
for i, x in enumerate(big): x.append(big[i - 1])
w = Node("end of ring"); big[0].append(w); del big, x, w; log.clear(); gc.collect(); print(log)
print(gc.get_threshold().__class__.__name__, len(gc.get_count()), gc.get_referents([1, "a"]) == [1,
    "a"] or sorted(map(str, gc.get_referents([1, "a"]))))
