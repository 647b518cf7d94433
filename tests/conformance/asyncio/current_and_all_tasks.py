# current_task and all_tasks during tasks, callbacks and outside; finished tasks leave the set.
import asyncio


async def main():
    loop = asyncio.get_running_loop()
    me = asyncio.current_task()
    print(me.get_coro().__name__, asyncio.all_tasks() == {me}, asyncio.current_task(loop) is me)
    seen = []

    async def child():
        seen.append((asyncio.current_task().get_name(), len(asyncio.all_tasks())))
        await asyncio.sleep(0)
        seen.append((asyncio.current_task().get_name(), len(asyncio.all_tasks())))
    tasks = [asyncio.create_task(child(), name=f"c{i}") for i in range(3)]
    print(len(asyncio.all_tasks()), sorted(t.get_name() for t in asyncio.all_tasks() - {me}))
    loop.call_soon(lambda: seen.append(("callback", asyncio.current_task())))
    await asyncio.gather(*tasks)
    print(seen)
    print(len(asyncio.all_tasks()))

    async def helper(): return asyncio.current_task()
    print(await helper() is me, await asyncio.create_task(helper()) is me)

    def sync(): return asyncio.current_task() is me, asyncio.get_running_loop() is loop
    print(sync())

    async def agen():
        yield asyncio.current_task() is me
    print([x async for x in agen()], [asyncio.current_task() is me for _ in range(1)])
    t = asyncio.create_task(asyncio.Event().wait())
    t.cancel()
    print(t in asyncio.all_tasks())
    await asyncio.gather(t, return_exceptions=True)
    print(t in asyncio.all_tasks())
    other = asyncio.new_event_loop()
    print(asyncio.current_task(other), asyncio.all_tasks(other))
    ot = other.create_task(asyncio.sleep(0))
    print(asyncio.all_tasks(other) == {ot}, ot in asyncio.all_tasks())
    other_result = ot.get_loop() is other
    ot.cancel()
    print(other_result)
    return other, ot


other, ot = asyncio.run(main())
other.run_until_complete(asyncio.wait([ot]))
other.close()
for f in (asyncio.current_task, asyncio.all_tasks, asyncio.get_running_loop):
    try:
        f()
    except RuntimeError as error:
        print(error)
print(asyncio._get_running_loop())
