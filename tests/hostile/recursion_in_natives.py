# limit: memory=512M recursion=100000 deadline=50 ; outcome: ok
# Natives that call back and recurse stop at their own bound although Python calls may go very deep.
import functools


class K:
    def __lt__(self, other): return sorted([K(), K()]) is None
    def __eq__(self, other): return [K()] == [K()]
    def __hash__(self): return 1
    def __repr__(self): return repr([K()])
    def __str__(self): return "%s" % K()
    def __format__(self, spec): return "{:x}".format(K())
    def __iter__(self): return iter(list(K()))
    def __len__(self): return len([*K()])
    def __index__(self): return range(10)[K()]
    def __bool__(self): return any([K()])
    def __getattr__(self, name): return getattr(K(), name)
    def __call__(self, *a): return list(map(K(), [1]))


def key(x): return max([x], key=key)
def fold(a, b): return functools.reduce(fold, [1, 2])


k = K()
for action in (lambda: sorted([k, K()]), lambda: k == 1, lambda: {k: 1, K(): 2}, lambda: repr(k),
               lambda: str(k), lambda: f"{k}", lambda: list(k), lambda: [0][k], lambda: bool(k), lambda: k.x,
               lambda: k(), lambda: key(1), lambda: fold(1, 2), lambda: k in [K()], lambda: [k].index(5),
               lambda: [k] == [K()], lambda: min(k, K()), lambda: print(k)):
    try:
        action()
    except RecursionError:
        continue
    raise AssertionError
