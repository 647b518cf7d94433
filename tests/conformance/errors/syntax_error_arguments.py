# The arguments of a SyntaxError: errors of scopes and of `from __future__` get their place later, as attributes only.
for text in ("from __future__ import nope", "from __future__ import braces", "x=1\nfrom __future__ import annotations", "def f():\n global x\n x = 1\n global x", "nonlocal x",
             "return", "def f(a, a): pass", "break", "def f():\n x\n nonlocal x", "def f():\n from a import *", "yield", "[(yield) for x in y]", "def f():\n nonlocal q",
             "(x:=1 for x in y)", "def f(__debug__): pass", "__debug__ = 1", "class A[T, T]: pass", "type X = (yield)", "[x async for x in y]", "f(**k, *a)"):
    try:
        compile(text, "<test>", "exec")
    except SyntaxError as error:
        print(repr(text), error.args, error, error.lineno, error.offset, error.end_lineno, error.end_offset, error.text, error.filename)
