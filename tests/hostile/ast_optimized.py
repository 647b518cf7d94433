# limit: memory=256M deadline=30 ; outcome: ok
# Constants that would grow when they are folded: products, powers, sums and formats of any length, and trees as deep as they may be.
import ast


def folded(text):
    return ast.parse(text, mode="eval", optimize=1).body


assert isinstance(folded("2 ** 10 ** 10"), ast.BinOp)
assert isinstance(folded("'x' * 10 ** 9"), ast.BinOp)
assert isinstance(folded("((((1,) * 200,) * 200,) * 200,) * 200"), ast.BinOp)
assert isinstance(folded("1 << 10 ** 18"), ast.BinOp)
assert len(folded(" + ".join(["'x' * 4000"] * 500)).value) == 2000000
assert len(folded(" + ".join(["(1, 2)"] * 3000)).value) == 6000
assert folded("0x" + "f" * 10000 + " + 1" * 1000).value.bit_length() == 40001
assert isinstance(folded("'" + "%s" * 5000 + "' % (" + "a," * 5000 + ")"), ast.JoinedStr)
assert isinstance(folded("'%" + "0" * 100000 + "s' % (a,)"), ast.JoinedStr)
assert isinstance(folded("'%" + "9" * 100000 + "s' % (a,)"), ast.BinOp)
assert len(folded("x in {" + ",".join(map(str, range(20000))) + "}").comparators[0].value) == 20000
for text in "-" * 5000 + "1", "not " * 5000 + "x", "(" * 90 + "1," + ")," * 89 + ")", "x" + "[0]" * 5000, "1" + "+x" * 5000:
    try:
        folded(text)
    except RecursionError:
        pass
chain = "if x: pass\n" + "elif 1 + 2: pass\n" * 20000
try:
    ast.parse(chain, optimize=1)
except RecursionError:
    pass
deep = ()
for _ in range(100000):
    deep = (deep,)
try:
    compile(ast.Expression(ast.BinOp(ast.Constant(deep), ast.Mult(), ast.Constant(3))), "", "eval", ast.PyCF_OPTIMIZED_AST)
except (RecursionError, TypeError):
    pass
