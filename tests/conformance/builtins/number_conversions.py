# Conversions that warn or refuse: subclasses from __int__, __index__, __float__ and __trunc__; ~ of bool; __bool__ = None; signs of zero;
# long decimal texts there and back.
import sys
import warnings


def show(action):
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        try:
            result = repr(action())
        except Exception as error:
            result = type(error).__name__ + ": " + str(error)
    print(result, [each.category.__name__ + ": " + str(each.message) for each in caught])


class Half(float):
    pass


def made(**methods):
    return type("Made", (), {name: (lambda self, value=value: value) for name, value in methods.items()})()


show(lambda: int(made(__int__=True)))
show(lambda: int(made(__int__=1.5)))
show(lambda: int(made(__index__=True)))
show(lambda: [1, 2][made(__index__=True)])
show(lambda: int(made(__trunc__=7)))
show(lambda: int(made(__trunc__=made(__index__=3))))
show(lambda: int(made(__trunc__="x")))
show(lambda: float(made(__float__=Half(2.5))))
show(lambda: float(made(__float__=3)))
show(lambda: float(type("Own", (float,), {"__float__": lambda self: 42.0})(1)))
show(lambda: float(type("Text", (str,), {"__float__": lambda self: 9.0})("8")))
show(lambda: ~True)
show(lambda: ~eval("False"))


class Blocked:
    __bool__ = None

    def __len__(self):
        return 10


show(lambda: bool(Blocked()))
c = 4.25 + 1.5j
print(complex(c) is c, 0 / -(10**30), 0 / 10**30, pow(3, -1, 1), pow(2, -5, -1))
show(lambda: float.__getformat__("single"))
sys.set_int_max_str_digits(0)
for n in (0, 10**18 - 1, 10**18, -(10**18), 10**36 + 5, -(7**5000), 2**20000, 10**10000, 10**10000 - 1):
    text = str(n)
    print(len(text), text[:12], text[-12:], int(text) == n, int(text, 7) == n if set(text) <= set("-0123456") else "-", hash(text) == hash(str(int(text))))
print(int("zz" * 500, 36) % 10**20, int("1" * 100, 3), int("0" * 50 + "12", 5))
