# Where a relative import starts: __package__, else __spec__.parent, else __name__ and __path__ with a warning; what is wrong with each;
# names of a fromlist that are blocked in sys.modules, or of a package under another name.
import sys
import types
import warnings
from importlib.machinery import ModuleSpec

from _pkg_shapes import base  # so that the package is there


def attempt(text, **variables):
    variables.setdefault("__builtins__", __builtins__)
    with warnings.catch_warnings(record=True) as seen:
        warnings.simplefilter("always")
        try:
            exec(text, variables)
            outcome = variables.get("base") is base
        except Exception as error:
            outcome = f"{type(error).__name__}: {error}"
    print(outcome, *(f"[{each.category.__name__}: {each.message}]" for each in seen))


def spec(name, package=False):
    return ModuleSpec(name, None, is_package=package)


for variables in (
    {"__package__": "_pkg_shapes"},
    {"__package__": "_pkg_shapes", "__name__": "elsewhere"},
    {"__package__": "_pkg_shapes", "__spec__": spec("_pkg_shapes.x")},
    {"__package__": "_pkg_shapes", "__spec__": spec("_pkg_shapes", True)},
    {"__package__": "_pkg_shapes", "__spec__": spec("other.x")},
    {"__package__": "other", "__spec__": spec("_pkg_shapes.x")},
    {"__package__": None, "__spec__": spec("_pkg_shapes.x")},
    {"__spec__": spec("_pkg_shapes.x"), "__name__": "other.y"},
    {"__spec__": spec("_pkg_shapes")},
    {"__spec__": None, "__package__": None, "__name__": "_pkg_shapes.x"},
    {"__name__": "_pkg_shapes.x"},
    {"__name__": "_pkg_shapes"},
    {"__name__": "_pkg_shapes", "__path__": []},
    {},
    {"__package__": 5},
    {"__package__": ""},
    {"__name__": 5},
    {"__spec__": types.SimpleNamespace()},
    {"__spec__": types.SimpleNamespace(parent=5)},
    {"__spec__": types.SimpleNamespace(parent=5), "__package__": "_pkg_shapes"},
    {"__package__": "not.there"},
):
    attempt("from . import base", **variables)
attempt("from .. import base", __package__="_pkg_shapes")
attempt("from ... import base", __package__="a.b")
attempt("from .base import nothing", __package__="_pkg_shapes")
for arguments in (("", None, None, (), 0), ("x", None, None, (), -1), ("x", {}, None, (), 1), ("", {"__package__": "_pkg_shapes"}, None, ("base",), 1), (5,)):
    try:
        with warnings.catch_warnings(action="ignore"):
            print(__import__(*arguments).__name__)
    except Exception as error:
        print(f"{type(error).__name__}: {error}")

# None in sys.modules forbids a name, also in a fromlist.
import _pkg_shapes

sys.modules["_pkg_shapes.blocked"] = None
attempt("from _pkg_shapes import blocked")
attempt("import _pkg_shapes.blocked")
attempt("from _pkg_shapes import absent")
del sys.modules["_pkg_shapes.blocked"]
sys.modules["alias_of_it"] = _pkg_shapes
attempt("from alias_of_it import absent")
del sys.modules["_pkg_shapes.base"], _pkg_shapes.base
attempt("from alias_of_it import base; from sys import modules; print('_pkg_shapes.base' in modules, 'alias_of_it.base' in modules)")
nameless = types.ModuleType("nameless")
sys.modules["nameless"] = nameless
for name in ("nameless", 5, None):
    nameless.__name__ = name
    try:
        from nameless import absent
    except ImportError as error:
        print(error, error.name, error.path)
