# Precedence and associativity of every operator, shown by an object that records how it was combined.
class T:
    def __init__(self, text): self.text = text
    def __repr__(self): return self.text
    def __bool__(self): return True
    def __call__(self, *a): return T(f"{self}({', '.join(map(repr, a))})")
    def __getitem__(self, k): return T(f"{self}[{k}]")
    def __getattr__(self, n):
        if n.startswith("__"): raise AttributeError(n)
        return T(f"{self}.{n}")
    def __contains__(self, x): print("contains", end=" "); return True


for name, op in dict(add="+", sub="-", mul="*", matmul="@", truediv="/", floordiv="//", mod="%", pow="**",
                     lshift="<<", rshift=">>", and_="&", xor="^", or_="|", lt="<", le="<=", eq="==", ne="!=",
                     gt=">", ge=">=").items():
    setattr(T, f"__{name.strip('_')}__", lambda self, other, op=op: T(f"({self} {op} {other})"))
    if op not in ("<", "<=", "==", "!=", ">", ">="):
        setattr(T, f"__r{name.strip('_')}__", lambda self, other, op=op: T(f"({other} {op} {self})"))
for name, op in dict(neg="-", pos="+", invert="~").items():
    setattr(T, f"__{name}__", lambda self, op=op: T(f"({op}{self})"))
a, b, c, d, e = map(T, "abcde")
print(a + b * c - d, a * b + c * d, a - b - c, a / b / c, a ** b ** c, -a ** b, a ** -b, -a * b, ~a + b, +-~a)
print(a << b + c, a + b << c, a & b | c ^ d, a | b ^ c & d << e, a ^ b | c, a & b == c, a | b < c, a < b | c)
print(a @ b * c // d % e, a % b @ c, a * -b, a ** ~b ** c, -a.x ** b[c], a.b.c(d)[e], -a(b), ~a[b].c,
      (a + b) * c, a + (b * c), (a ** b) ** c)
print(not a == b, not a + b, not a, not not a, -a < b, a == b < c)
print(a and b or c, a or b and c, not a or b, a if b else c, a if not b else c, (a, b if c else d, e),
      a + b if c else d)
print((lambda x: x + b)(a), (lambda: a, b)[1], [a if b else c, d], (x := a + b), [y := a, b], y)
print(a in b, a not in b, not a in b, a is b, a is not b, not a is b, a in b in c, 1 + 1 in [2],
      1 in [1] + [2])
print(2 ** 3 ** 2, -2 ** 2, (-2) ** 2, 2 ** -1, not 1 + 1, -3 // 2, -(3 // 2), -3 % 2, 7 % -3, 1 << 2 + 1,
      1 | 2 & 3 ^ 4, 5 & 3 == 1, 1 + 2 * 3 ** 2 // 4 % 5)
print(1 if 0 else 2 if 0 else 3, (1 if 1 else 2) if 1 else 3, 1 < 2 == True, 1 < (2 == True), 0 == 0 != 1,
      ~1 + 2, -1 ** 2, 10 - 4 - 3, 2 * 3 % 4, 100 / 10 / 5)
print(a.x[1](2).y)
print(await_ := 3, *[1, *[2]], **{"sep": "|"})
print([b], {**{}} | {"k": a + b}, {a.text: b for a in [c]}, a.text[0] + b.text * 2, "%s" % a * 2,
      "%s" % (a * 2))
