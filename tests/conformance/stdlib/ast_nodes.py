# The classes of nodes: fields, defaults, what their constructors warn of, copies, and trees that are compiled.
import ast
import copy
import warnings

for cls in (ast.FunctionDef, ast.Constant, ast.Dict, ast.ImportFrom, ast.arguments, ast.alias, ast.MatchAs, ast.TypeIgnore, ast.Load):
    print(cls, cls.__doc__, cls.__base__.__name__, cls._fields, cls._attributes, cls.__match_args__ == cls._fields)
    print("  ", cls._field_types)
print(ast.stmt.__doc__)
print(ast.cmpop.__doc__, ast.pattern._attributes, hasattr(ast.pattern, "end_lineno"), ast.expr.end_lineno)

with warnings.catch_warnings(record=True) as seen:
    warnings.simplefilter("always")
    name = ast.Name("x")
    print(type(name.ctx).__name__, sorted(vars(ast.Call()).items()))
    print(ast.Name("a", ast.Load(), colour=3).colour)
    print(ast.FunctionDef().__dict__.keys() == {"body", "decorator_list", "type_params"})
for warning in sorted(seen, key=lambda warning: str(warning.message)):
    print(warning.category.__name__, warning.message)


def attempt(function, *args, **kwargs):
    try:
        print(function(*args, **kwargs))
    except Exception as e:
        print(type(e).__name__, e)


attempt(ast.Name, "a", ast.Load(), 3)
attempt(ast.Pass, 3)
attempt(ast.Name, "a", id="b")

tree = ast.parse("def f(a, /, b=1, *c, d: int = 2, **e) -> str:\n    'doc'\n    return [a async for a in b if f'{a!r:>{d}}']\n")
twin = copy.deepcopy(tree)
print(ast.dump(twin, include_attributes=True) == ast.dump(tree, include_attributes=True), twin.body[0] is tree.body[0])
print(ast.alias("x", "y", lineno=3).__reduce__()[1:])


class Mine(ast.Name):
    pass


class Own(ast.AST):
    _fields = ("a", "b")


print(Mine("n").id, vars(Own(1, b=2)), vars(Own(1)))

place = dict(lineno=1, col_offset=0)
for bad in (
    ast.Expression(ast.Name("x", ast.Load())),
    ast.Expression(ast.Name(1, ast.Load(), **place)),
    ast.Expression(ast.Name("None", ast.Load(), **place)),
    ast.Expression(ast.Name("x", ast.Store(), **place)),
    ast.Expression(ast.Name("x", ast.Add(), **place)),
    ast.Expression(None),
    ast.Expression(ast.Pass(**place)),
    ast.Expression(ast.Constant([], **place)),
    ast.Expression(ast.Constant((1, (2, {})), **place)),
    ast.Expression(ast.BoolOp(ast.And(), [], **place)),
    ast.Expression(ast.Tuple(3, ast.Load(), **place)),
    ast.Expression(ast.Tuple([None], ast.Load(), **place)),
    ast.Expression(ast.Name("x", ast.Load(), lineno="1", col_offset=0)),
    ast.Expression(ast.Name("x", ast.Load(), lineno=3, end_lineno=1, col_offset=0)),
    ast.Module([]),
):
    try:
        print(eval(compile(bad, "x", "eval")))
    except Exception as e:
        print(type(e).__name__, str(e).split(" object at ")[0])
for source in ("x", "x = 1", "pass"):
    statement = ast.parse(source).body[0]
    for owner in (ast.If(ast.Constant(1, **place), [], [], **place), ast.Try([statement], [], [], [], **place), ast.Delete([], **place),
                  ast.Raise(None, statement and ast.Constant(1, **place), **place), ast.ImportFrom("a", [], -1, **place),
                  ast.Global([], **place), ast.With([], [statement], **place), ast.Module([statement], [])):
        attempt(compile, ast.Module([owner], []), "x", "exec")
    break

values = {}
tree = ast.Module([ast.Assign([ast.Name("x", ast.Store())], ast.Constant((1, -2, 3 + 4j, frozenset([b"z"])))),
                   ast.If(ast.Compare(ast.Constant(2), [ast.Lt()], [ast.Constant(3)]), [ast.parse("y = x[1] * 2").body[0]], [])], [])
exec(compile(ast.fix_missing_locations(tree), "<tree>", "exec"), values)
print(values["x"], values["y"])
for level in -1, 1, 2:
    exec(compile(ast.parse("def f():\n 'doc'\n assert 0\n return __debug__\n"), "<tree>", "exec", optimize=level), values)
    print(values["f"].__doc__, end=" ")
    attempt(values["f"])
