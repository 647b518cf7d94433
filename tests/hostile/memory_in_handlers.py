# limit: memory=32M deadline=40 recursion=1000 ; outcome: ok
# The memory limit is met inside __del__, except, finally, generators, collection and comparison; the
# process goes on.
import gc
import sys

reports = []
sys.unraisablehook = lambda u: reports.append(u.exc_type)


def hog(): return [0] * 10 ** 8


class Del:
    def __del__(self): hog()


Del()
assert reports == [MemoryError], reports
for _ in range(50):
    try:
        try:
            hog()
        except MemoryError:
            hog()
        finally:
            str([1] * 100)
    except MemoryError as error:
        str(error), repr(error), error.__context__
    x = Del()
    x.me = x
    del x
gc.collect()


def fill():
    kept = []
    try:
        while True:
            kept.append("x" * 1000 + str(len(kept)))
    except MemoryError:
        n = len(kept)
        try:
            kept.append([kept] * 10)
            while True:
                kept.append(object())
        except MemoryError:
            return n


first = fill()
for _ in range(3):
    gc.collect()  # what was filled holds itself
    n = fill()
    assert n > first * 0.5, (n, first)
gc.collect()


class Key:
    def __hash__(self): return 1
    def __eq__(self, o): hog()


d = {Key(): 1}
for action in (lambda: d[Key()], lambda: sorted([3, 1], key=lambda x: hog()),
               lambda: [hog() for _ in range(3)], lambda: list(map(lambda x: hog(), [1])),
               lambda: {Key(): 1, Key(): 2}, lambda: f"{hog()}", lambda: max([1, 2], key=lambda x: hog()),
               lambda: "".join(str(hog()) for _ in range(2))):
    try:
        action()
    except MemoryError:
        continue
    raise AssertionError
