# SPDX-License-Identifier: MIT
"""asyncio.to_thread()."""

from _asyncio import get_running_loop
from _contextvars import copy_context

__all__ = ("to_thread",)


async def to_thread(func, /, *args, **kwargs):
    """Calls a function in a thread of the default executor, in a copy of the context; its result."""
    context = copy_context()
    if kwargs:
        from functools import partial
        func = partial(func, **kwargs)
    return await get_running_loop().run_in_executor(None, context.run, func, *args)
