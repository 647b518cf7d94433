# SPDX-License-Identifier: MIT
"""Handlers, and the list of those that there are. More of them are in logging.handlers."""

import logging
import os
import sys
import weakref
from _thread import RLock
from logging import NOTSET, WARNING, _checkLevel, _handlerList, _handlers, _lock, getLevelName
from logging._records import Filterer, LogRecord, _defaultFormatter

__name__ = "logging"  # to which all of this belongs


def _removeHandlerRef(reference):
    # At the very end the module's names may be gone.
    if _lock and _handlerList:
        with _lock:
            try:
                _handlerList.remove(reference)
            except ValueError:
                pass


def _addHandlerRef(handler):
    with _lock:
        _handlerList.append(weakref.ref(handler, _removeHandlerRef))


def _after_fork():
    # Threads that are gone may have held them; this one has the one that all share.
    for reference in _handlerList:
        handler = reference()
        if handler is not None and handler.lock:
            handler.lock._at_fork_reinit()
    _lock._at_fork_reinit()


os.register_at_fork(before=_lock.acquire, after_in_child=_after_fork, after_in_parent=_lock.release)


def getHandlerByName(name):
    """The handler of this name, or None."""
    return _handlers.get(name)


def getHandlerNames():
    """The names of all handlers that have one."""
    return frozenset(_handlers)


class Handler(Filterer):
    """Does something with records: subclasses have an emit()."""

    def __init__(self, level=NOTSET):
        Filterer.__init__(self)
        self._name = None
        self.level = _checkLevel(level)
        self.formatter = None
        self._closed = False
        _addHandlerRef(self)
        self.createLock()

    def get_name(self):
        return self._name

    def set_name(self, name):
        with _lock:
            _handlers.pop(self._name, None)
            self._name = name
            if name:
                _handlers[name] = self

    name = property(get_name, set_name)

    def createLock(self):
        """The lock that is held while a record is emitted."""
        self.lock = RLock()

    def acquire(self):
        """Takes the lock."""
        if self.lock:
            self.lock.acquire()

    def release(self):
        """Gives the lock back."""
        if self.lock:
            self.lock.release()

    def setLevel(self, level):
        """Records below this level are ignored."""
        self.level = _checkLevel(level)

    def format(self, record):
        """The record's text, by the formatter."""
        return (self.formatter or _defaultFormatter).format(record)

    def emit(self, record):
        """What subclasses do with a record."""
        raise NotImplementedError("emit must be implemented by Handler subclasses")

    def handle(self, record):
        """Emits the record if the filters let it pass."""
        passed = self.filter(record)
        if isinstance(passed, LogRecord):
            record = passed
        if passed:
            with self.lock:
                self.emit(record)
        return passed

    def setFormatter(self, fmt):
        """The formatter."""
        self.formatter = fmt

    def flush(self):
        """Brings out what was held back."""

    def close(self):
        """The end of the handler."""
        with _lock:
            self._closed = True
            if self._name:
                _handlers.pop(self._name, None)

    def handleError(self, record):
        """Reports the exception that emit() met."""
        if not logging.raiseExceptions or not sys.stderr:
            return
        import traceback
        error = sys.exception()
        try:
            sys.stderr.write("--- Logging error ---\n")
            traceback.print_exception(error, limit=None, file=sys.stderr)
            sys.stderr.write("Call stack:\n")
            frame = error.__traceback__.tb_frame
            while frame and os.path.dirname(frame.f_code.co_filename) == logging.__path__[0]:
                frame = frame.f_back
            if frame:
                traceback.print_stack(frame, file=sys.stderr)
            else:
                sys.stderr.write(f"Logged from file {record.filename}, line {record.lineno}\n")
            try:
                sys.stderr.write(f"Message: {record.msg!r}\nArguments: {record.args}\n")
            except RecursionError:
                raise
            except Exception:
                sys.stderr.write("Unable to print the message and arguments - possible formatting error.\n"
                                 "Use the traceback above to help find the error.\n")
        except OSError:
            pass  # nobody is left to tell
        finally:
            del error

    def __repr__(self):
        return f"<{self.__class__.__name__} ({getLevelName(self.level)})>"


class StreamHandler(Handler):
    """Writes records to a stream, which it does not close."""

    terminator = "\n"

    def __init__(self, stream=None):
        Handler.__init__(self)
        self.stream = sys.stderr if stream is None else stream

    def flush(self):
        with self.lock:
            if self.stream and hasattr(self.stream, "flush"):
                self.stream.flush()

    def emit(self, record):
        try:
            self.stream.write(self.format(record) + self.terminator)
            self.flush()
        except RecursionError:
            raise
        except Exception:
            self.handleError(record)

    def setStream(self, stream):
        """Another stream; the old one, or None if it is the same."""
        if stream is self.stream:
            return None
        old = self.stream
        with self.lock:
            self.flush()
            self.stream = stream
        return old

    def __repr__(self):
        name = str(getattr(self.stream, "name", ""))
        if name:
            name += " "
        return f"<{self.__class__.__name__} {name}({getLevelName(self.level)})>"

    def __class_getitem__(cls, item):
        from types import GenericAlias
        return GenericAlias(cls, item)


class FileHandler(StreamHandler):
    """Writes records to a file."""

    def __init__(self, filename, mode="a", encoding=None, delay=False, errors=None):
        self.baseFilename = os.path.abspath(os.fspath(filename))
        self.mode = mode
        self.encoding = encoding
        if "b" not in mode:
            import io
            self.encoding = io.text_encoding(encoding)
        self.errors = errors
        self.delay = delay
        self._builtin_open = open  # the name may be gone when the last record comes
        if delay:
            Handler.__init__(self)
            self.stream = None
        else:
            StreamHandler.__init__(self, self._open())

    def close(self):
        with self.lock:
            try:
                if self.stream:
                    try:
                        self.flush()
                    finally:
                        stream, self.stream = self.stream, None
                        if hasattr(stream, "close"):
                            stream.close()
            finally:
                StreamHandler.close(self)

    def _open(self):
        return self._builtin_open(self.baseFilename, self.mode, encoding=self.encoding, errors=self.errors)

    def emit(self, record):
        # A file that was written from its beginning is not opened again once closed: that would empty it.
        if self.stream is None and (self.mode != "w" or not self._closed):
            self.stream = self._open()
        if self.stream:
            StreamHandler.emit(self, record)

    def __repr__(self):
        return f"<{self.__class__.__name__} {self.baseFilename} ({getLevelName(self.level)})>"


class NullHandler(Handler):
    """Does nothing: for libraries, so that the last resort is not used for them."""

    def handle(self, record):
        pass

    def emit(self, record):
        pass

    def createLock(self):
        self.lock = None


class _StderrHandler(StreamHandler):
    """Writes to whatever sys.stderr is at the time."""

    def __init__(self, level=NOTSET):
        Handler.__init__(self, level)

    @property
    def stream(self):
        return sys.stderr


_defaultLastResort = _StderrHandler(WARNING)
