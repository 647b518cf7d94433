# defaultdict and OrderedDict: missing factories, order operations, equality, views, errors.
from collections import OrderedDict, defaultdict

d = defaultdict(list)
d["a"].append(1); d["b"]; print(d, d.get("zz"), "zz" in d, d["a"], len(d), d.default_factory, dict(d),
                                d == {"a": [1], "b": []})
n = defaultdict(int, {"x": 1}, y=2); n["z"] += 5; print(n, n.copy(), type(n.copy()).__name__, n | {"q": 1},
                                                        type(n | {}).__name__, {"k": 0} | n)
tree = lambda: defaultdict(tree)
t = tree(); t["a"]["b"]["c"] = 1; print(dict(t["a"]["b"]), list(t), t["a"].default_factory is tree)
none = defaultdict(); print(none, none.default_factory)
for code in ("none['k']", "defaultdict(5)", "defaultdict([])", "defaultdict(None)['x']",
             "defaultdict(lambda: 1 / 0)['x']", "defaultdict(int)[[]]", "d.__missing__('m')",
             "defaultdict(lambda x: x)['k']", "defaultdict(int, 5)", "defaultdict(int).default_factory",
             "defaultdict(int, a=1) == {'a': 1}", "defaultdict(list).setdefault('k', 3)",
             "defaultdict(int).pop('k')", "defaultdict(int).pop('k', 'd')", "hash(d)",
             "repr(defaultdict(print))"):
    try:
        print(code, "->", eval(code))
    except Exception as error:
        print(f"{code}: {type(error).__name__}: {error}")
d.default_factory = lambda: "new"; print(d["c"], dict(d)); d.default_factory = None
o = OrderedDict([("a", 1), ("b", 2), ("c", 3)])
o.move_to_end("a"); print(o); o.move_to_end("c", last=False); print(o, list(reversed(o)), o.popitem(),
    o.popitem(last=False), o)
o["z"] = 1; o["b"] = 20; o.update(y=2); del o["z"]; o["z"] = "again"; print(o, list(o.items()), o.keys(),
    o.values(), o.items(), list(reversed(o.items())), o.copy(), o | {"n": 1}, {"n": 1} | o, o.pop("y"),
    o.setdefault("s", 0))
print(OrderedDict(a=1, b=2) == OrderedDict(b=2, a=1), OrderedDict(a=1, b=2) == {"b": 2, "a": 1},
      OrderedDict() == {}, OrderedDict(a=1) != OrderedDict(a=2), OrderedDict.fromkeys("abc", 0),
      OrderedDict({"k": 1}), OrderedDict([("a", 1), ("b", 2), ("a", 3)]), repr(OrderedDict()),
      OrderedDict(a=OrderedDict(b=1)))
for code in ("OrderedDict().popitem()", "o.move_to_end('nope')", "OrderedDict(5)", "OrderedDict(1, 2)",
             "o['nope']", "del o['nope']", "o.pop('nope')", "o[[]]", "OrderedDict([1])",
             "o.popitem(last='x')", "o.move_to_end()", "OrderedDict(a=1) < OrderedDict(a=2)",
             "o.__reversed__().__next__()", "hash(o)"):
    try:
        print(code, "->", eval(code) if "del" not in code else exec(code))
    except Exception as error:
        print(f"{code}: {type(error).__name__}: {error}")
for change in ("x['n'] = 1", "del x['a']", "x.move_to_end('a')", "x.clear()", "x['a'] = 9"):
    x = OrderedDict(a=1, b=2)
    try:
        for k in x: exec(change)
        print(change, "ok")
    except RuntimeError as error:
        print(change, error)


class LRU(OrderedDict):
    def __init__(self, size): super().__init__(); self.size = size
    def __getitem__(self, k): self.move_to_end(k); return super().__getitem__(k)
    def __setitem__(self, k, v):
        super().__setitem__(k, v)
        if len(self) > self.size: del self[next(iter(self))]


l = LRU(2); l["a"] = 1; l["b"] = 2; l["a"]; l["c"] = 3
print(l, list(l), type(l).__name__)
