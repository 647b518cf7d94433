# limit: fuel=20M memory=256M ; outcome: stopped: fuel
# Every key of a map that never changes has the hash 0, so each step goes through all of those before.
from _testinternalcapi import hamt

map = hamt()
for i in range(10**9):
    map = map.set(i * (2**61 - 1), i)
