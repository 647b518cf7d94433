# Child processes in the loop: streams, exit codes, signals, many at once, protocols, errors.
import asyncio
import signal
import subprocess
import sys


async def main():
    loop = asyncio.get_running_loop()
    child = await asyncio.create_subprocess_exec("cat", stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    print(await child.communicate(b"through cat"), child.returncode, await child.wait(), repr(child).split()[0])
    child = await asyncio.create_subprocess_shell("echo out; echo err >&2; exit 3", stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE)
    print(await child.communicate(), child.returncode, child.stdin)
    child = await asyncio.create_subprocess_shell("echo both; echo here >&2", stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.STDOUT)
    print(await child.communicate())
    child = await asyncio.create_subprocess_exec("cat", stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    for line in b"one\n", b"two\n":
        child.stdin.write(line)
        await child.stdin.drain()
        print(await child.stdout.readline())
    child.stdin.close()
    await child.stdin.wait_closed()
    print(await child.wait(), await child.stdout.read())
    for how in "terminate", "kill", "send_signal":
        child = await asyncio.create_subprocess_exec("sleep", "60")
        print(child.returncode, getattr(child, how)(*[signal.SIGINT] * (how == "send_signal")), await child.wait())
        try:
            child.kill()
        except ProcessLookupError:
            print("no such process")
    child = await asyncio.create_subprocess_exec("true", stdin=subprocess.PIPE)
    print(await child.communicate(b"x" * 500_000), child.returncode)

    async def run(number):
        child = await asyncio.create_subprocess_exec("sh", "-c", f"exit {number % 50}")
        return await child.wait() == number % 50

    print(all(await asyncio.gather(*[run(n) for n in range(100)])))
    waiting = await asyncio.create_subprocess_exec("sleep", "60", stdout=subprocess.DEVNULL)
    task = asyncio.create_task(waiting.wait())
    await asyncio.sleep(0)
    task.cancel()
    print(await asyncio.gather(task, return_exceptions=True), waiting.kill(), await waiting.wait())
    child = await asyncio.create_subprocess_shell("head -c 300000 /dev/zero", stdout=subprocess.PIPE, limit=1000)
    print(len((await child.communicate())[0]))

    class Protocol(asyncio.SubprocessProtocol):
        def __init__(self):
            self.log, self.done = [], loop.create_future()

        def connection_made(self, transport):
            self.log.append("made")

        def pipe_data_received(self, fd, data):
            self.log.append((fd, data))

        def pipe_connection_lost(self, fd, exc):
            self.log.append((fd, exc))

        def process_exited(self):
            self.log.append("exited")

        def connection_lost(self, exc):
            self.done.set_result(exc)

    transport, protocol = await loop.subprocess_exec(Protocol, "sh", "-c", "read x; echo $x", stderr=None)
    print(transport.get_pid() > 0, transport.get_returncode(), transport.get_pipe_transport(2), isinstance(transport, asyncio.SubprocessTransport))
    transport.get_pipe_transport(0).write(b"typed\n")
    print(await protocol.done, transport.get_returncode(), protocol.log[0], sorted(map(str, protocol.log[1:])))
    transport.close()

    for wrong in (asyncio.create_subprocess_exec("/nonexistent/program"), loop.subprocess_shell(Protocol, ["ls"]), loop.subprocess_exec(Protocol, "ls", shell=True),
                  loop.subprocess_exec(Protocol, "ls", bufsize=4096), loop.subprocess_shell(Protocol, "ls", shell=False),
                  loop.subprocess_shell(Protocol, "ls", universal_newlines=True), loop.subprocess_exec(Protocol, "ls", text=True),
                  loop.subprocess_exec(Protocol, "ls", encoding="utf-8"), loop.subprocess_exec(Protocol, "ls", errors="strict")):
        try:
            await wrong
        except (ValueError, OSError) as error:
            print(type(error).__name__, error)


asyncio.run(main())
