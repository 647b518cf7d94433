# Class bodies read names by LOAD-like dict lookups: class namespace, then free variables or
# globals, then builtins.
x = "global x"
y = "global y"


def make(flag):
    x = "function x"
    z = "function z"

    class C:
        first = x
        if flag:
            x = "class x"
        second = x
        zed = z
        z = z + " copied"
        len = len
        size = len("abc")

        def method(self): return x, z, y

        class Nested:
            third = x
            fourth = z

        items = [x for x in "ab"]
        after = x
        y = y
        w = (lambda: (x, y))()
        g = list(x + i for i in "1")
        h = [z for _ in "1"]
    return C


for flag in (True, False):
    try:
        C = make(flag)
    except NameError as error:
        print(type(error).__name__, error)
        continue
    print(C.second, C.zed, C.z, C.size, C().method(), C.Nested.third, C.Nested.fourth, C.items, C.after, C.y,
          C.w, C.g, C.h, sep=" | ")


class NonlocalUser:
    count = 0

    def bump(self):
        count = self.count + 1
        NonlocalUser.count = count
        return count


print(NonlocalUser().bump(), NonlocalUser().bump())


def nonlocal_in_class():
    v = 1

    class C:
        nonlocal v
        v = 2
        w = v
    return v, C.w, "v" in vars(C)


print(nonlocal_in_class())


def global_in_class():
    x = "local"

    class C:
        global x
        y = x
    return C.y


print(global_in_class())


class Comprehensions:
    n = 3
    rng = range(n)
    a = [i for i in rng]
    b = {i: i for i in rng}
    c = [j for i in rng for j in [i]]
    try:
        d = [i for i in rng if i < n]
    except NameError as error:
        d = str(error)
    try:
        e = [(i, j) for i in rng for j in rng]
    except NameError as error:
        e = str(error)
    f = (lambda n=n: n)()


print(Comprehensions.a, Comprehensions.b, Comprehensions.c, Comprehensions.d, Comprehensions.e,
      Comprehensions.f, hasattr(Comprehensions, "i"))


class Deleting:
    a = 1
    del a
    try:
        a
    except NameError as error:
        message = str(error)
    x = x
    del x
    again = x


print(Deleting.message, Deleting.again)


class Returns:
    exec("made_by_exec = 1")
    vars()["by_vars"] = 2
    locals().update(by_update=3)
    total = made_by_exec + by_vars + by_update


print(Returns.total)
for code in ("class C:\n return 1", "class C:\n yield 1", "class C:\n await x", "class C:\n (yield)",
             "class C:\n def f(): pass\n  x = 1", "class C(x=1, *y, **z): pass", "class C(*x, y=1): pass",
             "class C(**x, *y): pass", "class C(a, b=1, a): pass", "class C(lambda: 1): pass",
             "class C(x for x in y): pass", "class C(): pass", "class C: x = yield"):
    try:
        compile(code, "<c>", "exec")
        print(repr(code), "ok")
    except SyntaxError as error:
        print(repr(code), error.msg)
