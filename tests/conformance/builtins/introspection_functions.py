# getattr family, callable, isinstance and issubclass with tuples, unions and hooks, type(), vars,
# dir, id, hash, format.
class A:
    x = 1
    def m(self): pass


class B(A): pass


a = A()
a.y = 2
print(getattr(a, "x"), getattr(a, "z", None), getattr(a, "z", "d"), hasattr(a, "y"), hasattr(a, "q"),
      setattr(a, "w", 3), a.w, delattr(a, "w"), hasattr(a, "w"), getattr(int, "real").__name__,
      getattr("abc", "upper")())
print(callable(len), callable(A), callable(a), callable(a.m), callable(lambda: 0), callable(5),
      callable(None), callable(type), callable(print))
print(isinstance(1, int), isinstance(True, int), isinstance(1, (str, int)),
      isinstance(1, (str, (float, (int,)))), isinstance(B(), A), isinstance(A, type),
      isinstance(1, int | str), isinstance(None, int | None), isinstance(None, type(None)),
      isinstance([], list), isinstance(1.0, int), isinstance(1, object), isinstance(a, ()))
print(issubclass(B, A), issubclass(A, B), issubclass(bool, int), issubclass(int, (str, object)),
      issubclass(int, int | str), issubclass(A, A), issubclass(type, object),
      issubclass(Exception, BaseException), issubclass(int, ()))
for code in ("isinstance(1, 5)", "isinstance(1, 'int')", "isinstance(1, (int, 5))",
             "isinstance('a', (int, 5))", "isinstance(1, [int])", "isinstance(1, list[int])",
             "isinstance(1, int | list[int])", "issubclass(1, int)", "issubclass(int, 5)",
             "issubclass(int, list[int])", "issubclass('a', 'b')", "isinstance(1)", "isinstance()",
             "getattr(a)", "getattr(a, 5)", "getattr(a, 'nope')", "getattr(1, 'nope')", "setattr(a, 'x')",
             "setattr(1, 'x', 2)", "setattr(a, 5, 1)", "delattr(a, 'nope')", "delattr(A, 'nope')",
             "hasattr(a, 5)", "hasattr(a)", "vars(5)", "vars(1, 2)", "dir(1, 2)", "callable()", "id()",
             "hash([])", "hash({})", "hash()", "type()", "type(1, 2)", "type(1, 2, 3, 4)", "len()", "abs()",
             "chr()", "input(1, 2)", "print(x=1)", "int(1, 2, 3)", "super(5)", "object(5)", "bool(1, 2)",
             "repr()", "round()", "divmod(1)", "pow(1)", "iter(1, 2, 3)", "globals(1)", "locals(1)",
             "format()", "ascii()", "bin()", "ord()", "slice(1, 2, 3, 4)", "property(x=1)",
             "staticmethod(1, 2)", "compile()", "eval()", "exec()", "__import__()", "open()",
             "__build_class__()", "breakpoint.x", "memoryview()", "bytes(1, 2, 3, 4)", "frozenset(1, 2)",
             "complex(1, 2, 3)", "float(1, 2)", "str(1, 2, 3, 4)", "tuple(1, 2)", "list(1, 2)", "dict(1, 2)",
             "set(1, 2)", "enumerate()", "zip(x=1)", "map(1)", "filter(1)", "reversed()", "sorted()", "min()",
             "max()", "sum()", "any()", "all()", "next()", "range()"):
    try:
        print(code, "->", eval(code))
    except Exception as error:
        print(f"{code}: {type(error).__name__}: {error}")
print(type(1), type("a"), type(None), type(...), type(NotImplemented), type(len), type(a.m), type(A.m),
      type([].append), type(str.upper), type(int.__add__), type((1).__add__), type(type), type(a),
      type(lambda: 0), type(x for x in ""), type(range(1)), type({}.keys()), type(iter([])), type(property()),
      type(__builtins__), type(slice(1)), type(int | str), type(list[int]), type(A.__dict__), type(int.real),
      type(Exception()), type(memoryview(b"")), type(super(B, B())), type(classmethod(len)), type(zip()),
      type(reversed([])), type(enumerate([])), type((lambda: 0).__code__), type(int.__dict__["from_bytes"]))
print(sorted(vars(a)), "x" in vars(A), dir(a)[-3:], [n for n in dir(B()) if n[0] != "_"],
      dir(type("E", (), {"__dir__": lambda s: [3, 1, 2]})()), sorted(dir()) == dir(), "append" in dir([]),
      "__init__" in dir(object), [n for n in dir(1) if n[0] != "_"], [n for n in dir("") if n[0] != "_"],
      [n for n in dir([]) if n[0] != "_"], [n for n in dir({}) if n[0] != "_"],
      [n for n in dir(set()) if n[0] != "_"], [n for n in dir(b"") if n[0] != "_"],
      [n for n in dir(1.0) if n[0] != "_"], [n for n in dir(()) if n[0] != "_"])
print(id(a) == id(a), hash(1) == 1, hash(2 ** 61 - 1), hash(2 ** 61), hash(-2), hash(1.5) == hash(1.5),
      hash(None) == hash(None), hash("") == hash(""), hash((1, 2)) == hash((1, 2)), hash(True) == hash(1),
      hash(2 ** 100), hash(-2 ** 100), hash(10 ** 30))
print([n for n in dir(__builtins__) if not n.startswith("_") and n not in ("copyright", "credits", "exit",
    "license", "quit", "help", "WindowsError")])
