# Tasks whose steps follow one another in a turn: whose context and whose turn it is, and what goes wrong in between.
import asyncio
import contextvars
import sys
import threading

variable = contextvars.ContextVar("variable", default="outside")


def title(text):
    print("--", text)


async def note(log, name, steps, *, before=None):
    for n in range(steps):
        if before:
            before(n)
        log.append((name, n, asyncio.current_task().get_name(), variable.get()))
        variable.set(f"{name}{n}")
        await asyncio.sleep(0)
    return name


async def contexts():
    log = []
    variable.set("main")
    tasks = [asyncio.create_task(note(log, name, 3), name=f"task {name}") for name in "abc"]
    shared = contextvars.copy_context()
    tasks += [asyncio.create_task(note(log, name, 2), name=name, context=shared) for name in ("x", "y")]
    print(await asyncio.gather(*tasks))
    for entry in log:
        print(*entry)
    print(variable.get(), shared[variable])


async def failures():
    async def fails(error):
        await asyncio.sleep(0)
        raise error

    async def yields(value):
        class Odd:
            def __await__(self):
                yield value
        try:
            await Odd()
        except RuntimeError as error:
            return str(error).split(" <")[0]

    log = []
    results = await asyncio.gather(note(log, "a", 2), fails(ValueError("one")), note(log, "b", 3), yields(42), yields("text"),
                                   fails(StopIteration(7)), note(log, "c", 1), return_exceptions=True)
    print([repr(result) for result in results], len(log))


async def cancelled_before_their_step():
    log = []
    tasks = [asyncio.create_task(note(log, name, 3)) for name in "abc"]

    async def canceller():
        tasks[0].cancel("first")
        tasks[2].cancel()
        await asyncio.sleep(0)
        tasks[1].cancel()

    await asyncio.gather(canceller(), *tasks, return_exceptions=True)
    print(log, [task.cancelled() for task in tasks])


async def closed_and_running():
    log = []
    coroutines = [note(log, name, 2) for name in "abc"]
    tasks = [asyncio.create_task(each) for each in coroutines]
    coroutines[1].close()
    print([repr(each) for each in await asyncio.gather(*tasks, return_exceptions=True)], log)

    running = None

    async def inner():
        await asyncio.sleep(0)
        return "inner"

    shared = inner()

    async def awaits():
        return await shared

    async def second():
        try:
            return await asyncio.create_task(shared)
        except RuntimeError as error:
            return str(error)

    print(sorted(await asyncio.gather(awaits(), second(), return_exceptions=True), key=str))


def stopped_in_the_middle():
    loop = asyncio.new_event_loop()
    log = []
    tasks = [loop.create_task(note(log, name, 3, before=lambda n, name=name: loop.stop() if (name, n) == ("b", 1) else None)) for name in "abc"]
    loop.run_forever()
    print([entry[:2] for entry in log])
    loop.run_until_complete(asyncio.gather(*tasks))
    print([entry[:2] for entry in log])
    loop.close()


def ended_by(error):
    loop = asyncio.new_event_loop()
    log = []

    def raises(n):
        if n == 1:
            raise error

    tasks = [loop.create_task(note(log, name, 3, before=raises if name == "b" else None)) for name in "abc"]
    try:
        loop.run_forever()
    except BaseException as caught:
        print(repr(caught), [entry[:2] for entry in log], [task.done() for task in tasks], asyncio.tasks.current_task(loop))
    loop.run_until_complete(asyncio.wait(tasks))
    print([entry[:2] for entry in log], repr(tasks[1].exception()))
    loop.close()


def turns_within_a_step():
    loop = asyncio.new_event_loop()
    log = []

    async def turns():
        task = asyncio.current_task()
        for n in range(2):
            log.append(f"turn {n}")
            asyncio.tasks._leave_task(loop, task)
            loop._run_once()
            asyncio.tasks._enter_task(loop, task)
            log.append(f"turned {n} {asyncio.current_task() is task}")
            await asyncio.sleep(0)
        return "turned"

    async def all_of_it():
        return await asyncio.gather(note(log, "a", 4), turns(), note(log, "b", 4))

    print(loop.run_until_complete(all_of_it()))
    for entry in log:
        print(entry if isinstance(entry, str) else entry[:2])
    loop.close()


def loops_of_threads():
    results = {}

    async def work(name):
        total = 0
        for n in range(200):
            if n % 20 == 0:
                threading.Event().wait(0.0005)  # lets the other threads run within a step
            variable.set((name, n))
            await asyncio.sleep(0)
            assert variable.get() == (name, n)
            assert asyncio.current_task().get_name() == str(name)
            total += n
        return total

    async def main(thread):
        tasks = [asyncio.create_task(work((thread, n)), name=str((thread, n))) for n in range(5)]
        results[thread] = await asyncio.gather(*tasks)

    threads = [threading.Thread(target=lambda n=n: asyncio.run(main(n))) for n in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    print(results == {n: [19900] * 5 for n in range(3)})


def traced():
    log = []

    def trace(frame, event, argument):
        if frame.f_code.co_name == "short":
            log.append((event, frame.f_lineno - frame.f_code.co_firstlineno, argument if event == "return" else None))
            return trace

    async def short():
        await asyncio.sleep(0)
        return 1

    async def main():
        sys.settrace(trace)
        try:
            return await asyncio.gather(short(), short())
        finally:
            sys.settrace(None)

    print(asyncio.run(main()))
    for entry in log:
        print(*entry)


def debugged_from_the_middle():
    async def main():
        log = []
        loop = asyncio.get_running_loop()
        await asyncio.gather(note(log, "a", 3), note(log, "b", 3, before=lambda n: loop.set_debug(n == 1)), note(log, "c", 3))
        print([entry[:2] for entry in log])

    asyncio.run(main())


title("contexts")
asyncio.run(contexts())
title("failures")
asyncio.run(failures())
title("cancelled before their step")
asyncio.run(cancelled_before_their_step())
title("closed and running")
asyncio.run(closed_and_running())
title("stopped in the middle")
stopped_in_the_middle()
title("ended by SystemExit, KeyboardInterrupt")
ended_by(SystemExit(3))
ended_by(KeyboardInterrupt())
title("turns within a step")
turns_within_a_step()
title("loops of threads")
loops_of_threads()
title("traced")
traced()
title("debugged from the middle")
debugged_from_the_middle()
