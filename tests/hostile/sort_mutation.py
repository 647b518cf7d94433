# limit: memory=64M recursion=1000 ; outcome: ok
# Sorting a list that its own key function or comparison changes.
l = [3, 1, 2]


def clearing(x):
    l.clear()
    return x


try:
    l.sort(key=clearing)
except ValueError:
    pass


class Grows:
    def __init__(self, n): self.n = n

    def __lt__(self, other):
        items.append(Grows(0))
        return self.n < other.n


items = [Grows(n) for n in (5, 2, 9, 1)]
try:
    items.sort()
except ValueError:
    pass
else:
    raise AssertionError
for change in (lambda: data.append(1), lambda: data.clear(), lambda: data.extend([1] * 100),
               lambda: data.__setitem__(slice(None), [9]), lambda: data.sort(), lambda: data.reverse(),
               lambda: data.pop() if data else None):
    data = list(range(50))
    try:
        data.sort(key=lambda x: (change(), -x)[1])
    except ValueError:
        pass


class Liar:
    def __lt__(self, other): return True


sorted([Liar() for _ in range(500)])
sorted([Liar() for _ in range(500)], reverse=True)


class Random:
    state = 1
    def __lt__(self, other):
        Random.state = Random.state * 1103515245 + 12345 & 0x7fffffff
        return bool(Random.state >> 16 & 1)


sorted([Random() for _ in range(3000)])
