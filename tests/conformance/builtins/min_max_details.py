# min and max: first of equals wins, key, default, comparison order, unorderable items, single iterables.
class T:
    def __init__(self, n, name): self.n, self.name = n, name
    def __lt__(self, o): print(f"{self.name}<{o.name}", end=" "); return self.n < o.n
    def __gt__(self, o): print(f"{self.name}>{o.name}", end=" "); return self.n > o.n
    def __repr__(self): return self.name


a, b, c, d = T(1, "a"), T(2, "b"), T(1, "c"), T(2, "d")
print(max(a, b, c, d), min(b, a, d, c), max([a, c]), min([d, b]), max((b, d), key=lambda t: t.n),
      min([a, c], key=lambda t: t.n))
print(max(1, 1.0, True), min(1.0, 1, True), max("b", "ab", "B"), min("b", "ab"), max([1, 2], [1, 3]),
      max((1, "x"), (1, "y")), max({3: "a", 1: "b"}), min({"k": 1}), max("abc"), min(b"bca"), max(range(10)),
      min([2 ** 70, 1.5]), max(i for i in (3, 1)), max([], default=0), min((), default=None),
      max([5], default=0), max([None], default=1))
keys = []
print(max("apple", "fig", "kiwi", key=lambda s: keys.append(s) or len(s)), keys,
      min("apple", "fig", "pig", key=len), max([1, -5, 3], key=abs), min([[3], [1, 2]], key=sum),
      max([1, 2, 3], key=None), max(["a", "B"], key=str.lower))
for code in ("max()", "max([])", "min(())", "max(5)", "max(1, 'a')", "max([1, None])", "max(1, 2, default=3)",
             "max(default=1)", "max([1], key=1)", "max([1, 2], key=lambda: 1)", "max(1, 2, kye=1)",
             "max(None)", "max({}, key=len)", "min(1j, 2j)", "max([[1], ['a']])", "max(*[])", "max(*[1])",
             "max(*[1, 2])", "min([1, 2], [1])", "max(float('nan'), 1)", "max(1, float('nan'))",
             "min([], key=len)"):
    try:
        print(code, "->", eval(code))
    except Exception as error:
        print(f"{code}: {type(error).__name__}: {error}")
