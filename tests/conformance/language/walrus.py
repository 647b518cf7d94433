# PEP 572: an assignment expression binds in the enclosing function or module scope, also from
# inside a comprehension, and its value is what it bound.
import builtins

if (n := len("walrus")) > 5:
    print("long", n)
print((a := 1, b := 2), a, b)
print([y := 1, y ** 2, y ** 3])
while (line := next(it if "it" in globals() else (it := iter(["one", "two", ""])))) != "":
    print(line)
print([last := i for i in range(4)], last)
print({(key := k): (value := v) for k, v in {"a": 1}.items()}, key, value)
print(any((witness := w) > 2 for w in [1, 2, 3, 4]), witness)
print([total := t + (total if t else 0) for t in [0, 1, 2, 3]], total)


def function():
    found = [hit for item in range(10) if (hit := item * item) > 30]
    return found, hit, sorted(locals())


print(function())


def outer():
    z = "outer"

    def inner():
        nonlocal z
        [z := i for i in range(3)]
        return z
    return inner(), z


print(outer())


def sets_global():
    global from_function
    [from_function := i for i in "xyz"]


sets_global()
print(from_function)
f = lambda: (inside := 5) + inside
print(f(), "inside" in globals())
print(builtins.eval("(e := 3) + e"), e)
print((lambda x=(d := 4): x + d)(), d)
print(f"{(g := 5)=} {g:=^5}")
x = [0, 1, 2]
x[(i := 1)] = (j := 7)
print(x, i, j)
for code in ("[i := 0 for i in range(3)]", "[[(j := 0) for i in range(5)] for j in range(5)]",
             "class C: [a := 1 for b in c]", "[i for i in (j := [1])]", "(x.y := 1)", "(a[0] := 1)", "x := 0",
             "(a, b := 1, c) = 1", "f(a=b:=1)", "def f(a=b:=1): pass", "lambda: x := 1", "((a) := 1)",
             "(True := 1)"):
    try:
        compile(code, "<code>", "exec")
    except SyntaxError as error:
        print(f"{code}: {error.msg}")
    else:
        print(f"{code}: ok")
