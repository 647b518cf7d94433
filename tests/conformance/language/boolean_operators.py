# `and` and `or` return one of their operands; truth comes from __bool__, then __len__, then is
# true by default; `not` always returns a bool.
class ByBool:
    def __init__(self, value):
        self.value = value

    def __bool__(self):
        print("__bool__", end=" ")
        return self.value

    def __len__(self):
        raise AssertionError("not asked")


class ByLen:
    def __init__(self, value):
        self.value = value

    def __len__(self):
        print("__len__", end=" ")
        return self.value


print(ByBool(True) and "right", ByBool(False) or "right", not ByBool(True))
print(ByLen(3) and "right", ByLen(0) or "right", not ByLen(0))
print("yes" if object() else "no", not object)
for value in (0, 0.0, -0.0, 0j, "", b"", (), [], {}, set(), frozenset(), range(0), None, False,
              "0", " ", [0], (0,), {0: 0}, range(1), 1e-300, NotImplemented.__class__, ..., float("nan")):
    print(repr(value), bool(value), not value, value or "or", value and "and")
print(1 and 2 or 3, 0 and 2 or 3, 0 or 2 and 3, not 1 or 2, not (1 and 0))
print([] and undefined_name, 1 or undefined_name)


def branches(a, b, c):
    out = []
    if a and b or c:
        out.append("1")
    if a or b and not c:
        out.append("2")
    if not (a or b) and c:
        out.append("3")
    while a and not b:
        out.append("4")
        break
    return "".join(out)


for n in range(8):
    print(branches(n & 4, n & 2, n & 1), end=" ")
print()


class BadBool:
    def __bool__(self):
        return 1


class BadLen:
    def __len__(self):
        return -1


class BadLenType:
    def __len__(self):
        return "3"


for bad in (BadBool(), BadLen(), BadLenType()):
    for test in (lambda: bool(bad), lambda: not bad, lambda: 1 if bad else 2):
        try:
            print(test())
        except Exception as error:
            print(type(error).__name__, error)
print(True + True, True * 3, isinstance(True, int), True is (1 == 1))
