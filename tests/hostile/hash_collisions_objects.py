# limit: memory=512M fuel=300M recursion=1000 ; outcome: stopped: fuel
# Objects that all hash to 0, compared by identity only.
class K:
    __slots__ = ()
    def __hash__(self): return 0


s = set()
for i in range(200000):
    s.add(K())
