# limit: memory=256M fuel=none deadline=20 recursion=1000 ; outcome: ok
# Tasks and loops that are meddled with while a step runs: begun again, their coroutine closed or dropped, the running loop and task replaced.
import asyncio
import contextvars
import gc
import sys


variable = contextvars.ContextVar("variable")


async def wait(n=3):
    for _ in range(n):
        await asyncio.sleep(0)
    return n


async def begins_again():
    asyncio.current_task().__init__(wait())
    gc.collect()
    await asyncio.sleep(0)


async def closes_others(coroutines):
    for coroutine in coroutines:
        coroutine.close()
    await asyncio.sleep(0)


async def other_running_loop():
    loop = asyncio.get_running_loop()
    other = asyncio.new_event_loop()
    asyncio._set_running_loop(other)
    try:
        await asyncio.sleep(0)
    except RuntimeError:
        pass
    asyncio._set_running_loop(None)
    await wait(1)
    other.run_until_complete(wait())
    asyncio._set_running_loop(loop)
    other.close()


async def no_current_task():
    loop, task = asyncio.get_running_loop(), asyncio.current_task()
    asyncio.tasks._leave_task(loop, task)
    await asyncio.sleep(0)


async def turns():
    loop, task = asyncio.get_running_loop(), asyncio.current_task()
    for _ in range(3):
        asyncio.tasks._leave_task(loop, task)
        loop._run_once()
        asyncio.tasks._enter_task(loop, task)
        await asyncio.sleep(0)


async def turns_while_it_ends():
    class Odd:
        def __await__(self):
            yield self

        def __repr__(self):
            loop, task = asyncio.get_running_loop(), asyncio.current_task()
            asyncio.tasks._leave_task(loop, task)
            loop._run_once()
            asyncio.tasks._enter_task(loop, task)
            return "odd"

    try:
        await Odd()
    except RuntimeError as error:
        assert "odd" in str(error), error


class Dies:
    """What a future of a task held, whose end meddles with the task."""

    def __init__(self, task):
        self.task = task

    def __del__(self):
        self.task.cancel()
        self.task.get_coro().close()


async def waits_for_the_dying():
    loop = asyncio.get_running_loop()
    future = loop.create_future()
    future.set_result(Dies(asyncio.current_task()))

    class Await:
        def __await__(self):
            nonlocal future
            future._asyncio_future_blocking = True
            out, future = future, None
            yield out

    await Await()


async def frames():
    def walk():
        frame = sys._getframe()
        while frame:
            frame.f_locals
            frame = frame.f_back
    for _ in range(3):
        walk()
        await asyncio.sleep(0)


def main():
    variable.set("outside")
    for meddler in (begins_again, other_running_loop, no_current_task, turns, turns_while_it_ends, waits_for_the_dying, frames):
        loop = asyncio.new_event_loop()
        loop.set_exception_handler(lambda loop, context: None)
        waiting = [wait(), wait()]
        tasks = [loop.create_task(each) for each in (waiting[0], meddler(), waiting[1], closes_others(waiting), meddler())]
        try:
            loop.run_until_complete(asyncio.wait(tasks, timeout=0.2))
        except RuntimeError:
            pass
        asyncio._set_running_loop(None)
        assert variable.get(None) == "outside", meddler
        for task in tasks:
            task._log_destroy_pending = False
            try:
                task.exception()
            except BaseException:
                pass
        del task, tasks, waiting
        gc.collect()
        loop.close()


main()
