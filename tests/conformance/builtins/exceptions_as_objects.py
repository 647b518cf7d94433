# Exceptions as objects: args, with_traceback, add_note, pickling parts, attributes, copying, groups
# in containers.
import sys
e = ValueError("a", 1)
print(e.args, e.__traceback__, e.__context__, e.__cause__, e.__suppress_context__, e.__class__, e.__doc__,
      isinstance(e, Exception), e.__reduce__(), e.__dict__)
e.note = "attribute"
e.add_note("one")
e.add_note("two\nlines")
print(e.__notes__, e.__dict__, e.__reduce__()[2] == e.__dict__, sorted(vars(e)))
e.__setstate__({"fresh": 1})
print(e.fresh, e.note)
try:
    raise e
except ValueError as caught:
    tb = caught.__traceback__
    print(caught is e, tb.tb_lineno == tb.tb_frame.f_lineno - 0 or tb.tb_lineno > 0, tb.tb_next,
          type(tb).__name__, tb.tb_frame.f_code.co_name, tb.tb_frame.f_globals is globals())
print(e.__traceback__ is tb, e.with_traceback(None) is e, e.__traceback__)


def deep(n):
    if n == 0:
        raise KeyError("deep")
    deep(n - 1)


try:
    deep(3)
except KeyError as error:
    names, t = [], error.__traceback__
    while t:
        names.append((t.tb_frame.f_code.co_name, t.tb_frame.f_locals.get("n"),
                      t.tb_lineno - t.tb_frame.f_code.co_firstlineno if t.tb_frame.f_code.co_name == "deep" else "-"))
        t = t.tb_next
    print(names)
    print(sys.exception() is error, sys.exc_info()[0], sys.exc_info()[1] is error,
          sys.exc_info()[2] is error.__traceback__)
try:
    try:
        1 / 0
    except ZeroDivisionError as inner:
        raise ValueError("outer") from inner
except ValueError as outer:
    print(repr(outer.__cause__), outer.__cause__ is outer.__context__, outer.__suppress_context__,
          outer.__cause__.__traceback__ is not None)
for bad in (lambda: e.with_traceback(5), lambda: e.add_note(), lambda: e.add_note(None),
            lambda: setattr(e, "args", 5), lambda: delattr(e, "args"), lambda: e.__setstate__(5),
            lambda: setattr(e, "__traceback__", 1), lambda: delattr(e, "__traceback__"),
            lambda: setattr(e, "__cause__", 1), lambda: setattr(e, "__context__", 1),
            lambda: ValueError.__new__(), lambda: ValueError.__new__(KeyError), lambda: e(), lambda: e[0],
            lambda: len(e), lambda: e + e, lambda: Exception.with_traceback(5, None),
            lambda: setattr(e, "__suppress_context__", "x"), lambda: iter(e)):
    try:
        print(bad())
    except Exception as error:
        print(type(error).__name__, error)
print(e == ValueError("a", 1), e == e, hash(e) == hash(e), {e: 1}[e], e != e, bool(e),
      [ValueError] == [ValueError], ValueError("x").args == ValueError("x").args,
      sorted([ValueError("b"), ValueError("a")], key=str), str(ValueError()), str(ValueError(None)),
      str(ValueError("")), str(ValueError(1)), str(ValueError([1], "a")), str(ValueError(ValueError("in"))),
      repr(ValueError(ValueError("in"))))
for cls in (KeyError, LookupError, StopIteration, SystemExit, OSError, ImportError, UnicodeError,
            AttributeError, NameError, SyntaxError, AssertionError, Warning, KeyboardInterrupt, GeneratorExit,
            RuntimeError, RecursionError, NotImplementedError, MemoryError, OverflowError, EOFError,
            BufferError, TimeoutError, BrokenPipeError, PythonFinalizationError):
    x = cls("msg")
    print(repr(x), str(x), x.args, [c.__name__ for c in cls.__mro__[1:-2]], end="; ")
print()
k = KeyError("a\nb")
print(str(k), repr(k), str(KeyError(("t",))), str(KeyError(None)), f"{k}", f"{k!r}", "%s" % k, [k])
a = AttributeError("m", name="n", obj=[1])
print(a.__reduce__()[:2], a.name, a.obj, NameError("m", name="q").name,
      ImportError("m", name="a", path="b").__reduce__()[:2], StopIteration(1, 2).value,
      OSError(2, "t", "f").__reduce__()[:2], SystemExit((1, 2)).code, OSError("only").errno, OSError(5).errno,
      OSError(2, "x").filename, OSError(2, "x", None).filename)


class E(Exception):
    code = 5
    def __init__(self, x, *, y=None):
        self.x, self.y = x, y


class F(E):
    def __str__(self): return f"F with {self.x}"
    def __eq__(self, o): return isinstance(o, F) and self.x == o.x
    __hash__ = Exception.__hash__


print(E(1, y=2).args, E(1).x, str(E(1)), repr(E(1, y=3)), F(9), repr(F(9)), F(1) == F(1), F.code,
      str(E([1, 2])))
