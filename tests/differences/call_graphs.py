# From Python 3.14: capture_call_graph(), format_call_graph() and print_call_graph() show who awaits whom. CPython 3.13 has none of them.
# What is native in ouro (sleep(), gather(), TaskGroup …) has no frame, so it is not among the calls.
import asyncio
import io
import re


def show(text):
    print(re.sub(r"id=0x[0-9a-f]+", "id=…", re.sub(r"File '.*/", "File '", text)))


async def leaf(ready):
    await ready.wait()
    show(asyncio.format_call_graph())


async def middle(ready):
    await leaf(ready)


async def by_gather(ready):
    await asyncio.gather(middle(ready), asyncio.sleep(0))


async def by_wait(task):
    await asyncio.wait([task])


async def by_shield(task):
    await asyncio.shield(task)


async def numbers(ready):
    await ready.wait()
    show(asyncio.format_call_graph())
    yield 1


async def by_generator(ready):
    async for _ in numbers(ready):
        pass


def plain():
    graph = asyncio.capture_call_graph()
    return [entry.frame.f_code.co_name for entry in graph.call_stack], graph.awaited_by


async def main():
    ready = asyncio.Event()
    print("= a group, gather, wait and shield")
    async with asyncio.TaskGroup() as group:
        task = group.create_task(by_gather(ready), name="gathers")
        group.create_task(by_wait(task), name="waits")
        group.create_task(by_shield(task), name="shields")
        await asyncio.sleep(0)
        await asyncio.sleep(0)
        ready.set()
    print("= a task that is suspended, a future, limits")
    ready.clear()
    task = asyncio.create_task(middle(ready), name="suspended")
    await asyncio.sleep(0)
    show(asyncio.format_call_graph(task))
    for limit in 1, -1, 0:
        print(limit, [entry.frame.f_code.co_name for entry in asyncio.capture_call_graph(task, limit=limit).call_stack])
    future = asyncio.get_running_loop().create_future()
    show(asyncio.format_call_graph(future))
    waiting = asyncio.create_task(by_wait(future), name="waiting")
    await asyncio.sleep(0)
    show(asyncio.format_call_graph(future))
    future.set_result(None)
    print(asyncio.capture_call_graph(future).awaited_by)
    await waiting
    ready.set()
    await task
    print("= an asynchronous generator, a plain function, the depth")
    await asyncio.create_task(by_generator(ready), name="iterates")
    print(plain())
    out = io.StringIO()
    asyncio.print_call_graph(file=out, limit=1)
    show(out.getvalue().rstrip("\n"))
    print(asyncio.capture_call_graph(depth=1).call_stack[0].frame.f_code.co_name)
    print("= what a program says is waited for; two that wait for each other")
    first, second = (asyncio.get_running_loop().create_future() for _ in range(2))
    asyncio.future_add_to_awaited_by(first, asyncio.current_task())
    print([graph.future.get_name() for graph in asyncio.capture_call_graph(first).awaited_by])
    asyncio.future_discard_from_awaited_by(first, asyncio.current_task())
    print(asyncio.capture_call_graph(first).awaited_by)
    asyncio.future_add_to_awaited_by(first, second)
    asyncio.future_add_to_awaited_by(second, first)
    show(asyncio.format_call_graph(first))
    print("= errors")
    try:
        asyncio.capture_call_graph("text")
    except TypeError as error:
        print(error)
    asyncio.get_running_loop().call_soon(lambda: print(repr(asyncio.format_call_graph()), asyncio.capture_call_graph()))
    await asyncio.sleep(0)


asyncio.run(main())
try:
    asyncio.capture_call_graph()
except RuntimeError as error:
    print(error)


async def chain(length):
    task = asyncio.current_task()
    for _ in range(length):
        task = asyncio.create_task(one_more(task))
    await asyncio.sleep(0)
    graph, length = asyncio.capture_call_graph(), 0
    while graph.awaited_by:
        graph, length = graph.awaited_by[0], length + 1
    print(length)


async def one_more(task):
    await asyncio.shield(task)


asyncio.run(chain(3000))
