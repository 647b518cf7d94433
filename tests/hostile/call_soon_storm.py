# limit: memory=64M fuel=none deadline=30 recursion=1000 output=1M ; outcome: MemoryError | stopped: memory | stopped: output
# Every callback schedules two more.
import asyncio

loop = asyncio.new_event_loop()


def storm():
    loop.call_soon(storm)
    loop.call_soon(storm)


def handler(loop, context):
    raise SystemExit(7) if not isinstance(context.get("exception"), MemoryError) else context["exception"]


loop.call_soon(storm)
try:
    loop.run_forever()
except BaseException:
    raise MemoryError
