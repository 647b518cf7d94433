# SPDX-License-Identifier: MIT
"""TLS between a transport and a protocol. What happens for each byte, and the steps from handshake to shutdown, are native."""

import enum

from . import constants, log, protocols, transports

try:
    import ssl
    from _asyncio import _SSLProtocol, _SSLTransport
except ImportError:
    ssl = None

    class _SSLTransport:
        """Stands for what is not there: the constructor says so."""

    class _SSLProtocol(_SSLTransport):
        pass
else:
    SSLAgainErrors = ssl.SSLWantReadError, ssl.SSLSyscallError


class SSLProtocolState(enum.Enum):
    UNWRAPPED = "UNWRAPPED"
    DO_HANDSHAKE = "DO_HANDSHAKE"
    WRAPPED = "WRAPPED"
    FLUSHING = "FLUSHING"
    SHUTDOWN = "SHUTDOWN"


class AppProtocolState(enum.Enum):
    STATE_INIT = "STATE_INIT"
    STATE_CON_MADE = "STATE_CON_MADE"
    STATE_EOF = "STATE_EOF"
    STATE_CON_LOST = "STATE_CON_LOST"


def _create_transport_context(server_side, server_hostname):
    """The context of a client that has given none."""
    if server_side:
        raise ValueError("Server side SSL needs a valid SSLContext")
    context = ssl.create_default_context()
    if not server_hostname:
        context.check_hostname = False
    return context


def _seconds(name, given, default):
    if given is None:
        return default
    if given <= 0:
        raise ValueError(f"{name} should be a positive number, got {given}")
    return given


class _SSLProtocolTransport(_SSLTransport, transports.Transport):
    """The application's transport."""

    _start_tls_compatible = True
    _sendfile_compatible = 3  # constants._SendfileMode.FALLBACK

    def __init__(self, loop, ssl_protocol):
        self._set_up(loop, ssl_protocol)


class SSLProtocol(_SSLProtocol, protocols.BufferedProtocol):
    """A protocol for the transport below, and what the application's transport stands on."""

    max_size = 256 * 1024

    def __init__(self, loop, app_protocol, sslcontext, waiter, server_side=False, server_hostname=None, call_connection_made=True,
                 ssl_handshake_timeout=None, ssl_shutdown_timeout=None):
        if ssl is None:
            raise RuntimeError("stdlib ssl module not available")
        handshake = _seconds("ssl_handshake_timeout", ssl_handshake_timeout, constants.SSL_HANDSHAKE_TIMEOUT)
        shutdown = _seconds("ssl_shutdown_timeout", ssl_shutdown_timeout, constants.SSL_SHUTDOWN_TIMEOUT)
        if not sslcontext:
            sslcontext = _create_transport_context(server_side, server_hostname)
        hostname = server_hostname if server_hostname and not server_side else None
        self._set_app_protocol(app_protocol)
        transport = _SSLProtocolTransport.__new__(_SSLProtocolTransport)
        self._set_up(loop, sslcontext, waiter, server_side, hostname, call_connection_made, handshake, shutdown, transport)
        transport.__init__(loop, self)


def _debug(protocol, message, value):
    arguments = (protocol,) if value is None else (protocol, value)
    log.__getattr__("logger").debug(message, *arguments)


def _log_lost():
    log.report("warning", "SSL connection is closed")


def _log_kept_open():
    log.report("warning", "returning true from eof_received() has no effect when using ssl")
