# ast: parsing, printing, literals, walking and changing trees.
import ast
import textwrap

source = textwrap.dedent('''
    """Module
       text."""
    import a.b as c, d
    from .. import e as f
    @g(1, *h, k=2, **l)
    class A[T: int = 3, *U, **V](B, metaclass=M):
        "Class text."
        x: int = 3
        (y): str
        async def m(self, a, /, b=1, *c, d: 'q' = 2, **e) -> None:
            """Doc 'with' quotes."""
            async with u as v, w: await v
            async for i in j: continue
            else: return (yield (yield from z))
    def n(*, a): global b; nonlocal_ = 3; del b, c[1:2, ::3], d.e
    match p:
        case {'k': 1, **r} | [1, *_, 2] | A(1, x=None) if t: pass
        case 'a' | -1.5+2j as s: raise X from Y
        case _: pass
    try: assert 1, 'm'
    except* (E, F) as e: raise
    else: x = y = 1, *z
    finally: x @= (1).real
    while not (a < b <= c is not d not in e): break
    if a: pass
    elif b: pass
    elif c: pass
    else: pass
    for x, y in z: pass
    print(f'{a!r:>{b}} {{ {{}} "\\n', rf'\\d{x=}', b'q', u'k', ..., 1e999, -2 ** -3 ** 4, (1 + 2) * 3, 1_000, 0xff)
    lambda: (x := 3)
    lambda a, *b: [i for i in j if k if l] + list({i: j for i in k}) + [{1}, {*a}, {**a, 'b': c}, (), (1,)]
    type P[T] = list[T]
    a if b else (c if d else e); (yield); a.b[c](d)(e=f); a and b or c and not d
    ''')
tree = ast.parse(source)
print(ast.dump(tree, indent=1))
text = ast.unparse(tree)
print(text)
print(ast.dump(ast.parse(text)) == ast.dump(tree))
print(ast.dump(tree.body[1]), ast.dump(tree.body[1], False), ast.dump(tree.body[4].args, show_empty=True), sep="\n")
print(repr(ast.get_docstring(tree)), repr(ast.get_docstring(tree, clean=False)), ast.get_docstring(tree.body[3]))
for node in tree.body[3:8]:
    print(repr(ast.get_source_segment(source, node)), repr(ast.get_source_segment(source, node, padded=True)))
print([type(node).__name__ for node in ast.walk(tree.body[4])])

for literal in ("[1, (2, 'x'), {3: None}, {4}, set(), -5, +6.5, 1-2j, True, b'q', ...]", " 1", "a", "1 + 2", "f()", "{**a}", "[1", "-'a'", "x\n\n+1"):
    try:
        print(ast.literal_eval(literal))
    except (ValueError, SyntaxError) as e:
        print(type(e).__name__, str(e).split(" object at ")[0])


class Counter(ast.NodeVisitor):
    def __init__(self):
        self.names = []

    def visit_Name(self, node):
        self.names.append(node.id)

    def visit_Lambda(self, node):
        self.names.append("lambda")
        self.generic_visit(node)


counter = Counter()
counter.visit(tree)
print(counter.names)


class Double(ast.NodeTransformer):
    def visit_Constant(self, node):
        return ast.copy_location(ast.BinOp(node, ast.Mult(), ast.Constant(2)), node)

    def visit_Pass(self, node):
        return None

    def visit_Expr(self, node):
        return [node, self.generic_visit(ast.Expr(ast.Constant(1)))]


changed = ast.fix_missing_locations(Double().visit(ast.parse("x = 1 + a\npass\nf(2)\n")))
print(ast.unparse(changed))
print(ast.dump(ast.increment_lineno(changed, 5), include_attributes=True))
print(ast.dump(ast.parse("(int, *str) -> x", mode="func_type")), ast.dump(ast.parse("x", mode="eval")), ast.dump(ast.parse("x;y", mode="single")))
for call in (lambda: ast.parse("x", mode="other"), lambda: ast.dump(3), lambda: ast.get_docstring(ast.Pass()), lambda: ast.parse("a b")):
    try:
        call()
    except Exception as e:
        print(type(e).__name__, e)
