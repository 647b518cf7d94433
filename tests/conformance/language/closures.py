# Cells are shared between a function and its inner ones, per call; they see later rebinding.
def counter():
    n = 0

    def up(by=1):
        nonlocal n
        n += by
        return n

    def peek():
        return n

    def reset():
        nonlocal n
        n = 0
    return up, peek, reset


up, peek, reset = counter()
up2, peek2, _ = counter()
print(up(), up(5), peek(), up2(), peek2(), reset(), peek())


def adders():
    out = []
    for i in range(3):
        def add(x):
            return x + i
        out.append(add)
    i = 100
    return out


print([f(1) for f in adders()])
print([f() for f in [(lambda i=i: (lambda: i))() for i in range(3)]])


def parameter_cell(a, *args, k=1, **kw):
    def read():
        return a, args, k, kw
    a += 1
    kw["z"] = 1
    return read


print(parameter_cell(1, 2, k=3)())


def deep():
    a = "a"

    def one():
        def two():
            def three():
                nonlocal a
                a += "!"
                return a
            return three
        return two
    return one()()(), a


print(deep())


def before_assignment():
    def inner():
        return later
    try:
        inner()
    except NameError as error:
        print(type(error).__name__, error)
    later = 1
    return inner()


print(before_assignment())


def class_in_function():
    x = "function"

    class C:
        x = "class"
        y = x

        def method(self):
            return x, self.x

        z = [x for _ in range(1)]
        w = (lambda: x)()
    return C().method(), C.y, C.z, C.w


print(class_in_function())


def recursive():
    def fact(n):
        return 1 if n == 0 else n * fact(n - 1)
    return fact


fact = recursive()
print(fact(10), fact.__closure__[0].cell_contents is fact)


def generator_closure():
    state = 0

    def gen():
        nonlocal state
        while state < 3:
            state += 1
            yield state
    g = gen()
    next(g)
    state = 1
    return list(g), state


print(generator_closure())
x = "global"


def shadow():
    def inner():
        return x
    return inner()


def shadowed():
    x = "local"

    def inner():
        global x
        return x
    return inner(), x


print(shadow(), shadowed())


def except_cell():
    try:
        raise ValueError("v")
    except ValueError as error:
        f = lambda: error
        kept = f()
    try:
        f()
    except NameError as e:
        return repr(kept), str(e)


print(except_cell())
import types
cell = types.CellType(5)
print(cell.cell_contents, types.CellType() == types.CellType(), types.CellType(1) < types.CellType(2))
del cell.cell_contents
try:
    cell.cell_contents
except ValueError as error:
    print(error)
