# NameError and UnboundLocalError: a name bound anywhere in a function is local everywhere in it.
x = "global"


def read_then_write():
    print(x)
    x = 1


def conditional(flag):
    if flag:
        y = 1
    return y


def augmented():
    x += 1


def loop_var():
    for i in ():
        pass
    return i


def comprehension_var():
    [k for k in range(3)]
    return k


def import_local():
    math.pi
    import math


def def_local():
    g()

    def g():
        pass


def class_local():
    C()

    class C:
        pass


def with_local():
    f
    with open("x") as f:
        pass


def walrus_local():
    print(w)
    (w := 1)


def match_local():
    match 1:
        case 2 as z:
            pass
    return z


def free():
    def inner():
        return v
    inner()
    v = 1


def deleted_twice():
    t = 1
    del t
    del t


for function in (read_then_write, lambda: conditional(False), augmented, loop_var, comprehension_var,
                 import_local, def_local, class_local,
                 with_local, walrus_local, match_local, free, deleted_twice):
    try:
        print(function())
    except NameError as error:
        print(type(error).__name__, error, error.name)


class Scope:
    a = 1
    try:
        b = [a for _ in range(1)]
    except NameError as error:
        b = str(error)
    c = [i for i in range(a)]
    x = x
    try:
        missing
    except NameError as error:
        d = str(error)


print(Scope.b, Scope.c, Scope.x, Scope.d)
try:
    class Uses:
        if False:
            later = 1
        later
except NameError as error:
    print(type(error).__name__, error)
print(conditional(True))
