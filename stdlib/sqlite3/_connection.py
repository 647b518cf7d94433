# SPDX-License-Identifier: MIT
"""Connections, cursors and transactions over SQLite's own."""

import sys
import warnings
import weakref
from _thread import get_ident

from _sqlite3 import (Database, DatabaseError, DataError, Error, IntegrityError, InterfaceError, InternalError, NotSupportedError,
                      OperationalError, ProgrammingError, Warning, deterministic as _DETERMINISTIC)

from . import _adapting
from ._adapting import PARSE_COLNAMES, PARSE_DECLTYPES, adapt_or_keep, converters
from ._rows import new_blob

LEGACY_TRANSACTION_CONTROL = -1
_LEVELS = ("", "DEFERRED", "IMMEDIATE", "EXCLUSIVE")


def _level(value):
    if value is None:
        return None
    if not isinstance(value, str):
        raise TypeError("isolation_level must be str or None")
    if value.upper() not in _LEVELS:
        raise ValueError("isolation_level string must be '', 'DEFERRED', 'IMMEDIATE', or 'EXCLUSIVE'")
    return value.upper()


def _autocommit(value):
    if value is True or value is False:
        return value
    if type(value) is int and value == LEGACY_TRANSACTION_CONTROL:
        return LEGACY_TRANSACTION_CONTROL
    raise ValueError("autocommit must be True, False, or sqlite3.LEGACY_TRANSACTION_CONTROL")


class Cursor:
    """Runs statements and gives their rows."""

    # Statements do not share a cursor: while one runs, `_locked` keeps functions that it calls from using it.
    _connection = None
    _closed = False
    _locked = False
    _statement = None
    _sql = None
    _converters = None

    def __init__(self, cursor, /):
        if not isinstance(cursor, Connection):
            raise TypeError(f"Cursor() argument 1 must be sqlite3.Connection, not {type(cursor).__name__}")
        if self._locked:
            raise ProgrammingError("Recursive use of cursors not allowed.")
        self._drop_statement()
        self._connection = cursor
        self._description = self._lastrowid = None
        self._rowcount = -1
        self._closed = False
        self.arraysize = 1
        self.row_factory = None
        cursor._check_thread()

    connection = property(lambda self: self._connection)
    description = property(lambda self: self._description)
    lastrowid = property(lambda self: self._lastrowid)
    rowcount = property(lambda self: self._rowcount)

    def _check(self):
        if self._connection is None:
            raise ProgrammingError("Base Cursor.__init__ not called.")
        if self._closed:
            raise ProgrammingError("Cannot operate on a closed cursor.")
        if self._locked:
            raise ProgrammingError("Recursive use of cursors not allowed.")
        self._connection._check()

    def _drop_statement(self):
        statement, self._statement = self._statement, None
        if statement is not None:
            statement.reset()
            self._connection._keep(self._sql, statement)

    def __del__(self):
        if self._statement is not None and not self._locked:
            self._drop_statement()

    def close(self):
        """Ends the work with it."""
        if self._connection is None:
            raise ProgrammingError("Base Cursor.__init__ not called.")
        if self._locked:
            raise ProgrammingError("Recursive use of cursors not allowed.")
        self._connection._check()
        self._drop_statement()
        self._closed = True

    # ---- running

    def execute(self, sql, parameters=(), /):
        """Runs one statement with values for its parameters; the cursor itself."""
        return self._run(sql, parameters, False)

    def executemany(self, sql, seq_of_parameters, /):
        """Runs a statement that changes rows once for each set of values."""
        return self._run(sql, seq_of_parameters, True)

    def executescript(self, sql_script, /):
        """Commits, and runs all statements of a text."""
        self._check()
        if not isinstance(sql_script, str):
            raise TypeError(f"executescript() argument must be str, not {type(sql_script).__name__}")
        connection = self._connection
        if connection._autocommit is LEGACY_TRANSACTION_CONTROL and not connection._db.autocommits():
            connection._simple("COMMIT")
        connection._db.run_script(sql_script)
        return self

    def _run(self, sql, values, many):
        if not isinstance(sql, str):
            raise TypeError(f"execute{'many' if many else ''}() argument 1 must be str, not {type(sql).__name__}")
        self._check()
        connection = self._connection
        self._drop_statement()
        self._locked = True
        try:
            self._description, self._rowcount, self._converters = None, -1, None
            statement = self._statement = connection._take(sql)
            self._sql = sql
            if many:
                if not statement.is_dml:
                    raise ProgrammingError("executemany() can only execute DML statements.")
            else:
                values = (values,)
            if statement.is_empty:
                self._statement = None
                return self
            if statement.is_dml:
                self._rowcount = 0
                if (connection._autocommit is LEGACY_TRANSACTION_CONTROL and connection._isolation_level is not None
                        and connection._db.autocommits()):
                    connection._simple(("BEGIN " + connection._isolation_level).rstrip())
            for each in values:
                self._bind(statement, each)
                if statement.column_count and not many:
                    self._describe(statement)
                statement.step()
                if statement.is_dml and not statement.active:
                    self._rowcount += connection._db.changes()
                if many:
                    statement.reset()
            if not many:
                self._lastrowid = connection._db.last_row()
            if not statement.active:
                self._drop_statement()
            return self
        except BaseException:
            self._rowcount = -1
            self._drop_statement()
            raise
        finally:
            self._locked = False

    def _bind(self, statement, values):
        kind = type(values)
        if kind is tuple or kind is list or (not isinstance(values, dict) and hasattr(kind, "__getitem__") and hasattr(kind, "__len__")
                                             and not hasattr(kind, "keys")):
            statement.bind_sequence(values, adapt_or_keep, _adapting.any_base_type)
        elif hasattr(kind, "__getitem__"):
            statement.bind_mapping(values, adapt_or_keep, _adapting.any_base_type)
        else:
            raise ProgrammingError("parameters are of unsupported type")

    def _describe(self, statement):
        names, detect = statement.column_names(), self._connection._detect_types
        if detect:
            found = []
            declared = statement.column_types()
            for name, kind in zip(names, declared):
                converter = None
                if detect & PARSE_COLNAMES and "[" in name:
                    key, closing, _ = name.partition("[")[2].partition("]")
                    if closing:
                        converter = converters.get(key.upper())
                if converter is None and detect & PARSE_DECLTYPES and kind:
                    converter = converters.get(kind.partition(" ")[0].partition("(")[0].upper())
                found.append(converter)
            self._converters = tuple(found) if any(found) else None
            if detect & PARSE_COLNAMES:
                names = [name.partition("[")[0].removesuffix(" ") if "[" in name else name for name in names]
        self._description = tuple([(name, None, None, None, None, None, None) for name in names])

    # ---- rows

    def __iter__(self):
        return self

    def __next__(self):
        self._check()
        if self._statement is None:
            raise StopIteration
        rows = self._fetch(1)
        if not rows:
            raise StopIteration
        return rows[0]

    def _fetch(self, most):
        """The next rows, `most` of them (negative: all)."""
        statement = self._statement
        if statement is None:
            return []
        self._locked = True
        try:
            rows = statement.fetch_many(self._connection.text_factory, self._converters, most)
        except BaseException:
            self._drop_statement()
            raise
        finally:
            self._locked = False
        if not statement.active:
            if statement.is_dml:
                self._rowcount = self._connection._db.changes()
            self._drop_statement()
        factory = self.row_factory
        return rows if factory is None else [factory(self, row) for row in rows]

    def fetchone(self):
        """The next row, or None."""
        self._check()
        rows = self._fetch(1)
        return rows[0] if rows else None

    def fetchmany(self, size=None):
        """The list of the next rows, `arraysize` or so many."""
        self._check()
        size = self.arraysize if size is None else size
        return self._fetch(size if size > 0 else -1)

    def fetchall(self):
        """The list of all rows that are left."""
        self._check()
        return self._fetch(-1)

    def setinputsizes(self, sizes, /):
        """Does nothing: PEP 249 wants it."""

    def setoutputsize(self, size, column=None, /):
        """Does nothing: PEP 249 wants it."""


class Connection:
    """A database that is open."""

    Warning, Error, InterfaceError, DatabaseError, DataError = Warning, Error, InterfaceError, DatabaseError, DataError
    OperationalError, IntegrityError, InternalError = OperationalError, IntegrityError, InternalError
    ProgrammingError, NotSupportedError = ProgrammingError, NotSupportedError

    _db = None
    _thread = None

    def __init__(self, *args, **kwargs):
        if len(args) > 1:
            _warn_of_positions("_sqlite3.Connection", 3)
        self._open(*args, **kwargs)

    def _open(self, database, timeout=5.0, detect_types=0, isolation_level="", check_same_thread=True, factory=None,
              cached_statements=128, uri=False, *, autocommit=LEGACY_TRANSACTION_CONTROL):
        sys.audit("sqlite3.connect", database)
        level, autocommit = _level(isolation_level), _autocommit(autocommit)
        if self._db is not None:
            self._db.close()
            self._db = None
        self._blobs = weakref.WeakSet()
        self._cache, self._cached = {}, cached_statements
        self._detect_types, self._isolation_level, self._autocommit = detect_types, level, autocommit
        self._thread = get_ident() if check_same_thread else None
        self.row_factory, self.text_factory = None, str
        self._db = Database(database, timeout, uri)
        sys.audit("sqlite3.connect/handle", self)
        if autocommit is False:
            self._simple("BEGIN")

    def __del__(self):
        if self._db is not None and self._db.is_open():
            warnings.warn(f"unclosed database in {self!r}", ResourceWarning, stacklevel=1, source=self)
            self._db.close()

    # ---- checks, statements

    def _check_thread(self):
        if self._db is None:
            raise ProgrammingError("Base Connection.__init__ not called.")
        if self._thread is not None and self._thread != get_ident():
            raise ProgrammingError("SQLite objects created in a thread can only be used in that same thread. The object was created in "
                                   f"thread id {self._thread} and this is thread id {get_ident()}.")

    def _check(self):
        self._check_thread()
        if not self._db.is_open():
            raise ProgrammingError("Cannot operate on a closed database.")

    def _take(self, sql):
        """A statement that nobody else uses."""
        statement = self._cache.pop(sql, None)
        return self._db.prepare(sql) if statement is None else statement

    def _keep(self, sql, statement):
        if not self._db.is_open() or self._cached <= 0:
            return
        self._cache[sql] = statement
        if len(self._cache) > self._cached:
            del self._cache[next(iter(self._cache))]  # the one unused for longest

    def _simple(self, sql):
        self._db.prepare(sql).step()

    def __call__(self, sql, /):
        """A prepared statement, as cursors use it."""
        self._check()
        if not isinstance(sql, str):
            raise TypeError(f"argument 1 must be str, not {type(sql).__name__}")
        return self._db.prepare(sql)

    def cursor(self, factory=Cursor):
        """A new cursor."""
        self._check()
        cursor = factory(self)
        if not isinstance(cursor, Cursor):
            raise TypeError(f"factory must return a cursor, not {type(cursor).__name__}")
        if self.row_factory is not None:
            cursor.row_factory = self.row_factory
        return cursor

    def execute(self, sql, parameters=(), /):
        """Cursor.execute() of a new cursor."""
        return self.cursor().execute(sql, parameters)

    def executemany(self, sql, parameters, /):
        """Cursor.executemany() of a new cursor."""
        return self.cursor().executemany(sql, parameters)

    def executescript(self, sql_script, /):
        """Cursor.executescript() of a new cursor."""
        return self.cursor().executescript(sql_script)

    def close(self):
        """Ends the connection; what was not committed is lost."""
        self._check_thread()
        for blob in list(self._blobs):
            blob._handle.close()
        if self._db.is_open() and self._autocommit is False and not self._db.autocommits():
            self._simple("ROLLBACK")
        self._cache.clear()
        self._db.close()

    # ---- transactions

    def commit(self):
        """Makes the changes last; nothing if there are none."""
        self._check()
        self._end("COMMIT")

    def rollback(self):
        """Takes the changes back; nothing if there are none."""
        self._check()
        self._end("ROLLBACK")

    def _end(self, how):
        if self._autocommit is LEGACY_TRANSACTION_CONTROL:
            if not self._db.autocommits():
                self._simple(how)
        elif self._autocommit is False:
            self._simple(how)
            self._simple("BEGIN")

    def __enter__(self):
        self._check()
        return self

    def __exit__(self, type, value, traceback, /):
        if self._autocommit is True:
            return False
        if type is not None:
            self.rollback()
            return False
        try:
            self.commit()
        except BaseException:
            self.rollback()
            raise
        return False

    @property
    def in_transaction(self):
        """Whether a transaction is open."""
        self._check()
        return not self._db.autocommits()

    @property
    def total_changes(self):
        """Rows that were changed since it was opened."""
        self._check()
        return self._db.total_changes()

    @property
    def isolation_level(self):
        """How transactions are begun implicitly; None: not at all."""
        self._check()
        return self._isolation_level

    @isolation_level.setter
    def isolation_level(self, value):
        level = _level(value)
        self._isolation_level = level
        if level is None:
            self.commit()

    @isolation_level.deleter
    def isolation_level(self):
        raise AttributeError("cannot delete attribute")

    @property
    def autocommit(self):
        """Whether each statement is committed by itself; False: a transaction is always open; else as `isolation_level` says."""
        self._check()
        return self._autocommit

    @autocommit.setter
    def autocommit(self, value):
        self._check()
        value = _autocommit(value)
        if value is True and not self._db.autocommits():
            self._simple("COMMIT")
        elif value is False and self._db.autocommits():
            self._simple("BEGIN")
        self._autocommit = value

    # ---- functions of scripts that SQL calls

    def create_function(self, name, narg, func, *, deterministic=False):
        """Makes func known to SQL under this name; None: no longer."""
        self._check()
        self._db.create_function(name, narg, func, _DETERMINISTIC if deterministic else 0)

    def create_aggregate(self, name, n_arg, aggregate_class):
        """The same for a class with step() and finalize()."""
        self._check()
        self._db.create_aggregate(name, n_arg, aggregate_class)

    def create_window_function(self, name, num_params, aggregate_class, /):
        """The same for one with value() and inverse() as well."""
        self._check()
        self._db.create_window_function(name, num_params, aggregate_class)

    def create_collation(self, name, callback, /):
        """Makes an order of texts known to SQL: callback(a, b) is negative, 0 or positive."""
        self._check()
        if callback is not None and not callable(callback):
            raise TypeError("parameter must be callable")
        self._db.create_collation(name, callback)

    def set_authorizer(self, authorizer_callback):
        """Asks before anything is done: authorizer_callback(action, what, what, database, trigger)."""
        self._check()
        self._db.set_authorizer(authorizer_callback)

    def set_progress_handler(self, progress_handler, n):
        """Calls every n instructions of SQLite; a true value ends what runs."""
        self._check()
        self._db.set_progress(progress_handler, n)

    def set_trace_callback(self, trace_callback):
        """Tells trace_callback(sql) of each statement that runs."""
        self._check()
        self._db.set_trace(trace_callback)

    # ---- the rest

    def interrupt(self):
        """Ends what runs, from any thread."""
        if self._db is None:
            raise ProgrammingError("Base Connection.__init__ not called.")
        self._db.interrupt()

    def setlimit(self, category, limit, /):
        """Sets one of SQLite's limits, unless it is negative; the one before."""
        self._check()
        return self._db.limit(category, limit)

    def getlimit(self, category, /):
        """One of SQLite's limits."""
        return self.setlimit(category, -1)

    def setconfig(self, op, enable=True, /):
        """Sets one of SQLite's options."""
        self._check()
        self._db.config(op, bool(enable))

    def getconfig(self, op, /):
        """One of SQLite's options."""
        self._check()
        return bool(self._db.config(op, -1))

    def backup(self, target, *, pages=-1, progress=None, name="main", sleep=0.25):
        """Copies the database to another connection, so many pages at a time."""
        self._check()
        if not isinstance(target, Connection):
            raise TypeError(f"backup() argument 'target' must be sqlite3.Connection, not {type(target).__name__}")
        target._check()
        if target is self:
            raise ValueError("target cannot be the same connection instance")
        if progress is not None and not callable(progress):
            raise TypeError("progress argument must be a callable")
        self._db.backup(target._db, pages or -1, progress, name, sleep)

    def serialize(self, *, name="main"):
        """The database as the bytes of its file."""
        self._check()
        return self._db.serialize(name)

    def deserialize(self, data, /, *, name="main"):
        """Puts the bytes of a file in the database's place, in memory."""
        self._check()
        self._db.deserialize(data.encode() if isinstance(data, str) else data, name)

    def blobopen(self, table, column, row, /, *, readonly=False, name="main"):
        """The bytes of one value as a Blob."""
        self._check()
        blob = new_blob(self, self._db.open_blob(table, column, row, readonly, name))
        self._blobs.add(blob)
        return blob

    def iterdump(self, *, filter=None):
        """The SQL that makes this database, line by line."""
        self._check()
        from .dump import _iterdump
        return _iterdump(self, filter=filter)


for _each in Cursor, Connection:
    _each.__module__ = "sqlite3"
del _each


def _warn_of_positions(function, level):
    warnings.warn(f"Passing more than 1 positional argument to {function}() is deprecated. Parameters 'timeout', 'detect_types', "
                  "'isolation_level', 'check_same_thread', 'factory', 'cached_statements' and 'uri' will become keyword-only "
                  "parameters in Python 3.15.", DeprecationWarning, stacklevel=level)


def connect(database, *args, factory=Connection, **kwargs):
    """Opens the database in a file, ":memory:" or a new one without a name; a Connection."""
    if args:
        _warn_of_positions("sqlite3.connect", 3)
        if len(args) >= 5:
            factory = args[4]
    elif factory is not Connection:
        kwargs["factory"] = factory
    return factory(database, *args, **kwargs)


connect.__module__ = "_sqlite3"
