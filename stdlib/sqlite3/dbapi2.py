# SPDX-License-Identifier: MIT
"""The module sqlite3 itself: PEP 249's names, the constants of SQLite, and what turns values into others."""

import time
from collections.abc import Sequence

try:
    import _sqlite3
except ImportError:
    raise ImportError("this ouro was built without SQLite", name="_sqlite3") from None
from _sqlite3 import complete_statement, enable_callback_tracebacks, sqlite_version

from ._adapting import PARSE_COLNAMES, PARSE_DECLTYPES, PrepareProtocol, adapt, adapters, converters, register_adapter, register_converter
from ._connection import (LEGACY_TRANSACTION_CONTROL, Connection, Cursor, DatabaseError, DataError, Error, IntegrityError, InterfaceError,
                          InternalError, NotSupportedError, OperationalError, ProgrammingError, Warning, connect)
from ._rows import Blob, Row

globals().update({name: value for name, value in vars(_sqlite3).items() if name.startswith("SQLITE_")})

paramstyle = "qmark"
apilevel = "2.0"
threadsafety = 3
sqlite_version_info = tuple(map(int, sqlite_version.split(".")))
_deprecated_version = "2.6.0"
_deprecated_version_info = (2, 6, 0)

Binary = memoryview
Sequence.register(Row)

try:
    import datetime
except ImportError:
    pass  # then there are no values of these types either
else:
    import warnings

    Date = datetime.date
    Time = datetime.time
    Timestamp = datetime.datetime

    def DateFromTicks(ticks):
        """The date at a time since the epoch."""
        return Date(*time.localtime(ticks)[:3])

    def TimeFromTicks(ticks):
        """The time of day at a time since the epoch."""
        return Time(*time.localtime(ticks)[3:6])

    def TimestampFromTicks(ticks):
        """Date and time at a time since the epoch."""
        return Timestamp(*time.localtime(ticks)[:6])

    def _deprecated_default(what, function):
        def default(value):
            warnings.warn(f"The default {what} is deprecated as of Python 3.12; see the sqlite3 documentation for suggested replacement "
                          "recipes", DeprecationWarning, stacklevel=2)
            return function(value)

        return default

    def _timestamp(value):
        day, moment = value.split(b" ")
        moment, _, fraction = moment.partition(b".")
        return Timestamp(*map(int, day.split(b"-")), *map(int, moment.split(b":")), int(fraction[:6].ljust(6, b"0")))

    register_adapter(datetime.date, _deprecated_default("date adapter", lambda value: value.isoformat()))
    register_adapter(datetime.datetime, _deprecated_default("datetime adapter", lambda value: value.isoformat(" ")))
    register_converter("date", _deprecated_default("date converter", lambda value: Date(*map(int, value.split(b"-")))))
    register_converter("timestamp", _deprecated_default("timestamp converter", _timestamp))


def __getattr__(name):
    if name in ("version", "version_info"):
        from warnings import warn
        warn(f"{name} is deprecated and will be removed in Python 3.14", DeprecationWarning, stacklevel=2)
        return globals()["_deprecated_" + name]
    raise AttributeError(f"module 'sqlite3' has no attribute {name!r}")
