# limit: memory=64M fuel=20M deadline=30 recursion=1000 ; outcome: stopped: fuel
# Natives stacked on natives.
from itertools import chain, cycle, islice, repeat

all(map(bool, chain.from_iterable(zip(repeat(1), cycle([1, 2, 3]), map(abs, repeat(-1))))))
