# traceback: format_exception and its parts, TracebackException, limits, extract_tb, walk_tb, stack
# summaries, chained text.
import traceback


def inner(n):
    if n: return inner(n - 1)
    raise ValueError("deep")


def outer():
    try:
        inner(2)
    except ValueError as error:
        raise KeyError("outer") from error


code = compile("def f(x):\n    return g(x)\ndef g(x):\n    return 1 / x\n", "<made>", "exec")
ns = {}; exec(code, ns)
try: ns["f"](0)
except ZeroDivisionError as error:
    e = error
print("".join(traceback.format_exception(e)[-3:]), end="")
print(traceback.format_exception_only(e), traceback.format_exception_only(ValueError("a\nb")),
      traceback.format_exception_only(KeyError("k")), traceback.format_exception_only(SyntaxError("m",
          ("f.py", 2, 3, "x y\n"))), traceback.format_exception_only(type(e), e))
tb = traceback.extract_tb(e.__traceback__)
print([(f.filename.rsplit("/")[-1], f.lineno, f.name, f.line) for f in tb][1:], len(tb), tb[-1].name,
      repr(tb[-1]))
print([(f.f_code.co_name, n) for f, n in traceback.walk_tb(e.__traceback__)][1:], type(tb).__name__,
      traceback.format_list(tb[1:]), traceback.format_tb(e.__traceback__)[1:])
try: outer()
except KeyError as error: k = error
te = traceback.TracebackException.from_exception(k)
print(te.exc_type_str, str(te), te.__cause__.exc_type_str, te.__suppress_context__,
      [f.name for f in te.stack], [f.name for f in te.__cause__.stack], list(te.format_exception_only()))
print([line.strip() for line in traceback.format_exception(k) if "direct cause" in line or "Error" in line],
      len(traceback.format_exception(k, chain=False)), len(traceback.format_tb(k.__cause__.__traceback__)),
      len(traceback.format_tb(k.__cause__.__traceback__, limit=2)),
      len(traceback.format_tb(k.__cause__.__traceback__, limit=-1)))
n = ValueError("noted"); n.add_note("first note"); n.add_note("two\nlines"); print(traceback.format_exception_only(n))
g = ExceptionGroup("group", [ValueError(1), ExceptionGroup("sub", [KeyError("k"),
    n])]); print("".join(traceback.format_exception(g)), end=""); print(traceback.format_exception_only(g,
        show_group=True))
print(traceback.format_exception(None), traceback.format_exception_only(None), traceback.format_exc())
class BadStr(Exception):
    def __str__(self): raise RuntimeError
print(traceback.format_exception_only(BadStr()))
class Mod(Exception): __module__ = "some.module"
class Local:
    class Nested(Exception): pass
print(traceback.format_exception_only(Mod("m")), traceback.format_exception_only(Local.Nested()),
      traceback.format_exception_only(Exception()), traceback.format_exception_only(Exception("")),
      traceback.format_exception_only(OSError(2, "x", "f")))
def where(): return [f.name for f in traceback.extract_stack()][-2:], [f.name for f in traceback.StackSummary.extract(traceback.walk_stack(None))][:2]
print(where())
import io
out = io.StringIO(); traceback.print_exception(e, file=out, limit=-1); print(out.getvalue(), end="")
out = io.StringIO(); traceback.print_list(tb[1:], file=out); print(out.getvalue(), end="")
try:
    try: 1 / 0
    except ZeroDivisionError: raise ValueError("hidden") from None
except ValueError as error: print(sum("During" in l for l in traceback.format_exception(error)),
                                  error.__context__ is not None)
def rec(n): return rec(n + 1)
try: exec("def r(n): return r(n + 1)\nr(0)", {})
except RecursionError as error: print([l.strip() for l in traceback.format_exception(error) if "repeated" in l or "RecursionError" in l][-1])
fs = traceback.FrameSummary("file", 7, "name", line="some source"); print(fs, fs.line, list(fs),
    fs == ("file", 7, "name", "some source"), traceback.format_list([("f", 1, "n", "src"), ("f", 2, "n",
        None)]))
for bad in (lambda: traceback.format_exception(5), lambda: traceback.format_exception_only(),
            lambda: traceback.format_exception(ValueError, 5, None), lambda: traceback.print_exception()):
    try: bad(); print("accepted")
    except (TypeError, AttributeError) as error: print(type(error).__name__, error)
