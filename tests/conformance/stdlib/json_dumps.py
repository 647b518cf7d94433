# json.dumps: every kind of value, keys, separators, indentation, sorting, escapes, circles, and what cannot be written.
import collections
import enum
import json
from json.encoder import encode_basestring, encode_basestring_ascii


def shown(*args, **kwargs):
    try:
        return json.dumps(*args, **kwargs)
    except Exception as error:
        return f"{type(error).__name__}: {error}"


class Color(enum.IntEnum):
    RED = 1


class Loud(int):
    def __repr__(self): return "loud"


class Half(float):
    def __repr__(self): return "half"


class Text(str):
    def __str__(self): return "text"


class Named(dict):
    def items(self): return [("of", "items"), ("two", 2)]


class Listed(list):
    def __iter__(self): return iter("never")


values = [None, True, False, 0, -1, 2 ** 70, 1.5, 1e100, -0.0, 1e-7, float("inf"), float("-inf"), "", "é日😀\ud800", '"\\/\b\f\n\r\t\x00\x1f\x7f',
          [], {}, (), [1, [2, [3, []]]], {"a": {"b": {}}}, (1, "two", None), Color.RED, Loud(7), Half(0.5), Text("x"), Named(a=1),
          Listed([1, 2]), collections.OrderedDict(b=1, a=2), collections.namedtuple("Point", "x y")(1, 2), collections.defaultdict(list, k=[])]
for value in values:
    print(ascii(shown(value)), ascii(shown(value, ensure_ascii=False)))
print(shown({1: 1, 2.5: 2, True: 3, None: 4, "s": 5, Loud(9): 6, float("nan"): 7, 2 ** 65: 8, Color.RED: 9}))
print(shown({"b": [1, {"d": 4, "c": ()}], "a": {}}, indent=2), shown([1, [], [[2], {}]], indent="\t"), shown({"k": [{}]}, indent=0), sep="\n")
print(shown({"b": 2, "a": 1}, sort_keys=True), shown({"b": 1, "a": [2]}, separators=(",", ":")), shown([1, 2], separators=("; ", "=")),
      shown({"b": 2, "a": 1}, sort_keys=True, indent=1, separators=(", ", " : ")))
print(shown({(1, 2): 3, "a": 1, b"x": 2}, skipkeys=True), shown({(1, 2): 3}), shown({"a": {b"x": 1}}), shown({"a": 1, 2: 3}, sort_keys=True))
print(shown({1, 2}), shown([object]), shown(b"x"), shown(1j), shown({"a": [{"b": range(3)}]}), shown(float("nan"), allow_nan=False),
      shown({float("inf"): 1}, allow_nan=False), shown([1.0, float("-inf")], allow_nan=False), sep="\n")
print(shown({1, 2}, default=sorted), shown([range(3)], default=list), shown(1j, default=lambda c: {"re": c.real, "im": c.imag}), shown({"x": {3}}, default=str))
circle = [1]
circle.append([circle])
ring = {}
ring["self"] = {"deep": ring}
for value in (circle, ring):
    print(shown(value), shown(value, indent=1))
print(shown(object, default=lambda o: o), shown([object], default=lambda o: [o]))
shared = [1]
print(shown([shared, shared, {"x": shared}]), shown(set(), default=lambda o: 1 / 0), shown([1], default=5), shown(1, indent="x", cls=None))


class Encoder(json.JSONEncoder):
    item_separator = " , "

    def default(self, o):
        return [type(o).__name__] if isinstance(o, (set, bytes)) else super().default(o)


print(shown({"a": {1}, "b": b"x"}, cls=Encoder), shown(1j, cls=Encoder), Encoder(sort_keys=True).encode({"b": 1, "a": set()}))
for value in ([1, "a", [2, {"k": [], "l": (None, 1.5)}], {}], {"a": [1, [2]], "b": {"c": True}}, "text", 5, []):
    print(list(json.JSONEncoder().iterencode(value)), list(json.JSONEncoder(indent=1).iterencode(value)))
print(encode_basestring("é\x7f\""), encode_basestring_ascii("é\x7f\"😀"), shown("é" * 3), json.dumps("\u2028\u2029"))
for bad in (5, b"x", None):
    try:
        encode_basestring_ascii(bad)
    except TypeError as error:
        print(error)
deep = []
for _ in range(3000):
    deep = [deep]
print(len(shown(deep)), shown(deep)[:5])
for _ in range(100000):
    deep = [deep]
print(shown(deep))
