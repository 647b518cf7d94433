# Laws of set algebra over many random-looking sets; in-place forms against plain ones; frozensets
# as keys and members.
seed = 99
def number(n):
    global seed
    seed = (seed * 6364136223846793005 + 1442695040888963407) % 2 ** 64
    return (seed >> 33) % n


universe = set(range(64))
sets = [frozenset(number(64) for _ in range(number(40))) for _ in range(40)]
bad = 0
for a in sets:
    for b in sets:
        checks = [a | b == b | a, a & b == b & a, a - b == a & (universe - b), a ^ b == (a | b) - (a & b),
                  (a | b) - b == a - b, universe - (a | b) == (universe - a) & (universe - b),
                  (a <= b) == (a | b == b), (a < b) == (a <= b and a != b), a.isdisjoint(b) == (not a & b),
                  len(a | b) == len(a) + len(b) - len(a & b), (a >= b) == b.issubset(a)]
        m = set(a); m |= b; checks.append(m == a | b)
        m = set(a); m &= b; checks.append(m == a & b)
        m = set(a); m -= b; checks.append(m == a - b)
        m = set(a); m ^= b; checks.append(m == a ^ b)
        m = set(a); m.update(list(b)); checks.append(m == a.union(b))
        m = set(a); m.difference_update(iter(b)); checks.append(m == a.difference(b))
        bad += checks.count(False)
print(bad, sum(len(s) for s in sets), len(set(sets)), sorted(sets[3]), sorted(sets[0] & sets[1]),
      sorted(sets[0] - sets[1])[:5])
families = {frozenset({i % 5, i % 3}): i for i in range(15)}
print(sorted((sorted(k), v) for k, v in families.items()), frozenset({0}) in families,
      families[frozenset([1, 2])])
power = [frozenset()]
for x in (1, 2, 3):
    power += [s | {x} for s in power]
print(len(power), sorted(map(sorted, power)), {1, 2, 3} in power,
      all(hash(s) == hash(frozenset(list(s)[::-1])) for s in power), len({hash(s) for s in power}))
print(set().union(*sets) == universe or len(set().union(*sets)),
      sorted(frozenset.intersection(*[frozenset(range(i, 20)) for i in range(5)]))[:3],
      set.intersection({1, 2}, [2, 3], (2,)), {1, 2, 3}.difference([1], [2]),
      set().union("ab", [1]) == {"a", "b", 1}, {1}.union() == {1}, {1}.intersection() == {1})
