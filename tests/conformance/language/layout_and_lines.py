# Physical and logical lines: continuation, brackets, semicolons, comments, blank lines, tabs, form feeds.
x = 1; y = 2; print(x, y);
if x: print("one line"); print("two statements")
total = 1 + \
    2 + \
3
listing = [
    1,  # comment in brackets

    2,
      3,
# comment at column 0
]; print(total, listing)
if (x
        and y): print("in parentheses")


def f(a,
      b=(1,
         2),
      *, c={
          "k": 1}
      ): return a, b, c


print(f(0)
      )
if True:
    # comment first

    z = 1
        # deeper comment

  # shallower comment
    w = 2
print(z, w)
for i in range(2):
	print("tab", end=" ")
	if i:
		print("two tabs")
class C: a = 1; b = 2
class D: pass; c = 3
print(C.a, C.b, D.c)
while x: x -= 1
else: print("else on a line")
try: 1 / 0
except ZeroDivisionError: print("except on a line")
finally: print("finally on a line")
with memoryview(b"x") as m: print(m[0])
lambda_ = lambda: (
    1 +
    2)
print(lambda_(), """multi
line""" + 'x', "a\
b")
print({
    "a": 1, "b": [
        2,
    ], **{
    },
}, (
), [
])
def g():
    return (yield
            )
print(next(g()))
@property

# between decorator and function

def p(self): pass
print(type(p).__name__)
if 1:
        print("eight")
if 1:
 print("one")
async def coro(): return (await
                          other())
print([1]if 1 else 2, 1 if x else-1, not(1), "a"or"b", (0)or(1), x<(1)or x>2)
print(-  1, - - 1, + - + 1, ~ ~ 5, not not 1, 1 . real, x . bit_length ( ), [ 1 ] [ 0 ])
for code in ("if 1:\npass", "  x = 1", "if 1:\n  x\n y", "if 1:\n\tx\n        y", "if 1:\n        x\n\ty", "x = (1,\n", "x = 1 +\n", "x = \\", "x = 1 \\ \ny", "def f():\n", "if 1:\n    x\n  else:\n    y", "x = [1,\n2", "x = )", "(]", "x = {1: 2\ny = 3", "if 1: if 2: x", "if 1: x\n  y", "a b", "for i in x: pass; else: pass", ";", "x;;y", "\\\nx = 1", "x = 1\n\\", "while 1: x; while 2: y",
             "class C:\n  def f(self):\n    pass\n   def g(self): pass", "\tif 1:\n\t\tpass", "if 1:\n  pass\n\n\n\n# c\n  pass", "$", "x = ?", "`x`", "x = 1 # c \\\ny", "\x0cx = 1", "if 1:\n  x\n\x0c  y", "“x”", "x = 5 €"):
    try:
        compile(code, "<c>", "exec")
        print(repr(code), "ok")
    except SyntaxError as error:
        print(f"{code!r}: {type(error).__name__}: {error.msg} [{error.lineno}]")
