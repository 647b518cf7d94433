# Small algorithms that lean on the core: sorting, searching, graphs, dynamic programming, sieve,
# queens, big integers.
from functools import lru_cache


def quicksort(items):
    if len(items) < 2:
        return items
    pivot, *rest = items
    return quicksort([x for x in rest if x < pivot]) + [pivot] + quicksort([x for x in rest if x >= pivot])


def merge_sort(items):
    if len(items) <= 1:
        return items
    half = len(items) // 2
    left, right, out = merge_sort(items[:half]), merge_sort(items[half:]), []
    while left and right:
        out.append((left if left[0] <= right[0] else right).pop(0))
    return out + left + right


def heap_sort(items):
    items = items[:]

    def sift(root, end):
        while (child := 2 * root + 1) < end:
            if child + 1 < end and items[child] < items[child + 1]:
                child += 1
            if items[root] >= items[child]:
                break
            items[root], items[child] = items[child], items[root]
            root = child
    for i in range(len(items) // 2 - 1, -1, -1):
        sift(i, len(items))
    for end in range(len(items) - 1, 0, -1):
        items[0], items[end] = items[end], items[0]
        sift(0, end)
    return items


seed = 12345


def pseudo_random():
    global seed
    seed = (seed * 1103515245 + 12345) % 2 ** 31
    return seed


data = [pseudo_random() % 1000 for _ in range(200)]
print(quicksort(data) == merge_sort(data) == heap_sort(data) == sorted(data), sorted(data)[:5],
      sorted(data)[-5:])


def sieve(n):
    flags = bytearray([1]) * (n + 1)
    flags[0:2] = b"\0\0"
    for i in range(2, int(n ** 0.5) + 1):
        if flags[i]:
            flags[i * i::i] = bytes(len(range(i * i, n + 1, i)))
    return [i for i, f in enumerate(flags) if f]


print(sieve(60), len(sieve(10000)))


def queens(n, row=0, columns=frozenset(), rising=frozenset(), falling=frozenset()):
    if row == n:
        yield ()
    for c in range(n):
        if c not in columns and row + c not in rising and row - c not in falling:
            for rest in queens(n, row + 1, columns | {c}, rising | {row + c}, falling | {row - c}):
                yield (c, *rest)


print(next(queens(8)), sum(1 for _ in queens(6)))


@lru_cache(maxsize=None)
def edit_distance(a, b):
    if not a or not b:
        return len(a) + len(b)
    return min(edit_distance(a[1:], b) + 1, edit_distance(a, b[1:]) + 1,
               edit_distance(a[1:], b[1:]) + (a[0] != b[0]))


print(edit_distance("kitten", "sitting"), edit_distance("intention", "execution"))
graph = {"A": {"B": 7, "C": 9, "F": 14}, "B": {"C": 10, "D": 15}, "C": {"D": 11, "F": 2}, "D": {"E": 6},
         "F": {"E": 9}, "E": {}}


def shortest(start):
    done, open_ = {}, {start: (0, None)}
    while open_:
        node = min(open_, key=lambda n: open_[n][0])
        cost, via = done[node] = open_.pop(node)
        for other, weight in graph[node].items():
            if other not in done and cost + weight < open_.get(other, (float("inf"),))[0]:
                open_[other] = cost + weight, node
    return done


print(shortest("A"))


def topological(deps):
    seen, order = {}, []

    def visit(node):
        match seen.get(node):
            case "open": raise ValueError(f"cycle at {node}")
            case "done": return
        seen[node] = "open"
        for d in deps.get(node, ()):
            visit(d)
        seen[node] = "done"
        order.append(node)
    for node in deps:
        visit(node)
    return order


print(topological({"app": ["lib", "net"], "lib": ["base"], "net": ["base", "lib"]}))
try:
    topological({"a": ["b"], "b": ["c"], "c": ["a"]})
except ValueError as error:
    print(error)


def hanoi(n, a="A", b="B", c="C"):
    return [] if n == 0 else hanoi(n - 1, a, c, b) + [a + c] + hanoi(n - 1, b, a, c)


def collatz(n):
    while n != 1:
        yield n
        n = n // 2 if n % 2 == 0 else 3 * n + 1
    yield 1


def life(cells):
    near = {}
    for x, y in cells:
        for dx in (-1, 0, 1):
            for dy in (-1, 0, 1):
                if dx or dy:
                    near[x + dx, y + dy] = near.get((x + dx, y + dy), 0) + 1
    return {cell for cell, n in near.items() if n == 3 or n == 2 and cell in cells}


glider = {(1, 0), (2, 1), (0, 2), (1, 2), (2, 2)}
for _ in range(8):
    glider = life(glider)
print(len(hanoi(6)), hanoi(3), max(collatz(27)), len(list(collatz(27))), sorted(glider))


def pi_digits(n):
    q, r, t, k, m, x = 1, 0, 1, 1, 3, 3
    out = []
    while len(out) < n:
        if 4 * q + r - t < m * t:
            out.append(m)
            q, r, m = 10 * q, 10 * (r - m * t), 10 * (3 * q + r) // t - 10 * m
        else:
            q, r, t, k, m, x = q * k, (2 * q + r) * x, t * x, k + 1, (q * (7 * k + 2) + r * x) // (t * x), x + 2
    return "".join(map(str, out))


print(pi_digits(60))


def gcd(a, b): return gcd(b, a % b) if b else a
def fib(n): return fib_pair(n)[0]
def fib_pair(n):
    if n == 0:
        return 0, 1
    a, b = fib_pair(n // 2)
    c, d = a * (2 * b - a), a * a + b * b
    return (d, c + d) if n % 2 else (c, d)


print(gcd(2 ** 100 * 3, 6 ** 50) == 2 ** 51 * 3 or gcd(2 ** 100 * 3, 6 ** 50), fib(300), str(fib(5000))[-20:])
words = "the quick brown fox jumps over the lazy dog the fox".split()
count = {}
for w in words:
    count[w] = count.get(w, 0) + 1
print(sorted(count.items(), key=lambda kv: (-kv[1], kv[0]))[:4],
      {len(w): sorted({v for v in words if len(v) == len(w)}) for w in words})
