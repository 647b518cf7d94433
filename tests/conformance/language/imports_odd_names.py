# Names in __all__ and in a module's namespace that are no text; a parent that is imported anew while its submodule runs.
import os
import sys
import tempfile
import types


def attempt(statement):
    try:
        exec(statement, {})
    except Exception as error:
        print(type(error).__name__, error)
    else:
        print("fine")


odd = sys.modules["odd"] = types.ModuleType("odd")
odd.__all__ = ["x", b"y"]
odd.x = 1
attempt("from odd import *")
del odd.__all__
odd.__dict__[b"key"] = 1
attempt("from odd import *")
odd.__name__ = 5
attempt("from odd import *")
del odd.__dict__[b"key"]
attempt("from odd import *")

with tempfile.TemporaryDirectory() as top:
    sys.path.insert(0, top)
    os.mkdir(os.path.join(top, "anew"))
    for name, text in {"__init__": "", "first": "import sys\nold = sys.modules.pop('anew')\nfrom . import second\n", "second": "", "gone": "import sys\ndel sys.modules['anew']\n"}.items():
        with open(os.path.join(top, "anew", name + ".py"), "w") as file:
            file.write(text)
    import anew.first

    print(hasattr(sys.modules["anew"], "first"), hasattr(sys.modules["anew"], "second"), sys.modules["anew"] is anew.first.old)
    attempt("import anew.gone")
