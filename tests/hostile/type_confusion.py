# limit: memory=64M recursion=1000 ; outcome: ok
# Slots and methods called with objects of other types, builtin types changed, __new__ that returns strangers.
import itertools
import types

values = [5, "a", b"b", 1.5, 1j, None, [], (), {}, set(), frozenset(), range(3), slice(1), object(), type,
          int, len, lambda: 0, (x for x in []), memoryview(b"c"), bytearray(b"d"), ValueError("e"),
          property(), Ellipsis, iter([]), zip(), types.SimpleNamespace(), super(int, 5), {}.keys(),
          staticmethod(len)]
kinds = [int, str, bytes, float, complex, list, tuple, dict, set, frozenset, range, slice, object, type,
         bytearray, memoryview, property, BaseException, type(lambda: 0), type((x for x in [])), type(len),
         type({}.keys()), zip, map, enumerate, super, classmethod, types.MethodType, types.CodeType,
         types.ModuleType, itertools.chain, type(iter([])), type(iter({})), type(None)]
checked = 0
for kind in kinds:
    for name, function in list(vars(kind).items()):
        if not callable(function) or name in ("__class__", "__init_subclass__", "__subclasshook__", "__new__",
                                              "__class_getitem__"):
            continue
        for value in values:
            if isinstance(value, kind):
                continue
            for arguments in ((), (5,), ("a", 5), (None, None, None)):
                try:
                    function(value, *arguments)
                except Exception:
                    pass
                checked += 1
    for other in kinds:
        try:
            kind.__new__(other)
        except Exception:
            pass
assert checked > 10000
for code in ("del int.__add__", "int.__add__ = None", "str.new = 1", "type.mro = 5", "object.x = 1",
             "del list.append", "int.__class__ = str", "list.__bases__ = (int,)", "(5).__class__ = str",
             "[].__class__ = dict", "None.__class__ = int", "type(None).__bool__ = lambda s: True",
             "len.__self__ = 1", "BaseException.args = 1", "dict.__dict__['x'] = 1"):
    try:
        exec(code)
    except (TypeError, AttributeError):
        continue
    raise AssertionError(code)


class Stranger:
    def __new__(cls): return [1, 2]
    def __init__(self): raise AssertionError


class Swapped(int):
    def __new__(cls, x): return str(x)


assert Stranger() == [1, 2] and Swapped(5) == "5"
assert int.__add__(1, 2) == 3
