# Nested containers changed, compared, copied and printed; aliasing between them; building by
# setdefault and comprehension.
grid = [[0] * 3 for _ in range(3)]
alias = [[0] * 3] * 3
grid[1][1] = alias[1][1] = 5
print(grid, alias, [row[:] for row in grid] == grid, [row is alias[0] for row in alias])
table = {}
for word in "one two three four five six seven".split():
    table.setdefault(len(word), {}).setdefault(word[0], []).append(word)
print(table, {k: {kk: len(vv) for kk, vv in v.items()} for k, v in table.items()},
      sorted(table[3]["t"] + table[5]["t"]))
tree = {"v": 1, "kids": [{"v": 2, "kids": []}, {"v": 3, "kids": [{"v": 4, "kids": []}]}]}


def walk(t, depth=0):
    yield depth, t["v"]
    for k in t["kids"]:
        yield from walk(k, depth + 1)


print(list(walk(tree)), sum(v for _, v in walk(tree)), max(d for d, _ in walk(tree)))
matrix = [[1, 2, 3], [4, 5, 6]]
print(list(zip(*matrix)), [list(r) for r in zip(*matrix[::-1])],
      [[row[i] for row in matrix] for i in range(3)], sum(map(sum, matrix)),
      [x for row in matrix for x in row], {(i, j): x for i, row in enumerate(matrix) for j,
                                           x in enumerate(row)}, max(matrix, key=sum),
      sorted(matrix, key=lambda r: -r[0]), [a + b for a, b in zip(*matrix)])
sets = {frozenset("ab"): 1, frozenset("c"): 2}
sets[frozenset("ba")] += 10
print(sorted((sorted(k), v) for k, v in sets.items()), {frozenset({1}), frozenset({1})},
      {(1, frozenset([2])): [3]}[1, frozenset([2])])
a = {"x": [1, {"y": (2, [3])}]}
b = {"x": [1, {"y": (2, [3])}]}
print(a == b, a is b, a["x"][1]["y"][1] is b["x"][1]["y"][1])
b["x"][1]["y"][1].append(4)
print(a == b, a, b, [a, b].index(b), b in [a, b], [a] != [b])
shared = []
outer = {"l": shared, "t": (shared, shared), "n": [shared, [shared]]}
shared.append("seen everywhere")
print(outer, outer["t"][0] is outer["n"][1][0])

try:
    outer["t"][0] += ["appended, then refused"]
except TypeError as error:
    print(error, shared)
queue, seen = [(0, 0)], {(0, 0): None}
walls = {(1, 0), (1, 1), (1, 2), (3, 1), (3, 2), (3, 3)}
while queue:
    x, y = queue.pop(0)
    for n in ((x + 1, y), (x - 1, y), (x, y + 1), (x, y - 1)):
        if n not in seen and n not in walls and 0 <= n[0] < 5 and 0 <= n[1] < 4:
            seen[n] = x, y
            queue.append(n)
path = [(4, 3)]
while seen[path[-1]]:
    path.append(seen[path[-1]])
print(path[::-1], len(seen))
inverted = {}
for k, v in {"a": 1, "b": 2, "c": 1}.items():
    inverted.setdefault(v, []).append(k)
print(inverted, dict(zip(inverted, map(tuple, inverted.values()))), [*map(len, inverted.values())],
      {**{1: {2: 3}}, **{1: {4: 5}}}, [[], [[]], [[], [[]]]] < [[], [[]], [[], [[], []]]],
      ([1], {"k": (2,)}) == ([1], {"k": (2,)}))
