# limit: memory=256M deadline=30 recursion=1000 ; outcome: ok
# Trees that contain themselves, that share their parts a milliard times, that are deep, wide, wrong or change while they are read.
import ast
import copy
import tokenize

PLACE = dict(lineno=1, col_offset=0, end_lineno=1, end_col_offset=0)


def name(context=None):
    return ast.Name("x", context or ast.Load(), **PLACE)


def compiled(expression):
    return compile(ast.Expression(expression), "x", "eval")


def raises(kinds, function, *args):
    try:
        function(*args)
    except kinds:
        return
    raise AssertionError(f"no {kinds}")


loop = ast.UnaryOp(ast.Not(), name(), **PLACE)
loop.operand = loop
raises(RecursionError, compiled, loop)
looping_list = ast.List([], ast.Load(), **PLACE)
looping_list.elts.append(looping_list)
raises(RecursionError, compiled, looping_list)
block = ast.If(name(), [ast.Pass(**PLACE)], [], **PLACE)
block.orelse.append(block)
raises(RecursionError, compile, ast.Module([block], []), "x", "exec")

shared = name()
for _ in range(60):
    shared = ast.BinOp(shared, ast.Add(), shared, **PLACE)
raises((MemoryError, RecursionError), compiled, shared)

deep = name()
for _ in range(100000):
    deep = ast.Attribute(deep, "a", ast.Load(), **PLACE)
raises(RecursionError, compiled, deep)
raises(RecursionError, ast.unparse, deep)
raises(RecursionError, ast.dump, deep)
raises(RecursionError, copy.deepcopy, deep)
assert sum(1 for _ in ast.walk(deep)) > 100000
ast.fix_missing_locations(deep)
ast.increment_lineno(deep)
del deep
value = ()
for _ in range(100000):
    value = (value,)
raises(RecursionError, compiled, ast.Constant(value, **PLACE))

wide = ast.Tuple([ast.Constant(i, **PLACE) for i in range(50000)], ast.Load(), **PLACE)
assert len(eval(compiled(wide))) == 50000
for source in ("x" + ".a" * 4000, "-" * 4000 + "x", "(" * 150 + ")" * 150, "+".join(["x"] * 4000), "f(" * 90 + ")" * 90):
    tree = ast.parse(source, mode="eval")
    compile(tree, "x", "eval")
raises((RecursionError, MemoryError, SyntaxError), ast.parse, "x" + ".a" * 100000)
chain = "if x: pass\n" + "elif x: pass\n" * 20000
try:
    compile(ast.parse(chain), "x", "exec")
except (RecursionError, MemoryError):
    pass


class Changing(ast.Name):
    def __getattribute__(self, attribute):
        if attribute == "id":
            elements.clear()
        return super().__getattribute__(attribute)


elements = [Changing("x", ast.Load(), **PLACE), name()]
raises(RuntimeError, compiled, ast.List(elements, ast.Load(), **PLACE))


class Lying(ast.Name):
    id = property(lambda self: 1 // 0)


raises(ZeroDivisionError, compiled, Lying(ctx=ast.Load(), **PLACE))
del ast.Lambda._fields
try:
    ast.Lambda()
    raises(TypeError, ast.Lambda, 1)
finally:
    ast.Lambda._fields = ("args", "body")

# What the grammar does not allow but trees do.
for part in (ast.FormattedValue(name(), 114, name(), **PLACE), ast.Constant(3, **PLACE), name(), ast.FormattedValue(name(), 9, None, **PLACE)):
    try:
        eval(compiled(ast.JoinedStr([part, part], **PLACE)), {"x": 3})
    except (TypeError, SystemError):
        pass
for wrong in (ast.Starred(name(), ast.Load(), **PLACE), ast.Slice(None, None, None, **PLACE), ast.Yield(None, **PLACE), ast.Await(name(), **PLACE)):
    try:
        eval(compiled(wrong), {"x": 3})
    except (SyntaxError, TypeError):
        pass
for target in (ast.List([], ast.Store(), **PLACE), ast.Starred(name(ast.Store()), ast.Store(), **PLACE), ast.Tuple([], ast.Store(), **PLACE)):
    for statement in (ast.AugAssign(target, ast.Add(), name(), **PLACE), ast.AnnAssign(target, name(), name(), 0, **PLACE), ast.Assign([target], name(), **PLACE)):
        try:
            exec(compile(ast.Module([statement], []), "x", "exec"), {"x": []})
        except (SyntaxError, TypeError, SystemError, ValueError, AttributeError):
            pass

# Tokens: lines without end, and a readline that never says so.
raises(MemoryError, list, tokenize.generate_tokens(lambda: "x = 1 + 2\n" * 1000))
assert sum(1 for _ in tokenize.generate_tokens(iter(["x" * 10 ** 6 + "\n"]).__next__)) == 3
assert sum(1 for _ in tokenize.generate_tokens(iter(["é " * 10 ** 5 + "\n"]).__next__)) == 10 ** 5 + 2
raises(tokenize.TokenError, list, tokenize.generate_tokens(iter(["(" * 10 ** 5]).__next__))
raises((tokenize.TokenError, SyntaxError), list, tokenize.generate_tokens(iter(["f'{" * 10 ** 4]).__next__))
