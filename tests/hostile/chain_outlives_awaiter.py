# limit: memory=64M recursion=1000 ; outcome: ok
# An awaiter dies while what it awaits, which ignores GeneratorExit, lives on: that can be looked at and resumed.
import gc
import sys

sys.unraisablehook = lambda u: None


class Yields:
    def __await__(self):
        return (yield 1)


async def leaf():
    return await Yields()


async def stubborn():
    while True:
        try:
            await leaf()
        except GeneratorExit:
            pass


async def awaits(coroutine): await coroutine


for _ in range(50):
    kept = stubborn()
    awaiter = awaits(awaits(awaits(kept)))
    assert awaiter.send(None) == 1
    del awaiter
    gc.collect()
    assert not kept.cr_running and kept.cr_await is not None
    for _ in range(5):
        assert kept.send(None) == 1
    try:
        awaits(kept).send(None)
    except RuntimeError as error:
        assert str(error) == "coroutine is being awaited already"
    else:
        raise AssertionError
    del kept
    gc.collect()
