# What compile() says of mistaken statements: message, line, column, end, and the line itself.
import warnings

warnings.simplefilter("ignore")
sources = """
if x|if x pass|while x|for x in y|for x|for in y: pass|def f()|def f(: pass|def f) : pass|def 1f(): pass|def f(a b): pass|def f(a=1, b): pass|def f(a, a): pass|def f(*): pass|def f(**k, a): pass|def f(a, /, b, /): pass|def f(*a, /): pass|class A|class A(: pass|class 1: pass
return 1|yield 1|await x|break|continue|import|import a as|import a.b as c.d|from a import|from a import (b|from a import b c|from . import|from a import *, b|import a, |from a import b,|global|global a.b|nonlocal x|del|del f()|del 1|del a + b|assert|assert x = 1|raise a b|pass x|with|with a|with a as|with a as 1: pass|with a as b c: pass|try:~    pass|try: pass|try: pass~except|except: pass
try: pass~except a, b: pass|try: pass~except* a: pass~except b: pass|try: pass~except: pass~except a: pass|try: pass~finally|else: pass|elif x: pass|if x: pass~else if y: pass|match x|match x:~ case 1|match x: case 1: pass|async x|async def f()|async with a: pass|async for a in b: pass|lambda: |lambda x=: 1|lambda (x): 1|lambda *: 1
x =|x = = 1|= 1|x + 1 = 2|f() = 1|1 = x|None = 1|True = 1|'a' = 1|f'{x}' = 1|(x, 1) = y|[x, f()] = y|x, y + 1 = z|x if y else z = 1|lambda: x = 1|x and y = 1|not x = 1|x < y = 1|x = yield = 1|a, b += 1|f() += 1|(a) += 1|x: int: str|x, y: int|f(): int = 1|x := 1|(x := 1) = 2|(x.y := 1)|(x[0] := 1)|x == 1 = 2|{x: y} = 1|{x} = 1|[x for x in y] = 1|(x for x in y) = 1|... = 1|__debug__ = 1|x++|x--|++x--|x =+|a -> b|a => b|a <> b|a != = b|!a|a ! b|a && b|a || b|a ? b : c|~|-|a.|.a|a..b|a.1|a.b.|@|@x|@x~y = 1|$x|`x`|x\\\\ y|x \\\\
print x|print 'x'|print x, y|print|exec 'x'|exec x|raise x, y|except x, y: pass|import x from y|from x|def f(x): return x = 1|if x = 1: pass|while x = 1: pass|if (x = 1): pass|f(x = 1, 2)|f(**x, 1)|f(**x, *y)|f(x for x in y, 1)|f(1, x for x in y)|f(a=1, a=2)|f(1=2)|f(a.b=1)|f(a()=1)|f(None=1)|f(True=1)|f((a)=1)|f(a b)|f(a, b c)|f(,)|f(a,,b)|f(*)|f(**)|f(a|f(a))|f(a]|f(a=)|f(a=, b)|f(x := 1, y := 2)|f(x=y:=1)
"""
for line in sources.strip().split("\n"):
    for source in line.split("|"):
        source = source.replace("~", "\n").replace("\\\\", "\\")
        try:
            compile(source, "<source>", "exec")
            print(f"{source!r}: ok")
        except SyntaxError as error:
            print(f"{source!r}: {type(error).__name__}: {error.msg} ({error.lineno}:{error.offset} to {error.end_lineno}:{error.end_offset}) {error.text!r}")
