# limit: memory=512M recursion=1000 ; outcome: RecursionError
# sys.setrecursionlimit(10 ** 9) does not lift the host's cap.
import sys

try:
    sys.setrecursionlimit(10 ** 9)
except (ValueError, OverflowError, RecursionError):
    pass


def down(n): return down(n + 1)


down(0)
