# repr of each builtin type, nested and recursive containers, functions, modules, methods (addresses cut off).
import collections
import sys


def cut(x):
    text = repr(x)
    return text.split(" at 0x")[0] + ">" if " at 0x" in text else text


def function(): yield
async def coroutine(): pass
async def agen(): yield


class C:
    def method(self): pass
    @classmethod
    def cm(cls): pass
    @staticmethod
    def sm(): pass
    prop = property(lambda self: 1)


c = coroutine()
for x in (0, -5, 2 ** 70, True, None, ..., NotImplemented, 1.0, -0.0, 1e100, float("inf"), float("nan"), 1j,
          1 - 0j, "", "it's", '"', "\n\t\\", "\x00\x7fé\ud800", b"", b"it's", b"\x00\xff", bytearray(b"x"),
          [], [1, [2]], (), (1,), (1, (2,)), {}, {"a": {1: []}}, set(), {1}, frozenset(), frozenset([1]),
          range(3), range(1, 5, 2), slice(None), slice(1, 2, "x"), function, function(), c, agen, agen(),
          lambda: 0, len, print, [].append, "".join, {}.get, C, C(), C().method, C.method, C.cm, C.sm, C.prop,
          C.__dict__["cm"], C.__dict__["sm"], C.__init__, C.__dict__["__dict__"], int, type, object,
          type(None), type(...), sys, iter([]), iter(()), iter(""),
          iter({}), iter(set()), iter(range(0)), iter(b""), iter(int, 1), reversed([]), enumerate([]), zip(),
          map(str, []), filter(None, []), (x for x in []), {}.keys(), {"a": 1}.values(), {"a": 1}.items(),
          memoryview(b"abc"), property(), staticmethod(len), classmethod(len), super(C, C()), ValueError(),
          ValueError(1, "a"), KeyError("k"), OSError(2, "x"), StopIteration(5),
          ExceptionGroup("g", [ValueError(1)]), int | str, list[int], sys.version_info.__class__,
          sys.flags.__class__, function.__code__.__class__, object(), sys.implementation.__class__, type(c),
          UnicodeDecodeError("a", b"b", 0, 1, "r"), SystemExit(1), SyntaxError("m", ("f", 1, 2, "t")),
          collections.OrderedDict(a=1), collections.deque([1]), collections.Counter("ab"),
          collections.defaultdict(list, a=[1]), collections.namedtuple("N", "x y")(1, 2),
          collections.ChainMap({1: 2})):
    print(cut(x), end=" | ")
print()
c.close()
l = [1]
l.append(l)
d = {}
d["d"] = d
d["l"] = l
t = (l, d)
l2 = [[]]
l2[0].append(l2)
dq = collections.deque([1])
dq.append(dq)
od = collections.OrderedDict()
od["self"] = od
print(l, d, t, l2, dq, od, {1: {2: {3: {}}}}, [[[[[]]]]], ((((),),),), [{(1,): [{2}]}])
v = d.values()
d2 = {"v": None}
d2["v"] = d2.items()
print(d2)


class R:
    def __repr__(self): return "line1\nline2"


print([R()], (R(),), {R: R()}.values(), repr([R()]), str(R()), [str(R())])
print(str([1, "a"]), str((1, "a")), str({"k": "v"}), str({"e"}), str(b"b"), str(None), str(int),
      str(ValueError("text")), str(KeyError("text")), str(1.0), str(range(2)), [str], [None, True])
