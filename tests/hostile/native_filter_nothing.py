# limit: memory=64M fuel=20M deadline=30 recursion=1000 ; outcome: stopped: fuel
# next() of a filter that lets nothing through.
from itertools import repeat

next(filter(None, repeat(0)))
