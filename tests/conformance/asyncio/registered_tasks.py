# _register_task() and _unregister_task(): what all_tasks() counts, also tasks of other classes; _enter_task, _leave_task.
import asyncio


class Other:
    def __init__(self, name, loop):
        self.name, self._loop, self.finished = name, loop, False

    def get_loop(self):
        return self._loop

    def done(self):
        return self.finished


def names(loop=None):
    return sorted(t.name if isinstance(t, Other) else t.get_name() for t in asyncio.all_tasks(loop))


async def main():
    loop = asyncio.get_running_loop()
    asyncio.current_task().set_name("main")
    a, b = Other("a", loop), Other("b", loop)
    asyncio._register_task(a)
    asyncio._register_task(b)
    print(names())
    b.finished = True
    print(names())
    b.finished = False
    asyncio._unregister_task(a)
    asyncio._unregister_task(a)
    print(names(), names(loop))
    elsewhere = Other("elsewhere", object())
    asyncio._register_task(elsewhere)
    print(names())
    del b
    print(names())
    ours = asyncio.create_task(asyncio.sleep(0), name="ours")
    asyncio._unregister_task(ours)
    print(names())
    asyncio._register_task(ours)
    print(names())
    await ours
    print(names())
    me = asyncio.current_task()
    asyncio._leave_task(loop, me)
    print(asyncio.current_task())
    asyncio._enter_task(loop, a)
    print(asyncio.current_task() is a)
    try:
        asyncio._enter_task(loop, me)
    except RuntimeError as error:
        print(str(error).split(" <")[0])
    asyncio._leave_task(loop, a)
    asyncio._enter_task(loop, me)
    print(all(n in asyncio.__all__ and hasattr(asyncio, n) for n in ("_register_task", "_unregister_task", "_enter_task", "_leave_task")))


asyncio.run(main())
print([n for n in asyncio.__all__ if n.startswith("_") and not hasattr(asyncio, n)])
