# operator: every function against its operator, getters and callers, in-place forms, length_hint, errors.
import operator as op
from operator import attrgetter, itemgetter, methodcaller

for name, args in (("add", (1, 2)), ("sub", (5, 3)), ("mul", ("a", 3)), ("truediv", (7, 2)),
                   ("floordiv", (7, 2)), ("mod", (7, 3)), ("pow", (2, 5)), ("matmul", None),
                   ("lshift", (1, 3)), ("rshift", (8, 2)), ("and_", (6, 3)), ("or_", (6, 3)), ("xor", (6, 3)),
                   ("neg", (5,)), ("pos", (-5,)), ("invert", (5,)), ("inv", (5,)), ("abs", (-5,)),
                   ("not_", ([],)), ("truth", ([1],)), ("lt", (1, 2)), ("le", (2, 2)), ("eq", (1, 1.0)),
                   ("ne", (1, 2)), ("ge", (1, 2)), ("gt", (3, 2)), ("is_", (None, None)),
                   ("is_not", (1, None)), ("concat", ([1], [2])), ("contains", ([1, 2], 1)),
                   ("countOf", ([1, 2, 1], 1)), ("indexOf", ("abc", "c")), ("getitem", ({"k": 1}, "k")),
                   ("index", (True,)), ("length_hint", ([1, 2],)), ("call", (max, 3, 7))):
    if args: print(name, getattr(op, name)(*args), end="; ")
print()
l = [1]; print(op.iadd(l, [2]), l, op.iadd(1, 2), op.imul("a", 2), op.isub(5, 1), op.ior({1}, {2}),
               op.iconcat([1], (2,)), op.ipow(2, 3), op.iand(6, 3), op.ixor(5, 1), op.ilshift(1, 2),
               op.irshift(8, 1), op.ifloordiv(7, 2), op.imod(7, 4), op.itruediv(1, 2))
d = {}; op.setitem(d, "k", 1); print(d, op.delitem(d, "k"), d)
class P:
    def __init__(self): self.x = 1; self.q = self; self.name = "p"
    def m(self, *a, **k): return a, k
p = P()
print(itemgetter(1)("abc"), itemgetter("a", "b")({"a": 1, "b": 2}), itemgetter(slice(1, 3))("abcd"),
      attrgetter("x")(p), attrgetter("q.q.x", "name")(p), methodcaller("m", 1, k=2)(p),
      methodcaller("upper")("a"), repr(itemgetter(1, "a")), repr(attrgetter("a.b")),
      repr(methodcaller("m", 1, k=2)), sorted([(2, "a"), (1, "b")], key=itemgetter(0)),
      list(map(itemgetter(1), ["ab", "cd"])), max([{"v": 1}, {"v": 5}], key=itemgetter("v")))
for code in ("itemgetter()", "itemgetter(5)([1])", "itemgetter('k')({})", "attrgetter()", "attrgetter(5)",
             "attrgetter('nope')(p)", "attrgetter('x.nope')(p)", "methodcaller()", "methodcaller(5)",
             "methodcaller('nope')(p)", "op.add(1)", "op.add(1, 'a')", "op.indexOf([1], 5)",
             "op.contains(5, 1)", "op.countOf(5, 1)", "op.index(1.5)", "op.length_hint(5)",
             "op.length_hint([], 'a')", "op.concat(1, 2)", "op.getitem([1], 'a')", "op.not_()",
             "op.itemgetter(1)()", "op.attrgetter('x')()", "op.call(5)", "op.truth()", "op.lt(1, 'a')",
             "op.matmul(1, 2)", "op.delitem([], 0)", "op.setitem((1,), 0, 2)", "op.neg('a')",
             "op.iadd((1,), [2])", "op.length_hint(iter([1, 2, 3]))", "op.length_hint((x for x in []), 9)",
             "op.__add__(1, 2)", "op.is_none(None)"):
    try: print(code, "->", eval(code))
    except Exception as error: print(f"{code}: {type(error).__name__}: {error}")
print(len([n for n in dir(op) if not n.startswith("_")]) >= 50, op.add is op.__add__,
      itemgetter(0).__class__.__name__, (lambda f: f(3, 4))(op.mul), [f(6, 3) for f in (op.add, op.sub,
          op.mul, op.truediv)])
