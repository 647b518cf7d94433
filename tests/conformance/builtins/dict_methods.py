# dict: every method, insertion order through updates and deletes, views as sets, errors; dict
# unpacking of pairs.
d = {"a": 1, "b": 2}
print(d["a"], d.get("a"), d.get("z"), d.get("z", 0), d.setdefault("a", 9), d.setdefault("c", 3),
      d.setdefault("n"), d.pop("n"), d.pop("z", "default"), d.popitem(), d, len(d), "a" in d, 1 in d, list(d),
      d.copy() == d, d.copy() is d)
d.update({"b": 20, "x": 1})
d.update([("y", 2), ("a", 10)])
d.update(z=3, y=4)
d.update({}, w=0)
d.update()
print(d)
del d["b"]
d["b"] = "re-inserted"
d["a"] = "in place"
print(d, list(d.keys()), list(d.values()), list(d.items()), list(reversed(d)), list(reversed(d.items()))[:2],
      next(reversed(d.values())))
print(d | {"a": 0, "new": 1}, {"a": 0} | d, dict(d, k=1), d == dict(reversed(list(d.items()))), d != {},
      {1: "a"} == {1.0: "a"}, {} == {}, d.clear(), d)
print(dict.fromkeys("ab"), dict.fromkeys([1, 2], []), dict.fromkeys({}, 1), dict(), dict([("a", 1)]),
      dict(a=1), dict({"a": 1}, a=2), dict(["ab", "cd"]), dict(zip([1], [2])), dict([[1, 2]]),
      dict({1: 2}.items()), dict(((i, i) for i in range(2))))
d = {"a": 1, "b": 2, "c": 3}
k, v, i = d.keys(), d.values(), d.items()
print(k, v, i, len(k), "a" in k, 2 in v, ("a", 1) in i, ("a", 2) in i, "a" in i, k & {"a", "z"},
      sorted(k | ["z"]), k - {"a"} == {"b", "c"}, sorted(k ^ {"a", "q"}), k == {"a", "b", "c"}, k >= {"a"},
      k.isdisjoint("xyz"), i & [("a", 1)], sorted(i - {("a", 1)}), {"a"} <= k,
      {"a", "b"} | k == {"a", "b", "c"})
d["d"] = 4
del d["a"]
print(k, v, i, list(k), k.mapping, type(k).__name__, type(v).__name__, type(i).__name__, v == d.values(),
      k == d.keys(), repr({}.keys()), hasattr(k, "__hash__") and k.__hash__)
for code in ("d['zz']", "d[[]]", "d[{}] = 1", "del d['zz']", "d.pop('zz')", "d.pop()", "{}.popitem()",
             "d.get()", "d.get([])", "[] in d", "d.setdefault([])", "d.update(5)", "d.update([1])",
             "d.update(['abc'])", "d.update([(1, 2, 3)])", "d.update(1, 2)", "dict(5)", "dict([1])",
             "dict(['a'])", "dict(1, 2)", "dict([('a', 1), 'b'])", "d | [('a', 1)]", "d | 5", "[] | d",
             "d + d", "d < d", "hash(d)", "d.fromkeys(5)", "dict.fromkeys([[]])", "d.keys() + d.keys()",
             "d.keys()[0]", "d.values() & {1}", "d.keys() & 5", "d.keys() < 5", "d.nothing", "d.copy(1)",
             "d.items(1)", "d.popitem(0)", "d |= 5", "d |= [('q', 1)]", "d.has_key('a')", "d.update(None)",
             "dict(None)", "iter(d).x", "d.get('a', default=1)", "d()", "d['a']['b']", "{}[1, 2]",
             "d.__missing__"):
    d = {"a": 1}
    try:
        print(code, "->", eval(code) if "=" not in code and "del" not in code else exec(code), d)
    except Exception as error:
        print(f"{code}: {type(error).__name__}: {error}")
d = {i: str(i) for i in range(10)}
for change in ("d[100] = 1", "del d[5]", "d.pop(6)", "d.clear()", "d.update({1: 'same size'})",
               "d[2] = 'replace'", "d.popitem()"):
    e, d = d, dict(d)
    try:
        for key in d:
            exec(change)
        print(change, "no error", len(d))
    except RuntimeError as error:
        print(change, error, len(d))
    d = e
it = iter({"a": 1, "b": 2})
print(next(it), it.__length_hint__(), list(it), type(it).__name__, type(iter({}.values())).__name__,
      type(iter({}.items())).__name__, type(reversed({})).__name__)
n = float("nan")
print({n: 1}[n], n in {n: 1}, {1: "int"} | {True: "bool"}, {**{"a": 1}, **{"a": 2}},
      {"a": 1}.__contains__("a"), {"a": 1}.__getitem__("a"), {}.__len__(), {1: 2}.__eq__([]),
      {}.__ror__({1: 1}), {}.__or__([]), {1: 2}.__iter__().__next__(), dict.__class_getitem__(int),
      dict[str, int], {}.__sizeof__() > 0)
