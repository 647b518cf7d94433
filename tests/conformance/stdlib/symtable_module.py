# symtable: the scopes of a source, and what names are in them.
import symtable


def show(table, level=0):
    print(" " * level, repr(table), table.get_type(), table.get_name(), table.get_lineno(), table.is_nested(), table.is_optimized(), table.has_children())
    for symbol in sorted(table.get_symbols(), key=symtable.Symbol.get_name):
        print(" " * level, " ", symbol.get_name(), symbol._scope_str(), [name for name in ("referenced", "parameter", "global", "nonlocal", "declared_global", "local",
              "annotated", "free", "imported", "assigned", "namespace") if getattr(symbol, "is_" + name)()])
    if isinstance(table, symtable.Function):
        print(" " * level, " ", table.get_parameters(), sorted(table.get_locals()), sorted(table.get_globals()), table.get_nonlocals(), sorted(table.get_frees()))
    if isinstance(table, symtable.Class):
        print(" " * level, " ", table.get_methods())
    for child in table.get_children():
        show(child, level + 2)


show(symtable.symtable('''
import os
from a import b as c
def f(a, b=1, *c, d, **e):
    global g
    import os as p
    x: int = 3
    def inner():
        nonlocal x
        return x, b, q
    class C:
        y = 1
        def m(self): return __class__, __y
        def __n(self): pass
    return (j for j in a), lambda k: k + d
class A(B):
    z: str
    for i in z: pass
try: pass
except E as error: del os
with f() as (u, v): w = u
match w:
    case {"k": s, **t}: pass
async def co():
    async for i in a: yield i
def twice(): pass
twice = 3
''', "name.py", "exec"))
show(symtable.symtable("lambda x: x + y", "?", "eval"))
show(symtable.symtable("def g[T](a: T = 1): return T\ntype X[U: int] = list[U]\n", "?", "exec"))
top = symtable.symtable(b"def f(): pass\ndef f(): pass\nx = 1\n", "?", "exec")
print(top.lookup("f").get_namespaces()[0].get_name(), top.lookup("x").is_namespace(), list(top.get_identifiers()))
for call in (top.lookup("f").get_namespace, top.lookup("x").get_namespace, lambda: top.lookup("nothing"), lambda: symtable.symtable("x", "?", "other"),
             lambda: symtable.symtable(3, "?", "exec"), lambda: symtable.symtable("def f(a, a): pass", "?", "exec"), lambda: symtable.symtable("a b", "?", "exec"),
             lambda: symtable.symtable("nonlocal x", "f.py", "exec")):
    try:
        print(call())
    except Exception as e:
        print(type(e).__name__, e)
print(repr(top.lookup("x")))
