# SPDX-License-Identifier: MIT
"""A race in which each starts some time after the one before."""

from .events import get_running_loop
from .locks import Event
from .tasks import wait, wait_for

__all__ = ("staggered_race",)


class _Race:
    def __init__(self, entrants, delay, loop):
        self.entrants = enumerate(entrants)
        self.delay = delay
        self.loop = loop
        self.tasks = []   # one for each entrant that was started, and the one that waits to start the next
        self.errors = []
        self.result = self.winner = None

    def prepare(self, gone_wrong):
        """A task for the next entrant, which starts when the one before has failed or has had its head start."""
        self.tasks.append(self.loop.create_task(self.take_turn(gone_wrong)))

    async def take_turn(self, gone_wrong):
        if gone_wrong is not None:
            try:
                await wait_for(gone_wrong.wait(), self.delay)
            except TimeoutError:
                pass
        entry = next(self.entrants, None)
        if entry is None:
            return
        index, entrant = entry
        failed = Event()
        self.prepare(failed)
        self.errors.append(None)
        try:
            result = await entrant()
        except (SystemExit, KeyboardInterrupt):
            raise
        except BaseException as error:
            self.errors[index] = error
            failed.set()
        else:
            self.result, self.winner = result, index
            for number, task in enumerate(self.tasks):
                if number != index:
                    task.cancel()


async def staggered_race(coro_fns, delay, *, loop=None):
    """Starts coroutine functions one after the other, each when the one before has failed or after `delay` seconds (None: only then),
    until one returns. Its result and index (None and None if all have failed), and the exceptions of those that were started."""
    race = _Race(coro_fns, delay, loop or get_running_loop())
    race.prepare(None)
    try:
        finished = 0
        while finished != len(race.tasks):
            done, _ = await wait(race.tasks)
            finished = len(done)
            for task in done:
                if not task.cancelled() and task.exception():
                    raise task.exception()
        return race.result, race.winner, race.errors
    finally:
        for task in race.tasks:
            task.cancel()
