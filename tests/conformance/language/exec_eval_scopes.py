# exec and eval: given globals and locals, writes, builtins insertion, closures and class bodies,
# locals() snapshots.
x = "module"
g = {"x": "given"}
print(eval("x"), eval("x", g), eval("x", {}, {"x": "local"}), eval("[x for _ in range(1)]", g),
      sorted(k for k in g if k != "x"))
exec("y = x + '!'", g)
print(g["y"], "y" in globals())
exec("z = 1; global w; w = 2", globals(), scope := {})
print(scope, w, "z" in globals())


def function():
    a = 1
    exec("a = 2; b = 3")
    print(a, "b" in locals(), eval("a"), sorted(locals()))
    snapshot = locals()
    snapshot["a"] = 99
    print(a, locals()["a"], locals() is snapshot)
    exec("a = 5", globals(), d := {})
    return d, eval("a + c", {"c": 10}, {"a": 1})


print(function())


def closure():
    free = "free"
    def inner():
        return eval("free") if free else 0
    def not_captured():
        try:
            return eval("free")
        except NameError as error:
            return str(error)
    return inner(), not_captured()


print(closure())


class C:
    v = 1
    exec("made = v + 1")
    w = eval("v * 10")
    locals()["direct"] = 7


print(C.made, C.w, C.direct)
code = compile("r = 1 + 2", "<s>", "exec")
exec(code, ns := {})
print(ns["r"], eval(compile("3 * 4", "<s>", "eval")), eval(b"5 + 5"), eval("  \t6"), eval("(\n7)"))
exec(compile("8 + 1; print('exec prints'); 5", "<s>", "exec"))
exec(compile("8 + 1\n", "<s>", "single"))
exec(compile("None\n", "<s>", "single"))
exec(compile("for i in range(2): i * 10\n", "<s>", "single"))
print(eval(compile("side = 1", "<s>", "exec")), side)
for action in (lambda: eval("x = 1"), lambda: eval(""), lambda: eval("1; 2"), lambda: exec(5),
               lambda: eval("x", 5), lambda: exec("x", {}, 5), lambda: eval("missing", {}),
               lambda: compile("x", "f", "bad"), lambda: compile(5, "f", "exec"),
               lambda: compile("x", "f", "exec", flags=-1 & 0x40000000),
               lambda: eval("print('x')", {"__builtins__": {}}), lambda: exec("import math",
                   {"__builtins__": {}}), lambda: eval("return 1"), lambda: compile("a\nb", "f", "single"),
               lambda: exec("class A: pass", {"__builtins__": {}}), lambda: compile("\0", "f", "exec")):
    try:
        print(action())
    except Exception as error:
        print(type(error).__name__, error)
print(eval("len('abc')", {"__builtins__": {"len": lambda s: "own len"}}),
      eval("__builtins__ is not None", {}))


class Locals(dict):
    def __missing__(self, key): return key.upper()


print(eval("a + b", {}, Locals(a="given ")))


class Mapping:
    def __getitem__(self, key):
        if key == "v": return 5
        raise KeyError(key)
    def __setitem__(self, key, value): print("set", key, value)


exec("q = v + 1", {}, Mapping())
exec("def f(): return undefined_here\ntry: f()\nexcept NameError as e: print(e)", {})
f = eval("lambda: x", {"x": "lambda's global"})
print(f(), f.__globals__["x"], eval("(lambda: (yield))()").__class__.__name__)
exec("[print(i, k) for i in range(1)]", {"k": "in comprehension"})
print([eval("i") for i in range(2)], [sorted(locals()) for _ in [0]][0] == sorted(globals()) or "inlined")
def outer():
    n = 1
    def inner(): return n
    try:
        exec(inner.__code__)
    except TypeError as error:
        print(error)
    exec(inner.__code__, closure=inner.__closure__)
outer()
print(locals() is globals(), vars() is globals(), "x" in dir())
