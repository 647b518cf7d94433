# sys: argv, version fields, limits, hooks, exc_info, modules, intern, getsizeof kinds, flags,
# _getframe, exit codes.
import sys

print(sys.argv[1:], sys.version_info[:2], sys.version_info.releaselevel in ("final", "candidate"),
      sys.version_info >= (3, 13), sys.version.startswith("3.13"), sys.hexversion >> 16 == 0x30d,
      sys.maxsize == 2 ** 63 - 1, sys.maxunicode, sys.byteorder, sys.platform in ("linux", "darwin", "win32"),
      isinstance(sys.executable, str), sys.getrecursionlimit(), sys.getdefaultencoding(),
      sys.getfilesystemencoding(), sys.stdout.encoding, sys.api_version > 0, sys.copyright != "",
      sys.float_repr_style, sys.hash_info.width, sys.hash_info.modulus == 2 ** 61 - 1,
      sys.int_info.bits_per_digit > 0, sys.thread_info is not None, sys.dont_write_bytecode in (True, False),
      sys.flags.debug, sys.flags.optimize, sys.warnoptions)
print("sys" in sys.modules, sys.modules["__main__"].__name__, "builtins" in sys.builtin_module_names,
      sys.stdlib_module_names >= {"os", "json", "asyncio"}, isinstance(sys.path, list), sys.path[0] != "",
      sys.intern("ab c") is sys.intern("ab" + " c"), sys.getsizeof([]) > 0, sys.getsizeof(5, 0) > 0,
      sys.is_finalizing(), sys.call_tracing is not None, sys.platlibdir != "")
try: 1 / 0
except ZeroDivisionError: kind, value, tb = sys.exc_info(); print(kind.__name__, value, tb.tb_lineno > 0,
    sys.exception() is value)
print(sys.exc_info(), sys.exception())
def f():
    frame = sys._getframe(); return frame.f_code.co_name, frame.f_back.f_code.co_name, sys._getframe(1).f_code.co_name, frame.f_lineno - f.__code__.co_firstlineno
print(f(), sys._getframe().f_code.co_name, sys._getframe().f_back)
for bad in (lambda: sys._getframe(1000), lambda: sys._getframe("a"), lambda: sys.setrecursionlimit(0),
            lambda: sys.setrecursionlimit("a"), lambda: sys.intern(5), lambda: sys.getsizeof(),
            lambda: sys.exit(1, 2), lambda: sys.set_int_max_str_digits(1), lambda: sys.nothing,
            lambda: sys.setswitchinterval(-1), lambda: sys.set_coroutine_origin_tracking_depth(-1)):
    try: print(bad())
    except (ValueError, TypeError, AttributeError, RecursionError) as error: print(type(error).__name__,
        error)
for args in ((), (None,), (0,), (3,), ("text",), ((1, 2),), (True,), ([],)):
    try: sys.exit(*args)
    except SystemExit as error: print(repr(error), repr(error.code), error.args, end="; ")
print()
shown = []
sys.displayhook = lambda v: shown.append(v)
exec(compile("5 + 5", "<s>", "single")); sys.displayhook = sys.__displayhook__; exec(compile("[1, 2]", "<s>",
    "single")); import builtins; print(shown, builtins._)
hooks = []
sys.unraisablehook = lambda u: hooks.append((u.exc_type.__name__, str(u.exc_value),
                                             u.exc_traceback is not None, u.object is not None))
class D:
    def __del__(self): raise KeyError("unraisable")
D(); print(hooks); sys.unraisablehook = sys.__unraisablehook__
print(sys.gettrace(), sys.stdin.readable(), sys.stdout.writable(), sys.stderr.errors,
      sys.__stdout__ is sys.stdout, sys.stdout.name, sys.stdin.name, sys.stderr.fileno(),
      sys.implementation.name.islower(), sys.implementation.version[:2])
sys.excepthook = lambda kind, value, tb: print("excepthook got", kind.__name__, value, tb is not None)
raise ValueError("for the hook")
