# Bases and method resolution of every builtin type and exception, and which can be subclassed.
import builtins

# __loader__ belongs to the import system.
for name in sorted(n for n in dir(builtins) if n != "__loader__" and isinstance(getattr(builtins, n), type)):
    cls = getattr(builtins, name)
    if name in ("WindowsError",):
        continue
    try:
        type("Sub", (cls,), {})
        sub = "open"
    except TypeError as error:
        sub = str(error)
    print(name, cls.__name__, [b.__name__ for b in cls.__mro__[1:]], cls.__module__, sub, type(cls).__name__,
          callable(cls))
for value in (None, ..., NotImplemented, len, [].append, int.__add__, (1).__add__, str.join,
              type.__dict__["__name__"], (lambda: 0), (x for x in []), {}.keys(), {}.values(), {}.items(),
              iter([]), iter({}), iter("a"), iter(b""), iter(set()), iter(range(0)), iter(()), reversed([]),
              int | str, list[int], (lambda: 0).__code__, type(builtins), type.__dict__, iter(int, 1)):
    cls = type(value)
    try:
        type("Sub", (cls,), {})
        sub = "open"
    except TypeError as error:
        sub = str(error)
    try:
        cls()
        made = "made"
    except TypeError as error:
        made = str(error)
    print(cls.__name__ if cls.__name__ != "str_ascii_iterator" else "str_iterator",
          [b.__name__ for b in cls.__mro__[1:]], sub.replace("str_ascii_iterator", "str_iterator"),
          made.replace("str_ascii_iterator", "str_iterator"), sep=" | ")
