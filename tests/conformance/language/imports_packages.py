# Packages: __init__ runs once, submodules become attributes, relative imports, `as`, __all__ and star import.
import sys

import _pkg_shapes
print(_pkg_shapes.exported, _pkg_shapes.base.Shape.sides, hasattr(_pkg_shapes, "round_things"))
import _pkg_shapes.round_things
print(_pkg_shapes.round_things.Circle.__mro__[1].__module__, _pkg_shapes.round_things.early)
import _pkg_shapes.round_things as rt
from _pkg_shapes import base as b, exported as e
from _pkg_shapes.base import Shape
from _pkg_shapes.round_things import (
    Circle,
    early as alias,
)
print(rt.__name__, b is _pkg_shapes.base, e, Shape is b.Shape, Circle is rt.Circle, alias)
try:
    import _pkg_shapes.round_things.deep
except ImportError as error:
    print(type(error).__name__, error)
print("_pkg_shapes.round_things.deep" in sys.modules, hasattr(rt, "deep"))
from _pkg_shapes.round_things import fine
print(fine.value, rt.fine is fine)
namespace = {}
exec("from _pkg_shapes import *", namespace)
print(sorted(k for k in namespace if not k.startswith("__")))
exec("from _pkg_shapes.round_things.fine import *", namespace := {})
print(sorted(k for k in namespace if not k.startswith("__")))
print(sorted(k for k in sys.modules if k.startswith("_pkg_shapes")))
m = _pkg_shapes
print(m.__name__, m.__package__, m.__spec__.name, m.__spec__.parent, rt.__spec__.parent, b.__package__,
      type(m.__path__).__name__)
print(hasattr(b, "__path__"), m.__file__.replace("\\", "/").endswith("_pkg_shapes/__init__.py"),
      b.__file__.endswith("base.py"), m.__doc__)
print(repr(m).startswith("<module '_pkg_shapes' from "), __name__, __spec__, __package__)


def local():
    import _pkg_shapes.base
    from _pkg_shapes import exported
    return sorted(locals())


print(local())
print(__import__("_pkg_shapes.base").__name__, __import__("_pkg_shapes.base", fromlist=["Shape"]).__name__,
      __import__("_pkg_shapes", fromlist=["base"]).__name__)
for code in ("import _pkg_missing", "import _pkg_shapes.missing", "from _pkg_shapes import missing",
             "from _pkg_shapes.base import shape", "from _pkg_missing import x",
             "import _pkg_shapes.base.deeper", "from . import x", "from .. import y",
             "from .sibling import z", "from _pkg_shapes.base import *; Shape", "import math.pi",
             "from math import nothing", "from sys import modules, nothing"):
    try:
        exec(code, {"__name__": "__main__"})
        print(code, "ok")
    except ImportError as error:
        text = str(error)
        print(f"{code}: {type(error).__name__}: {text.split(' (')[0]}; name={error.name!r} name_from={error.name_from!r}")
for code in ("from x import", "import", "import a.b as c.d", "from x import (a, b", "from x import a b",
             "from x import ()", "from . import *\ndef f():\n from x import *", "def f(): from x import *",
             "class C: from x import *", "import a as 1", "from x import a,", "from x import (a,)",
             "from x import *, a", "import a, b as c, d.e", "from __future__ import annotations",
             "from __future__ import nothing", "x = 1\nfrom __future__ import annotations",
             "from __future__ import braces", "from ... import a", "from .... x import a",
             "from .a.b import c as d, e", "import *", "import a.*", "from a import b.c", "import .a",
             "from a import b as c.d", "import a from b", "import a,"):
    try:
        compile(code, "<c>", "exec")
        print(repr(code), "ok")
    except SyntaxError as error:
        print(repr(code), error.msg)
