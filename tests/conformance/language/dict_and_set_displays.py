# Dict and set displays: order, duplicates, evaluation, unhashable members, equal keys of different types.
print({}, {1}, {1: 2}, {*()}, {**{}}, type({}), type({*[]}))
d = {"a": 1, "b": 2, "a": 3}
print(d, {1: "int", 1.0: "float", True: "bool"}, {1, 1.0, True}, {0: "a", False: "b", 0.0: "c", 0j: "d"},
      {"1": 1, 1: 2, b"1": 3})
calls = []


class Key:
    def __init__(self, n): self.n = n
    def __hash__(self): calls.append(f"hash {self.n}"); return self.n % 2
    def __eq__(self, other): calls.append(f"eq {self.n} {other.n}"); return self.n == other.n
    def __repr__(self): return f"K{self.n}"


print({Key(1): "a", Key(2): "b", Key(3): "c", Key(1): "d"})
print(calls)
calls.clear()
print(len({Key(1), Key(1), Key(3)}), calls)
for code in ("{[]: 1}", "{{}: 1}", "{[]}", "{(1, []): 2}", "{1: [], 2: {}}", "{set()}", "{frozenset(): 1}",
             "{slice(1): 2}", "{bytearray(): 1}", "{(): ()}", "{None: None, ...: ...}",
             "{print, len} == {len, print}", "{1: 2}[1.0]", "{'k': 1}['K']", "{(1, 2): 3}[1, 2]"):
    try:
        print(code, eval(code))
    except (TypeError, KeyError) as error:
        print(code, type(error).__name__, error)
order = {}
for k in "hello world":
    order[k] = order.pop(k, 0) + 1
print(order)
del order["l"]
order["l"] = "re-added"
print(list(order)[-3:], {**order, "new": 1}.popitem(), {"x": {"y": {"z": 1}}}["x"]["y"]["z"])
merged = {"a": 1, "b": 2} | {"b": 3, "c": 4}
print(merged, {"b": 0} | merged, {**merged, **{"a": 9}}, dict(merged, z=1, a=0), dict([("k", 1), ("k", 2)]),
      dict(zip("ab", [1, 2])), dict(a=1, **{"b": 2}))
big = {i: i * i for i in range(1000)}
for i in range(0, 1000, 2):
    del big[i]
for i in range(2000, 2010):
    big[i] = i
print(len(big), list(big)[:3], list(big)[-3:], sum(big), big[999], 500 in big, 501 in big)
nested = {i: {j: {i * j} for j in range(3)} for i in range(3)}
print(nested, nested[2][2])
s = {3, 1, 2}
s.add(1)
print(sorted(s), s == {1, 2, 3}, {1, 2} < s, {frozenset([1]), frozenset([1])},
      len({float("nan"), float("nan")}), len({*range(5), *range(3, 8)}))
nan = float("nan")
print({nan: 1}[nan], nan in {nan}, [nan] == [nan], {nan: 1} == {nan: 1})
print({k: v for k, v in sorted({"b": 1, "a": 2}.items())}, {v: k for k, v in {"b": 1, "a": 2}.items()},
      {x for x in "aab"} == {"a", "b"}, {(): 1, (()): 2, ((),): 3})
d = {"self": None}
d["self"] = d
print(d, {"list": [d]})
print({1: 2, **{1: 3}, 1: 4}, {**{"a": 1}, "b": 2, **{"a": 3}}, {"a": 1, **{"b": 2, "a": 5}, "c": 3})
