# SPDX-License-Identifier: MIT
"""Streams: connections as readers and writers, which are native; the protocol in between is here."""

import collections
import weakref

from _asyncio import StreamReader, StreamWriter

from . import coroutines, events, protocols

__all__ = ("StreamReader", "StreamWriter", "StreamReaderProtocol", "open_connection", "start_server", "open_unix_connection",
           "start_unix_server")

_DEFAULT_LIMIT = 2 ** 16


async def open_connection(host=None, port=None, *, limit=_DEFAULT_LIMIT, **kwds):
    """Connects to a server: (reader, writer). The further arguments are those of loop.create_connection()."""
    loop = events.get_running_loop()
    reader = StreamReader(limit=limit, loop=loop)
    protocol = StreamReaderProtocol(reader, loop=loop)
    transport, _ = await loop.create_connection(lambda: protocol, host, port, **kwds)
    return reader, StreamWriter(transport, protocol, reader, loop)


def _factory(client_connected_cb, limit, loop):
    def factory():
        return StreamReaderProtocol(StreamReader(limit=limit, loop=loop), client_connected_cb, loop=loop)
    return factory


async def start_server(client_connected_cb, host=None, port=None, *, limit=_DEFAULT_LIMIT, **kwds):
    """Listens; calls client_connected_cb(reader, writer) for each connection, in a task if it is a coroutine function."""
    loop = events.get_running_loop()
    return await loop.create_server(_factory(client_connected_cb, limit, loop), host, port, **kwds)


async def open_unix_connection(path=None, *, limit=_DEFAULT_LIMIT, **kwds):
    """As open_connection(), to a Unix socket."""
    loop = events.get_running_loop()
    reader = StreamReader(limit=limit, loop=loop)
    protocol = StreamReaderProtocol(reader, loop=loop)
    transport, _ = await loop.create_unix_connection(lambda: protocol, path, **kwds)
    return reader, StreamWriter(transport, protocol, reader, loop)


async def start_unix_server(client_connected_cb, path=None, *, limit=_DEFAULT_LIMIT, **kwds):
    """As start_server(), at a Unix socket."""
    loop = events.get_running_loop()
    return await loop.create_unix_server(_factory(client_connected_cb, limit, loop), path, **kwds)


def _settle(future, error=None):
    """Ends a future, well or with an error, unless it has ended."""
    if future.done():
        return
    if error is None:
        future.set_result(None)
    else:
        future.set_exception(error)


def _end_of_input(reader, error):
    if reader is None:
        return
    if error is None:
        reader.feed_eof()
    else:
        reader.set_exception(error)


class FlowControlMixin(protocols.Protocol):
    """A protocol whose _drain_helper() waits while writing is paused."""

    def __init__(self, loop=None):
        self._loop = events.get_event_loop() if loop is None else loop
        self._paused = False
        self._drain_waiters = collections.deque()
        self._connection_lost = False

    def pause_writing(self):
        assert not self._paused
        self._paused = True
        if self._loop.get_debug():
            _debug("%r pauses writing", self)

    def resume_writing(self):
        assert self._paused
        self._paused = False
        if self._loop.get_debug():
            _debug("%r resumes writing", self)
        for waiter in self._drain_waiters:
            _settle(waiter)

    def connection_lost(self, exc):
        self._connection_lost = True
        if self._paused:
            for waiter in self._drain_waiters:
                _settle(waiter, exc)

    async def _drain_helper(self):
        if self._connection_lost:
            raise ConnectionResetError("Connection lost")
        if self._paused:
            self._drain_waiters.append(resumed := self._loop.create_future())
            try:
                await resumed
            finally:
                self._drain_waiters.remove(resumed)

    def _get_close_waiter(self, stream):
        raise NotImplementedError


class StreamReaderProtocol(FlowControlMixin, protocols.Protocol):
    """The protocol between a transport and a StreamReader. Transports of ours see that it is this one, and receive into the reader directly."""

    _source_traceback = None

    def __init__(self, stream_reader, client_connected_cb=None, loop=None):
        super().__init__(loop=loop)
        if stream_reader is not None:
            # The reader belongs to whoever reads: the transport goes with it.
            self._stream_reader_wr = weakref.ref(stream_reader)
            self._source_traceback = stream_reader._source_traceback
        else:
            self._stream_reader_wr = None
        # Until connection_made() nobody else has it.
        self._strong_reader = stream_reader if client_connected_cb is not None else None
        self._reject_connection = False
        self._task = None
        self._transport = None
        self._client_connected_cb = client_connected_cb
        self._over_ssl = False
        self._closed = self._loop.create_future()

    @property
    def _stream_reader(self):
        return None if self._stream_reader_wr is None else self._stream_reader_wr()

    def _replace_transport(self, transport):
        self._transport = transport
        self._over_ssl = transport.get_extra_info("sslcontext") is not None

    def connection_made(self, transport):
        if self._reject_connection:
            context = {"message": "An open stream was garbage collected prior to establishing network connection; "
                                  "call \"stream.close()\" explicitly."}
            if self._source_traceback:
                context["source_traceback"] = self._source_traceback
            self._loop.call_exception_handler(context)
            transport.abort()
            return
        self._transport = transport
        reader = self._stream_reader
        if reader is not None:
            reader.set_transport(transport)
        self._over_ssl = transport.get_extra_info("sslcontext") is not None
        if self._client_connected_cb is not None:
            result = self._client_connected_cb(reader, StreamWriter(transport, self, reader, self._loop))
            if coroutines.iscoroutine(result):
                self._task = self._loop.create_task(result)
                self._task.add_done_callback(self._served)
            self._strong_reader = None

    def _served(self, task):
        # The transport is gone where connection_lost() came first.
        transport = self._transport
        if task.cancelled():
            if transport is not None:
                transport.close()
            return
        error = task.exception()
        if error is not None:
            self._loop.call_exception_handler({
                "message": "Unhandled exception in client_connected_cb", "exception": error, "transport": transport})
            if transport is not None:
                transport.close()

    def connection_lost(self, exc):
        _end_of_input(self._stream_reader, exc)
        _settle(self._closed, exc)
        self._closed._log_traceback = False  # the error is said elsewhere, too
        super().connection_lost(exc)
        self._stream_reader_wr = None
        self._task = None
        self._transport = None

    def data_received(self, data):
        reader = self._stream_reader
        if reader is not None:
            reader.feed_data(data)

    def eof_received(self):
        _end_of_input(self._stream_reader, None)
        # TLS cannot be closed on one side only.
        return not self._over_ssl

    def _get_close_waiter(self, stream):
        return self._closed


def _debug(message, *args):
    from . import log
    log.__getattr__("logger").debug(message, *args)


def _unclosed_writer(writer):
    """A StreamWriter dies."""
    import warnings
    if writer._transport.is_closing():
        return
    if writer._loop.is_closed():
        warnings.warn("loop is closed", ResourceWarning)
    else:
        writer.close()
        warnings.warn(f"unclosed {writer!r}", ResourceWarning)


async def _start_tls(writer, sslcontext, server_hostname, ssl_handshake_timeout, ssl_shutdown_timeout):
    server_side = writer._protocol._client_connected_cb is not None
    protocol = writer._protocol
    await writer.drain()
    transport = await writer._loop.start_tls(
        writer._transport, protocol, sslcontext, server_side=server_side, server_hostname=server_hostname,
        ssl_handshake_timeout=ssl_handshake_timeout, ssl_shutdown_timeout=ssl_shutdown_timeout)
    writer._transport = transport
    protocol._replace_transport(transport)
