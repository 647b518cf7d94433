# type(name, bases, dict): defaults filled in, bases, keyword arguments, __set_name__, special
# names, later changes.
C = type("C", (), {"x": 1, "m": lambda self: self.x, "__doc__": "doc", "__module__": "mod",
                   "__slots__": ("a",)})
print(C, C.__name__, C.__qualname__, C.__module__, C.__doc__, C().m(), C.__slots__, hasattr(C(), "__dict__"),
      C.__bases__, type(C))
D = type("D", (C,), {"__qualname__": "Outer.D"})
print(D, D.__qualname__, D.__name__, "__qualname__" in D.__dict__, D().m(), D.__doc__, D.__mro__,
      issubclass(D, C), C.__subclasses__())
E = type("a name with spaces", (), {})
print(E, repr(E()).split(" object")[0], E.__name__, type("", (), {}), type("é", (), {})().__class__.__name__)
log = []


class N:
    def __set_name__(self, o, n): log.append((o.__name__, n))


ns = {"n": N(), "k": 1}
F = type("F", (), ns)
ns["k"] = 2
print(log, F.k, F.__dict__ is ns, list(ns))


class Base:
    def __init_subclass__(cls, **kw): log.append(kw)


G = type("G", (Base,), {}, a=1, b=2)
print(log[-1], type(G).__name__, type.__new__(type, "H", (Base,), {}).__name__,
      type.__call__(type, "I", (), {}).__name__, type(type("J", (int,), {})(5) + 1).__name__)
for code in ("type('A', (5,), {})", "type('A', (int, str), {})", "type('A', (bool,), {})",
             "type('A', [], {})", "type('A', (), [])", "type(5, (), {})", "type('A\\0B', (), {})",
             "type('A', (), {}, 5)", "type('A', (), {}, x=1)", "type()", "type('A', ())",
             "type('A', (object, int), {})", "type('A', (int, object), {})", "type('A', (int, int), {})",
             "type('A', (), {'__slots__': 5})",
             "type('A', (), {'__slots__': ['x'], 'x': 1})", "type('A', (type,), {})('B', (), {}).__class__",
             "type('A', (Exception,), {})('msg')", "type('A', (), {'__new__': 5})()",
             "type('A', (), {'__init__': lambda self: 5})()", "type('A', (), {'__init__': 5})()",
             "type('A', (), {'__call__': 5})()()", "type('A', (), {'__len__': lambda s: 'x'}).__len__(1)",
             "type('A', (), {'__getattr__': lambda s, n: n})().anything", "type('A', (lambda: 0,), {})",
             "type('A', (type(None),), {})", "type('A', (dict,), {})(a=1)",
             "type('A', (), {'__eq__': lambda s, o: 1}).__hash__", "type('A', (), {'__doc__': 5}).__doc__",
             "type('A', (), {'__module__': 5}).__module__", "type('A', (), {'__qualname__': 5})",
             "type('A', (), {'__classcell__': 5})", "type('A', (tuple,), {'__slots__': ('x',)})"):
    try:
        print(code, "->", repr(eval(code)).split(" at 0x")[0])
    except Exception as error:
        print(f"{code}: {type(error).__name__}: {error}")
C.y = 5
C.__name__ = "Renamed"
del C.x
print(C, C.y, hasattr(D, "x"), D.y)
print(type("K", (), {"__repr__": lambda s: "K!"})(), [type("K", (), {"__repr__": lambda s: "K!"})()],
      type("L", (list,), {"first": property(lambda s: s[0])})([7]).first,
      type("M", (), {"__class_getitem__": lambda c, i: i})[3], type("O", (), dict(__enter__=lambda s: 1,
          __exit__=lambda *a: None)))
