# SPDX-License-Identifier: MIT
"""Sockets: the class, its files, and what makes connections; all system calls are in the native `_socket`."""

import _socket
import io
import os
import sys
from _socket import *
from enum import IntEnum as _IntEnum, IntFlag as _IntFlag
from errno import EAGAIN, EBADF, EWOULDBLOCK

__all__ = ["fromfd", "getfqdn", "create_connection", "create_server", "has_dualstack_ipv6", "AddressFamily", "SocketKind",
           "AddressInfo", "MsgFlag", "send_fds", "recv_fds", "socketpair"]
__all__.extend(name for name in dir(_socket) if not name.startswith("_"))


def _enum(kind, name, chosen):
    """An enumeration of those constants of _socket whose names `chosen` accepts; this module's constants become its members."""
    members = {word: number for word, number in vars(_socket).items() if word.isupper() and chosen(word)}
    made = kind(name, sorted(members.items(), key=lambda item: (item[1], item[0])), module=__name__)
    globals().update(made.__members__)
    return made


AddressFamily = _enum(_IntEnum, "AddressFamily", lambda word: word.startswith("AF_"))
SocketKind = _enum(_IntEnum, "SocketKind", lambda word: word.startswith("SOCK_"))
MsgFlag = _enum(_IntFlag, "MsgFlag", lambda word: word.startswith("MSG_"))
AddressInfo = _enum(_IntFlag, "AddressInfo", lambda word: word.startswith("AI_"))
_LOCALHOST, _LOCALHOST_V6 = "127.0.0.1", "::1"
_families, _kinds = AddressFamily._value2member_map_, SocketKind._value2member_map_


class _NoSendfile(Exception):
    """os.sendfile() cannot do it: plain reading and sending must."""


class socket(_socket.socket):
    """A socket, with enumerations for its numbers and files over it."""

    __slots__ = ["__weakref__", "_io_refs", "_closed"]

    def __init__(self, family=-1, type=-1, proto=-1, fileno=None):
        if fileno is None:
            family = AF_INET if family == -1 else family
            type = SOCK_STREAM if type == -1 else type
            proto = 0 if proto == -1 else proto
        _socket.socket.__init__(self, family, type, proto, fileno)
        self._io_refs = 0
        self._closed = False

    def __enter__(self):
        return self

    def __exit__(self, *args):
        if not self._closed:
            self.close()

    def __repr__(self):
        closed = getattr(self, "_closed", False)
        cls = self.__class__
        parts = [f"<{cls.__module__}.{cls.__qualname__}{' [closed]' if closed else ''} fd={self.fileno()}, family={self.family!s}, "
                 f"type={self.type!s}, proto={self.proto}"]
        if not closed:
            for word, ask in (("laddr", self.getsockname), ("raddr", self.getpeername)):
                try:
                    address = ask()
                except (OSError, AttributeError):
                    continue
                if address:
                    parts.append(f"{word}={address}")
        return ", ".join(parts) + ">"

    def __getstate__(self):
        raise TypeError(f"cannot pickle {self.__class__.__name__!r} object")

    def dup(self):
        """Another socket object for the same connection, over a descriptor of its own."""
        made = self.__class__(self.family, self.type, self.proto, fileno=_socket.dup(self.fileno()))
        made.settimeout(self.gettimeout())
        return made

    def accept(self):
        """Waits for a connection: (socket, address of the peer)."""
        descriptor, address = self._accept()
        made = socket(self.family, self.type, self.proto, fileno=descriptor)
        if getdefaulttimeout() is None and self.gettimeout():
            made.setblocking(True)
        return made, address

    def makefile(self, mode="r", buffering=None, *, encoding=None, errors=None, newline=None):
        """A file over the connection, as open() makes them; of modes there are 'r', 'w', 'b' and their combinations."""
        if not set(mode) <= {"r", "w", "b"}:
            raise ValueError(f"invalid mode {mode!r} (only r, w, b allowed)")
        writing = "w" in mode
        reading = "r" in mode or not writing
        raw = SocketIO(self, "r" * reading + "w" * writing)
        self._io_refs += 1
        if buffering is None or buffering < 0:
            buffering = io.DEFAULT_BUFFER_SIZE
        if buffering == 0:
            if "b" not in mode:
                raise ValueError("unbuffered streams must be binary")
            return raw
        if reading and writing:
            buffer = io.BufferedRWPair(raw, raw, buffering)
        elif reading:
            buffer = io.BufferedReader(raw, buffering)
        else:
            buffer = io.BufferedWriter(raw, buffering)
        if "b" in mode:
            return buffer
        text = io.TextIOWrapper(buffer, io.text_encoding(encoding), errors, newline)
        text.mode = mode
        return text

    def sendfile(self, file, offset=0, count=None):
        """Sends a file's contents, by the system's sendfile where it can; how many bytes. The file's position is then behind them."""
        try:
            return self._sendfile_use_sendfile(file, offset, count)
        except _NoSendfile:
            return self._sendfile_use_send(file, offset, count)

    def _check_sendfile_params(self, file, offset, count):
        if "b" not in getattr(file, "mode", "b"):
            raise ValueError("file should be opened in binary mode")
        if not self.type & SOCK_STREAM:
            raise ValueError("only SOCK_STREAM type sockets are supported")
        if count is not None:
            if not isinstance(count, int):
                raise TypeError(f"count must be a positive integer (got {count!r})")
            if count <= 0:
                raise ValueError(f"count must be a positive integer (got {count!r})")

    def _sendfile_use_sendfile(self, file, offset=0, count=None):
        self._check_sendfile_params(file, offset, count)
        import select
        try:
            source = file.fileno()
            size = os.fstat(source).st_size
        except (AttributeError, io.UnsupportedOperation, OSError) as error:
            raise _NoSendfile(error)
        if not size:
            return 0
        timeout = self.gettimeout()
        if timeout == 0:
            raise ValueError("non-blocking sockets are not supported")
        poll = select.poll()
        poll.register(self.fileno(), select.POLLOUT)
        wait = None if timeout is None else timeout * 1000
        step = min(count or size, 2 ** 30)
        total = 0
        try:
            while True:
                if not poll.poll(wait):
                    raise TimeoutError("timed out")
                if count:
                    step = min(count - total, step)
                    if step <= 0:
                        return total
                # In pieces, so that a blocking socket does not keep the interpreter for long.
                try:
                    sent = os.sendfile(self.fileno(), source, offset, min(step, 1 << 20))
                except BlockingIOError:
                    continue
                except OSError as error:
                    if total == 0:
                        raise _NoSendfile(error)
                    raise error from None
                if sent == 0:
                    return total
                offset += sent
                total += sent
        finally:
            if total > 0 and hasattr(file, "seek"):
                file.seek(offset)

    def _sendfile_use_send(self, file, offset=0, count=None):
        self._check_sendfile_params(file, offset, count)
        if self.gettimeout() == 0:
            raise ValueError("non-blocking sockets are not supported")
        if offset:
            file.seek(offset)
        step = min(count, 8192) if count else 8192
        total = 0
        try:
            while True:
                if count:
                    step = min(count - total, step)
                    if step <= 0:
                        return total
                data = memoryview(file.read(step))
                if not data:
                    return total
                while data:
                    try:
                        sent = self.send(data)
                    except BlockingIOError:
                        continue
                    total += sent
                    data = data[sent:]
        finally:
            if total > 0 and hasattr(file, "seek"):
                file.seek(offset + total)

    def _decref_socketios(self):
        if self._io_refs > 0:
            self._io_refs -= 1
        if self._closed:
            self.close()

    def _real_close(self, _close=_socket.socket.close):
        _close(self)

    def close(self):
        # The files over it keep the connection open.
        self._closed = True
        if self._io_refs <= 0:
            self._real_close()

    def detach(self):
        """Closes the object, not its descriptor, which is returned."""
        self._closed = True
        return super().detach()

    @property
    def family(self):
        """The address family."""
        number = super().family
        return _families.get(number, number)

    @property
    def type(self):
        """The kind of socket."""
        number = super().type
        return _kinds.get(number, number)

    def get_inheritable(self):
        """Whether programs that are executed have the descriptor."""
        return os.get_inheritable(self.fileno())

    def set_inheritable(self, inheritable):
        """Sets whether programs that are executed have the descriptor."""
        os.set_inheritable(self.fileno(), inheritable)


def fromfd(fd, family, type, proto=0):
    """A socket over a duplicate of the descriptor."""
    return socket(family, type, proto, _socket.dup(fd))


def send_fds(sock, buffers, fds, flags=0, address=None):
    """Sends data and descriptors over a Unix socket; how many bytes."""
    import struct
    fds = list(fds)
    return sock.sendmsg(buffers, [(_socket.SOL_SOCKET, _socket.SCM_RIGHTS, struct.pack(f"{len(fds)}i", *fds))])


def recv_fds(sock, bufsize, maxfds, flags=0):
    """Receives data and descriptors: (data, descriptors, flags, address)."""
    import struct
    size = struct.calcsize("i")
    data, ancillary, flags, address = sock.recvmsg(bufsize, _socket.CMSG_LEN(maxfds * size))
    found = []
    for level, kind, content in ancillary:
        if level == _socket.SOL_SOCKET and kind == _socket.SCM_RIGHTS:
            whole = len(content) // size
            found.extend(struct.unpack(f"{whole}i", content[:whole * size]))
    return data, found, flags, address


def socketpair(family=None, type=SOCK_STREAM, proto=0):
    """Two sockets that are connected with each other."""
    a, b = _socket.socketpair(AF_UNIX if family is None else family, type, proto)
    return socket(family or AF_UNIX, type, proto, a.detach()), socket(family or AF_UNIX, type, proto, b.detach())


class SocketIO(io.RawIOBase):
    """The raw stream that makefile() stands on."""

    def __init__(self, sock, mode):
        if mode not in ("r", "w", "rw", "rb", "wb", "rwb"):
            raise ValueError(f"invalid mode: {mode!r}")
        super().__init__()
        self._sock = sock
        self._mode = mode if "b" in mode else mode + "b"
        self._reading = "r" in mode
        self._writing = "w" in mode
        self._timeout_occurred = False

    def readinto(self, b):
        """Receives into a buffer: how many bytes, 0 at the end; None if there is nothing yet and the socket does not block."""
        self._checkClosed()
        self._checkReadable()
        if self._timeout_occurred:
            raise OSError("cannot read from timed out object")
        try:
            return self._sock.recv_into(b)
        except TimeoutError:
            self._timeout_occurred = True
            raise
        except OSError as error:
            if error.errno in (EAGAIN, EWOULDBLOCK):
                return None
            raise

    def write(self, b):
        """Sends: how many bytes; None if there is no room and the socket does not block."""
        self._checkClosed()
        self._checkWritable()
        try:
            return self._sock.send(b)
        except OSError as error:
            if error.errno in (EAGAIN, EWOULDBLOCK):
                return None
            raise

    def _open(self):
        if self.closed:
            raise ValueError("I/O operation on closed socket.")

    def readable(self):
        """Whether it reads."""
        self._open()
        return self._reading

    def writable(self):
        """Whether it writes."""
        self._open()
        return self._writing

    def seekable(self):
        """Sockets have no positions."""
        self._open()
        return super().seekable()

    def fileno(self):
        """The socket's descriptor."""
        self._checkClosed()
        return self._sock.fileno()

    @property
    def name(self):
        return -1 if self.closed else self.fileno()

    @property
    def mode(self):
        return self._mode

    def close(self):
        """Closes the stream; the socket only if it was closed itself."""
        if self.closed:
            return
        super().close()
        self._sock._decref_socketios()
        self._sock = None


def getfqdn(name=""):
    """The full name of a host (this one by default), as far as it can be found out."""
    name = name.strip()
    if not name or name in ("0.0.0.0", "::"):
        name = gethostname()
    try:
        official, aliases, _ = gethostbyaddr(name)
    except OSError:
        return name
    return next((each for each in (official, *aliases) if "." in each), official)


_GLOBAL_DEFAULT_TIMEOUT = object()


def create_connection(address, timeout=_GLOBAL_DEFAULT_TIMEOUT, source_address=None, *, all_errors=False):
    """A socket that is connected to (host, port). With `all_errors` an ExceptionGroup says why none of its addresses would do."""
    host, port = address
    failures = []
    for family, kind, proto, _, target in getaddrinfo(host, port, 0, SOCK_STREAM):
        made = None
        try:
            made = socket(family, kind, proto)
            if timeout is not _GLOBAL_DEFAULT_TIMEOUT:
                made.settimeout(timeout)
            if source_address:
                made.bind(source_address)
            made.connect(target)
            failures.clear()
            return made
        except OSError as failure:
            if not all_errors:
                failures.clear()
            failures.append(failure)
            if made is not None:
                made.close()
    if not failures:
        raise OSError("getaddrinfo returns an empty list")
    try:
        if all_errors:
            raise ExceptionGroup("create_connection failed", failures)
        raise failures[0]
    finally:
        failures.clear()  # the frame is part of their tracebacks


def has_dualstack_ipv6():
    """Whether one socket can serve IPv4 and IPv6."""
    try:
        with socket(AF_INET6, SOCK_STREAM) as probe:
            probe.setsockopt(IPPROTO_IPV6, IPV6_V6ONLY, 0)
            return True
    except OSError:
        return False


def create_server(address, *, family=AF_INET, backlog=None, reuse_port=False, dualstack_ipv6=False):
    """A socket that listens at (host, port); with `dualstack_ipv6` for both versions of IP."""
    if dualstack_ipv6:
        if not has_dualstack_ipv6():
            raise ValueError("dualstack_ipv6 not supported on this platform")
        if family != AF_INET6:
            raise ValueError("dualstack_ipv6 requires AF_INET6 family")
    made = socket(family, SOCK_STREAM)
    try:
        try:
            made.setsockopt(SOL_SOCKET, SO_REUSEADDR, 1)
        except OSError:
            pass  # bind() will say what is wrong
        if reuse_port:
            made.setsockopt(SOL_SOCKET, SO_REUSEPORT, 1)
        if family == AF_INET6:
            made.setsockopt(IPPROTO_IPV6, IPV6_V6ONLY, 0 if dualstack_ipv6 else 1)
        try:
            made.bind(address)
        except OSError as failure:
            raise OSError(failure.errno, f"{failure.strerror} (while attempting to bind on address {address!r})") from None
        if backlog is None:
            made.listen()
        else:
            made.listen(backlog)
        return made
    except OSError:
        made.close()
        raise


def _with_enums(found):
    """The rows of the native getaddrinfo() with enumerations for families and kinds."""
    return [(_families.get(family, family), _kinds.get(kind, kind), proto, name, address)
            for family, kind, proto, name, address in found]


def getaddrinfo(host, port, family=0, type=0, proto=0, flags=0):
    """The addresses of a host's service: a list of (family, type, proto, canonical name, address)."""
    return _with_enums(_socket.getaddrinfo(host, port, family, type, proto, flags))
