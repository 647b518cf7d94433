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

# Each policy has loops of its own; the first loop of the main thread is set by the policy's own method. One that is set anew has none.
import warnings


class Noting(asyncio.DefaultEventLoopPolicy):
    def set_event_loop(self, loop):
        print("set", loop is not None)
        super().set_event_loop(loop)


warnings.simplefilter("ignore")
before = asyncio.get_event_loop_policy()
policies = [Noting(), asyncio.DefaultEventLoopPolicy()]
loops = []
for policy in policies:
    asyncio.set_event_loop_policy(policy)
    loops.append(asyncio.get_event_loop())
    print(asyncio.get_event_loop() is loops[-1], policy.get_event_loop() is loops[-1])
print(loops[0] is loops[1], policies[0].get_event_loop() is loops[0])
asyncio.set_event_loop_policy(None)
print(type(asyncio.get_event_loop_policy()).__name__, asyncio.get_event_loop_policy() in policies, asyncio.get_event_loop() in loops)
asyncio.get_event_loop().close()
for policy, loop in zip(policies, loops):
    policy.set_event_loop(None)
    try:
        policy.get_event_loop()
    except RuntimeError as error:
        print(error)
    loop.close()
try:
    policies[0].set_event_loop(5)
except TypeError as error:
    print(error)


# ensure_future() calls a loop's own create_task() with the coroutine alone.
class Making(asyncio.SelectorEventLoop):
    def create_task(self, coro):
        print("made")
        return super().create_task(coro)


async def nothing():
    return "nothing"


asyncio.set_event_loop_policy(before)
with asyncio.Runner(loop_factory=asyncio.SelectorEventLoop) as runner:
    print(runner.run(nothing()))
loop = Making()
print(loop.run_until_complete(nothing()))
print(loop.run_until_complete(asyncio.ensure_future(nothing(), loop=loop)))
loop.close()
