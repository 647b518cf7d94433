# Builtin exceptions: hierarchy, args, str and repr, special attributes, keyword arguments, subclassing.
import builtins


def tree(cls, depth=0):
    print("  " * depth + cls.__name__)
    for sub in sorted((c for c in cls.__subclasses__() if c.__module__ == "builtins" and getattr(builtins,
            c.__name__, None) is c), key=lambda c: c.__name__):
        if "Warning" not in sub.__name__ or depth < 2:
            tree(sub, depth + 1)


tree(BaseException)
for args in ((), (1,), ("a",), ("a", 2), ((1, 2),), (None,), ("",)):
    e = ValueError(*args)
    print(repr(str(e)), repr(e), e.args)
print(str(KeyError("k")), str(KeyError("k", 1)), str(KeyError()), repr(KeyError("k")))
e = OSError(2, "No such file", "name.txt")
print(type(e).__name__, e, repr(e), e.errno, e.strerror, e.filename, e.filename2, e.args)
for args in ((), (1,), (1, "text"), (13, "denied", "f"), (17, "exists", "a", None, "b"), (32, "pipe"),
             (110, "timed out"), ("text", "more"), (999, "unknown")):
    e = OSError(*args)
    print(type(e).__name__, str(e), e.errno, e.strerror, e.args)
print(EnvironmentError is OSError is IOError, issubclass(FileNotFoundError, OSError),
      ConnectionResetError.__mro__[1].__name__)
s = SystemExit(3)
print(s.code, SystemExit().code, SystemExit("msg").code, SystemExit(1, 2).code, StopIteration(5).value,
      StopIteration().value, StopAsyncIteration(1).args)
u = UnicodeDecodeError("utf-8", b"a\xffb", 1, 2, "bad byte")
print(u, u.encoding, u.object, u.start, u.end, u.reason)
print(UnicodeEncodeError("ascii", "aé", 1, 2, "no"), UnicodeEncodeError("ascii", "éé", 0, 2, "no"),
      UnicodeTranslateError("é", 0, 1, "why"), UnicodeDecodeError("x", b"ab", 0, 2, "r"))
i = ImportError("msg", name="n", path="p")
print(i, i.name, i.path, i.msg, ModuleNotFoundError("m", name="q").name)
a = AttributeError("msg", name="attr", obj=5)
n = NameError("msg", name="nm")
print(a.name, a.obj, n.name, AttributeError("x").name)
y = SyntaxError("bad", ("file.py", 3, 5, "some text\n", 3, 9))
print(y, y.msg, y.filename, y.lineno, y.offset, repr(y.text), y.end_lineno, y.end_offset,
      y.print_file_and_line, repr(y))
print(SyntaxError("only msg"), SyntaxError("m", ("f", 1, 2, "t")), SyntaxError())
for bad in (lambda: ValueError(x=1), lambda: UnicodeDecodeError("a"), lambda: ImportError("a", wrong=1),
            lambda: SyntaxError("a", (1,)), lambda: AttributeError(q=1), lambda: StopIteration(value=1),
            lambda: BaseException.__new__(int), lambda: ValueError.__init__(5),
            lambda: UnicodeEncodeError("a", b"b", 1, 2, "r"), lambda: OSError(errno=1)):
    try:
        print(repr(bad()))
    except TypeError as error:
        print(error)


class Custom(Exception):
    def __init__(self, a, b=2):
        self.a, self.b = a, b


class WithStr(Exception):
    def __str__(self): return "own str"


class WithRepr(KeyError):
    def __repr__(self): return "own repr"


c = Custom(1, b=3)
print(c, repr(c), c.args, c.a, WithStr("x"), repr(WithStr("x")), WithRepr("k"), repr(WithRepr("k")),
      str(Custom("only")))
e = ValueError("a")
e.args = (1, 2)
e.extra = "attribute"
print(e, repr(e), e.__dict__, e == ValueError(1, 2), hash(e) is not None)
for bad in (5, "ab", None):
    try:
        e.args = bad
        print(e.args)
    except TypeError as error:
        print(error)
print(e.__reduce__()[:2], issubclass(ExceptionGroup, Exception),
      BaseException.__subclasses__()[0].__name__ != "", ValueError.__doc__, KeyError.__base__)
