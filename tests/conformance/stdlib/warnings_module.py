# warnings: filters, once/always/error/ignore, catch_warnings, categories, stacklevel,
# formatwarning, showwarning, text on stderr.
import sys
import warnings


def warn(message="msg", category=UserWarning, level=1): warnings.warn(message, category, stacklevel=level)


with warnings.catch_warnings(record=True) as seen:
    warnings.simplefilter("always")
    warn(); warn("deprecated", DeprecationWarning); warnings.warn(RuntimeWarning("instance")); warnings.warn("default category")
    w = seen[0]
    print(len(seen), [(str(s.message), s.category.__name__) for s in seen],
          w.filename.endswith("warnings_module.py"), w.lineno, type(w.message).__name__, w.file, w.line,
          w.source)
    seen.clear(); warn(level=2); caller = 13; print(seen[0].lineno > 7)
for action in ("default", "once", "module", "ignore", "always", "error"):
    with warnings.catch_warnings(record=True) as seen:
        warnings.resetwarnings(); warnings.simplefilter(action)
        count = 0
        for i in range(3):
            try: warn("same")
            except UserWarning as error: count += 1
        try: warn("other")
        except UserWarning: count += 1
        print(action, len(seen), count)
with warnings.catch_warnings(record=True) as seen:
    warnings.resetwarnings(); warnings.filterwarnings("error",
                                                      message="bad.*"); warnings.filterwarnings("ignore",
                                                          category=DeprecationWarning); warnings.filterwarnings("always", append=True)
    for m, c in (("bad thing", UserWarning), ("good", UserWarning), ("old", DeprecationWarning),
                 ("BAD case", RuntimeWarning), ("not bad", UserWarning)):
        try: warn(m, c)
        except Warning as error: print("raised", repr(error))
    print([str(s.message) for s in seen], len(warnings.filters))
with warnings.catch_warnings(action="error"):
    try: warn()
    except UserWarning as error: print(repr(error))
class Mine(UserWarning): pass
with warnings.catch_warnings(record=True) as seen:
    warnings.simplefilter("always"); warnings.simplefilter("ignore", UserWarning); warn("m",
        Mine); warnings.warn("f", FutureWarning); print([s.category.__name__ for s in seen])
for bad in (lambda: warnings.warn("x", 5), lambda: warnings.warn("x", int),
            lambda: warnings.simplefilter("nope"), lambda: warnings.filterwarnings("error", message=5),
            lambda: warnings.warn(), lambda: warnings.filterwarnings("ignore", category=int),
            lambda: warnings.simplefilter("ignore", lineno=-1), lambda: warnings.warn("x", ValueError),
            lambda: warnings.warn("x", stacklevel="a")):
    try: bad(); print("accepted")
    except (TypeError, ValueError, AssertionError) as error: print(type(error).__name__, error)
print(repr(warnings.formatwarning("text", UserWarning, "file.py", 7, "source line")))
saved = warnings.showwarning
warnings.showwarning = lambda message, category, filename, lineno, file=None, line=None: print("shown",
    message, category.__name__)
warnings.simplefilter("always"); warn("to the hook"); warnings.showwarning = saved
print(DeprecationWarning.__mro__[1].__name__,
      [c.__name__ for c in Warning.__subclasses__() if c.__module__ == "builtins"])
@warnings.deprecated("use other")
def old(): return "old"
with warnings.catch_warnings(record=True) as seen:
    warnings.simplefilter("always"); print(old(), str(seen[0].message), seen[0].category.__name__,
                                           old.__deprecated__)
warnings.resetwarnings(); warnings.simplefilter("default")
sys.stdout.flush()
warnings.warn("on stderr")
warnings.warn("another", RuntimeWarning)
warn("from a function")
warnings.warn_explicit("explicit", UserWarning, "made_up.py", 42)
