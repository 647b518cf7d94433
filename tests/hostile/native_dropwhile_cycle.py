# limit: memory=64M fuel=20M deadline=30 recursion=1000 ; outcome: stopped: fuel
# Chains of empty iterables and dropwhile over endless ones.
from itertools import chain, repeat

next(chain.from_iterable(repeat(())))
