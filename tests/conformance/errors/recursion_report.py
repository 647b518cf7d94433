# A traceback of repeated frames is shortened; mutual recursion is not; the limit is named.
import sys
import traceback

sys.setrecursionlimit(150)


def endless(n):
    return endless(n + 1)


def counted(n):
    if n == 0:
        raise ValueError("bottom")
    return counted(n - 1)


def even(n):
    if n == 0:
        raise KeyError("even bottom")
    return odd(n - 1)


def odd(n): return even(n - 1)


for action in (lambda: counted(2), lambda: counted(3), lambda: counted(4), lambda: counted(20),
               lambda: even(6)):
    try:
        action()
    except Exception:
        traceback.print_exc()
try:
    endless(0)
except RecursionError as error:
    lines = traceback.format_exception(error)
    print([line.strip() for line in lines if "repeated" in line or "Error" in line][-1],
          any("more times" in line for line in lines))
counted(10)
