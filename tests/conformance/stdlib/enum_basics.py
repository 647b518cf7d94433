# enum: members, aliases, auto, iteration, lookup, functional API, methods, _missing_, IntEnum,
# StrEnum, errors.
import enum
from enum import Enum, IntEnum, StrEnum, auto, member, nonmember, property as enum_property, unique, verify


class Color(Enum):
    """Colors."""
    RED = 1
    GREEN = 2
    BLUE = 3
    CRIMSON = 1
    def describe(self): return f"{self.name.lower()}={self.value}"
    @classmethod
    def default(cls): return cls.GREEN
    @property
    def hot(self): return self is Color.RED


print(Color.RED, repr(Color.RED), Color(2), Color["BLUE"], Color.CRIMSON, Color.CRIMSON is Color.RED,
      list(Color), len(Color), Color.RED.name, Color.RED.value, list(Color.__members__), Color.RED in Color,
      1 in Color, 9 in Color, "RED" in Color, Color.RED == 1, Color.RED == Color.RED, Color.RED != Color.BLUE,
      Color.default().describe(), Color.RED.hot, hash(Color.RED) == hash(Color.RED),
      {Color.RED: "r"}[Color(1)], f"{Color.RED}", "%s" % Color.RED, f"{Color.RED!r:>20}",
      [c.value for c in reversed(Color)], bool(Color.RED), isinstance(Color.RED, Color), type(Color).__name__,
      Color, Color.__doc__, Color.RED.__class__)
for code in ("Color(9)", "Color['NOPE']", "Color.NOPE", "Color.RED < Color.BLUE", "setattr(Color, 'RED', 5)",
             "delattr(Color, 'RED')", "setattr(Color.RED, 'value', 5)", "setattr(Color.RED, 'name', 'x')",
             "type('Sub', (Color,), {})", "Color()", "Color.RED()", "Color.RED.GREEN", "Color.RED + 1",
             "Color(Color.RED)", "Color('RED')", "Color[1]", "Color.RED.x", "setattr(Color.RED, 'x', 1)",
             "Enum('F', 'a b c')(2)", "Enum('F', ['a', 'b']).b.value", "Enum('F', {'a': 'x'}).a",
             "Enum('F', [('a', 7)]).a", "Enum('F', 'a b', start=0).a.value", "Enum('F', 'a a')",
             "Enum('F', 5)", "list(Enum('F', ''))", "IntEnum('I', 'a b').b + 1", "unique(Color)"):
    try: print(code, "->", eval(code))
    except Exception as error: print(f"{code}: {type(error).__name__}: {error}")
class Num(IntEnum):
    ONE = 1
    TWO = auto()
    TEN = 10
print(Num.ONE + 1, Num.TWO < Num.TEN, Num.TWO == 2, f"{Num.TWO}", repr(Num.TWO), str(Num.TWO), "%d" % Num.TEN,
      [10, 20, 30][Num.ONE], sorted([Num.TEN, 5, Num.ONE]), Num(10), isinstance(Num.ONE, int), range(Num.TWO),
      Num.ONE | Num.TWO, type(Num.ONE + Num.TWO).__name__, max(Num), Num.TEN.bit_length(), {1: "x"}[Num.ONE])
class Word(StrEnum):
    HELLO = auto()
    OTHER = "other text"
print(Word.HELLO, repr(Word.HELLO), Word.HELLO == "hello", Word.OTHER.upper(), f"{Word.OTHER:>12}",
      Word("hello"), "x" + Word.HELLO, isinstance(Word.HELLO, str), ",".join(Word))
class Auto(Enum):
    def _generate_next_value_(name, start, count, last): return f"{name}-{count}"
    A = auto(); B = auto(); C = "explicit"; D = auto()
print([m.value for m in Auto])
class Missing(Enum):
    A = "a"
    @classmethod
    def _missing_(cls, value): return cls.A if str(value).lower() == "a" else None
print(Missing("A"))
try: Missing("z")
except ValueError as error: print(error)
class Planet(Enum):
    EARTH = (5.97, 6.37)
    MARS = (0.64, 3.39)
    def __init__(self, mass, radius): self.mass, self.radius = mass, radius
    def __str__(self): return f"planet {self.name}"
print(Planet.EARTH, Planet.MARS.mass, Planet((0.64, 3.39)), repr(Planet.EARTH))
class Mixed(str, Enum):
    A = "x"
print(Mixed.A, Mixed.A == "x", Mixed.A.upper(), f"{Mixed.A}", repr(Mixed.A), str(Mixed.A))
class Own(Enum):
    def __new__(cls, v, extra):
        self = object.__new__(cls); self._value_ = v; self.extra = extra; return self
    A = 1, "first"
    B = 2, "second"
print(Own(2).extra, Own.A.value, [o.extra for o in Own])
class Special(Enum):
    _ignore_ = ["temp"]
    temp = 5
    A = 1
    f = lambda self: "method"
    g = member(lambda: "member")
    h = nonmember(7)
    class Inner: pass
    _private = 3
    __dunder__ = 4
print([m.name for m in Special], Special.h, Special.A.f(), Special.g.value(), Special._private)
try:
    @unique
    class Dup(Enum): A = 1; B = 1
except ValueError as error: print(error)
try:
    class Bad(Enum): A = 1; A = 2
except TypeError as error: print(error)
match Color.GREEN:
    case Color.RED: print("red")
    case Color.GREEN | Color.BLUE as c: print("cool", c)
print(Color.RED._name_, Color.RED._value_, Color._member_names_, Color._value2member_map_[2],
      enum.EnumType is type(Color), Enum.__members__ == {} if hasattr(Enum, "__members__") else "",
      dir(Color)[:3], [m for m in Color if m.value > 1])
