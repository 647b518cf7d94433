# Circular imports see partial modules; a failed import leaves no module behind; sys.modules
# decides; module __getattr__.
import sys

from _pkg_circle import first, order
print(*order, sep="\n")
print(first.use())
for _ in range(2):
    try:
        import _pkg_circle.broken
    except ValueError as error:
        print(error, "_pkg_circle.broken" in sys.modules)
try:
    import _pkg_circle.syntax
except SyntaxError as error:
    print(error.msg, error.lineno, error.offset, error.text)
import _pkg_circle.replaces
print(sys.modules["_pkg_circle.replaces"])
from _pkg_circle import replaces
print(replaces)
import _pkg_circle.dynamic as dynamic
print(dynamic.real, dynamic.magic_attr, dir(dynamic))
from _pkg_circle.dynamic import magic_imported
print(magic_imported)
for code in ("dynamic.plain", "from _pkg_circle.dynamic import plain", "from _pkg_circle.bad_all import *"):
    try:
        exec(code)
    except (AttributeError, ImportError) as error:
        print(type(error).__name__, str(error).split(" (/")[0].split(" (_pkg")[0].split(" (dynamic")[0])
sys.modules["invented"] = type(sys)("invented", "its doc")
import invented
invented.x = 1
from invented import x
print(invented, invented.__doc__, invented.__name__, x, invented.__dict__.keys() >= {"x", "__name__"})
sys.modules["blocked"] = None
try:
    import blocked
except ModuleNotFoundError as error:
    print(error)
sys.modules["namespace_like"] = type("NS", (), {"attr": "from a class"})
from namespace_like import attr
print(attr)
del sys.modules["invented"]
try:
    import invented
except ModuleNotFoundError as error:
    print(error, error.name)
before = first
del sys.modules["_pkg_circle.first"]
from _pkg_circle import first as again
print(again is before)
import _pkg_circle.first as reloaded
print(reloaded is before, order[-4:])
m = type(sys)("made")
print(m.__dict__ == {"__name__": "made", "__doc__": None, "__package__": None, "__loader__": None,
                     "__spec__": None})
m.__getattr__ = lambda name: f"hook {name}"
print(m.anything, m)
m.__class__ = type("Sub", (type(sys),), {"prop": property(lambda self: "from subclass")})
print(m.prop)
try:
    del m.nothing
except AttributeError as error:
    print(error)
try:
    type(sys)()
except TypeError as error:
    print(error)
import builtins
original = builtins.__import__


def hooked(name, globals=None, locals=None, fromlist=(), level=0):
    print("hook", name, fromlist, level)
    return original(name, globals, locals, fromlist, level)


builtins.__import__ = hooked
import math
from math import pi, e
from _pkg_circle.dynamic import real as r
builtins.__import__ = original
print(pi > 3, r)
