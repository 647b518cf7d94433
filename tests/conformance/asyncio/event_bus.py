# A publish-subscribe bus with bounded inboxes, a slow subscriber, a crash, and an orderly shutdown.
import asyncio
from collections import defaultdict


class Bus:
    def __init__(self): self.topics = defaultdict(list)

    def subscribe(self, topic, size=0):
        inbox = asyncio.Queue(size)
        self.topics[topic].append(inbox)
        return inbox

    async def publish(self, topic, message):
        for inbox in self.topics[topic]:
            await inbox.put((topic, message))

    async def close(self):
        for inboxes in self.topics.values():
            for inbox in inboxes:
                inbox.shutdown()


async def subscriber(name, inbox, log, turns=0, crash_on=None):
    count = 0
    try:
        while True:
            topic, message = await inbox.get()
            for _ in range(turns):
                await asyncio.sleep(0)
            if message == crash_on:
                raise RuntimeError(f"{name} crashed on {message}")
            log.append(f"{name}:{topic}/{message}")
            count += 1
    except asyncio.QueueShutDown:
        log.append(f"{name} closes")
        return name, count
    finally:
        log.append(f"{name} finally")


async def main():
    bus, log = Bus(), []
    tasks = [asyncio.create_task(subscriber("fast", bus.subscribe("news"), log)),
             asyncio.create_task(subscriber("slow", bus.subscribe("news", 1), log, turns=3)),
             asyncio.create_task(subscriber("crashing", bus.subscribe("sport"), log, crash_on="m2")),
             asyncio.create_task(subscriber("both", bus.subscribe("news"), log))]
    bus.topics["sport"].append(bus.topics["news"][2])
    for i in range(4):
        await bus.publish("news", f"m{i}")
        await bus.publish("sport", f"m{i}")
        log.append(f"published {i}")
    await bus.close()
    print(await asyncio.gather(*tasks, return_exceptions=True))
    print(*log, sep="\n")


asyncio.run(main())
