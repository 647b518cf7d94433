# limit: memory=64M fuel=20M deadline=30 recursion=1000 ; outcome: stopped: fuel
# Searching a range by equality with an object that is never equal.
class Never:
    def __eq__(self, other): return False


Never() in range(10 ** 18)
