# Calling the double-underscore methods of numbers directly: results, NotImplemented, and missing ones.
import warnings

warnings.simplefilter("ignore")
for x, names in ((7, "add radd sub rsub mul rmul truediv rtruediv floordiv rfloordiv mod rmod divmod rdivmod pow rpow lshift rlshift rshift rrshift and rand or ror xor rxor eq ne lt le gt ge".split()), (2.5, "add radd sub rsub mul rmul truediv rtruediv floordiv rfloordiv mod rmod divmod rdivmod pow rpow eq ne lt le gt ge".split()), (1 + 1j, "add radd sub rsub mul rmul truediv rtruediv pow rpow eq ne lt le".split())):
    for name in names:
        f = getattr(x, f"__{name}__")
        row = []
        for other in (2, 2.0, True, 1j, "a", None):
            try:
                row.append(f(other))
            except (TypeError, ZeroDivisionError, OverflowError) as error:
                row.append(str(error))
        print(name, *row)
for x in (5, -5, 2.5, True, 1 + 2j):
    for name in ("neg", "pos", "abs", "invert", "bool", "int", "float", "index", "trunc", "floor", "ceil",
                 "round", "hash", "repr", "str", "complex", "getnewargs"):
        f = getattr(x, f"__{name}__", None)
        if f is None:
            print(name, "missing", end="; ")
            continue
        try:
            print(name, f() if name != "hash" else f() == hash(x), end="; ")
        except (TypeError, DeprecationWarning) as error:
            print(name, error, end="; ")
    print(x)
print(int.__new__(int, "5"), float.__new__(float, "2.5"), bool.__new__(bool, []), int.__format__(255, "x"),
      float.__getformat__("double")[:4], int.__getattribute__(5, "real"), (5).__class__,
      (5).__doc__ == int.__doc__, 5 .__add__(1), (3).__rpow__(2, 5), (2).__pow__(3, 5),
      (2).__pow__(-1), (7).__rdivmod__(100))
