# ast.parse(optimize=1) and PyCF_OPTIMIZED_AST: a tree in which all that can be computed of constants is, within limits.
import ast


def show(source, optimize=1, flags=ast.PyCF_OPTIMIZED_AST, places=False):
    try:
        tree = compile(source, "<test>", "exec", flags, optimize=optimize)
    except SyntaxError as error:
        print(repr(source), "->", error.args, error.lineno)
        return
    sets = [node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, frozenset)]
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, frozenset):
            node.value = ("frozenset", *sorted(node.value, key=repr))
    shown = ast.dump(tree, include_attributes=places)
    print(repr(source), "->", shown.removeprefix("Module(body=["))


print("--- operators")
for text in ("-1", "+True", "not 1", "~5", "-'a'", "-1j", "1+2", "'a'+'b'", "'a'+1", "1 - 2j", "2**10", "2**200", "2**-1", "0**-1", "2**64*2**63", "2**64*2**62",
             "1<<100", "1<<128", "1<<-1", "1>>1", "5//2", "5//0", "5%3", "1|2", "6&3", "6^3", "7 @ 2", "'a'*10", "'a'*5000", "10*'a'", "'a' * -1", "(1,2)*3",
             "(1,2)*200", "((),)*1000", "((1,)*4,)*20", "(((1,)*4,)*4,)*20", "() * 5", "b'x'*3", "True + 1", "[1]*3", "x + 1 + 2", "1 + 2 + x", "(1,2)+(3,4)", "2**0.5"):
    show(text)

print("--- not")
for text in "not (a is b)", "not (a not in b)", "not (a == b)", "not (a is b is c)", "not ()", "not not 1":
    show(text, places=True)

print("--- tuples and subscripts")
for text in ("(1, (2, 3))", "(1, a)", "(1,)[0]", "'abc'[1]", "'abc'[5]", "(1,2)[0:1]", "1[0]", "'abc'[-1]", "x[(1,2)]", "x[1+2:3+4]", "(a, b) = (1, 2)", "del x[1+2]",
             "[1+2, *(3, 4)]", "{1+2: 3+4, **a}"):
    show(text)

print("--- in and for")
for text in ("x in [1,2]", "x in [1,a]", "x not in {2,1}", "x in {1,a}", "x in [*a]", "x in []", "1 in [2] in [3]", "x == [1,2]", "for x in [1,2]: pass", "for x in {a}: pass",
             "[x for x in [1,2]]", "{x for y in [[1,2]] for x in {1}}", "async def f():\n async for x in [1]: pass"):
    show(text)

print("--- formats")
for text in ("'%s' % (a,)", "'%s %r %a%%' % (a,b,c)", "'%5s|%-5s|%.3s|%-10.2r|%05s|%.s' % (a,b,c,d,e,f)", "'%d' % (a,)", "'%s' % (a,b)", "'%s%s' % (a,)", "'%(x)s' % (a,)",
             "'%s' % (*a,)", "'%s' % (1,)", "'%*s' % (a,b)", "'%100s' % (a,)", "b'%s' % (a,)", "'%' % (a,)", "'%s' % a"):
    show(text)
show("x = 'a%3s' % (b,)", places=True)

print("--- docstrings")
for text in "'a' + 'b'\nx", "def f():\n 'a' + 'b'", "def f():\n 'doc'\n 'a' + 'b'", "class C:\n 'a' * 3":
    show(text)

print("--- __debug__")
for level in -1, 0, 1, 2:
    show("__debug__, x.__debug__", level)

print("--- annotations")
show("x: 1+2 = 3+4\ndef f(a: 1+2 = 3+4, *b: (1, 2), **c: -1) -> 5+6: return 7+8")
show("from __future__ import annotations\nx: 1+2 = 3+4\ndef f(a: 1+2 = 3+4) -> 5+6: return 7+8")
show("1+2", flags=ast.PyCF_OPTIMIZED_AST | 0x1000000)
show("x: 1+2", flags=ast.PyCF_OPTIMIZED_AST | 0x1000000)
show("from __future__ import nope")

print("--- all kinds of nodes")
for text in ("type X[T: 1+2 = 3+4, *Ts = (1,2), **P = (1,2)] = 5+6", "def f[T: 1+2](): pass", "class C[T = 1+2](1+2, k=(1,2)): pass", "@f(1+2)\ndef g(a=1+2, *, b=-1): pass",
             "lambda a=1+2: a+(3+4)", "match -1:\n case -1 | 1+2j: pass\n case {-1: -2, **r}: pass\n case C(-1, x=[-2, *_]) if 1+2: pass", "f'{1+2!r:{3+4}}'",
             "with 1+2 as x, (3,4): 5+6", "try:\n 1+2\nexcept (1,2) as e:\n 5+6\nelse:\n 7+8\nfinally: 9+1", "try: 1+2\nexcept* (3,4): 5+6", "raise -1 from 1+2",
             "if -1:\n 1+2\nelif -2:\n 3+4\nelse:\n 5+6", "while -1: 1+2", "assert -1, 1+2", "x += 1+2", "f(1+2, *(1,2), k=3+4, **{1+2: 3})", "1 < 2+3 < 4", "a and 1+2",
             "1+2 if 3+4 else 5+6", "(x := 1+2)", "async def f(): await (1,2); yield -1", "def f(): yield from (1,2)", "global x\nimport a"):
    show(text)

print("--- trees are optimized, too")
tree = ast.parse("x = 1 + 2")
print(compile(tree, "<test>", "exec", ast.PyCF_ONLY_AST) is tree)
print(ast.dump(compile(tree, "<test>", "exec", ast.PyCF_OPTIMIZED_AST)), ast.dump(tree))
print(ast.dump(ast.parse("1 + 2", mode="eval", optimize=1)), ast.dump(ast.parse("(1) -> (1, 2)", mode="func_type", optimize=1)))
print(ast.dump(ast.parse("1 + 2", optimize=0)), ast.dump(ast.parse("-1; 1 + 2", mode="single", optimize=2)))
