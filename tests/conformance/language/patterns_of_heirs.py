# Which patterns the instances of a class match that inherits from sequences and mappings: the first in the order of resolution decides;
# what register() says replaces it.
import collections
import collections.abc


def kinds(subject):
    match subject:
        case [*_]:
            first = "sequence"
        case {}:
            first = "mapping"
        case _:
            first = "neither"
    match subject:
        case {}:
            second = "mapping"
        case [*_]:
            second = "sequence"
        case _:
            second = "neither"
    return first, second


class Plain:
    pass


for bases in (
    (collections.UserDict, collections.abc.Sequence), (collections.UserList, collections.abc.Mapping), (Plain, collections.UserDict, collections.abc.Sequence),
    (dict, collections.abc.Sequence, Plain), (list, Plain, collections.abc.Mapping), (collections.UserDict, Plain, list), (collections.UserList, dict, Plain),
    (Plain, list), (Plain, dict), (Plain,), (str,), (collections.OrderedDict,), (collections.deque,), (tuple,),
):
    made = type(bases[0])("Made", bases, {"__len__": lambda self: 0, "__getitem__": None, "__iter__": lambda self: iter(())})
    print([base.__name__ for base in bases], kinds(made()))


class Late:
    def __len__(self):
        return 0


class Heir(Late):
    pass


print(kinds(Late()), kinds(Heir()))
collections.abc.Mapping.register(Late)
print(kinds(Late()), kinds(Heir()))
collections.abc.Sequence.register(Late)
print(kinds(Late()), kinds(Heir()))
