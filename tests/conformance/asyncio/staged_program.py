# A crawler-like program over a made-up graph: bounded workers, retries, timeouts by turns, results
# in a fixed order.
import asyncio
from collections import Counter

PAGES = {"/": ["/a", "/b", "/c"], "/a": ["/", "/a/1", "/a/2"], "/b": ["/a", "/missing"],
         "/c": ["/c/slow", "/b"], "/a/1": [], "/a/2": ["/flaky"], "/c/slow": ["/a/1"], "/flaky": ["/c"]}


class Site:
    def __init__(self): self.hits, self.active, self.peak = Counter(), 0, 0

    async def fetch(self, url):
        self.hits[url] += 1
        self.active += 1
        self.peak = max(self.peak, self.active)
        try:
            for _ in range(10 if url.endswith("slow") else 1 + len(url) % 3):
                await asyncio.sleep(0)
            if url == "/flaky" and self.hits[url] < 3:
                raise ConnectionError(f"{url} attempt {self.hits[url]}")
            if url not in PAGES:
                raise LookupError(url)
            return PAGES[url]
        finally:
            self.active -= 1


async def retrying(function, url, times, log):
    for attempt in range(1, times + 1):
        try:
            return await function(url)
        except ConnectionError as error:
            log.append(f"retry {error}")
            for _ in range(attempt):
                await asyncio.sleep(0)
    raise ConnectionError(f"{url} gave up")


async def crawl(start, workers):
    site, log, seen, order = Site(), [], {start}, []
    queue = asyncio.Queue()
    queue.put_nowait((0, start))

    async def worker(name):
        while True:
            depth, url = await queue.get()
            try:
                links = await retrying(site.fetch, url, 3, log)
                order.append(f"{name}:{url}@{depth}")
                for link in links:
                    if link not in seen:
                        seen.add(link)
                        queue.put_nowait((depth + 1, link))
            except (LookupError, ConnectionError) as error:
                log.append(f"{type(error).__name__} {error}")
            finally:
                queue.task_done()
    async with asyncio.TaskGroup() as tg:
        tasks = [tg.create_task(worker(f"w{i}")) for i in range(workers)]
        await queue.join()
        for t in tasks:
            t.cancel()
    return order, log, sorted(seen), dict(sorted(site.hits.items())), site.peak


for workers in (1, 3):
    for part in asyncio.run(crawl("/", workers)):
        print(part)
