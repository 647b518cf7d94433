# limit: memory=64M fuel=20M deadline=30 recursion=1000 ; outcome: stopped: fuel
# A set that takes the same item for ever.
from itertools import repeat

set(repeat(1))
