# limit: memory=256M fuel=20M deadline=30 recursion=1000 ; outcome: stopped: fuel
# A selector of the program's own says again and again that a million descriptors are ready.
import asyncio
import selectors


class Liar(selectors.SelectSelector):
    def select(self, timeout=None):
        return [(key, 3)] * 1_000_000


key = selectors.SelectorKey(0, 0, 3, (None, None))
loop = asyncio.SelectorEventLoop(Liar())
loop.run_forever()
