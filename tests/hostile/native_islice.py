# limit: memory=64M fuel=20M deadline=30 recursion=1000 ; outcome: stopped: fuel
# Skipping 10 ** 18 items inside one call.
from itertools import count, islice

next(islice(count(), 10 ** 18, None))
