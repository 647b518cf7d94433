# inspect.signature() of what is native here and written in Python in CPython.
import asyncio
import inspect

for function in (asyncio.timeout, asyncio.timeout_at, asyncio.Timeout.when, asyncio.Timeout.reschedule, asyncio.Timeout.expired,
                 asyncio.BaseEventLoop.create_server, asyncio.AbstractEventLoop.create_server, asyncio.BaseEventLoop.sock_recv,
                 asyncio.BaseEventLoop.create_unix_server, asyncio.SelectorEventLoop.create_unix_server, asyncio.SelectorEventLoop.sock_recv,
                 asyncio.AbstractServer.close_clients, asyncio.AbstractServer.abort_clients):
    print(function.__name__, inspect.signature(function))
