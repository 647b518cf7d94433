# __name__, __file__, __doc__, module globals, what a script's namespace starts with, and statements
# without effect.
"""Not the docstring: the comment above is nothing, but this is the first statement."""
import sys
print(__name__, __doc__, __package__, __spec__, type(__loader__).__name__ != "", __builtins__.__name__)
print(sorted(n for n in globals() if n.startswith("__")))
print(sys.argv[1:], sys.modules["__main__"].__doc__ == __doc__, __file__.endswith("name_and_main.py"))
if __name__ == "__main__":
    print("run as a script")
pass
...
None
5; "text"; [1, 2][0]; (lambda: 1)
x = Ellipsis
print(x, ... is Ellipsis, type(...), bool(...), [...], {...: 1}, NotImplemented, __debug__)
def f(): ...
class C: ...
print(f(), C.__name__, C().__class__.__doc__)
assert ...
if ...: print("ellipsis is true")
import __main__
__main__.injected = 7
print(injected, __main__ is sys.modules[__name__], __main__.f is f, vars(__main__) is globals())
del __main__.injected
try:
    injected
except NameError as error:
    print(error)
__name__ = "changed"
class D: pass
def g(): pass
print(D.__module__, g.__module__, repr(D), C.__module__)
del __name__
class E: pass
def h(): pass
print(E.__module__, h.__module__)
__name__ = "__main__"
globals()["dynamic name"] = 1
print("dynamic name" in globals(), [k for k in globals() if " " in k])
for i, name in enumerate(list(globals())):
    if name == "i": break
print(i > 0, name)
from sys import version_info as v, implementation
print(v[:2], v.major, v.minor >= 13, isinstance(implementation.name, str), sys.maxsize,
      sys.byteorder in ("little", "big"), sys.maxunicode)
