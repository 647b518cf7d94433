# __import__, module objects, builtins module contents: names present, patching, module attributes.
import builtins
import types

print(__import__("math") is __import__("math"), __import__("os.path").__name__,
      __import__("os.path", fromlist=["join"]).__name__ in ("posixpath", "ntpath"),
      __import__("math", globals(), locals(), ["pi"], 0).pi > 3)
for args in ((), (5,), ("",), ("no_such_module",), ("math.x",), ("math", {}, {}, [5]), (".",),
             ("x", {}, {}, [], 1), ("x", {"__name__": "__main__"}, {}, [], 1), ("x", None, None, [], -1),
             ("os.nothing",), ("math", None, None, ["nope"], 0)):
    try:
        print(args and args[0], __import__(*args).__name__)
    except Exception as error:
        print(args and args[0], type(error).__name__, error)
m = types.ModuleType("made", "doc")
m.x = 1
m.__dict__["y"] = 2
print(m, m.x, m.y, m.__doc__, sorted(vars(m)), dir(m), hasattr(m, "z"), m.__name__)
try:
    m.z
except AttributeError as error:
    print(error)
del m.__name__
try:
    m.z
except AttributeError as error:
    print(error)
print(m)
m.__dict__.clear()
print(m, dir(m))
for bad in (lambda: types.ModuleType(), lambda: types.ModuleType(5), lambda: setattr(m, "__dict__", {}),
            lambda: delattr(m, "q"), lambda: m(), lambda: m + m):
    try:
        print(bad())
    except Exception as error:
        print(type(error).__name__, error)
builtins.my_builtin = lambda: "patched in"
print(my_builtin(), "my_builtin" in dir(builtins))
del builtins.my_builtin
try:
    my_builtin
except NameError as error:
    print(error)
names = """abs aiter all anext any ascii bin bool breakpoint bytearray bytes callable chr classmethod compile complex delattr dict dir divmod enumerate eval exec filter
float format frozenset getattr globals hasattr hash help hex id input int isinstance issubclass iter len list locals map max memoryview min next object oct open ord pow print
property range repr reversed round set setattr slice sorted staticmethod str sum super tuple type vars zip __import__ __build_class__ __debug__ Ellipsis NotImplemented"""
print([n for n in names.split() if not hasattr(builtins, n)],
      sorted(n for n in dir(builtins) if n.endswith(("Error", "Exception", "Exit", "Warning", "Interrupt",
                                                     "Iteration", "Group"))))
print(builtins.__name__, builtins.print is print, builtins.__doc__ is not None, type(builtins),
      repr(builtins), builtins.__spec__.name, __builtins__ is builtins, builtins.__dict__["len"]("ab"))
