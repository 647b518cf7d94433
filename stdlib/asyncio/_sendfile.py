# SPDX-License-Identifier: MIT
"""Sending files: by the system's sendfile where it can, else by reading and writing."""

import errno
import os
import socket

from . import constants, exceptions, protocols


def _check_sendfile(sock, file, offset, count):
    if "b" not in getattr(file, "mode", "b"):
        raise ValueError("file should be opened in binary mode")
    if not sock.type == socket.SOCK_STREAM:
        raise ValueError("only SOCK_STREAM type sockets are supported")
    if count is not None:
        if not isinstance(count, int):
            raise TypeError(f"count must be a positive integer (got {count!r})")
        if count <= 0:
            raise ValueError(f"count must be a positive integer (got {count!r})")
    if not isinstance(offset, int):
        raise TypeError(f"offset must be a non-negative integer (got {offset!r})")
    if offset < 0:
        raise ValueError(f"offset must be a non-negative integer (got {offset!r})")


async def _sock_sendfile(loop, sock, file, offset, count, fallback):
    if loop.get_debug() and sock.gettimeout() != 0:
        raise ValueError("the socket must be non-blocking")
    _check_sendfile(sock, file, offset, count)
    try:
        return await loop._sock_sendfile_native(sock, file, offset, count)
    except exceptions.SendfileNotAvailableError:
        if not fallback:
            raise
    return await _sendfile_by_sock(loop, sock, file, offset, count)


async def _unsupported_sock(loop, sock, file, offset, count):
    raise exceptions.SendfileNotAvailableError(f"syscall sendfile is not available for socket {sock!r} and file {file!r} combination")


async def _unsupported(loop, transport, file, offset, count):
    raise exceptions.SendfileNotAvailableError("sendfile syscall is not supported")


async def _sock_sendfile_native(loop, sock, file, offset, count):
    """By the system's sendfile; SendfileNotAvailableError before anything was sent."""
    import io
    try:
        source = file.fileno()
    except (AttributeError, io.UnsupportedOperation):
        raise exceptions.SendfileNotAvailableError("not a regular file")
    try:
        size = os.fstat(source).st_size
    except OSError:
        raise exceptions.SendfileNotAvailableError("not a regular file")
    if not (count or size):
        return 0
    total = 0
    waited = False
    try:
        while True:
            left = min(count - total if count else size, 1 << 30)
            if left <= 0:
                return total
            try:
                sent = os.sendfile(sock.fileno(), source, offset, left)
            except (BlockingIOError, InterruptedError):
                sent = None
            except OSError as error:
                if waited and error.errno == errno.ENOTCONN and type(error) is not ConnectionError:
                    lost = ConnectionError("socket is not connected", errno.ENOTCONN)
                    lost.__cause__ = error
                    error = lost
                if total == 0:
                    raise exceptions.SendfileNotAvailableError("os.sendfile call failed")
                raise error
            if sent == 0:
                return total
            if sent:
                offset += sent
                total += sent
                if count and total >= count:
                    return total
            await loop._wait_ready(sock, False)
            waited = True
    finally:
        if total > 0:
            os.lseek(source, offset, os.SEEK_SET)


async def _send_pieces(file, offset, count, most, loop, send):
    """Awaits send(piece) for what is read of a file, up to `most` bytes at a time; how many there were. The file stands behind them."""
    if offset:
        file.seek(offset)
    step = min(count, most) if count else most
    buffer = bytearray(step)
    total = 0
    try:
        while True:
            if count:
                step = min(count - total, step)
                if step <= 0:
                    return total
            view = memoryview(buffer)[:step]
            read = await loop.run_in_executor(None, file.readinto, view)
            if not read:
                return total
            await send(view[:read])
            total += read
    finally:
        if total > 0 and hasattr(file, "seek"):
            file.seek(offset + total)


async def _sendfile_by_sock(loop, sock, file, offset, count):
    return await _send_pieces(file, offset, count, constants.SENDFILE_FALLBACK_READBUFFER_SIZE, loop, lambda piece: loop.sock_sendall(sock, piece))


async def _sendfile(loop, transport, file, offset, count, fallback):
    if transport.is_closing():
        raise RuntimeError("Transport is closing")
    mode = getattr(transport, "_sendfile_compatible", None)
    mode = getattr(mode, "value", mode)
    if mode not in (2, 3):
        raise RuntimeError(f"sendfile is not supported for transport {transport!r}")
    if mode == 2:
        try:
            return await loop._sendfile_native(transport, file, offset, count)
        except exceptions.SendfileNotAvailableError:
            if not fallback:
                raise
    if not fallback:
        raise RuntimeError(f"fallback is disabled and native sendfile is not supported for transport {transport!r}")
    return await _sendfile_by_writing(loop, transport, file, offset, count)


async def _sendfile_native(loop, transport, file, offset, count):
    resume = transport.is_reading()
    transport.pause_reading()
    await transport._make_empty_waiter()
    transport._lend_socket(True)
    try:
        sock = transport._sock
        if sock is None:
            raise ConnectionError("Connection is closed by peer")
        _check_sendfile(sock, file, offset, count)
        return await loop._sock_sendfile_native(sock, file, offset, count)
    finally:
        transport._lend_socket(False)
        transport._reset_empty_waiter()
        if resume:
            transport.resume_reading()


async def _sendfile_by_writing(loop, transport, file, offset, count):
    protocol = _SendfileProtocol(transport)

    async def send(piece):
        await protocol.drain()
        transport.write(piece)

    try:
        return await _send_pieces(file, offset, count, 16384, loop, send)
    finally:
        await protocol.restore()


class _SendfileProtocol(protocols.Protocol):
    """Stands in for a transport's protocol while a file is sent."""

    def __init__(self, transport):
        self._transport = transport
        self._protocol = transport.get_protocol()
        self._resume_reading = transport.is_reading()
        self._resume_writing = transport._protocol_paused
        transport.pause_reading()
        transport.set_protocol(self)
        self._writable = transport._loop.create_future() if self._resume_writing else None

    async def drain(self):
        if self._transport.is_closing():
            raise ConnectionError("Connection closed by peer")
        if self._writable is not None:
            await self._writable

    def connection_made(self, transport):
        raise RuntimeError("Invalid state: connection should have been established already.")

    def connection_lost(self, exc):
        if self._writable is not None:
            self._writable.set_exception(ConnectionError("Connection is closed by peer") if exc is None else exc)
        self._protocol.connection_lost(exc)

    def pause_writing(self):
        if self._writable is None:
            self._writable = self._transport._loop.create_future()

    def resume_writing(self):
        if self._writable is not None:
            self._writable.set_result(False)
            self._writable = None

    def data_received(self, data):
        raise RuntimeError("Invalid state: reading should be paused")

    def eof_received(self):
        raise RuntimeError("Invalid state: reading should be paused")

    async def restore(self):
        self._transport.set_protocol(self._protocol)
        if self._resume_reading:
            self._transport.resume_reading()
        if self._writable is not None:
            self._writable.cancel()
        if self._resume_writing:
            self._protocol.resume_writing()
