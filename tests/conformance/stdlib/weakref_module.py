# weakref: ref, callbacks, proxy, WeakValueDictionary, WeakKeyDictionary, WeakSet, finalize, WeakMethod.
import gc
import weakref


class C:
    def __init__(self, n=0): self.n = n
    def m(self): return ("m", self.n)
    def __repr__(self): return f"C{self.n}"


o = C(1); r = weakref.ref(o)
print(r() is o, r is weakref.ref(o), r == weakref.ref(o), hash(r) == hash(o), weakref.getweakrefcount(o),
      weakref.getweakrefs(o) == [r], r.__callback__, type(r).__name__, weakref.ref.__name__)
log = []
cb = weakref.ref(o, lambda ref: log.append(("dead", ref is cb, ref())))
cb2 = weakref.ref(o, lambda ref: log.append("second"))
del o; print(r(), log, r == weakref.ref(C()), "dead" in repr(r))
a, b = C(1), C(1); ra, rb = weakref.ref(a), weakref.ref(b); print(ra == rb, ra != rb, {ra: 1}[weakref.ref(a)])
p = weakref.proxy(a); p.n = 5; print(a.n, p.m(), repr(p)[:2], type(p).__name__, p == p, isinstance(p, C),
                                     callable(weakref.proxy(lambda: 0)), str(p))
del a
for action in (lambda: p.n, lambda: p.m(), lambda: setattr(p, "n", 1), lambda: bool(p),
               lambda: weakref.ref(5), lambda: weakref.ref([]), lambda: weakref.ref("s"),
               lambda: weakref.ref(None), lambda: weakref.proxy(5), lambda: weakref.ref(),
               lambda: hash(weakref.ref(C())), lambda: weakref.ref(C, 1, 2), lambda: hash(p)):
    try: print(action())
    except (ReferenceError, TypeError) as error: print(type(error).__name__, error)
for x in (C, len, lambda: 0, C().m, {1}, frozenset(), (i for i in ()), type, iter, weakref, ValueError()):
    try: weakref.ref(x); print(type(x).__name__, "ok", end="; ")
    except TypeError as error: print(error, end="; ")
print()
d = weakref.WeakValueDictionary(); x, y = C("x"), C("y"); d["x"], d["y"] = x, y
print(sorted(d), d["x"], len(d), "x" in d, list(d.values()), d.get("z"), d.pop("y"),
      dict(d)); del x; print(len(d), "x" in d, list(d.items()))
k = weakref.WeakKeyDictionary(); x = C("k"); k[x] = "value"; print(k[x], len(k), x in k, list(k.values()),
    [kk.n for kk in k]); del x; print(len(k))
s = weakref.WeakSet(); x, y = C(1), C(2); s.add(x); s.add(y); s.add(x); print(len(s), x in s,
    sorted(i.n for i in s)); del x; print(len(s)); s.discard(y); print(len(s), bool(s))
f = C("final"); fin = weakref.finalize(f, print, "finalized", 1, sep="-"); print(fin.alive, fin.peek()[1:3],
    fin.atexit); del f; print(fin.alive, fin(), fin.peek())
g = C("g"); fin = weakref.finalize(g, lambda: "called by hand"); print(fin(), fin(),
    fin.alive); fin2 = weakref.finalize(g, print, "never"); print(fin2.detach()[2:], fin2.alive); del g
m = C("m"); wm = weakref.WeakMethod(m.m); print(wm()(), wm() == m.m,
                                                weakref.ref(m.m)() is None); del m; print(wm())
class Node:
    def __init__(self, parent=None): self.parent = parent and weakref.ref(parent); self.children = []
root = Node(); root.children.append(Node(root)); child = root.children[0]; print(child.parent() is root); del root; print(child.parent())
c1 = C("cycle"); c1.me = c1; rc = weakref.ref(c1,
                                              lambda r: log.append("collected")); del c1; print(rc() is not None); gc.collect(); print(rc(), log[-1])
class Sub(weakref.ref):
    def __new__(cls, o, cb=None, tag=""): self = super().__new__(cls, o, cb); self.tag = tag; return self
    def __init__(self, o, cb=None, tag=""): super().__init__(o, cb)
z = C("z"); sub = Sub(z, tag="t"); print(sub().n, sub.tag, sub == weakref.ref(z), sub is Sub(z))
weakref.finalize(C, print, "class never dies").detach()
at_end = C("at exit"); weakref.finalize(at_end, print, "finalize runs at exit")
