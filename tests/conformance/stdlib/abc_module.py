# abc: abstract methods and properties, register, __subclasshook__, virtual subclasses,
# collections.abc mixins.
import abc
import collections.abc as c


class Shape(abc.ABC):
    @abc.abstractmethod
    def area(self): """Area."""; return "base"
    @property
    @abc.abstractmethod
    def name(self): pass
    @classmethod
    @abc.abstractmethod
    def make(cls): pass
    @staticmethod
    @abc.abstractmethod
    def unit(): pass
    def describe(self): return f"{self.name} {self.area()}"


class Partial(Shape):
    def area(self): return super().area() + "+"
    name = "partial"


class Full(Partial):
    @classmethod
    def make(cls): return cls()
    @staticmethod
    def unit(): return "cm"


print(sorted(Shape.__abstractmethods__), sorted(Partial.__abstractmethods__), Full.__abstractmethods__,
      Full.make().describe(), Full.unit(), Shape.area.__isabstractmethod__,
      Shape.__dict__["name"].__isabstractmethod__)
for cls in (Shape, Partial, type("OneLeft", (Partial,), {"make": 1})):
    try: cls()
    except TypeError as error: print(error)
print(type(Shape).__name__, isinstance(Full(), Shape), issubclass(int, Shape), Shape.register(int),
      issubclass(int, Shape), isinstance(5, Shape), issubclass(bool, Shape), int in Shape.__subclasses__())
class Hook(abc.ABC):
    @classmethod
    def __subclasshook__(cls, sub): return True if hasattr(sub, "quack") else NotImplemented
class Duck:
    def quack(self): pass
print(issubclass(Duck, Hook), isinstance(Duck(), Hook), issubclass(list, Hook), Hook.__subclasshook__(list))
class ByMeta(metaclass=abc.ABCMeta):
    @abc.abstractmethod
    def f(self): pass
try: ByMeta()
except TypeError as error: print(error)
del ByMeta.f; abc.update_abstractmethods(ByMeta); print(ByMeta.__abstractmethods__ or "none")
for bad in (lambda: Shape.register(5), lambda: Full.register(Shape), lambda: isinstance(1, abc.ABC),
            lambda: issubclass(5, Shape), lambda: abc.ABC()):
    try: print(type(bad()).__name__)
    except (TypeError, RuntimeError) as error: print(type(error).__name__, error)
names = "Hashable Iterable Iterator Reversible Sized Container Callable Collection Sequence MutableSequence Set MutableSet Mapping MutableMapping KeysView ValuesView ItemsView Awaitable Coroutine AsyncIterable AsyncIterator Generator AsyncGenerator Buffer".split()
async def co(): pass
async def ag(): yield
coro = co()
for value in (5, "s", b"b", [], (), {}, set(), frozenset(), range(1), iter([]), (x for x in []), len, int,
              None, {}.keys(), {}.values(), {}.items(), coro, ag(), bytearray(), memoryview(b""), zip(),
              object()):
    print(type(value).__name__, [n for n in names if isinstance(value, getattr(c, n))])
coro.close()
class Seq(c.Sequence):
    def __init__(self, *a): self.a = a
    def __len__(self): return len(self.a)
    def __getitem__(self, i): return self.a[i]
class MutSeq(c.MutableSequence):
    def __init__(self, *a): self.a = list(a)
    def __len__(self): return len(self.a)
    def __getitem__(self, i): return self.a[i]
    def __setitem__(self, i, v): self.a[i] = v
    def __delitem__(self, i): del self.a[i]
    def insert(self, i, v): self.a.insert(i, v)
class Map(c.MutableMapping):
    def __init__(self, **k): self.d = k
    def __getitem__(self, k): return self.d[k]
    def __setitem__(self, k, v): self.d[k] = v
    def __delitem__(self, k): del self.d[k]
    def __iter__(self): return iter(self.d)
    def __len__(self): return len(self.d)
class MySet(c.Set):
    def __init__(self, a): self.a = list(dict.fromkeys(a))
    def __contains__(self, x): return x in self.a
    def __iter__(self): return iter(self.a)
    def __len__(self): return len(self.a)
s, m, d = Seq(1, 2, 3, 2), MutSeq(1, 2, 3), Map(a=1, b=2)
print(list(s), list(reversed(s)), 2 in s, s.index(3),
      s.count(2)); m.append(4); m.extend([5]); m.remove(1); m.reverse(); m += [9]; print(m.a, m.pop(),
          m.pop(0), m.a)
print(dict(d), d.get("z"), "a" in d, list(d.items()), d.pop("a"), d.setdefault("q", 5), d.popitem(),
      d == {"b": 2}, d.keys() & {"b"}); d.update(x=1); d.clear(); print(len(d))
x, y = MySet("abc"), MySet("bcd"); print(sorted(x & y), sorted(x | y), sorted(x - y), sorted(x ^ y), x <= y,
                                         x == MySet("cab"), x.isdisjoint("z"), type(x & y).__name__,
                                         x > MySet("a"))
try: c.Sequence()
except TypeError as error: print(error)
