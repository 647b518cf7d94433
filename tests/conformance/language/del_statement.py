# `del` removes names, attributes, items and slices; a deleted local is unbound afterwards.
x = y = z = 1
del x
try:
    print(x)
except NameError as error:
    print(error)
del y, z
items = list(range(10))
del items[0], items[-1], items[2:4], items[::3]
print(items)
d = {"a": {"b": [1, 2, 3]}}
del d["a"]["b"][1]
print(d)


class C:
    attr = 1


c = C()
c.own = 2
del c.own
print(c.__dict__)
try:
    del c.attr
except AttributeError as error:
    print(error)
del C.attr
print(hasattr(C, "attr"))


def local(flag):
    v = 1
    if flag:
        del v
    try:
        return v
    except UnboundLocalError as error:
        return str(error)


print(local(False), local(True))


def closure():
    shared = 1

    def inner():
        return shared
    print(inner())
    del shared
    try:
        inner()
    except NameError as error:
        print(error)
    shared = 2
    return inner()


print(closure())


def global_delete():
    global gone
    gone = 1
    del gone
    try:
        gone
    except NameError as error:
        print(error)


global_delete()
a, b, c, e = 1, 2, 3, 4
del (a, [b, (c,)]), e
print([n for n in "abce" if n in globals()])
del ()
del []
for code in ("del f()", "del 1", "del a + b", "del (a, 1)", "del *a", "del a if b else c", "del None", "del",
             "del 'x'", "del (x := 1)",
             "del a.b(), c", "del [x for x in y]", "del f'{a}'", "del a, *b", "del lambda: 1", "del ...",
             "del __debug__"):
    try:
        compile(code, "<c>", "exec")
    except SyntaxError as error:
        print(f"{code}: {error.msg}")
for code in ("del nothing", "del [1][5]", "del (1,)[0]", "del 'abc'[0]", "del {}['k']", "del (5).real",
             "del print.__name__"):
    try:
        exec(code)
    except Exception as error:
        print(f"{code}: {type(error).__name__}: {error}")
