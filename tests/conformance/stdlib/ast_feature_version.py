# ast.parse(feature_version=…) refuses what the grammar of that version did not have.
import ast

for source, minor in (("(x := 0)", 8), ("def f(a, /): pass", 8), ("type X = int", 12), ("class A[T]: pass", 12), ("def f[T = int](): pass", 13),
                      ("try: pass\nexcept* E: pass", 11), ("match x:\n case 1: pass", 10), ("x: int", 6), ("a @ b", 5), ("a\nlambda b, /: 0", 8),
                      ("async def f(): pass", 5), ("x = 1", 0)):
    for version in (3, minor), (3, minor - 1), minor, None:
        if minor == 0 and version == (3, -1):
            continue
        try:
            print(type(ast.parse(source, feature_version=version).body[-1]).__name__)
        except SyntaxError as e:
            print(e.msg)
try:
    ast.parse("x", feature_version=(2, 7))
except ValueError as e:
    print(e)
