# match: literals compare by ==, None/True/False by identity, captures, wildcard, or-patterns, guards, values.
def literal(x):
    match x:
        case 0: return "zero"
        case -1: return "minus one"
        case 1.5: return "one and a half"
        case "text" | 'other': return "text"
        case b"bytes": return "bytes"
        case None: return "None"
        case True: return "True"
        case 3 + 4j: return "complex"
        case -2 - 1j: return "negative complex"
        case "a" "b": return "concatenated"
        case 10 | 20 | 30 as n if n > 10: return f"big {n}"
        case 10: return "ten"
        case _: return "other"


for x in (0, 0.0, False, -1, 1.5, "text", "other", b"bytes", None, True, 1, 3 + 4j, -2 - 1j, "ab", 10, 20,
          30.0, [], ...):
    print(repr(x), literal(x), end="; ")
print()


class Color:
    RED, GREEN = "red", "green"


import math
limits = Color()
limits.low = 1


def values(x):
    match x:
        case Color.RED: return "RED"
        case Color.GREEN: return "GREEN"
        case math.pi: return "pi"
        case limits.low: return "low"
        case captured: return f"captured {captured!r}"


print(values("red"), values("green"), values(math.pi), values(1), values("blue"))


def guard(x):
    match x:
        case n if n < 0: return "negative"
        case n if (m := n % 3) == 0: return f"multiple {m}"
        case int(n) if n > 100: return "large"
        case n: return f"rest {n} {m}"


print([guard(x) for x in (-5, 9, 101, 7)])


class Noisy:
    def __init__(self, name): self.name = name
    def __eq__(self, other): print(f"{self.name}=={other!r}", end=" "); return other == "match"


match Noisy("n"):
    case 1 | 2: print("number")
    case "match": print("matched")
match 5:
    case 1: print("no")
print("no match is fine")
match x := 3, 4:
    case (a, b): print(a, b, x)
match 1,:
    case [single]: print(single)
match *[1, 2], 3:
    case first, *rest: print(first, rest)


def bound_after_failure(value):
    match value:
        case [a, b, 3]: return "three"
        case [c, d, *_]: pass
    return sorted(k for k in locals() if k != "value")


print(bound_after_failure([1, 2, 3]), bound_after_failure([1, 2, 4]))
match match := "match":
    case case: print(case, match)
_ = "kept"
match 1:
    case _: print(_)
for code in ("match x:\n case a: pass\n case b: pass", "match x:\n case _: pass\n case 1: pass",
             "match x:\n case a | b: pass", "match x:\n case a | 1: pass",
             "match x:\n case (a, a): pass", "match x:\n case [*a, *b]: pass", "match x:\n case 1 as _: pass",
             "match x:\n case 1 as a.b: pass", "match x:\n case a.b(): pass",
             "match x:\n case {**r, 'a': 1}: pass", "match x:\n case {a: 1}: pass",
             "match x:\n case {1: a, 1: b}: pass", "match x:\n case -a: pass", "match x:\n case 1 + 2: pass",
             "match x:\n case f'{a}': pass", "match x:\n case C(a=1, a=2): pass",
             "match x:\n case C(a=1, 2): pass", "match x:\n case {'a': 1, **_}: pass",
             "match x:\n case (1 | a): pass",
             "match x:\n case 1 | (a as b): pass", "match x:\n case *a: pass", "match x:\n pass",
             "match x:\ncase 1: pass", "match x: case 1: pass", "match x:\n case 1j + 1: pass",
             "match x:\n case 1 as 2: pass",
             "match x:\n case a as a: pass", "match x:\n case {**a, **b}: pass",
             "match x:\n case {-1: a, 1 + 1j: b, None: c, C.d: e}: pass"):
    try:
        compile(code, "<c>", "exec")
        print(repr(code), "ok")
    except SyntaxError as error:
        print(repr(code), error.msg)
