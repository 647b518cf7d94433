# SPDX-License-Identifier: MIT
"""The logger of asyncio. A program that does not use logging gets what logging's last resort would print, and need not load it."""

import sys


def __getattr__(name):
    if name == "logger":
        import logging
        globals()["logger"] = made = logging.getLogger("asyncio")
        return made
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def report(level, message, exception=None):
    """Logs at "error" or "warning", with the exception's traceback."""
    if "logging" in sys.modules:
        info = (type(exception), exception, exception.__traceback__) if exception is not None else False
        getattr(__getattr__("logger") if "logger" not in globals() else logger, level)("%s", message, exc_info=info)
        return
    stream = sys.stderr
    if stream is None:
        return
    print(message, file=stream)
    if exception is not None:
        sys.__excepthook__(type(exception), exception, exception.__traceback__)
