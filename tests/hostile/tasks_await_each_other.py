# limit: memory=256M fuel=none deadline=5 recursion=1000 ; outcome: stopped: deadline | RuntimeError
# Two tasks that await each other under wait_for: whatever the cancel cycle does, the host's stop ends it.
import asyncio


async def main():
    tasks = {}

    async def wait(name): await tasks[name]
    tasks["a"] = asyncio.create_task(wait("b"))
    tasks["b"] = asyncio.create_task(wait("a"))
    await asyncio.sleep(0)
    await asyncio.wait_for(tasks["a"], 0.01)


asyncio.run(main())
