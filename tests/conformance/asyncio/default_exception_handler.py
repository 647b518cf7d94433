# The default handler's text on stderr: message, then the other keys in order, then the traceback if
# there is an exception.
import asyncio


def callback_that_fails():
    raise ValueError("in a callback")


async def main():
    loop = asyncio.get_running_loop()
    loop.default_exception_handler({"message": "only a message"})
    loop.default_exception_handler({"message": "more keys", "b": [1, 2], "a": "text", "number": 5})
    loop.default_exception_handler({})
    try:
        1 / 0
    except ZeroDivisionError as error:
        loop.default_exception_handler({"message": "with exception", "exception": error})
    loop.default_exception_handler({"message": "without traceback", "exception": KeyError("bare")})
    loop.call_exception_handler({"message": "through call_exception_handler", "key": "value"})
    print("done")


asyncio.run(main())
