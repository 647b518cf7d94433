# sys.getsizeof(): what __sizeof__() may return, and where the default takes its place.
import sys


class Sized:
    def __sizeof__(self):
        if isinstance(self.size, Exception):
            raise self.size
        return self.size


sized = Sized()
for size in (0, 10, True, sys.maxsize + 1, -1, 2**70, -2**70, "x", 10.0, ValueError("v"), TypeError("t")):
    sized.size = size
    for default in ((), (5,)):
        try:
            found = sys.getsizeof(sized, *default)
            print(repr(size), default, "no more" if found < 100 and (not default or found != 5) else found)
        except Exception as error:
            print(repr(size), default, type(error).__name__, error)
