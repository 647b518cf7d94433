# compile(flags=ast.PyCF_ALLOW_TOP_LEVEL_AWAIT): code outside functions that awaits is that of a coroutine; other code stays as it is.
import ast
import asyncio
import inspect
import types

FLAG = ast.PyCF_ALLOW_TOP_LEVEL_AWAIT
names = {"asyncio": asyncio}


async def numbers(n):
    for i in range(n):
        yield i
        await asyncio.sleep(0)


class Context:
    async def __aenter__(self):
        return 5

    async def __aexit__(self, *exception):
        return False


names.update(numbers=numbers, Context=Context)


def run(source, mode="exec"):
    code = compile(source, "<source>", mode, flags=FLAG)
    print(bool(code.co_flags & inspect.CO_COROUTINE), end=" ")
    result = eval(code, names)
    if inspect.iscoroutine(result):
        result = asyncio.run(asyncio.wait_for(result, None))
    print(result, names.get("x"))


run("x = 1")
run("await asyncio.sleep(0, 7)", "eval")
run("await asyncio.sleep(0)\nx = 2")
run("async for i in numbers(3):\n    x = i * 2")
run("async with Context() as x: pass")
run("x = [i async for i in numbers(3)]")
run("x = {await asyncio.sleep(0, i) for i in (1,)}")
run("x = [i async for i in (j async for j in numbers(2))]")
run("async def f():\n    return 1\nx = 3")
run("x = await asyncio.sleep(0, 4)", "single")

# Inside other scopes await is as wrong as ever; and without the flag.
for source, flags in (("def f(): await x", FLAG), ("class C: await x", FLAG), ("lambda: await x", FLAG), ("await x", 0), ("async with x: pass", 0),
                      ("yield 1", FLAG), ("return 1", FLAG)):
    try:
        compile(source, "<source>", "exec", flags=flags)
    except SyntaxError as error:
        print(source, "|", error.msg)
code = compile("await f()", "<source>", "exec", flags=FLAG)
function = types.FunctionType(code, {"f": lambda: asyncio.sleep(0, 1)})
print(asyncio.run(function()), inspect.iscoroutinefunction(function))
