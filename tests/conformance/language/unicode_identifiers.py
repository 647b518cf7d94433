# Identifiers: Unicode letters, NFKC normalisation, keywords and what may not start a name.
café = 1
naïve_été = 2
переменная = 3
変数 = 4
ﬁne = 5
print(café, naïve_été, переменная, 変数, fine, "fine" in globals(), "ﬁne" in globals())
𝐱 = "bold x"
print(x, 𝐱, globals()["x"])
Å = "angstrom"
print(Å, Å, len("Å"))
_ = __ = ___ = 0
_1 = a1 = ª = 7
print(_, __, ___, _1, a1, a)


class Größe:
    µ = 1

    def __init__(self, größe): self.größe = größe

    def __repr__(self): return f"Größe({self.größe})"


print(Größe(größe=5), Größe(6).größe, Größe.μ, Größe.__name__, sorted(k for k in vars(Größe) if k[0] != "_"))


def функция(аргумент, *, ключ=None): return аргумент, ключ


print(функция(1, ключ=2), функция.__name__, функция.__code__.co_varnames)
try:
    функция(другой=1)
except TypeError as error:
    print(error)
try:
    неизвестно
except NameError as error:
    print(error)
print("café".isidentifier(), "1a".isidentifier(), "".isidentifier(), "a b".isidentifier(),
      "변수".isidentifier(), "x·".isidentifier(), "·x".isidentifier(), "class".isidentifier(),
      "€".isidentifier())
setattr(Größe, "ﬁ", "not normalised")
print(hasattr(Größe, "fi"), hasattr(Größe, "ﬁ"))
print(f"{café} {переменная!r} {變 if (變 := 8) else 0}")
for code in ("1a = 1", "€ = 1", "a€ = 1", "x² = 1", "²x = 1", "a·b = 1", "·a = 1", "x\u200b = 1",
             "x = 1\u00a0", "x\u3000= 1", "class = 1", "True = 1", "None.x = 1", "lambda = 1", "print = 1",
             "async = 1", "nonlocal = 1", "None = 1", "def None(): pass", "class True: pass", "import False",
             "x.None = 1", "x.class", "f(None=1)",
             "f(True=1)", "def f(None): pass", "def f(*, True): pass", "for None in x: pass",
             "with x as False: pass", "lambda None: 1", "from x import None", "import x as True",
             "f(class=1)", "global None", "a-b = 1", "a? = 1", "__peg_parser__ = 1", "def f(a, a): pass",
             "lambda a, *, a: 1", "def f(a, *a): pass", "def f(**a, b): pass", "def f(*): pass",
             "def f(*, **k): pass", "def f(a=1, b): pass",
             "def f(/): pass", "def f(a, /, b, /): pass", "def f(*, /): pass", "def f(*a, *b): pass",
             "def f(a, (b, c)): pass", "def f(a.b): pass", "def f(1): pass", "def f(*a=1): pass",
             "def f(**a=1): pass", "lambda (a, b): 1", "def f(a, b):", "def f: pass", "def (): pass",
             "class C(: pass", "class C(a b): pass"):
    try:
        compile(code, "<c>", "exec")
        print(ascii(code), "ok")
    except SyntaxError as error:
        print(f"{ascii(code)}: {ascii(error.msg)}")
