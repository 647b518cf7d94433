# The TypeErrors of calls that don't fit, word for word.
def f0(): pass
def f1(a): pass
def f2(a, b): pass
def f3(a, b, c): pass
def fd(a, b=1): pass
def fs(a, *args): pass
def fk(*, k): pass
def fk3(*, k, l, m): pass
def fp(a, b, /): pass
def fpk(a, /, b, *, c): pass
def fkd(a, *, k=1): pass
def fkw(a, **kw): pass


class C:
    def m(self): pass
    def m2(self, x): pass
    @classmethod
    def cm(cls): pass
    @staticmethod
    def sm(x): pass


class I:
    def __init__(self, a): pass


class N:
    pass


o = C()
calls = """
f0(1) f0(1, 2) f0(a=1) f1() f1(1, 2) f1(b=1) f1(1, a=2) f1(1, b=2) f2() f2(1) f2(b=1) f3() f3(1) f3(1, 2) f3(1, 2, 3, 4)
f3(1, 2, 3, d=4) fd() fd(1, 2, 3) fd(c=1) fs() fs(b=1) fk() fk(1) fk(k=1, l=2) fk(1, k=2) fk3() fk3(l=1) fp() fp(1) fp(a=1, b=2)
fp(1, b=2) fp(1, 2, 3) fpk(1) fpk(1, 2) fpk(a=1, b=2, c=3) fpk(1, 2, 3) fkd(1, 2) fkd(1, 2, k=3) fkd() fkd(1, kk=3) fkw() fkw(1, 2)
fkw(1, a=2) o.m(1) o.m2() C.m() C.m2(1) o.cm(1) o.sm() C.sm(1, 2) I() I(1, 2) I(b=1) N(1) N(a=1) object(1) (lambda x: 0)()
(lambda: 0)(1) f2(*[1], **{"a": 2}) f2(*[1, 2, 3]) f1(**{"x": 1, "y": 2}) f1(first_argument=1) f1(aa=1)
""".split("\n")
for line in calls:
    start = depth = 0
    for i, ch in enumerate(line + " "):
        depth += ch in "([{"
        depth -= ch in ")]}"
        if ch == " " and depth == 0 and line[start:i] and line[start:i] != "(lambda":
            text, start = line[start:i], i + 1
            try:
                eval(text)
                print(text, "ok")
            except TypeError as error:
                print(f"{text}: {error}")
