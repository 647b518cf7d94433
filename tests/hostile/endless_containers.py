# limit: memory=64M fuel=none deadline=40 recursion=1000 ; outcome: ok
# Containers filled from sources that never end, or only after 10 ** 18 items.
from collections import Counter, deque
from itertools import chain, count, repeat

for action in (lambda: list(range(10 ** 18)), lambda: [*count()], lambda: tuple(count()),
               lambda: set(count()), lambda: dict.fromkeys(count()), lambda: {i: i for i in count()},
               lambda: deque(count()), lambda: sorted(count()), lambda: bytes(repeat(1)),
               lambda: bytearray(repeat(1)), lambda: ",".join(repeat("x")),
               lambda: list(zip(count(), count())),
               lambda: Counter(count()), lambda: [].extend(repeat(0)), lambda: list(map(str, count())),
               lambda: [x for x in chain.from_iterable(repeat([1]))], lambda: max(*count()),
               lambda: dict(zip(count(), count())), lambda: list("ab" for _ in repeat(0)),
               lambda: (lambda *a: a)(*count()), lambda: list(iter(int, 1)),
               lambda: list(enumerate(count()))):
    try:
        action()
    except MemoryError:
        continue
    raise AssertionError
