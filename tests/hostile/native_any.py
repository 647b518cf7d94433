# limit: memory=64M fuel=20M deadline=30 recursion=1000 ; outcome: stopped: fuel
# any over a generator that never ends.
from itertools import count

any(x < 0 for x in count())
