# SPDX-License-Identifier: MIT
"""What a loop does once for each connection or server: resolving, connecting, listening. What happens for each byte is native, files are
sent in _sendfile.py."""

import collections.abc
import errno
import itertools
import os
import socket
import stat
import sys
import weakref
from functools import partial

from . import base_events, events, exceptions, log, staggered, tasks, trsock

_socket_getaddrinfo, _socket_getnameinfo = socket.getaddrinfo, socket.getnameinfo
base_events.socket = socket  # where programs that want sockets of their own put another module


def _logger():
    return log.__getattr__("logger")


# ---- names

def _ipaddr_info(host, port, family, type, proto, flowinfo=0, scopeid=0):
    """The row of getaddrinfo() for a numeric address; None for what must be looked up."""
    if proto not in (0, socket.IPPROTO_TCP, socket.IPPROTO_UDP) or host is None:
        return None
    if type == socket.SOCK_STREAM:
        proto = socket.IPPROTO_TCP
    elif type == socket.SOCK_DGRAM:
        proto = socket.IPPROTO_UDP
    else:
        return None
    if port is None or port == b"" or port == "":
        port = 0
    else:
        try:
            port = int(port)
        except (TypeError, ValueError):
            return None  # the name of a service
    if isinstance(host, bytes):
        host = host.decode("idna")
    if "%" in host:
        return None  # the resolver knows interfaces
    for each in (socket.AF_INET, socket.AF_INET6) if family == socket.AF_UNSPEC else (family,):
        try:
            socket.inet_pton(each, host)
        except OSError:
            continue
        if each == socket.AF_INET6:
            return each, type, proto, "", (host, port, flowinfo, scopeid)
        return each, type, proto, "", (host, port)
    return None


async def _ensure_resolved(loop, address, *, family=0, type=socket.SOCK_STREAM, proto=0, flags=0):
    host, port = address[:2]
    info = _ipaddr_info(host, port, family, type, proto, *address[2:])
    if info is not None:
        return [info]
    return await loop.getaddrinfo(host, port, family=family, type=type, proto=proto, flags=flags)


async def _getaddrinfo(loop, host, port, family, type, proto, flags):
    resolve = base_events.socket.getaddrinfo
    if resolve is not _socket_getaddrinfo:
        # Somebody has put another one in its place.
        return await loop.run_in_executor(None, resolve, host, port, family, type, proto, flags)
    return socket._with_enums(await loop._resolve(host, port, family, type, proto, flags))


async def _getnameinfo(loop, sockaddr, flags):
    resolve = base_events.socket.getnameinfo
    if resolve is not _socket_getnameinfo:
        return await loop.run_in_executor(None, resolve, sockaddr, flags)
    return await loop._resolve_name(sockaddr, flags)


def _interleave_addrinfos(addrinfos, first_address_family_count=1):
    """Rows of getaddrinfo() in an order in which the families take turns."""
    families = {}
    for info in addrinfos:
        families.setdefault(info[0], []).append(info)
    groups = list(families.values())
    ordered = []
    if first_address_family_count > 1:
        ordered.extend(groups[0][:first_address_family_count - 1])
        del groups[0][:first_address_family_count - 1]
    ordered.extend(info for info in itertools.chain.from_iterable(itertools.zip_longest(*groups)) if info is not None)
    return ordered


# ---- connecting

def _check_ssl(ssl, server_hostname=None, ssl_handshake_timeout=None, ssl_shutdown_timeout=None):
    if server_hostname is not None and not ssl:
        raise ValueError("server_hostname is only meaningful with ssl")
    if ssl_handshake_timeout is not None and not ssl:
        raise ValueError("ssl_handshake_timeout is only meaningful with ssl")
    if ssl_shutdown_timeout is not None and not ssl:
        raise ValueError("ssl_shutdown_timeout is only meaningful with ssl")


def _check_ssl_socket(sock):
    """TLS over TLS is for start_tls()."""
    ssl = sys.modules.get("ssl")
    if ssl is not None and isinstance(sock, ssl.SSLSocket):
        raise TypeError("Socket cannot be of type SSLSocket")


def _check_nonblocking(loop, sock):
    if loop.get_debug() and sock.gettimeout() != 0:
        raise ValueError("the socket must be non-blocking")


async def _sock_connect(loop, sock, address):
    _check_ssl_socket(sock)
    _check_nonblocking(loop, sock)
    if sock.family in (socket.AF_INET, socket.AF_INET6):
        infos = await _ensure_resolved(loop, address, family=sock.family, type=sock.type, proto=sock.proto)
        address = infos[0][4]
    try:
        sock.connect(address)
        return
    except (BlockingIOError, InterruptedError):
        pass
    while True:
        await loop._wait_ready(sock, False)
        number = sock.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR)
        if not number:
            return
        if number not in (errno.EAGAIN, errno.EINPROGRESS, errno.EINTR):
            raise OSError(number, f"Connect call failed {address}")


async def _connect_sock(loop, failures, info, local_infos=None):
    """A socket that is connected to the address of a row of getaddrinfo()."""
    own = []
    failures.append(own)
    family, kind, proto, _, address = info
    sock = None
    try:
        sock = base_events.socket.socket(family=family, type=kind, proto=proto)
        sock.setblocking(False)
        if local_infos is not None:
            for local_family, _, _, _, local in local_infos:
                if local_family != family:
                    continue
                try:
                    sock.bind(local)
                    break
                except OSError as error:
                    own.append(OSError(error.errno, f"error while attempting to bind on address {local!r}: {str(error).lower()}"))
            else:
                if own:
                    raise own.pop()
                raise OSError(f"no matching local address with {family=} found")
        await loop.sock_connect(sock, address)
        return sock
    except OSError as error:
        own.append(error)
        if sock is not None:
            sock.close()
        raise
    except:
        if sock is not None:
            sock.close()
        raise
    finally:
        failures = own = None  # the frame is part of their tracebacks


async def _transport_over(loop, sock, protocol_factory, ssl, server_hostname, server_side=False, ssl_handshake_timeout=None, ssl_shutdown_timeout=None):
    sock.setblocking(False)
    protocol = protocol_factory()
    waiter = loop.create_future()
    if ssl:
        transport = loop._make_ssl_transport(
            sock, protocol, None if isinstance(ssl, bool) else ssl, waiter, server_side=server_side, server_hostname=server_hostname,
            ssl_handshake_timeout=ssl_handshake_timeout, ssl_shutdown_timeout=ssl_shutdown_timeout)
    else:
        transport = loop._make_socket_transport(sock, protocol, waiter)
    try:
        await waiter
    except:
        transport.close()
        raise
    return transport, protocol


async def _create_connection(loop, protocol_factory, host, port, ssl, family, proto, flags, sock, local_addr, server_hostname,
                             ssl_handshake_timeout, ssl_shutdown_timeout, happy_eyeballs_delay, interleave, all_errors):
    if server_hostname is not None and not ssl:
        raise ValueError("server_hostname is only meaningful with ssl")
    if server_hostname is None and ssl:
        if not host:
            raise ValueError("You must set server_hostname when using ssl without a host")
        server_hostname = host
    _check_ssl(ssl, None, ssl_handshake_timeout, ssl_shutdown_timeout)
    if sock is not None:
        _check_ssl_socket(sock)
    if happy_eyeballs_delay is not None and interleave is None:
        interleave = 1
    if host is not None or port is not None:
        if sock is not None:
            raise ValueError("host/port and sock can not be specified at the same time")
        resolve = partial(_ensure_resolved, loop, family=family, type=socket.SOCK_STREAM, proto=proto, flags=flags)
        infos = await resolve((host, port))
        if not infos:
            raise OSError("getaddrinfo() returned empty list")
        local_infos = None
        if local_addr is not None:
            local_infos = await resolve(local_addr)
            if not local_infos:
                raise OSError("getaddrinfo() returned empty list")
        if interleave:
            infos = _interleave_addrinfos(infos, interleave)
        failures = []
        if happy_eyeballs_delay is None:
            for info in infos:
                try:
                    sock = await _connect_sock(loop, failures, info, local_infos)
                    break
                except OSError:
                    continue
        else:
            # RFC 8305: each address gets a head start, then the next is tried beside it.
            sock, _, _ = await staggered.staggered_race(
                (partial(_connect_sock, loop, failures, info, local_infos) for info in infos), happy_eyeballs_delay, loop=loop)
        if sock is None:
            _raise_failures([error for own in failures for error in own], all_errors)
        failures = None
    else:
        if sock is None:
            raise ValueError("host and port was not specified and no sock specified")
        if sock.type != socket.SOCK_STREAM:
            raise ValueError(f"A Stream Socket was expected, got {sock!r}")
    transport, protocol = await _transport_over(loop, sock, protocol_factory, ssl, server_hostname, False, ssl_handshake_timeout, ssl_shutdown_timeout)
    if loop.get_debug():
        _logger().debug("%r connected to %s:%r: (%r, %r)", transport.get_extra_info("socket"), host, port, transport, protocol)
    return transport, protocol


def _raise_failures(failures, all_errors):
    try:
        if all_errors:
            raise ExceptionGroup("create_connection failed", failures)
        first = str(failures[0])
        if all(str(error) == first for error in failures):
            raise failures[0]
        raise OSError(f"Multiple exceptions: {', '.join(str(error) for error in failures)}")
    finally:
        failures = None


async def _connect_accepted_socket(loop, protocol_factory, sock, ssl, ssl_handshake_timeout, ssl_shutdown_timeout):
    if sock.type != socket.SOCK_STREAM:
        raise ValueError(f"A Stream Socket was expected, got {sock!r}")
    _check_ssl(ssl, None, ssl_handshake_timeout, ssl_shutdown_timeout)
    _check_ssl_socket(sock)
    transport, protocol = await _transport_over(loop, sock, protocol_factory, ssl, "", True, ssl_handshake_timeout, ssl_shutdown_timeout)
    if loop.get_debug():
        _logger().debug("%r handled: (%r, %r)", transport.get_extra_info("socket"), transport, protocol)
    return transport, protocol


async def _create_unix_connection(loop, protocol_factory, path, ssl, sock, server_hostname, ssl_handshake_timeout, ssl_shutdown_timeout):
    assert server_hostname is None or isinstance(server_hostname, str)
    if ssl and server_hostname is None:
        raise ValueError("you have to pass server_hostname when using ssl")
    _check_ssl(ssl, server_hostname, ssl_handshake_timeout, ssl_shutdown_timeout)
    if path is not None:
        if sock is not None:
            raise ValueError("path and sock can not be specified at the same time")
        path = os.fspath(path)
        sock = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM, 0)
        try:
            sock.setblocking(False)
            await loop.sock_connect(sock, path)
        except:
            sock.close()
            raise
    else:
        if sock is None:
            raise ValueError("no path and sock were specified")
        _check_unix(sock)
        sock.setblocking(False)
    return await _transport_over(loop, sock, protocol_factory, ssl, server_hostname, False, ssl_handshake_timeout, ssl_shutdown_timeout)


def _check_unix(sock):
    if sock.family != socket.AF_UNIX or sock.type != socket.SOCK_STREAM:
        raise ValueError(f"A UNIX Domain Stream Socket was expected, got {sock!r}")


async def _start_tls(loop, transport, protocol, sslcontext, server_side, server_hostname, ssl_handshake_timeout, ssl_shutdown_timeout):
    from . import sslproto
    if sslproto.ssl is None:
        raise RuntimeError("Python ssl module is not available")
    if not isinstance(sslcontext, sslproto.ssl.SSLContext):
        raise TypeError(f"sslcontext is expected to be an instance of ssl.SSLContext, got {sslcontext!r}")
    if not getattr(transport, "_start_tls_compatible", False):
        raise TypeError(f"transport {transport!r} is not supported by start_tls()")
    waiter = loop.create_future()
    tls = sslproto.SSLProtocol(loop, protocol, sslcontext, waiter, server_side, server_hostname, call_connection_made=False,
                               ssl_handshake_timeout=ssl_handshake_timeout, ssl_shutdown_timeout=ssl_shutdown_timeout)
    # Nothing arrives before connection_made().
    transport.pause_reading()
    transport.set_protocol(tls)
    made = loop.call_soon(tls.connection_made, transport)
    resumed = loop.call_soon(transport.resume_reading)
    try:
        await waiter
    except BaseException:
        transport.close()
        made.cancel()
        resumed.cancel()
        raise
    return tls._app_transport


def _make_ssl_transport(loop, rawsock, protocol, sslcontext, waiter, server_side, server_hostname, extra, server, ssl_handshake_timeout,
                        ssl_shutdown_timeout):
    from . import sslproto
    tls = sslproto.SSLProtocol(loop, protocol, sslcontext, waiter, server_side, server_hostname,
                               ssl_handshake_timeout=ssl_handshake_timeout, ssl_shutdown_timeout=ssl_shutdown_timeout)
    loop._make_socket_transport(rawsock, tls, extra=extra, server=server)
    return tls._app_transport


async def _accept_tls(loop, protocol_factory, sock, peername, server, sslcontext, ssl_handshake_timeout, ssl_shutdown_timeout):
    """Shakes hands with a client that was accepted. What goes wrong with one is no matter of the others, and reported in debug mode only."""
    protocol = transport = None
    try:
        protocol = protocol_factory()
        waiter = loop.create_future()
        transport = loop._make_ssl_transport(
            sock, protocol, sslcontext, waiter=waiter, server_side=True, extra={"peername": peername}, server=server,
            ssl_handshake_timeout=ssl_handshake_timeout, ssl_shutdown_timeout=ssl_shutdown_timeout)
        try:
            await waiter
        except BaseException:
            transport.close()
            waiter = None  # it has the exception, whose traceback has this frame
            raise
    except (SystemExit, KeyboardInterrupt):
        raise
    except BaseException as error:
        if transport is None:
            sock.close()
        if loop.get_debug():
            context = {"message": "Error on transport creation for incoming connection", "exception": error}
            if protocol is not None:
                context["protocol"] = protocol
            if transport is not None:
                context["transport"] = transport
            loop.call_exception_handler(context)


# ---- pipes

async def _connect_pipe(loop, make, protocol_factory, pipe, what):
    protocol = protocol_factory()
    waiter = loop.create_future()
    transport = make(pipe, protocol, waiter)
    try:
        await waiter
    except:
        transport.close()
        raise
    if loop.get_debug():
        _logger().debug("%s pipe %r connected: (%r, %r)", what, pipe.fileno(), transport, protocol)
    return transport, protocol


async def _connect_read_pipe(loop, protocol_factory, pipe):
    return await _connect_pipe(loop, loop._make_read_pipe_transport, protocol_factory, pipe, "Read")


async def _connect_write_pipe(loop, protocol_factory, pipe):
    return await _connect_pipe(loop, loop._make_write_pipe_transport, protocol_factory, pipe, "Write")


# ---- datagrams

async def _create_datagram_endpoint(loop, protocol_factory, local_addr, remote_addr, family, proto, flags, reuse_port, allow_broadcast, sock):
    remote = None
    if sock is not None:
        if sock.type == socket.SOCK_STREAM:
            raise ValueError(f"A datagram socket was expected, got {sock!r}")
        options = {"local_addr": local_addr, "remote_addr": remote_addr, "family": family, "proto": proto, "flags": flags,
                   "reuse_port": reuse_port, "allow_broadcast": allow_broadcast}
        problems = ", ".join(f"{name}={value}" for name, value in options.items() if value)
        if problems:
            raise ValueError(f"socket modifier keyword arguments can not be used when sock is specified. ({problems})")
        sock.setblocking(False)
    else:
        failures = []
        for (family, proto), (local, remote_address) in await _endpoints(loop, local_addr, remote_addr, family, proto, flags):
            sock = remote = None
            try:
                sock = base_events.socket.socket(family=family, type=socket.SOCK_DGRAM, proto=proto)
                if reuse_port:
                    _set_reuseport(sock)
                if allow_broadcast:
                    sock.setsockopt(socket.SOL_SOCKET, socket.SO_BROADCAST, 1)
                sock.setblocking(False)
                if local_addr:
                    sock.bind(local)
                if remote_addr:
                    if not allow_broadcast:
                        await loop.sock_connect(sock, remote_address)
                    remote = remote_address
            except OSError as error:
                if sock is not None:
                    sock.close()
                failures.append(error)
            except:
                if sock is not None:
                    sock.close()
                raise
            else:
                break
        else:
            raise failures[0]
    protocol = protocol_factory()
    waiter = loop.create_future()
    transport = loop._make_datagram_transport(sock, protocol, remote, waiter)
    if loop.get_debug():
        if local_addr:
            _logger().info("Datagram endpoint local_addr=%r remote_addr=%r created: (%r, %r)", local_addr, remote_addr, transport, protocol)
        else:
            _logger().debug("Datagram endpoint remote_addr=%r created: (%r, %r)", remote_addr, transport, protocol)
    try:
        await waiter
    except:
        transport.close()
        raise
    return transport, protocol


async def _endpoints(loop, local_addr, remote_addr, family, proto, flags):
    """Pairs of (family, protocol) and (local address, remote address) that may do."""
    if not local_addr and not remote_addr:
        if family == 0:
            raise ValueError("unexpected address family")
        return [((family, proto), (None, None))]
    if family == socket.AF_UNIX:
        for address in (local_addr, remote_addr):
            if address is not None and not isinstance(address, str):
                raise TypeError("string is expected")
        if local_addr and local_addr[0] not in (0, "\x00"):
            _remove_stale(local_addr)
        return [((family, proto), (local_addr, remote_addr))]
    found = {}
    for place, address in enumerate((local_addr, remote_addr)):
        if address is None:
            continue
        if not (isinstance(address, tuple) and len(address) == 2):
            raise TypeError("2-tuple is expected")
        infos = await _ensure_resolved(loop, address, family=family, type=socket.SOCK_DGRAM, proto=proto, flags=flags)
        if not infos:
            raise OSError("getaddrinfo() returned empty list")
        for each_family, _, each_proto, _, resolved in infos:
            found.setdefault((each_family, each_proto), [None, None])[place] = resolved
    pairs = [(key, pair) for key, pair in found.items()
             if not (local_addr and pair[0] is None or remote_addr and pair[1] is None)]
    if not pairs:
        raise ValueError("can not get address information")
    return pairs


def _set_reuseport(sock):
    if not hasattr(base_events.socket, "SO_REUSEPORT"):
        raise ValueError("reuse_port not supported by socket module")
    try:
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
    except OSError:
        raise ValueError("reuse_port not supported by socket module, SO_REUSEPORT defined but not implemented.")


def _remove_stale(path):
    """Removes the socket that a server of the past has left."""
    try:
        if stat.S_ISSOCK(os.stat(path).st_mode):
            os.remove(path)
    except FileNotFoundError:
        pass
    except OSError as error:
        # There may be leave to create a socket and no more.
        _logger().error("Unable to check or remove stale UNIX socket %r: %r", path, error)


# ---- listening

async def _infos_for_server(loop, host, port, family, flags):
    infos = await _ensure_resolved(loop, (host, port), family=family, type=socket.SOCK_STREAM, flags=flags)
    if not infos:
        raise OSError(f"getaddrinfo({host!r}) returned empty list")
    return infos


async def _create_server(loop, protocol_factory, host, port, family, flags, sock, backlog, ssl, reuse_address, reuse_port, keep_alive,
                         ssl_handshake_timeout, ssl_shutdown_timeout, start_serving):
    if isinstance(ssl, bool):
        raise TypeError("ssl argument must be an SSLContext or None")
    _check_ssl(ssl is not None, None, ssl_handshake_timeout, ssl_shutdown_timeout)
    if host is not None or port is not None:
        if sock is not None:
            raise ValueError("host/port and sock can not be specified at the same time")
        if host == "":
            hosts = [None]
        elif isinstance(host, str) or not isinstance(host, collections.abc.Iterable):
            hosts = [host]
        else:
            hosts = host
        if reuse_address is None:
            reuse_address = os.name == "posix" and sys.platform != "cygwin"
        found = await tasks.gather(*[_infos_for_server(loop, each, port, family, flags) for each in hosts])
        sockets = _bind_all(loop, set(itertools.chain.from_iterable(found)), reuse_address, reuse_port, keep_alive)
    else:
        if sock is None:
            raise ValueError("Neither host/port nor sock were specified")
        if sock.type != socket.SOCK_STREAM:
            raise ValueError(f"A Stream Socket was expected, got {sock!r}")
        sockets = [sock]
    for sock in sockets:
        sock.setblocking(False)
    server = Server(loop, sockets, protocol_factory, ssl, backlog, ssl_handshake_timeout, ssl_shutdown_timeout)
    if start_serving:
        await _begin_serving(server)
    if loop.get_debug():
        _logger().info("%r is serving", server)
    return server


def _bind_all(loop, infos, reuse_address, reuse_port, keep_alive):
    """A socket for each address."""
    sockets = []
    completed = False
    try:
        for family, kind, proto, _, address in infos:
            try:
                sock = base_events.socket.socket(family, kind, proto)
            except OSError:
                # The system does not have this combination.
                if loop.get_debug():
                    _logger().warning("create_server() failed to create socket.socket(%r, %r, %r)", family, kind, proto, exc_info=True)
                continue
            sockets.append(sock)
            if reuse_address:
                sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, True)
            if reuse_port:
                _set_reuseport(sock)
            if keep_alive:
                sock.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, True)
            if family == socket.AF_INET6:
                # IPv4 has a socket of its own.
                sock.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, True)
            try:
                sock.bind(address)
            except OSError as error:
                message = f"error while attempting to bind on address {address!r}: {str(error).lower()}"
                if error.errno == errno.EADDRNOTAVAIL:
                    # The family is not enabled.
                    sockets.pop().close()
                    if loop.get_debug():
                        _logger().warning(message)
                    continue
                raise OSError(error.errno, message) from None
        if not sockets:
            raise OSError(f"could not bind on any address out of {[info[4] for info in infos]!r}")
        completed = True
        return sockets
    finally:
        if not completed:
            for sock in sockets:
                sock.close()


async def _begin_serving(server):
    server._start_serving()
    try:
        await tasks.sleep(0)
    except:
        server.close()  # whoever was to have it never will
        raise


async def _create_unix_server(loop, protocol_factory, path, sock, backlog, ssl, ssl_handshake_timeout, ssl_shutdown_timeout, start_serving,
                              cleanup_socket=False):
    if isinstance(ssl, bool):
        raise TypeError("ssl argument must be an SSLContext or None")
    _check_ssl(ssl, None, ssl_handshake_timeout, ssl_shutdown_timeout)
    if path is not None:
        if sock is not None:
            raise ValueError("path and sock can not be specified at the same time")
        path = os.fspath(path)
        sock = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        if path[0] not in (0, "\x00"):
            _remove_stale(path)
        try:
            sock.bind(path)
        except OSError as error:
            sock.close()
            if error.errno == errno.EADDRINUSE:
                raise OSError(errno.EADDRINUSE, f"Address {path!r} is already in use") from None
            raise
        except:
            sock.close()
            raise
    else:
        if sock is None:
            raise ValueError("path was not specified, and no sock specified")
        _check_unix(sock)
    sock.setblocking(False)
    server = Server(loop, [sock], protocol_factory, ssl, backlog, ssl_handshake_timeout, ssl_shutdown_timeout)
    if cleanup_socket:
        path = sock.getsockname()
        if path and path[0] not in (0, "\x00"):
            try:
                server._path = path, os.stat(path).st_ino
            except FileNotFoundError:
                pass
    if start_serving:
        await _begin_serving(server)
    return server


class Server(events.AbstractServer):
    """Listening sockets and the connections that came through them."""

    _path = None  # of the Unix socket to be removed, with its inode

    def __init__(self, loop, sockets, protocol_factory, ssl_context, backlog, ssl_handshake_timeout, ssl_shutdown_timeout=None):
        self._loop = loop
        self._sockets = sockets
        self._clients = weakref.WeakSet()  # transports that nobody else holds are to be found abandoned
        self._waiters = []
        self._protocol_factory = protocol_factory
        self._backlog = backlog
        self._ssl_context = ssl_context
        self._ssl_handshake_timeout = ssl_handshake_timeout
        self._ssl_shutdown_timeout = ssl_shutdown_timeout
        self._serving = False
        self._serving_forever_fut = None

    def __repr__(self):
        return f"<{self.__class__.__name__} sockets={self.sockets!r}>"

    def _attach(self, transport):
        assert self._sockets is not None
        self._clients.add(transport)

    def _detach(self, transport):
        self._clients.discard(transport)
        if not self._clients and self._sockets is None:
            self._wakeup()

    def _wakeup(self):
        waiters, self._waiters = self._waiters, None
        for waiter in waiters or ():
            if not waiter.done():
                waiter.set_result(None)

    def _start_serving(self):
        if self._serving:
            return
        self._serving = True
        for sock in self._sockets:
            sock.listen(self._backlog)
            self._loop._start_serving(self._protocol_factory, sock, self._ssl_context, self, self._backlog,
                                      self._ssl_handshake_timeout, self._ssl_shutdown_timeout)

    def get_loop(self):
        """The loop it belongs to."""
        return self._loop

    def is_serving(self):
        """Whether it accepts connections."""
        return self._serving

    @property
    def sockets(self):
        """The listening sockets."""
        return () if self._sockets is None else tuple(trsock.TransportSocket(sock) for sock in self._sockets)

    def close(self):
        """Accepts no more connections; those that there are stay."""
        sockets, self._sockets = self._sockets, None
        if sockets is None:
            return
        for sock in sockets:
            self._loop._stop_serving(sock)
        if self._path is not None:
            path, inode = self._path
            try:
                if os.stat(path).st_ino == inode:
                    os.unlink(path)
            except FileNotFoundError:
                pass
            except OSError as error:
                _logger().error("Unable to clean up listening UNIX socket %r: %r", path, error)
        self._serving = False
        if self._serving_forever_fut is not None and not self._serving_forever_fut.done():
            self._serving_forever_fut.cancel()
            self._serving_forever_fut = None
        if not self._clients:
            self._wakeup()

    def close_clients(self):
        """Closes all connections."""
        for transport in self._clients.copy():
            transport.close()

    def abort_clients(self):
        """Closes all connections at once; what was not sent is lost."""
        for transport in self._clients.copy():
            transport.abort()

    async def start_serving(self):
        """Accepts connections from now on."""
        self._start_serving()
        await tasks.sleep(0)

    async def serve_forever(self):
        """Accepts connections until it is cancelled, which closes the server."""
        if self._serving_forever_fut is not None:
            raise RuntimeError(f"server {self!r} is already being awaited on serve_forever()")
        if self._sockets is None:
            raise RuntimeError(f"server {self!r} is closed")
        self._start_serving()
        self._serving_forever_fut = self._loop.create_future()
        try:
            await self._serving_forever_fut
        except exceptions.CancelledError:
            self.close()
            await self.wait_closed()
            raise
        finally:
            self._serving_forever_fut = None

    async def wait_closed(self):
        """Waits until it is closed and all its connections are gone."""
        if self._waiters is None:
            return
        waiter = self._loop.create_future()
        self._waiters.append(waiter)
        await waiter


Server.__module__ = "asyncio.base_events"
