# pass, expression statements, chained and annotated assignment, semicolons, and what print shows of
# evaluation.
log = []


def note(x):
    log.append(x)
    return x


note(1); note(2); pass
a = b = note([])
a.append(1)
print(b, a is b, log)
x: int
y: str = "annotated"
z = w = y
(p), [q], (r,) = 1, [2], (3,)
s = t, = [4]
print(y, z is w, p, q, r, s, t)
if note(0): print("no")
elif note("yes"): print("elif")
else: print("no")
n = 3
while n: n -= 1
else: print("while ended with", n)
for k in (): pass
else: print("for over nothing")
def one(): return 1
class Two: attr = 2
print(one(), Two.attr, (lambda: 3)())
a = 1,
b = ()
c = (1)
d = ((1,),)
e = 1, (2, 3), [4]
print(a, b, c, d, e, type(c))
i = j = 0
i, j = j + 1, i + 2
i, (j, k) = j, (i, 9)
print(i, j, k)
m = [0] * 3
m[0], m[1], m[2] = m[1:] + [5]
m[0] = m[1] = m[2]
print(m)
v = {}
v["a"] = v["b"] = v
print(v["a"]["b"] is v, len(v))
f = g = lambda: None
f.attr = g.attr2 = 5
print(vars(f))
first, second = second, first = "x", "y"
print(first, second)
global_at_module_level = 1
del global_at_module_level, m[0], v["a"], f.attr
print(m, list(v), vars(f))
assert n == 0; raise_later = ValueError("kept")
try: raise raise_later
except ValueError as caught: print(caught is raise_later)
if 1: pass; print("after pass")
for code in ("a = 1 = b", "a + 1 = b", "f() = 1", "1 = a", "None = 1", "a = b := 1", "a := 1", "(a := 1) = 2",
             "a, b := 1, 2", "'s' = 1", "f'{a}' = 1", "[] + a = 1", "a if b else c = 1", "lambda: a = 1",
             "not a = 1", "a < b = 1", "a.b() = 1", "{} = 1", "{1} = 1", "{a: b} = 1",
             "a = *b", "*a = b", "*a, = b", "a = *b,", "... = 1", "a and b = 1", "[x for x in y] = 1",
             "(x for x in y) = 1", "-a = 1", "a = = b", "a == b = c", "a = b = ", "= a", "a += b += c",
             "a = b += c", "(a, b) += 1", "[a] -= 1", "a.b += 1; a[0] -= 1; (a) *= 2", "a ++ b", "a++", "++a",
             "a -= ", "a =! b", "a <> b", "a ! b",
             "pass pass", "pass 1", "break 1", "return = 1", "if a = 1: pass", "while a = 1: pass",
             "if (a = 1): pass", "f(a.b=1)", "f(a=1=2)", "f(True=1)", "f((a)=1)", "f(a+b=1)", "print a",
             "print 'x', y", "exec 'x'", "raise a, b", "raise a from", "elif x: pass", "else: pass",
             "if a: pass else: pass", "if a:", "if: pass", "if a pass", "for a in b pass", "for a b: pass",
             "for in b: pass", "for a: pass", "while: pass", "def f: pass", "def f() pass", "class: pass",
             "class A pass", "with: pass", "with a as: pass", "with a pass", "try pass", "lambda x",
             "lambda x: ", "a[", "a[]", "a[1:2:3:4]", "a.1", "a..b", ".a", "a,,b", "(,)", "[,]", "{,}",
             "(a,,)", "{a:}", "{a b}", "{a: b c}", "{a: b, c}", "{a, b: c}", "{**a, b}", "{:a}", "f(,)",
             "f(a,,b)", "f(a b)", "f(**a, *b)", "f(a=1, b)", "f(a for a in b, c)", "(a b)", "[a b]", "a b c",
             "1 2", "a 'b'", "a is is b", "a not b", "a in not b", "not", "a or", "and b", "a if b",
             "a if else b", "a else b", "(a", "a)", "[a)", "{a]"):
    try:
        compile(code, "<c>", "exec")
        print(code, "ok")
    except SyntaxError as error:
        print(f"{code}: {error.msg} [{error.offset}]")
