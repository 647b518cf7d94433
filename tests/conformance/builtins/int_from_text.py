# int(): every source and base, whitespace and underscores, digits of other scripts, the errors;
# str, repr, bases back.
for args in ((), ("5",), (" -12 ",), ("+7",), ("1_000",), ("0",), ("-0",), ("00012",), ("ff", 16),
             ("0xFF", 16), ("0b101", 2), ("0o17", 8), ("0x1f", 0), ("0b11", 0), ("0o7", 0), ("10", 0),
             ("0", 0), ("z", 36), ("Zz", 36), ("101", 2), ("-0x_f", 16), (b"12",), (bytearray(b"-3"),),
             (b"ff", 16), ("١٢٣",), ("१२", 10), ("\t\n 5 \r\x0b\x0c",),
             ("\u20035\u2003",), (3.99,), (-3.99,), (1e20,), (True,), ("9" * 50,), ("-" + "8" * 40,),
             ("1" * 100, 2), ("f" * 30, 16)):
    print(int(*args), end=" ")
print()
for args in (("",), (" ",), ("a",), ("1.5",), ("1 2",), ("1__2",), ("_1",), ("1_",), ("0x",), ("0x1",),
             ("0b2", 2), ("8", 8), ("012", 0), ("1", 1), ("1", 37), ("1", -1), ("+",), ("--1",), ("+ 1",),
             ("²",), (b"a",), (b"\xff",), (None,), ([],), (5, 10), (5.0, 10), ("1", "a"), ("1", 2.0), (1j,),
             (float("nan"),), (float("inf"),), (-float("inf"),), ("½",), ("1\x00",), ("z" * 5, 35),
             ("0_x1", 16), ("é" * 3,), (object,), ("x" * 300,)):
    try:
        print(int(*args))
    except Exception as error:
        print(args[1:] or "", type(error).__name__, ascii(str(error)))
for n in (0, 1, -1, 10, 255, -255, 2 ** 40, -2 ** 70):
    print(bin(n), oct(n), hex(n), str(n), repr(n),
          f"{n:x} {n:X} {n:o} {n:b} {n:d} {n:n} {n:#b} {n:#o} {n:#X} {n:c}" if 0 < n < 256 and n != 255 else f"{n:x} {n:#x}")


class Index:
    def __index__(self): return 42


class Int:
    def __int__(self): return 43


class Trunc:
    def __trunc__(self): return 44


class BadInt:
    def __int__(self): return "no"


class SubInt(int): pass
class IntSub:
    def __int__(self): return SubInt(5)


import warnings
warnings.simplefilter("ignore")
print(int(Index()), int(Int()), hex(Index()), oct(Index()), bin(Index()), int("11", 2),
      type(int(IntSub())).__name__, int(SubInt(7)), type(int(SubInt(7))).__name__)
for bad in (lambda: int(BadInt()), lambda: int(object()), lambda: hex(1.5), lambda: bin("a"),
            lambda: oct(None), lambda: int(Trunc()), lambda: int("5", base=None), lambda: int(base=10),
            lambda: int(x=5), lambda: int("5", base=Index()), lambda: chr(Int()), lambda: range(Int())):
    try:
        print(bad())
    except Exception as error:
        print(type(error).__name__, error)
import sys
print(sys.get_int_max_str_digits(), sys.int_info.default_max_str_digits)
for bad in (lambda: int("1" * 4301), lambda: str(10 ** 4300), lambda: int("1_" * 4300 + "1"),
            lambda: f"{10 ** 4300}", lambda: "%d" % 10 ** 4300):
    try:
        bad()
    except Exception as error:
        print(type(error).__name__, error)
print(len(str(10 ** 4299)), len(hex(16 ** 5000)), int("f" * 5000, 16) == 16 ** 5000 - 1, len(bin(2 ** 10000)))
sys.set_int_max_str_digits(0)
print(len(str(10 ** 5000)))
try:
    sys.set_int_max_str_digits(5)
except ValueError as error:
    print(error)
