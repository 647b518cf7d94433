# limit: memory=64M recursion=1000 ; outcome: ok
# Weak reference callbacks that change the containers being worked on.
import gc
import weakref


class C:
    pass


lst = [C() for _ in range(100)]
refs = [weakref.ref(c, lambda r: lst.clear()) for c in lst]
lst[10:90] = []
d = weakref.WeakValueDictionary()
objects = [C() for _ in range(50)]
for i, o in enumerate(objects):
    d[i] = o
for key in list(d):
    objects.pop()
    len(d)
k = weakref.WeakKeyDictionary()
objects = [C() for _ in range(50)]
for o in objects:
    k[o] = o.__class__
del o
for key in k:
    if objects:
        objects.pop()
s = weakref.WeakSet(C() for _ in range(10))
assert len(s) == 0
target = C()
chain = [weakref.ref(target, lambda r: chain.clear())]
chain += [weakref.ref(target, lambda r: chain.append(r)) for _ in range(20)]
del target
x = C()
x.self = x
r = weakref.ref(x, lambda r: gc.collect())
del x
gc.collect()
a = C()
p = weakref.proxy(a)
a.p = p
del a
try:
    p.p
except ReferenceError:
    pass
