# Task: result and exception in each state, names, get_coro, get_context, callbacks, repr, get_loop.
import asyncio
import contextvars


async def ok(): return "ok"
async def bad(): raise ValueError("bad")
async def wait(): await asyncio.Event().wait()


def short(task):
    return repr(task).replace(repr(task).split(" at ")[1].split(">")[0],
                              "...") if " at " in repr(task) else repr(task)


async def main():
    t, b, c = asyncio.create_task(ok(), name="ok task"), asyncio.create_task(bad()), asyncio.create_task(wait(), name=5)
    for task in (t, b, c):
        for method in (task.result, task.exception):
            try:
                method()
            except asyncio.InvalidStateError as error:
                print(error, end="; ")
    print()
    print(t.get_name(), b.get_name(), c.get_name(), t.done(), t.get_loop() is asyncio.get_running_loop(),
          t.get_coro().__name__, t.get_coro().cr_frame is not None, isinstance(t.get_context(),
              contextvars.Context))
    t.set_name("renamed")
    await asyncio.sleep(0)
    c.cancel("why")
    await asyncio.sleep(0)
    print(t.result(), t.exception(), t.get_name(), repr(b.exception()), c.cancelled())
    for task in (b, c):
        for method in (task.result, task.exception):
            try:
                method()
                print("returned", end="; ")
            except (ValueError, asyncio.CancelledError) as error:
                print(repr(error), end="; ")
    print()
    print(t.get_coro().cr_frame, t.get_stack(), t.cancel())
    for method, args in ((t.set_result, (1,)), (t.set_exception, (ValueError(),))):
        try:
            method(*args)
        except RuntimeError as error:
            print(error)
    print(asyncio.isfuture(t), isinstance(t, asyncio.Future), isinstance(t, asyncio.Task),
          asyncio.iscoroutine(t), type(t).__name__, asyncio.Task[int])
    print(repr(asyncio.create_task(ok(), name="r")).split(" coro=")[0], repr(t).split(" coro=")[0],
          repr(b).split("exception=")[1], repr(c).split(" coro=")[0])
    order = []
    t = asyncio.create_task(ok())
    cb = lambda f: order.append("removed")
    t.add_done_callback(lambda f: order.append(("first", f is t)))
    t.add_done_callback(cb)
    t.add_done_callback(cb)
    t.add_done_callback(lambda f: order.append("last"))
    print(t.remove_done_callback(cb), t.remove_done_callback(cb))
    await t
    print(order)
    t.add_done_callback(lambda f: order.append("late"))
    print(order)
    await asyncio.sleep(0)
    print(order)
    auto = [asyncio.create_task(ok()) for _ in range(3)]
    numbers = [int(a.get_name().removeprefix("Task-")) for a in auto]
    print(numbers[1] - numbers[0], numbers[2] - numbers[1], asyncio.current_task().get_name())
    await asyncio.gather(*auto)
    for bad_arg in (5, ok, None, lambda: 1):
        try:
            asyncio.create_task(bad_arg)
        except TypeError as error:
            print(str(error).split(" at 0x")[0])
    try:
        asyncio.Task(5)
    except TypeError as error:
        print(error)
    direct = asyncio.Task(ok(), name="direct")
    print(await direct, direct.get_name())


asyncio.run(main())
coro = ok()
try:
    asyncio.create_task(coro)
except RuntimeError as error:
    print(error)
coro.close()
