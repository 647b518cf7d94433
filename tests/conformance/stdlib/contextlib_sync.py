# contextlib: contextmanager, ExitStack, suppress, closing, redirect_stdout, nullcontext,
# ContextDecorator, chdir absent here.
import contextlib
import io


@contextlib.contextmanager
def cm(name, swallow=False):
    """cm doc"""
    print("enter", name, end="; ")
    try:
        yield name.upper()
    except ValueError as error:
        print(name, "saw", repr(error), end="; ")
        if not swallow: raise
    finally:
        print("exit", name, end="; ")


with cm("a") as a, cm("b") as b: print(a, b, end="; ")
print()
try:
    with cm("a"): raise ValueError("v")
except ValueError as error: print("out", error)
with cm("a", swallow=True): raise ValueError("v")
print("swallowed")
try:
    with cm("k"): raise KeyError("other")
except KeyError as error: print("out", error)


@cm("deco")
def decorated(x): return x * 2


print(decorated(2), decorated(3), cm.__name__, cm.__doc__, decorated.__name__)
@contextlib.contextmanager
def twice(): yield 1; yield 2
@contextlib.contextmanager
def none():
    return
    yield
@contextlib.contextmanager
def stops():
    yield
    raise StopIteration("mine")
@contextlib.contextmanager
def replaces():
    try: yield
    except ValueError as e: raise KeyError("replaced") from e
@contextlib.contextmanager
def catches_no_reraise():
    try: yield
    except Exception: pass
    print("quiet", end="; ")


for make in (twice, none, stops, replaces, catches_no_reraise):
    for fail in (False, True):
        try:
            with make():
                if fail: raise ValueError("body")
            print(make.__name__, fail, "fine")
        except Exception as error:
            print(make.__name__, fail, type(error).__name__, error, repr(error.__cause__))
used = cm("once")
with used: pass
try:
    with used: pass
except (RuntimeError, AttributeError) as error: print(type(error).__name__, error)
with contextlib.ExitStack() as stack:
    for n in "xyz": print(stack.enter_context(cm(n)), end="; ")
    stack.callback(print, "callback", end="; ")
    @stack.callback
    def other(): print("decorated callback", end="; ")
    stack.push(lambda *exc: print("pushed", exc[0], end="; "))
print()
with contextlib.ExitStack() as stack:
    stack.enter_context(contextlib.suppress(KeyError))
    stack.callback(lambda: {}["in callback"])
print("suppressed error of a callback")
try:
    with contextlib.ExitStack() as stack:
        stack.callback(lambda: 1 / 0)
        stack.callback(lambda: {}["first"])
        raise ValueError("body")
except ZeroDivisionError as error:
    print(repr(error), repr(error.__context__), repr(error.__context__.__context__))
stack = contextlib.ExitStack()
stack.enter_context(cm("kept"))
moved = stack.pop_all(); stack.close(); print("nothing yet", end="; "); moved.close(); print()
try:
    contextlib.ExitStack().enter_context(5)
except TypeError as error: print(error)
with contextlib.suppress(KeyError, IndexError): {}["x"]
with contextlib.suppress(LookupError) as s: print(s); [][1]
try:
    with contextlib.suppress(KeyError): 1 / 0
except ZeroDivisionError as error: print(error)
with contextlib.suppress(ValueError): raise ExceptionGroup("g", [ValueError(1), ValueError(2)])
try:
    with contextlib.suppress(ValueError): raise ExceptionGroup("g", [ValueError(1), KeyError(2)])
except ExceptionGroup as group: print(group.exceptions)
class Closable:
    def close(self): print("closed", end="; ")
with contextlib.closing(Closable()) as c: print(type(c).__name__, end="; ")
print()
out = io.StringIO()
with contextlib.redirect_stdout(out) as target: print("captured", end=""); print(target is out, end="")
print(repr(out.getvalue()))
err = io.StringIO()
with contextlib.redirect_stderr(err):
    import sys
    print("to stderr", file=sys.stderr)
print(repr(err.getvalue()))
with contextlib.nullcontext(7) as n: print(n)
class Deco(contextlib.ContextDecorator):
    def __enter__(self): print("deco in", end="; "); return self
    def __exit__(self, *exc): print("deco out", end="; ")
@Deco()
def f(): return "f"
print(f())
class A(contextlib.AbstractContextManager):
    def __exit__(self, *a): return None
with A() as a: print(isinstance(a, contextlib.AbstractContextManager), issubclass(Deco,
        contextlib.AbstractContextManager), issubclass(int, contextlib.AbstractContextManager))
