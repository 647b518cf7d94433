# get_event_loop inside and outside, set_event_loop, event loop policy basics, module names that exist.
import asyncio
import warnings

warnings.simplefilter("ignore")


async def inside():
    return asyncio.get_event_loop() is asyncio.get_running_loop()


print(asyncio.run(inside()))
try:
    asyncio.get_event_loop()
except RuntimeError as error:
    print(error)
loop = asyncio.new_event_loop()
asyncio.set_event_loop(loop)
print(asyncio.get_event_loop() is loop, loop.run_until_complete(inside()))
policy = asyncio.get_event_loop_policy()
print(policy.get_event_loop() is loop, policy.new_event_loop().close())
asyncio.set_event_loop(None)
loop.close()
names = """AbstractEventLoop AbstractEventLoopPolicy AbstractServer ALL_COMPLETED Barrier BaseEventLoop BoundedSemaphore BrokenBarrierError CancelledError Condition Event
FIRST_COMPLETED FIRST_EXCEPTION Future Handle InvalidStateError LifoQueue Lock PriorityQueue Queue QueueEmpty QueueFull QueueShutDown Runner Semaphore Task TaskGroup Timeout TimeoutError
TimerHandle all_tasks as_completed create_eager_task_factory create_task current_task eager_task_factory ensure_future gather get_event_loop get_running_loop isfuture iscoroutine
iscoroutinefunction new_event_loop run run_coroutine_threadsafe set_event_loop shield sleep timeout timeout_at wait wait_for wrap_future"""
print([n for n in names.split() if not hasattr(asyncio, n)], all(n in asyncio.__all__ for n in ("run",
    "sleep", "gather", "TaskGroup", "Queue", "timeout")))
print(asyncio.sleep.__module__, asyncio.Queue.__module__, asyncio.Lock.__module__,
      asyncio.TaskGroup.__module__, asyncio.timeout.__module__, asyncio.run.__module__,
      asyncio.CancelledError.__module__, asyncio.Runner.__module__)
import asyncio.tasks
import asyncio.events
import asyncio.futures
import asyncio.locks
import asyncio.queues
import asyncio.exceptions
from asyncio.exceptions import InvalidStateError
from asyncio import tasks, events
print(asyncio.tasks.gather is asyncio.gather, asyncio.events.new_event_loop is asyncio.new_event_loop,
      asyncio.futures.Future is asyncio.Future or asyncio.futures.isfuture is asyncio.isfuture,
      asyncio.locks.Lock is asyncio.Lock, asyncio.queues.Queue is asyncio.Queue,
      InvalidStateError is asyncio.InvalidStateError, tasks.Task is asyncio.Task,
      events.Handle is asyncio.Handle)
