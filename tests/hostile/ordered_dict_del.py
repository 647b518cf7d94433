# limit: memory=64M recursion=1000 ; outcome: KeyError
# Deleting from an OrderedDict whose __eq__ clears it.
from collections import OrderedDict


class T:
    def __hash__(self): return 1
    def __eq__(self, other):
        od.clear()
        return False


od = OrderedDict()
od[T()] = 1
od["x"] = 2
del od[T()]
