# SPDX-License-Identifier: MIT
"""Python's operators as functions."""

try:
    from _operator import *
except ImportError:  # hidden
    from _py_operator import *

__all__ = ["abs", "add", "and_", "attrgetter", "call", "concat", "contains", "countOf", "delitem", "eq", "floordiv", "ge",
           "getitem", "gt", "iadd", "iand", "iconcat", "ifloordiv", "ilshift", "imatmul", "imod", "imul", "index",
           "indexOf", "inv", "invert", "ior", "ipow", "irshift", "is_", "is_not", "isub", "itemgetter", "itruediv",
           "ixor", "le", "length_hint", "lshift", "lt", "matmul", "methodcaller", "mod", "mul", "ne", "neg", "not_",
           "or_", "pos", "pow", "rshift", "setitem", "sub", "truediv", "truth", "xor"]

# Every operator has its special method's name as well.
for _name in ("abs", "add", "and", "call", "concat", "contains", "delitem", "eq", "floordiv", "ge", "getitem", "gt",
              "iadd", "iand", "iconcat", "ifloordiv", "ilshift", "imatmul", "imod", "imul", "index", "inv", "invert",
              "ior", "ipow", "irshift", "isub", "itruediv", "ixor", "le", "lshift", "lt", "matmul", "mod", "mul", "ne",
              "neg", "not", "or", "pos", "pow", "rshift", "setitem", "sub", "truediv", "xor"):
    globals()[f"__{_name}__"] = globals().get(_name) or globals()[f"{_name}_"]
del _name
