# The type statement makes a lazy TypeAliasType; `type` stays an ordinary name everywhere else.
type Simple = int
type Pair[T] = tuple[T, T]
type Tree = dict[str, Tree | None]
type Late = NotYetDefined
type Many[T: int, *Ts, **P = [int]] = list[T]
print(Simple, Simple.__name__, Simple.__value__, type(Simple).__name__, Simple.__type_params__,
      Simple.__module__)
print(Pair, Pair.__value__, Pair.__type_params__, Pair[int], Pair[int].__origin__ is Pair, Pair[int].__args__,
      Pair.__parameters__)
print(Tree.__value__, Many.__type_params__, Many.__value__, repr(Simple | str), repr(str | Pair[int]))
try:
    Late.__value__
except NameError as error:
    print(error)
NotYetDefined = "now defined"
print(Late.__value__, Late.__value__)
for action in (lambda: Simple(), lambda: Simple[int], lambda: isinstance(1, Simple),
               lambda: setattr(Simple, "__value__", 1), lambda: setattr(Simple, "x", 1),
               lambda: type("S", (Simple,), {})):
    try:
        print(action())
    except (TypeError, AttributeError) as error:
        print(type(error).__name__, error)


def function(n):
    type Local = n
    n += 1
    return Local.__value__, Local


print(function(1))


class C:
    attr = int
    type Alias = attr
    type Generic[T] = dict[attr, T]


C.attr = str
print(C.Alias.__value__, C.Generic.__value__, C.Alias)
calls = []
type Noisy = calls.append("evaluated") or 5
print(calls, Noisy.__value__, Noisy.__value__, calls)
type type = type
print(type, type.__value__ is type)
del type
print(type(1))
type = 5
print(type)
type += 1
type: int = 7
print(type, [type for type in range(2)], (lambda type: type)(3))
del type
match, case, _ = 1, 2, 3
print(match, case, _, match + case, [match], {match: case}, -match, match if case else _)
match.real
match[:1] if isinstance(match, str) else None
print((match), match is case, match == 1)
def case(match): return match
print(case(match=5), case (6))
type (print)
soft = type
print(soft(soft).__name__)
import typing
T = typing.TypeVar("T")
manual = typing.TypeAliasType("manual", list[T], type_params=(T,))
print(manual, manual.__value__, manual[int], manual.__type_params__)
for code in ("type X", "type X =", "type = 1", "type X = 1, 2", "type X.y = 1", "type (X) = 1",
             "type X[T] = T; type Y = X", "type 1 = 2", "def f():\n type X = (yield)", "type X = (y := 1)",
             "type in x", "type\nX = 1", "type X: int = 1", "async type X = 1", "type match = case",
             "match = case", "match(x)", "match (x):\n case y: pass", "match x, y:\n case _: pass",
             "match -x:\n case _: pass", "match - x", "match [x]:\n case _: pass", "match [x]",
             "match {}:\n case _: pass", "match * x", "case x: pass", "match: int = 1",
             "match not x:\n case _: pass", "print match"):
    try:
        compile(code, "<c>", "exec")
        print(repr(code), "ok")
    except SyntaxError as error:
        print(f"{code!r}: {error.msg}")
