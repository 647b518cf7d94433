# Tracebacks that pass through imports show the importing lines and the module's own, not the machinery.
import traceback


def attempt(source):
    try:
        exec(compile(source, "<importer>", "exec"), {"__name__": "importer"})
    except Exception:
        traceback.print_exc()


for source in ("import no_such_module", "import _pkg_failing.nothing", "from _pkg_failing import nothing",
               "import _pkg_failing.raises", "import _pkg_failing.bad_syntax",
               "from _pkg_failing import chain", "from . import x", "import math.pi",
               "from _pkg_failing import y as z, x"):
    attempt(source)
import _pkg_failing.raises
