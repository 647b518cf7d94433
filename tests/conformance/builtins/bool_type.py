# bool: a subclass of int with two values; operators that stay bool and those that become int; construction.
import warnings
warnings.simplefilter("ignore")
print(True, False, repr(True), str(False), int(True), float(True), True + True, True - 1, True * 5, True / 2,
      True // 1, True % 2, -True, +False, True ** 2, True << 3, divmod(True, 2), abs(True), round(True))
print(True & False, True | False, True ^ True, True & 1, type(True & True), type(True & 1),
      type(True ^ False), type(-True), type(True + 0), 1 | True, type(not 1))
print(bool(), bool(0), bool(""), bool("False"), bool([]), bool([0]), bool(None), bool(0.0),
      bool(float("nan")), bool(object()), bool(0j), bool(range(0)), bool(b""), bool(-1), bool(type))
print(True == 1, True == 1.0, False == 0, True is True, True != 2, True < 2, False < True, hash(True),
      hash(False), {True: "a", 1: "b"}, {0, False}, [10, 20][True], "ab"[False], isinstance(True, int),
      issubclass(bool, int), bool.__mro__, bool.__bases__)
print(True.real, True.imag, True.numerator, True.bit_length(), True.conjugate(), True.to_bytes(2),
      True.__int__(), (True).__and__(1), (True).__and__(False), (True).__xor__(1.5), True.__repr__(),
      True.__bool__(), True.is_integer(), bool.from_bytes(b"\x01"))
print(f"{True}", f"{True:d}", f"{True:>6}|", f"{True:.1f}", f"{True!r}",
      "%d %s %r %x" % (True, True, True, True), "{:5}|{:s}".format(False, str(True)),
      sum([True, False, True]), max(True, 2), min(False, 0), sorted([True, False]), [True, False].index(0),
      [1, True, 0, False].count(1))
for code in ("class B(bool): pass", "bool(1, 2)", "bool(x=1)", "True = 1", "True + 'a'", "True[0]", "True()",
             "True.x", "True.x = 1", "f'{True:s}'", "bool.__new__(int)", "int.__new__(bool, 5)", "len(True)",
             "list(True)", "~True if 0 else 'inverted'", "True @ 1", "range(True, 3)", "'a' * True",
             "[1] * False", "chr(True)", "True < 'a'", "round(True, -1)", "pow(True, 2, 3)",
             "int('1') is True", "not not 5", "not ()", "True and 5", "False or None",
             "True if [] else False", "None is not False", "type(True)(0)", "bool.mro()",
             "bool.__doc__ is None"):
    try:
        print(code, "->", eval(code))
    except SyntaxError:
        try:
            exec(code)
            print(code, "executed")
        except Exception as error:
            print(f"{code}: {type(error).__name__}: {error}")
    except Exception as error:
        print(f"{code}: {type(error).__name__}: {error}")
