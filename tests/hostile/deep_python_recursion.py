# limit: memory=1G recursion=200000 ; outcome: ok
# A hundred and fifty thousand Python calls deep is fine where the host allows it: calls, generators,
# awaits, finally.
import sys

sys.setrecursionlimit(200000)


def down(n):
    try:
        return 0 if n == 0 else 1 + down(n - 1)
    finally:
        pass


async def deep(n): return 0 if n == 0 else 1 + await deep(n - 1)


def gen(n):
    yield n
    if n:
        yield from gen(n - 1)


assert down(150000) == 150000
try:
    deep(150000).send(None)
except StopIteration as stop:
    assert stop.value == 150000
it = gen(20000)
assert next(it) == 20000
for _ in range(5000):
    next(it)
del it
