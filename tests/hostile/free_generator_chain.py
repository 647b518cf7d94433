# limit: memory=2G recursion=1000 ; outcome: ok
# Three hundred thousand suspended generators, each holding the one before, are dropped at once.
def hold(other):
    try:
        yield
    finally:
        other = None


g = None
for _ in range(300000):
    h = hold(g)
    next(h)
    g = h
del g, h
async def hold_coroutine(other): await Pause()
class Pause:
    def __await__(self): yield
c = None
for _ in range(100000):
    d = hold_coroutine(c)
    d.send(None)
    c = d
del c, d
