# Attributes under names that native code has as text. Whether there is one is a yes or no: what asking raises, other than AttributeError, is
# reported on sys.unraisablehook.
import sys
from _testlimitedcapi import (mapping_getitemstring, mapping_items, mapping_keys, mapping_setitemstring, mapping_values, object_delattrstring,
                              object_getattr, object_getattrstring, object_hasattr, object_hasattrstring, object_setattrstring)


class A:
    x = 1

    def __getattr__(self, name):
        if name == "bad":
            raise ValueError(name)
        raise AttributeError(name)


def report(unraisable):
    print("  reported:", unraisable.err_msg, type(unraisable.exc_value).__name__, unraisable.exc_value, unraisable.object)


sys.unraisablehook = report


def show(function, *arguments):
    try:
        print(function.__name__, arguments[1:], function(*arguments))
    except Exception as error:
        print(function.__name__, arguments[1:], type(error).__name__, error)


a = A()
for name in ("x", "bad", "missing", "é"):
    show(object_hasattr, a, name)
    show(object_hasattrstring, a, name.encode())
    show(object_getattr, a, name)
    show(object_getattrstring, a, name.encode())
show(object_hasattr, a, 5)
show(object_getattr, a, 5)
show(object_setattrstring, a, b"y", 2)
print(a.y)
show(object_delattrstring, a, b"y")
show(object_delattrstring, a, b"y")
d = {"a": 1}
show(mapping_setitemstring, d, b"b", 2)
show(mapping_getitemstring, d, b"b")
show(mapping_getitemstring, d, b"c")
for function in (mapping_keys, mapping_values, mapping_items):
    show(function, d)
    show(function, [])
