# How a SyntaxError is shown by traceback: file, line, text with the caret, for many shapes of range.
import traceback

for source in ("x = = 1", "print 'x'", "f(a b)", "if x = 1:\n    pass", "def f(:\n    pass",
               "x = (1,\n     2", "'unterminated", "'''open\nmore", "a = [1,\n     2\n     3]",
               "class A\n    pass", "    indented = 1", "if 1:\nx = 2", "x = 'é' + = 2", "日本 = = 1",
               "return 5", "def f(a, a):\n    pass", "f() = 1", "None = 5", "1 + 2 = x", "async x", "x = 08",
               "x = 1__0", "0xzz", "f'{a b}'", "f'{}'", "del f(x)", "import a.b as c.d",
               "try:\n    pass\nx = 1", "for x in range(10)\n    pass", "a, b += 1", "(x for x in y) = 1",
               "lambda x: (yield) = 1", "{1: 2, 3}", "{**a: 1}", "x\ty = = 1", "\tx = = 1", "x = $",
               "\u201cquote\u201d", "a" * 100 + " = = 1", "if True:\n    x = 1\n  y = 2",
               "while True print(1)", "else: pass", "match x:\n    case a | b:\n        pass",
               "with open('x') as 1:\n    pass", "from __future__ import nope", "x = yield",
               "@\ndef f(): pass", "f(**a, *b)", "f(x for x in y, 1)", "a = b if c", "[x for x in]",
               "x = 5 5", "elif 1:", "raise x from", "global x, 5", "not = 1", "x = {'a': 1, 'b' 2}", "x.1",
               "True = False"):
    try:
        compile(source, "shown.py", "exec")
        print(f"{source!r}: ok")
    except SyntaxError as error:
        print("".join(traceback.format_exception_only(error)), end="")
