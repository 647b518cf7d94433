# Views compare and combine like sets, whatever the other operand; items views with unhashable
# values; liveness.
d = {"a": 1, "b": 2, "c": 3}
e = {"b": 2, "c": 30, "d": 4}
k, i = d.keys(), d.items()
print(sorted(k & e), sorted(k | e), sorted(k - e), sorted(k ^ e), sorted(k & "ab"), sorted(k | ["z"]),
      sorted(k - {"a"}), sorted(k ^ ("a", "q")), sorted({"a"} | k), sorted({"a", "z"} & k),
      sorted({"a", "z"} - k), type(k & e).__name__, type(i | []).__name__)
print(sorted(i & e.items()), sorted(i | e.items()), sorted(i - e.items()), sorted(i ^ e.items()),
      i & [("a", 1), 5], sorted(i - [("a", 1)]), ("a", 1) in i, ("a", 2) in i, ("z", 1) in i, ["a", 1] in i,
      ("a",) in i, 5 in i)
print(k == {"a", "b", "c"}, k == d.keys(), k != e.keys(), k < {"a", "b", "c", "d"}, k <= k, k > {"a"},
      k >= {"a", "b"}, k == ["a", "b", "c"], k == frozenset("abc"), i == {("a", 1), ("b", 2), ("c", 3)},
      i < e.items(), k.isdisjoint(e), k.isdisjoint(["x"]), i.isdisjoint([("a", 1)]), d.values() == d.values(),
      (v := d.values()) == v, {1: 1}.keys() == {1.0: 2}.keys())
u = {"x": [1], "y": {}}
print(("x", [1]) in u.items(), u.items() == {"x": [1], "y": {}}.items(), len(u.items()), list(u.items()))
for code in ("u.items() & u.items()", "u.items() | []", "set(u.items())", "k & 5", "k | None", "5 - k",
             "k < [1]", "k.add('x')", "k[0]", "hash(k)", "d.values() & {1}", "d.values() < d.values()",
             "k + k", "k.mapping['a'] = 5", "k.mapping.get('a')", "d.values()[0]", "reversed(k)", "len(k, 1)",
             "k()", "k.isdisjoint(5)", "i.mapping == d", "d.values().mapping['b']", "k & [[]]", "[] in k",
             "{} in i", "bool({}.keys())", "bool(k)", "k |= {'z'}", "del k['a']"):
    k, i = d.keys(), d.items()
    try:
        print(code, "->", str(eval(code)).split(" at 0x")[0] if "=" not in code or "==" in code else exec(code))
    except Exception as error:
        print(f"{code}: {type(error).__name__}: {error}")
live = d.keys()
vals = d.values()
d["new"] = 0
del d["a"]
print(list(live), list(vals), len(live), "a" in live, repr(live), repr(vals), sum(vals),
      max(d.items(), key=lambda p: p[1]), [*reversed(d.values())], next(iter(d.items())),
      sorted(d.items(), key=lambda p: -p[1]), dict(d.items()) == d, list(map(list, d.items())),
      {v: k for k, v in d.items()}, list(zip(*d.items())), any(d.values()), all(d.values()))
