# limit: memory=64M fuel=50M deadline=30 recursion=1000 ; outcome: ok
# sys.exit from finalizers, callbacks, keys, generators and handlers ends as an exception or is reported, once.
import sys

reports = []
sys.unraisablehook = lambda u: reports.append(u.exc_type)


class D:
    def __del__(self): sys.exit(3)


D()
for action in (lambda: sorted([1], key=sys.exit), lambda: list(map(sys.exit, [1])),
               lambda: [sys.exit() for _ in [1]], lambda: next(sys.exit(1) for _ in [1]),
               lambda: {}.setdefault(1, sys.exit()), lambda: max([1], key=sys.exit),
               lambda: sum(sys.exit() for _ in [1])):
    try:
        action()
    except SystemExit:
        continue
    raise AssertionError
assert reports == [SystemExit]
