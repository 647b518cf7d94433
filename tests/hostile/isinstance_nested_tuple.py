# limit: memory=256M recursion=1000 ; outcome: ok
# isinstance, issubclass, startswith and except with deeply nested tuples of types.
types = (int,)
for _ in range(100000):
    types = (types,)
for action in (lambda: isinstance("a", types), lambda: issubclass(str, types)):
    try:
        action()
    except RecursionError:
        pass
try:
    "a".startswith(types)
except TypeError:
    pass
try:
    try:
        raise KeyError
    except types:
        pass
except (TypeError, RecursionError, KeyError):
    pass
union = int
for i in range(2000):
    union = union | type(f"T{i}", (), {})
assert not isinstance("a", union)
