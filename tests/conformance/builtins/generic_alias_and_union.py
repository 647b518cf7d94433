# list[int], int | str: construction, repr, attributes, equality, calling, isinstance, parameters.
from typing import TypeVar, Union, Optional, Any
T, U = TypeVar("T"), TypeVar("U")
print(list[int], dict[str, int], tuple[int, ...], tuple[()], type[int], set[str], frozenset[int],
      list[list[int]], dict[str, list[tuple[int, ...]]], list["forward"], list[None], list[...],
      list[int | str], list[T], dict[T, U][int, str], list[T][int], tuple[T, int, U][str, bytes])
g = dict[str, T]
print(g.__origin__, g.__args__, g.__parameters__, g[int], g[int].__parameters__, list[int].__origin__ is list,
      list[int]() == [], dict[str, int](a=1), list[int]([1, 2]), list[int] == list[int],
      list[int] == list[str], list[int] is list[int], hash(list[int]) == hash(list[int]),
      list[int].append is list.append, list[int].__name__, list[int].__mro_entries__(()),
      type(list[int]).__name__, list[int].__class__, list[int].__doc__ == list.__doc__)
u = int | str
print(u, int | None, None | int, int | str | int, int | (str | float), u.__args__, type(u).__name__,
      u == (str | int), u == Union[int, str], hash(u) == hash(str | int), int | int, type(int | int),
      list[int] | None, int | list["x"], u | None, u.__parameters__, (list[T] | int).__parameters__,
      (list[T] | int)[str], int | T, Optional[int], Union[int], Union[int, None], Any | int)
print(isinstance(1, u), isinstance(1.0, u), isinstance(None, int | None), issubclass(bool, u),
      issubclass(list, u), isinstance(1, int | str | None))
for code in ("isinstance([], list[int])", "issubclass(list, list[int])", "isinstance([], list[int] | int)",
             "int | 5", "5 | int", "'a' | int", "int | 'a'", "None | None", "(int | str)()", "(int | str).x",
             "list[int].x", "int[str]", "str[int]", "list[int][str]", "dict[T][int, str]", "g[int, str]",
             "g[()]", "u[int]", "class C(list[int]): pass", "class D(int | str): pass",
             "list[int].__origin__ = 1", "list[int].append([1], 2)", "[] | int", "type | None", "len | int",
             "list[int] < list[str]", "bool(u)", "len(list[int])", "list(list[int])",
             "list[*tuple[int, str]]", "object[int]", "range[int]", "bytes[int]", "slice[int]", "int | list",
             "(lambda: 1) | int", "tuple[int, str].__args__", "list[int](5)", "type[int]()",
             "type[int]('a')"):
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


class Sub(list[int]): pass


print(Sub.__bases__, Sub.__orig_bases__, Sub([1]), Sub.__mro__[1])


class Own:
    def __class_getitem__(cls, item): return (cls.__name__, item)


class Meta(type):
    def __or__(cls, other): return f"{cls.__name__} or {other}"
    def __ror__(cls, other): return f"{other} ror {cls.__name__}"


class WithMeta(metaclass=Meta): pass


print(Own[int], Own[1, 2], Own[()], WithMeta | 5, WithMeta | int, 5 | WithMeta)
import types
print(types.GenericAlias(list, (int,)), types.GenericAlias(Own, int), types.UnionType,
      isinstance(u, types.UnionType), isinstance(list[int], types.GenericAlias), isinstance(list[int], type),
      types.GenericAlias(dict, (T,))[str], *[list[int]], *tuple[int])
