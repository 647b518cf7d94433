# Flag and IntFlag: composition, iteration, containment, inversion, boundaries, names, auto values.
from enum import CONFORM, EJECT, KEEP, STRICT, Flag, IntFlag, auto, show_flag_values


class Perm(Flag):
    R = auto()
    W = auto()
    X = auto()
    RW = R | W
    NONE = 0


a = Perm.R | Perm.X
print(a, repr(a), a.name, a.value, list(a), len(a), Perm.R in a, Perm.W in a, Perm.RW in Perm(7), a & Perm.R,
      a ^ Perm.R, ~a, ~Perm.NONE, a | Perm.W, Perm(3), Perm(3) is Perm.RW, Perm.RW, list(Perm.RW), list(Perm),
      len(Perm), list(Perm.__members__), bool(Perm.NONE), bool(a), Perm(0), repr(Perm(0)), Perm.R.value,
      Perm.X.value, a == Perm.X | Perm.R, hash(a) == hash(Perm(5)))
for code in ("Perm(8)", "Perm(-1)", "Perm('R')", "Perm.R | 1", "Perm.R + 1", "Perm['RW']", "Perm.R < Perm.W",
             "1 in Perm.R", "Perm.R & None", "show_flag_values(7)", "Perm(7).name", "Perm(6)",
             "list(reversed(Perm))", "iter(Perm.R).__next__()", "len(Perm(7))", "Perm.NONE in Perm.R"):
    try: print(code, "->", eval(code))
    except Exception as error: print(f"{code}: {type(error).__name__}: {str(error)}")
class I(IntFlag):
    A = 1
    B = 2
    D = 8
print(I.A | I.B, repr(I.A | I.B), I.A | 4, repr(I(5)), I.A + 1, I.B == 2, ~I.A, list(I.A | I.D), I(16),
      f"{I.A | I.B}", int(I.D), I.A | 16, I.A in I(3), I(0), I.A & 3, I.A ^ I.B,
      isinstance(I.A, int), sorted([I.D, I.A]), -I.A, I(-1), I(7) & ~I.B)
for boundary in (STRICT, CONFORM, EJECT, KEEP):
    B = Flag("B", {"P": 1, "Q": 4}, boundary=boundary)
    try: print(boundary, repr(B(7)))
    except ValueError as error: print(boundary, str(error).split("\n")[0])
class Named(Flag):
    ALL = 7
    ONE = 1
    TWO = 2
    FOUR = 4
print(list(Named), Named.ALL, Named(7), Named(3), repr(Named(5)), ~Named.ONE, [m.name for m in Named(6)],
      list(Named.ALL))
match Perm.R | Perm.W:
    case Perm.RW: print("matched alias")
total = Perm.NONE
for p in Perm: total |= p
print(total, total == Perm(7), total & ~Perm.W, {Perm.R: 1}.get(Perm(1)))
