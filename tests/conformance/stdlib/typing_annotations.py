# typing: what annotations need at run time: special forms, generics, TypedDict, NamedTuple,
# Protocol, get_type_hints, casts.
import typing
from typing import *

T = TypeVar("T"); K = TypeVar("K", bound=int); N = TypeVar("N", int, str)
print(T, K.__bound__, N.__constraints__, Optional[int], Union[int, str, int], Union[int, None], List[int],
      Dict[str, List[int]], Tuple[int, ...], Callable[[int, str], bool], Callable[..., Any],
      Literal[1, "a", None], Final[int], ClassVar[int], Annotated[int, "meta", 5], Type[int], Any, NoReturn,
      Never, Self, LiteralString, Iterable[int], Awaitable[T], Set[int], FrozenSet[str], Deque[int],
      DefaultDict[str, int], Generator[int, None, str], AsyncIterator[int], Concatenate, TypeGuard[int],
      Required, Unpack, sep=" | ")
class Box(Generic[T]):
    def __init__(self, v: T): self.v = v
    def get(self) -> T: return self.v
class Pair(Generic[T, K]): pass
class IntBox(Box[int]): pass
print(Box[int], Box[int](5).get(), Box[int].__origin__, Pair[str, int].__args__, IntBox.__orig_bases__,
      Box.__parameters__, get_origin(List[int]), get_args(Dict[str, int]), get_origin(int),
      get_args(Callable[[int], str]), get_origin(Annotated[int, 1]), get_args(Literal[1, 2]),
      get_origin(Union[int, str]), get_args(Optional[int]))
class Point(NamedTuple):
    x: int
    y: int = 0
    def norm(self): return self.x + self.y
class Movie(TypedDict, total=False):
    title: Required[str]
    year: int
p = Point(1); print(p, p.norm(), Point._fields, Point._field_defaults, Point.__annotations__,
                    Movie(title="t"), Movie.__required_keys__, Movie.__optional_keys__, Movie.__total__,
                    is_typeddict(Movie), TypedDict("M2", {"a": int})(a=1))
@runtime_checkable
class HasLen(Protocol):
    def __len__(self) -> int: ...
class Named(Protocol):
    name: str
print(isinstance([], HasLen), isinstance(5, HasLen), issubclass(dict, HasLen), is_protocol(Named),
      get_protocol_members(HasLen))
for code in ("isinstance(5, Named)", "Named()", "List[int]()", "List[int, str]", "Dict[int]",
             "isinstance([], List[int])", "Union[()]", "Optional[int, str]", "Union[5]", "Callable[int, str]",
             "Callable[[int]]", "Literal[[]]", "TypeVar('A', int)", "TypeVar('A', int, str, bound=int)",
             "TypeVar(5)", "Any()", "ClassVar[int, str]", "Generic[int]", "type('C', (Generic[T, T],), {})",
             "Box[int][str]", "Box[int, str]", "Point()", "Point(1, 2, 3)", "class_ := NewType('U', int)",
             "Final[1, 2]", "Annotated[int]", "Self[int]", "NoReturn[int]", "cast(int, 'x')",
             "assert_type('a', int)", "reveal_type" , "get_type_hints(5)", "assert_never(5)",
             "Literal[1] == Literal[1]", "Literal[1] == Literal[True]", "Union[int, str] == Union[str, int]",
             "List[int] == List[int]", "hash(Union[int, str]) == hash(Union[str, int])", "Optional[None]",
             "List[T][int]", "Dict[T, List[T]][int]", "Tuple[()]", "Union[int, Union[str, float]]",
             "List['Fwd']", "ForwardRef('X')", "Type[Any]", "Callable[[T], T][int]"):
    try: print(code, "->", str(eval(code)).split(" at 0x")[0])
    except Exception as error: print(f"{code}: {type(error).__name__}: {error}")
def f(a: int, b: "str" = "x", *c: "List[int]", d: Optional[int] = None) -> "Box[int]": pass
class C:
    x: int
    y: "C"
    z: ClassVar["int"] = 1
print(get_type_hints(f), get_type_hints(C), get_type_hints(f, include_extras=True)["a"])
UserId = NewType("UserId", int); print(UserId(5), UserId.__name__, UserId.__supertype__, UserId,
                                       cast("int", "s"), TYPE_CHECKING)
@overload
def g(x: int) -> int: ...
@overload
def g(x: str) -> str: ...
def g(x): return x
@final
class Last: pass
@no_type_check
def h(x: 5): pass
print(g(1), len(get_overloads(g)), Last.__final__, h.__no_type_check__, override(f) is f, f.__override__)
P = ParamSpec("P"); Ts = TypeVarTuple("Ts"); print(P, P.args, P.kwargs, Ts, Tuple[Unpack[Ts]],
                                                   Callable[P, int][[str]], Callable[Concatenate[int, P], T])

# Where its names are from, and what copies and pickles are made of.
print([name for name in typing.__all__ if getattr(getattr(typing, name), "__module__", "typing") != "typing"])
for function in typing.get_type_hints, typing.NamedTuple, typing.runtime_checkable, typing.Protocol.__init_subclass__, typing.NewType.__or__:
    print(function.__module__, function.__qualname__)
for alias in typing.List[int], typing.Pattern[str], typing.Callable[[int], str], typing.Union[int, str], typing.AbstractSet[int]:
    reduced = alias.__reduce__()
    print(reduced[0].__name__, reduced[1], reduced[0](*reduced[1]) == alias)
print(typing.NewType("Id", int), type(typing.NewType("Id", int)))
