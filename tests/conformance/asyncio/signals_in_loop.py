# Signals: handlers of the loop run as callbacks; Ctrl-C cancels the main task, a second one interrupts; handlers belong to
# the main thread.
import asyncio
import os
import signal
import threading


async def main():
    loop = asyncio.get_running_loop()
    seen = asyncio.Queue()
    loop.add_signal_handler(signal.SIGUSR1, seen.put_nowait, "usr1")
    os.kill(os.getpid(), signal.SIGUSR1)
    print(await seen.get())
    threading.Timer(0.01, os.kill, (os.getpid(), signal.SIGUSR1)).start()
    print(await asyncio.wait_for(seen.get(), 5))
    loop.add_signal_handler(signal.SIGUSR1, seen.put_nowait, "replaced")
    signal.raise_signal(signal.SIGUSR1)
    print(await seen.get())
    print(loop.remove_signal_handler(signal.SIGUSR1), loop.remove_signal_handler(signal.SIGUSR1))
    print(signal.getsignal(signal.SIGUSR1))
    for wrong in (lambda: loop.add_signal_handler(signal.SIGKILL, print), lambda: loop.add_signal_handler(1000, print),
                  lambda: loop.add_signal_handler("x", print), lambda: loop.add_signal_handler(signal.SIGUSR1, main)):
        try:
            wrong()
        except Exception as error:
            print(type(error).__name__, error)

    def in_thread():
        try:
            signal.signal(signal.SIGUSR1, signal.SIG_DFL)
        except ValueError as error:
            return str(error)

    print(await asyncio.to_thread(in_thread))


asyncio.run(main())


async def interrupted():
    os.kill(os.getpid(), signal.SIGINT)
    try:
        await asyncio.sleep(10)
    except asyncio.CancelledError:
        print("cancelled by Ctrl-C", asyncio.current_task().cancelling())
        raise
    finally:
        await asyncio.sleep(0)
        print("cleaned up")


try:
    asyncio.run(interrupted())
except KeyboardInterrupt:
    print("KeyboardInterrupt")


async def absorbs():
    os.kill(os.getpid(), signal.SIGINT)
    try:
        await asyncio.sleep(10)
    except asyncio.CancelledError:
        return "absorbed"


print(asyncio.run(absorbs()))
print(signal.getsignal(signal.SIGINT) is signal.default_int_handler)
try:
    signal.raise_signal(signal.SIGINT)
except KeyboardInterrupt:
    print("outside a loop")
