# ast.parse(type_comments=True): comments that begin with "type:" stand in the tree where PEP 484 has them, and are syntax errors
# elsewhere; "# type: ignore" may stand anywhere. Without the flag they are comments.
import ast


def show(source, mode="exec"):
    print(repr(source), "" if mode == "exec" else mode)
    try:
        tree = ast.parse(source, "<test>", mode, type_comments=True)
    except SyntaxError as error:
        print("  ", type(error).__name__, error.args)
    else:
        print("  ", ast.dump(tree))


print("--- assignments")
for text in ("x = 1  # type: int\n", "x = y = 1 #type:int \n", "x = 1 # type:\n", "x=1 #\ttype:\t  a  \ny=2", "x = 'é' # type: é\n",
             "x = 1; y = 2 # type: int\n", "x = yield # type: int\n", "x = 1 # type: int # type: ignore\n", "x += 1 # type: int\n",
             "x: int = 1 # type: int\n", "x = (1, # type: int\n)", "x # type: int\n = 1"):
    show(text)

print("--- functions")
for text in ("def f(): # type: () -> int\n  pass\n", "def f():\n  # type: () -> int\n  pass\n", "def f():\n\n # type: () -> int\n\n # x\n pass",
             "async def f():\n # type: int\n pass\n", "@d\ndef f(): # type: () -> int\n  pass\n",
             "def f(): # type: () -> int\n  # type: () -> int\n  pass\n", "def f(): # type: int\n",
             "def f():\n # type: int\n", "def f():\n # type: int\npass\n", "def f(): pass # type: int\n", "class C: # type: int\n  pass\n"):
    show(text)

print("--- parameters")
for text in ("def f(a, # type: int\n b=1, # type: str\n *d, # type: T\n c, # type: C\n **k # type: K\n): pass\n", "def f(a # type: A\n): pass\n",
             "def f(a, # type: A\n): pass", "def f(a: int, # type: A\n b): pass", "def f(a # type: A\n ,b): pass\n", "def f(a, /, # type: A\n b): pass\n",
             "def f(*, # type: A\n **kw): pass\n", "def f(*, # type: A\n a): pass", "def f( # type: A\n a): pass",
             "def f(a, # type: A\n # type: B\n b): pass", "lambda a, # type: int\n b: 1\n", "def f(a=, # type: int\n b): pass"):
    show(text)

print("--- for and with")
for text in ("for x in y: # type: int\n pass\n", "with a as b: # type: int\n  pass\n", "with (a as b, c): # type: int\n  pass\n",
             "with (a, c): # type: int\n  pass\n", "async def f():\n async for x in y: # type: int\n  pass\n async with x: # type: T\n   pass\n",
             "for x in y: # type: A\n # type: B\n pass", "for x in y:\n # type: A\n pass", "for x in y: # type: A\npass",
             "for x in y:\n pass\nelse: # type: int\n  pass\n", "if 1: # type: int\n pass\n"):
    show(text)

print("--- elsewhere")
for text in ("pass # type: int\n", "# type: int\nx=1\n", "f(a, # type: int\n b)\n", "match x: # type: int\n case 1: pass\n", "f'{a # type: int\n}'",
             "if x:\n  y\n # type: int\n  z\n", "return # type: int\n"):
    show(text)
    compile(text.replace("return", "pass"), "<test>", "exec", ast.PyCF_ONLY_AST)

print("--- ignore")
for text in ("x = 1 # type: ignore[a] b\n", "# type: ignore", "x # type: ignoreé", "x = [1, # type: ignore\n 2]\n# type: ignore[x]\nif 1:\n  # type: ignore\n  pass",
             "f(\n # type: ignore\n)\n", "def f(): # type: ignore\n # type: () -> int\n pass", "# type: ignore # x\r\n", "f'''{\n # type: ignore\nx}'''",
             "'''\n# type: ignore\n'''"):
    show(text)

print("--- func_type")
for text in ("() -> int", "(int, *str, **Any) -> float", "(a, # type: ignore\n b) -> c\n\n", "(**a) -> b", "(*a) -> (yield)", "(**int, *x) -> int", "(*a, b) -> c",
             "(a,) -> b", "() -> *a", "(a) ->", "(a) -> b c", "(a b) -> c", "a -> b", "(a := 1) -> b", "() -> x # type: int"):
    show(text, "func_type")

print("--- compile()")
for flags in 0, ast.PyCF_TYPE_COMMENTS:
    for text in "x = 1 # type: int", "pass # type: int":
        try:
            exec(compile(text, "<test>", "exec", flags))
            print(flags, text, "fine")
        except SyntaxError as error:
            print(flags, text, error)
print(ast.unparse(ast.parse("def f(a): # type: (int) -> int\n x = 1 # type: int\n for y in x: # type: str\n  pass # type: ignore[x]", type_comments=True)))
