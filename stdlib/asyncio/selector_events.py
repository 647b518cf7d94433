# SPDX-License-Identifier: MIT
"""Loops that wait for descriptors, and their transports: both native."""

from _asyncio import BaseEventLoop as BaseSelectorEventLoop, _DatagramTransport, _SocketTransport

from . import log, transports

__all__ = ("BaseSelectorEventLoop",)


class _SelectorSocketTransport(_SocketTransport, transports.Transport):
    """The transport over a stream socket."""

    _start_tls_compatible = True
    _sendfile_compatible = 2  # constants._SendfileMode.TRY_NATIVE


class _SelectorDatagramTransport(_DatagramTransport, transports.DatagramTransport, transports.Transport):
    """The transport over a datagram socket."""


def _log_fatal(transport, message, error):
    log.__getattr__("logger").debug("%r: %s", transport, message, exc_info=(type(error), error, error.__traceback__))


def _log_lost():
    log.report("warning", "socket.send() raised exception.")


def _log_pipe_lost():
    log.report("warning", "pipe closed by peer or os.write(pipe, data) raised exception.")
