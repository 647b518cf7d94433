# Class bodies run in their own namespace; instance and class attributes, methods and their binding.
class Point:
    """A point."""
    dimensions = 2
    count = 0

    def __init__(self, x, y):
        self.x, self.y = x, y
        Point.count += 1

    def norm2(self):
        return self.x ** 2 + self.y ** 2

    print("body runs, __qualname__ is", __qualname__, "__module__ is", __module__)
    for i in range(2):
        exec(f"attr{i} = {i}")
    if dimensions == 2:
        def only_if(self):
            return "conditional method"

    class Inner:
        def where(self):
            return self.__class__.__qualname__


p = Point(3, 4)
print(p.norm2(), Point.norm2(p), p.only_if(), Point.count, p.dimensions, Point.attr1, Point.i,
      Point.Inner().where())
p.dimensions = 3
print(p.dimensions, Point.dimensions, p.__dict__, vars(p) is p.__dict__)
del p.dimensions
print(p.dimensions, Point.__name__, Point.__bases__, Point.__doc__, Point.__module__, type(Point),
      Point.__mro__)
bound = p.norm2
Point.norm2 = lambda self: "replaced"
print(bound(), p.norm2())
p.norm2 = lambda: "on instance"
print(p.norm2(), type(p.norm2).__name__, type(bound).__name__)
Point.later = 5
print(p.later, "later" in Point.__dict__, type(Point.__dict__).__name__)
try:
    Point.__dict__["x"] = 1
except TypeError as error:
    print(error)


class Empty: pass


e = Empty()
e.a, e.b = 1, 2
e.__dict__["c d"] = 3
print(e.__dict__, getattr(e, "c d"), hasattr(e, "z"), e.__class__ is Empty, e.__module__)
for action in (lambda: e.z, lambda: Empty.z, lambda: Empty().a, lambda: (5).z, lambda: None.z, lambda: len.z,
               lambda: Empty.__init__(5).z):
    try:
        action()
    except AttributeError as error:
        print(error)
e.__dict__ = {"new": "dict"}
print(e.new, hasattr(e, "a"))
try:
    e.__dict__ = 5
except TypeError as error:
    print(error)
Base = type("Base", (), {"x": 1, "hi": lambda self: "hi " + self.name})
Derived = type("Derived", (Base,), dict(name="d"))
print(Derived().hi(), Derived.x, Derived.__name__, Derived.__module__, Derived.__qualname__, Derived.__mro__)
x = "global"


def scope():
    x = "function"

    class S:
        a = x
        x = "class"
        b = x

        def f(self): return x
    return S.a if hasattr(S, "a") else None, S.b, S().f()


try:
    print(scope())
except NameError as error:
    print(error)


class UsesGlobal:
    y = x
    x = "class"


print(UsesGlobal.y, UsesGlobal.x)
Empty.__name__ = "Renamed"
print(Empty.__name__, Empty.__qualname__, Empty)
for name, value in (("__name__", 5), ("__name__", "a\0b"), ("__qualname__", 1), ("__bases__", ()),
                    ("__bases__", (int,)), ("__module__", 5)):
    try:
        setattr(Empty, name, value)
        print("set", name)
    except (TypeError, ValueError) as error:
        print(error)
for bases in ((5,), (int, str), (bool,), (object, Empty), (Empty, Empty), (type(None),), (type(lambda: 0),),
              (range,), (slice,)):
    try:
        type("Bad", bases, {})
        print("ok", bases[0].__name__)
    except TypeError as error:
        print(error)
