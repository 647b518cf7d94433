# limit: memory=64M fuel=none deadline=30 recursion=1000 ; outcome: ok
# Changing containers while they are iterated: an error or a defined end, never a stale pointer.
from collections import OrderedDict, defaultdict, deque

for make in ("{i: i for i in range(10)}", "set(range(10))", "OrderedDict((i, i) for i in range(10))",
             "deque(range(10))", "defaultdict(int, {i: i for i in range(10)})", "list(range(10))",
             "bytearray(range(10))"):
    for change in ("c.clear()", "c.pop()", "c.popitem()", "c.update({99: 1})", "c.append(5)",
                   "c.extend([1] * 1000)", "c.add(99)", "c.__delitem__(0)", "c.__init__()",
                   "c.__setitem__(0, 7)", "c.remove(1)", "c.insert(0, 1)", "c.reverse()", "c.sort()",
                   "c.rotate(1)", "c.move_to_end(0)", "c.__imul__(2)", "c.__iadd__(c)"):
        for form in ("iter(c)", "iter(c.values())", "iter(c.items())", "reversed(c)", "enumerate(c)",
                     "zip(c, c)", "map(str, c)"):
            c = eval(make)
            try:
                it = eval(form)
                next(it)
                eval(change)
                for n, x in enumerate(it):
                    if n > 50:
                        break
            except (RuntimeError, TypeError, AttributeError, KeyError, IndexError, ValueError, StopIteration,
                    BufferError):
                pass
l = [1]
for x in l:
    if len(l) < 100000:
        l.append(x)
assert len(l) == 100000
