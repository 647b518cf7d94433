# Many children at once, from loops and from subprocess, in several threads: no exit is lost, none is mistaken for another, none is left.
import asyncio
import os
import signal
import subprocess
import sys
import threading

COUNT = 200


def command(n):
    return ["sh", "-c", f"kill -9 $$" if n % 10 == 7 else f"exit {n % 100}"]


def wanted(n):
    return -9 if n % 10 == 7 else n % 100


async def at_once(numbers):
    children = await asyncio.gather(*[asyncio.create_subprocess_exec(*command(n)) for n in numbers])
    codes = await asyncio.gather(*[child.wait() for child in children])
    return codes == [wanted(n) for n in numbers] == [child.returncode for child in children]


async def talking(numbers):
    async def one(n):
        child = await asyncio.create_subprocess_exec("sh", "-c", "cat; exit 3", stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        out, _ = await child.communicate(b"%d" % n)
        return int(out) == n and child.returncode == 3
    return all(await asyncio.gather(*map(one, numbers)))


async def killed(numbers):
    children = await asyncio.gather(*[asyncio.create_subprocess_exec("sleep", "1000") for n in numbers])
    for child in children:
        child.send_signal(signal.SIGTERM)
    return {await child.wait() for child in children} == {-15}


def by_popen(numbers):
    children = [subprocess.Popen(command(n), stdout=subprocess.PIPE) for n in numbers]
    ends = [child.communicate()[1] if n % 2 else child.wait() for n, child in zip(numbers, children)]
    for child in children:
        child.stdout.close()
    return [child.returncode for child in children] == [wanted(n) for n in numbers]


def in_threads(function, threads=5):
    results = []
    share = COUNT // threads
    started = [threading.Thread(target=lambda k=k: results.append(function(range(k * share, (k + 1) * share)))) for k in range(threads)]
    for thread in started:
        thread.start()
    for thread in started:
        thread.join()
    return results


async def everything():
    """A loop, threads with loops of their own, and threads without, all at the same time."""
    share = range(COUNT // 10)
    return await asyncio.gather(at_once(share), talking(share), killed(share), asyncio.to_thread(asyncio.run, at_once(share)),
                                asyncio.to_thread(by_popen, share), asyncio.to_thread(lambda: subprocess.run(["sh", "-c", "exit 4"]).returncode))


async def waited_for_elsewhere():
    """Somebody else takes the exit first."""
    child = await asyncio.create_subprocess_exec("sh", "-c", "read line; exit 5", stdin=subprocess.PIPE)
    children = [await asyncio.create_subprocess_exec(*command(n)) for n in range(10)]
    child.stdin.close()
    return [await child.wait()] + [await each.wait() for each in children]


descriptors = len(os.listdir("/proc/self/fd"))
print(asyncio.run(at_once(range(COUNT))))
print(in_threads(lambda numbers: asyncio.run(at_once(numbers))))
print(in_threads(by_popen, 10))
print(asyncio.run(talking(range(COUNT // 10))), asyncio.run(killed(range(COUNT // 10))))
print(asyncio.run(everything()))
print(asyncio.run(waited_for_elsewhere()))
try:
    print(os.waitpid(-1, os.WNOHANG))
except ChildProcessError:
    print("no child is left;", len(os.listdir("/proc/self/fd")) - descriptors, "descriptors are")
