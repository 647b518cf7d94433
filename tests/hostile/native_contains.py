# limit: memory=64M fuel=20M deadline=30 recursion=1000 ; outcome: stopped: fuel
# A search that never finds and never ends.
from itertools import repeat

2 in repeat(1)
