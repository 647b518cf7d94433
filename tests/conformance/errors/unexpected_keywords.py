# Keyword arguments that built-in callables do not know: how many they take at most, what was meant; and who calls a module.
import types


def show(function):
    try:
        print(function())
    except Exception as error:
        print(type(error).__name__, error)


class Missing(ModuleNotFoundError):
    pass


class Absent(AttributeError):
    pass


for cls in (ImportError, Missing, AttributeError, Absent, NameError, UnboundLocalError):
    for keywords in ({"namez": 1}, {"nam": 1, "pat": 2}, {"a": 1, "b": 2, "c": 3, "d": 4}, {"obj": 1}, {"name": 1, "obj": 2, "path": 3}, {"msg": 1}, {"name": 1}):
        show(lambda: repr(cls("text", **keywords)))
show(lambda: print(0, sep="", end="", file=None, flush=False, other=1))
show(lambda: print(sep="", end="", file=None, flush=False, other=1))
show(lambda: min(1, 2, key=1, default=2, other=3))
module = types.ModuleType("name")
show(module)
module.name = print
show(module)
module.name = 5
show(module)
module.__name__ = 5
show(module)
show(types)
module.__name__ = "x"
module.__getattr__ = lambda name: print if name == "x" else None
show(module)
