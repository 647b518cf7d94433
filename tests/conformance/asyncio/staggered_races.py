# asyncio.staggered.staggered_race(): who starts when, who wins, what is cancelled, which exceptions are kept.
import asyncio
from asyncio.staggered import staggered_race


def runner(log, name, turns, error=None):
    async def run():
        log.append(name + " starts")
        try:
            for _ in range(turns):
                await asyncio.sleep(0)
        except asyncio.CancelledError:
            log.append(name + " cancelled")
            raise
        if error is not None:
            log.append(name + " fails")
            raise error
        log.append(name + " wins")
        return name
    return run


async def race(delay, *entrants):
    log = []
    try:
        outcome = await staggered_race([runner(log, *e) for e in entrants], delay)
    except BaseException as error:
        outcome = repr(error)
    print(outcome, log)


async def main():
    await race(None, ("a", 3))
    await race(None, ("a", 3), ("b", 0))
    await race(None, ("a", 2, ValueError("a")), ("b", 2), ("c", 0))
    await race(None, ("a", 1, ValueError("a")), ("b", 1, KeyError("b")))
    await race(0, ("slow", 100), ("quick", 2))
    await race(0.001, ("never", 10 ** 9), ("second", 1))
    await race(None)
    task = asyncio.create_task(race(None, ("a", 10 ** 9)))
    await asyncio.sleep(0.01)
    task.cancel("stop")
    await task
    print(len(asyncio.all_tasks()))


asyncio.run(main())
