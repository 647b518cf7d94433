# limit: memory=256M fuel=none deadline=none recursion=1000 ; outcome: ok
# A finaliser that asks for all tasks while a long chain of objects, tasks among them, is being freed.
import asyncio
import gc

seen = 0


class Asks:
    def __init__(self, loop):
        self.loop = loop

    def __del__(self):
        global seen
        seen += len(asyncio.all_tasks(self.loop))


async def holds(what):
    await asyncio.Event().wait()


def main():
    loop = asyncio.new_event_loop()
    loop.set_exception_handler(lambda loop, context: None)
    chain = None
    for n in range(2000):
        chain = [chain, Asks(loop)]
        if n % 10 == 0:
            chain = loop.create_task(holds(chain))
    loop.call_soon(loop.stop)
    loop.run_forever()
    loop.close()


main()
gc.collect()
assert seen > 0
