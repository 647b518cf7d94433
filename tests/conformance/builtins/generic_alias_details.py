# list[int] and int | str in detail: attributes, substitution of type parameters, unpacking, copies.
import collections
import copy
import types
import typing
from types import GenericAlias

T, K = typing.TypeVar("T"), typing.TypeVar("K")
P, Ts = typing.ParamSpec("P"), typing.TypeVarTuple("Ts")


def attempt(what):
    try:
        print(repr(what()))
    except Exception as e:
        print(type(e).__name__ + ":", e)


for what in (lambda: GenericAlias(list), lambda: GenericAlias(list, int, 3), lambda: GenericAlias(origin=list), lambda: list[int][str],
             lambda: dict[T, int][int, str], lambda: dict[T, K][int], lambda: isinstance(1, list[int]), lambda: issubclass(int, list[int]),
             lambda: issubclass(list[int], object), lambda: list[int].nothing, lambda: setattr(list[int], "x", 1), lambda: int[str]):
    attempt(what)
for what in (lambda: GenericAlias(list, (P,))[[int, str]], lambda: GenericAlias(list, [T])[int], lambda: GenericAlias(list, ([T],)).__parameters__,
             lambda: tuple[*Ts, T].__parameters__, lambda: tuple[*Ts, T][int, str, float], lambda: tuple[*Ts][*tuple[int, ...]],
             lambda: tuple[T][*tuple[int]], lambda: list[tuple[*Ts]][int, str], lambda: list[tuple[*Ts]][()], lambda: tuple[*Ts][()],
             lambda: dict[T, T][int], lambda: (*tuple[T],)[0][int], lambda: GenericAlias(list, (P, T))[[int, str], T].__args__,
             lambda: (list[int] | None).__parameters__, lambda: (list[T] | None)[int], lambda: (list[T] | dict[T, P]).__parameters__,
             lambda: dict[str, list[T]][int], lambda: dict[T, list[K]][int, str], lambda: dict[K, list[T]].__parameters__,
             lambda: list[[int, ...]], lambda: tuple[()], lambda: list[()], lambda: list[None], lambda: list[...], lambda: list["text"]):
    attempt(what)
for what in (lambda: collections.abc.Callable[P, T][[int], str], lambda: collections.abc.Callable[P, T][P, str],
             lambda: collections.abc.Callable[[int, T], str][float], lambda: collections.abc.Callable[..., T][float],
             lambda: collections.abc.Callable[typing.Concatenate[int, P], T][[float], str], lambda: collections.abc.Callable[[], int],
             lambda: type(collections.abc.Callable[[int], str]).__name__, lambda: collections.abc.Callable[[int], str].__args__,
             lambda: collections.abc.Callable[[int], str] == collections.abc.Callable[[int], str], lambda: collections.abc.Callable[int]):
    attempt(what)


class Origin:
    # Everything that the alias has not of its own is its origin's.
    def __class_getitem__(cls, item):
        return GenericAlias(cls, item)

    @classmethod
    def made(cls):
        return cls.__name__


alias = Origin[int]
print(alias.made(), alias.__name__, alias.__module__, alias.__init__ is Origin.__init__, list[int].append is list.append, list[int].__len__([1]))
own = [name for name in dir(GenericAlias) + ["__bases__", "__copy__", "__deepcopy__", "__typing_unpacked_tuple_args__"]
       if not hasattr(Origin, name)]
print(sorted(own), {"__origin__", "__args__", "__parameters__"} <= set(dir(alias)), set(dir(Origin)) <= set(dir(alias)))
made = alias()
print(type(made) is Origin, made.__orig_class__, type(list[int]()), dict[str, int](a=1), type(alias).__name__)


class Named(GenericAlias):
    """A kind of alias."""

    def __repr__(self):
        return "named " + super().__repr__()


named = Named(list, (int,))
print(named, type(named).__name__, named == list[int], hash(named) == hash(list[int]), named | None, isinstance(named, GenericAlias))

print("unpacked")
star = next(iter(tuple[int, str]))
print(star, star.__unpacked__, star.__typing_unpacked_tuple_args__, tuple[int].__typing_unpacked_tuple_args__, next(iter(list[int])).__typing_unpacked_tuple_args__)
iterator = iter(tuple[int])
print(type(iterator).__name__, iterator.__reduce__()[1:], list(iterator), iterator.__reduce__()[1:], list(iterator))
print(star == tuple[int, str], star == next(iter(tuple[int, str])), hash(star) == hash(tuple[int, str]))
for each in list[int], star, tuple[star], tuple[int, ...], list[T], Named(list, int), int | list[str], tuple[typing.Unpack[tuple[int, ...]]]:
    again = copy.copy(each), copy.deepcopy(each)
    print(each, again[0], again[1], type(again[0]).__name__, again[0] == each == again[1])
for each in list[int], star, tuple[int, ...]:
    function, arguments = each.__reduce__()
    back = function(*arguments)
    assert back == each and back.__args__ == each.__args__, each
nested = []
nested.append(GenericAlias(list, (nested,)))
attempt(lambda: nested[0].__parameters__)
try:
    repr(nested[0])
except RecursionError:
    print("RecursionError")
for each in types.GeneratorType, types.CoroutineType, types.AsyncGeneratorType, types.MappingProxyType, type, enumerate, collections.deque:
    print(each[int])
