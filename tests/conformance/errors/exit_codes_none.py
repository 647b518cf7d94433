# sys.exit() without a value is success, also from deep inside.
import sys


class C:
    def __enter__(self): return self
    def __exit__(self, kind, value, tb): print("exit sees", kind.__name__, value.code)


def deep(n):
    if n == 0:
        sys.exit()
    deep(n - 1)


with C():
    deep(10)
