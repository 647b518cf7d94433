# object's and type's own methods called by hand; slot wrappers, method wrappers and builtin
# methods: repr, binding, errors.
o = object()
print(repr(o).startswith("<object object at 0x"), o == o, o != object(), object.__eq__(1, 1),
      object.__ne__(1, 2), object.__repr__(5).startswith("<int object at"), object.__str__("x"),
      object.__format__(1, ""), object.__hash__(o) == hash(o), object.__getattribute__(5, "real"),
      object.__init__(o), object.__dir__(o) == sorted(dir(o)) or len(object.__dir__(o)) == len(dir(o)),
      o.__class__, o.__doc__ == object.__doc__, sorted(dir(o)))
print(int.__add__, int.from_bytes.__name__, str.join, [].append.__name__, len, type.__call__,
      object.__new__.__name__, dict.fromkeys.__self__, int.__new__.__self__, "".join.__self__ == "", int.real,
      type.__dict__["__mro__"], type.mro, object.__init_subclass__.__name__, list.__dict__["append"],
      list.__iter__, type.__name__)
for text in (repr(int.__add__), repr(str.upper), repr(type(5).__init__),
             repr(object.__subclasshook__).split(" at ")[0], repr([].sort).split(" at ")[0],
             repr((5).__lt__).split(" at ")[0], repr(int.__dict__["numerator"]),
             repr(type.__dict__["__dict__"]), repr(dict.__dict__["fromkeys"]), repr(sum),
             repr({}.get).split(" at ")[0]):
    print(text)
print(int.__add__(1, 2), int.__add__(1, 2.0), str.upper("a"), list.append([], 1), (5).__add__(3),
      type.__call__(int, "5"), type.__repr__(int), object.__reduce_ex__ is not None,
      int.__dict__["__add__"](1, 2), int.__add__.__get__(1)(5), str.__len__("abc"),
      dict.__getitem__({1: 2}, 1), type.__instancecheck__(int, 5), type.__subclasscheck__(int, bool),
      int.__rsub__(1, 5), list.__contains__([1], 1), tuple.__hash__((1,)) == hash((1,)), float.__eq__(1.0, 1),
      int.__bool__(0), str.__mod__("%s", 1), str.__iter__("ab").__next__())
for code in ("int.__add__('1', 2)", "int.__add__(1)", "int.__add__()", "int.__add__(1, 2, 3)", "str.upper()",
             "str.upper(5)", "list.append(5, 1)", "[].append.x", "len.x = 1", "int.__add__.x = 1",
             "int.real.__set__(5, 1)", "(5).real = 1", "del (5).real", "int.real.__get__('a')",
             "type.__call__()", "object.__getattribute__(5)", "object.__setattr__(5, 'x', 1)",
             "object.__setattr__(int, 'x', 1)", "object.__delattr__(5, 'x')", "type.__setattr__(int, 'x', 1)",
             "object.__new__(int)", "object.__new__(object, 1)", "object.__init__(5, 1)", "str.__len__(5)",
             "dict.__getitem__([], 1)", "list.__iter__(5)", "int.__lt__(1, 'a')", "int.__lt__('a', 1)",
             "int.__bool__('a')", "tuple.__new__(int)", "(5).__add__()", "(5).__add__('a')", "[].__len__(1)",
             "type.mro(5)", "type.mro(int)", "type('X', (), {}).mro()", "object.__format__(1, 'x')",
             "int.__neg__('a')", "dict.fromkeys()", "float.__getattribute__(1.0, 'nope')",
             "type.__getattribute__(int, 'nope')", "int.nope", "object.nope", "object().nope", "object().x.y",
             "setattr(object(), 'a', 1)", "type(5)(1.9)", "type([])('ab')", "(5).__class__ = str",
             "int.__name__ = 'x'", "object.__class__", "object.__bases__", "object.__base__",
             "type.__bases__", "object.__mro__", "type.__mro__", "object.__doc__ is None", "int.__module__",
             "len.__module__", "[].append.__self__", "len.__self__.__name__", "len.__qualname__",
             "[].append.__qualname__", "int.__add__.__qualname__", "int.__add__.__objclass__",
             "int.__add__.__name__", "int.real.__name__", "int.real.__objclass__", "(5).__add__.__self__",
             "str.join.__objclass__", "type.__basicsize__ > 0", "type.__abstractmethods__",
             "int.__abstractmethods__"):
    try:
        print(code, "->", eval(code) if " = " not in code and "del " not in code else exec(code))
    except Exception as error:
        print(f"{code}: {type(error).__name__}: {error}")


class C:
    __slots__ = ("s",)
    def __getstate__(self): return "own state"


class D: pass


d = D()
d.x = 1
print(C().__getstate__(), d.__getstate__(), object().__getstate__(), D().__getstate__(),
      [].__class__.__name__, d.__sizeof__() > 0, d.__reduce__.__name__, D.__dict__.get("__init__"),
      "__init__" in vars(object), D.__init__ is object.__init__, D.__str__, D.__repr__,
      d.__repr__.__self__ is d, d.__eq__(5), d.__lt__(5), d.__ne__(5),
      d.__str__().startswith("<__main__.D object"), D.__subclasshook__(int), D.__init_subclass__(),
      D.__class__.__name__, D.__annotations__, D.__type_params__)
