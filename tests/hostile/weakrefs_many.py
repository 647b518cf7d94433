# limit: memory=256M deadline=20 recursion=1000 ; outcome: ok
# A hundred thousand weak references with callbacks: to one object, and to as many that die in one cycle. Neither is quadratic.
import gc
import weakref


class Node: pass


calls = []
one = Node()
many = [weakref.ref(one, calls.append) for _ in range(100000)]
plain = weakref.ref(one)
assert weakref.ref(one) is plain and weakref.getweakrefcount(one) == 100001
del many[::2]
assert weakref.getweakrefcount(one) == 50001
del one
assert len(calls) == 50000 and calls[0] is many[-1] and plain() is None
calls.clear()
nodes = [Node() for _ in range(100000)]
for a, b in zip(nodes, nodes[1:] + nodes[:1]):
    a.next = b
    a.inside = weakref.ref(b, calls.append)
outside = [weakref.ref(node, calls.append) for node in nodes]
del nodes, a, b
gc.collect()
assert len(calls) == 100000 and set(map(id, calls)) == set(map(id, outside))
