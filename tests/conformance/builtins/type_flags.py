# __flags__: what a type says of itself, in CPython's bits: is it a sequence or a mapping to patterns, may it be constructed, was it made by a
# class statement, may it be derived from, are its instances methods, is it abstract, and from which of the basic types it derives.
import abc
import collections
import enum

bits = {5: "sequence", 6: "mapping", 9: "heap", 10: "base", 17: "method", 20: "abstract", 24: "int", 25: "list", 26: "tuple", 27: "bytes", 28: "str", 29: "dict",
        30: "exception", 31: "type"}


class Abstract(abc.ABC):
    @abc.abstractmethod
    def method(self): ...


class Slots:
    __slots__ = "x",


classes = [object, int, bool, float, str, bytes, bytearray, list, tuple, dict, set, frozenset, range, slice, memoryview, type, abc.ABCMeta, Exception, OSError,
           KeyboardInterrupt, property, staticmethod, type(None), type(...), type(len), type(list.append), type(list.__len__), type([].append),
           type(Slots.x), type(lambda: 0), type((lambda: 0).__code__), collections.OrderedDict, collections.Counter,
           collections.namedtuple("Point", "x y"), enum.IntEnum, Abstract, Slots, type("Plain", (), {}), type("List", (list,), {}), type("Error", (KeyError,), {})]
for cls in classes:
    print(cls.__name__, *(name for bit, name in bits.items() if cls.__flags__ & 1 << bit))
