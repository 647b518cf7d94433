# limit: memory=64M fuel=none deadline=50 recursion=1000 ; outcome: ok
# Suspended generators and coroutines that are alive when the VM ends, with code objects that are older and younger than they are.
import sys


def make(n):
    namespace = {}
    exec(f"def g(a):\n x = [a] * {n}\n try:\n  yield x\n finally:\n  x = None\nasync def c(a):\n await a(a)\n", namespace)
    return namespace["g"], namespace["c"]


class Yields:
    def __await__(self):
        yield self


sys.kept = []
for n in range(200):
    function, coroutine = make(n)
    generator = function(sys.kept)
    next(generator)
    waiting = coroutine(lambda _: Yields())
    waiting.send(None)
    sys.kept += [generator, waiting, *([function] if n % 2 else [])]
