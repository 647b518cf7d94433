# limit: memory=64M fuel=none deadline=1 recursion=1000 ; outcome: stopped: deadline
# Waiting without working: a deadline ends an idle event loop too.
import asyncio

asyncio.run(asyncio.sleep(10 ** 6))
