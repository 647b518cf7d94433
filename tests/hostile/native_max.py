# limit: memory=64M fuel=20M deadline=30 recursion=1000 ; outcome: stopped: fuel
# max over an endless native iterator.
from itertools import repeat

max(repeat(1))
