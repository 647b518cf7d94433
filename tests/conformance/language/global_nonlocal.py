# global and nonlocal: what they bind, where they may not stand, and the messages for that.
a = 1


def change():
    global a, b
    a = 2
    b = 3


change()
print(a, b)


def loop_target():
    global i, mod, Klass, func, exc
    for i in range(3):
        pass
    import math as mod

    class Klass:
        pass

    def func():
        pass
    try:
        raise ValueError
    except ValueError as exc:
        pass
    with memoryview(b"") as func.view:
        pass


loop_target()
print(i, mod.__name__, Klass.__qualname__, func.__qualname__, "exc" in globals())


def nested():
    x = 1

    def middle():
        def inner():
            nonlocal x
            x = 5
        inner()
        return x
    return middle(), x


print(nested())


class C:
    global from_class
    from_class = "set in class body"

    def method(self):
        global a
        a = "method"


C().method()
print(from_class, a, hasattr(C, "from_class"))
exec("global z; z = 9")
print(z)
for code in ("nonlocal x", "def f(): nonlocal x", "def f():\n x = 1\n global x", "def f(x):\n global x",
             "def f():\n print(x)\n global x",
             "def f(x):\n nonlocal x", "def f():\n global x\n nonlocal x", "def f():\n x: int\n global x",
             "def f():\n global x\n x: int = 1",
             "def f():\n def g():\n  nonlocal x\n x = 1", "x = 1\nglobal x", "class C:\n nonlocal x",
             "def f():\n for x in y: pass\n nonlocal x",
             "def f():\n def g():\n  x = 1\n  nonlocal x\n x = 2", "global x, x\nx = 1",
             "def f():\n import x\n global x", "global x.y",
             "def f():\n [x for x in y]\n global x", "def f(x):\n def g():\n  nonlocal x", "nonlocal"):
    try:
        compile(code, "<c>", "exec")
    except SyntaxError as error:
        print(repr(code), error.msg, error.lineno)
    else:
        print(repr(code), "ok")
