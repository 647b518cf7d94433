# gc: thresholds, counts and callbacks.
import gc

print(gc.get_threshold(), [type(n).__name__ for n in gc.get_count()])
for arguments in ((500,), (600, 5), (700, 6, 7)):
    print(gc.set_threshold(*arguments), gc.get_threshold()[:2])
for arguments in (("x",), (1.5,)):
    try:
        gc.set_threshold(*arguments)
    except TypeError as error:
        print(error)
seen = []


def callback(phase, info):
    seen.append((phase, info["generation"], sorted(info)))


gc.callbacks.append(callback)
gc.collect()
gc.collect(0)
print(seen)
seen.clear()


class Node:
    pass


def ring(n):
    nodes = [Node() for _ in range(n)]
    for node, other in zip(nodes, nodes[1:] + nodes[:1]):
        node.next = other


found = []
gc.callbacks[:] = [lambda phase, info: found.append(info["collected"]) if phase == "stop" else None]
ring(10)
gc.collect()
print(len(found), found[0] >= 10)
gc.callbacks.clear()
gc.set_threshold(0)
gc.callbacks.append(callback)
for _ in range(200):
    ring(300)
print(seen)
gc.set_threshold(10)
for _ in range(300):
    ring(100)
print(len(seen) > 0, {phase for phase, _, _ in seen} == {"start", "stop"})
gc.callbacks.remove(callback)
print(gc.isenabled(), gc.callbacks)
