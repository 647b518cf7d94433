# __del__ runs when the last reference goes, also in cycles on collection; errors in it are reported, not
# raised; a resurrected object is finalised once.
import gc
import sys


class D:
    def __init__(self, name): self.name = name
    def __del__(self): print("del", self.name, end="; ")


a = D("a")
a = None
b = D("b")
c = b
del b
print("still", c.name, end="; ")
del c
print()


def scope():
    x, y = D("x"), D("y")
    print("in scope", end="; ")
    return "returned"


print(scope())
D("temporary")
print([D("in list").name], D("in call").name.upper())
box = [D(i) for i in range(3)]
box.pop(0)
box[0] = None
del box[:]
d = {"k": D("value")}
d["k"] = 1
d = {"k": D("cleared")}
d.clear()
print()
first = D("cycle 1")
first.other = D("cycle 2")
first.other.other = first
del first
print("before collect", end="; ")
gc.collect()
print("after collect")
saved = []


class Phoenix:
    def __del__(self):
        print("dying", end="; ")
        saved.append(self)


p = Phoenix()
del p
print(len(saved), end="; ")
saved.clear()
print("gone quietly")
reports = []
sys.unraisablehook = lambda info: reports.append((type(info.exc_value).__name__, str(info.exc_value),
                                                  info.err_msg, info.object.__qualname__))


class Fails:
    def __del__(self): raise ValueError("in del")


f = Fails()
del f
print(reports)


def raising():
    held = D("held by frame")
    raise KeyError("k")


try:
    raising()
except KeyError as error:
    print("handling", end="; ")
print("handled")


def generator():
    kept = D("generator local")
    try:
        yield 1
    finally:
        print("gen finally", end="; ")


g = generator()
next(g)
del g
print()
for x in [D("loop 1"), D("loop 2")]:
    pass
del x
print()
x = D("rebound old")
x = D("rebound new")
print("rebinding done", end="; ")
del x
print()


class Child(D):
    def __del__(self):
        print("child", end=" ")
        super().__del__()


Child("c")
print()
o = D("attr owner")
o.part = D("part")
del o
print()
sys.unraisablehook = sys.__unraisablehook__
D.__del__ = lambda self: print("patched", self.name, end="; ")
D("z")
print()
kept_to_the_end = D("at exit")
