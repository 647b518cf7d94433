# SPDX-License-Identifier: MIT
"""Connections of `ssl`, over memory and over sockets; its contexts make them."""

import errno
import warnings
from _ssl import ENCODING_DER, SSL_ERROR_EOF, SSLError
from socket import SO_TYPE, SOCK_STREAM, SOL_SOCKET, socket

__name__ = "ssl"  # to which all of this belongs

CHANNEL_BINDING_TYPES = ["tls-unique"]


# ---- connections over memory

class SSLObject:
    """One side of a connection whose bytes go through MemoryBIOs; SSLContext.wrap_bio() makes them."""

    def __init__(self, *args, **kwargs):
        raise TypeError(f"{self.__class__.__name__} does not have a public constructor. Instances are returned by SSLContext.wrap_bio().")

    @classmethod
    def _create(cls, incoming, outgoing, server_side=False, server_hostname=None, session=None, context=None):
        self = cls.__new__(cls)
        self._sslobj = context._wrap_bio(incoming, outgoing, server_side=server_side, server_hostname=server_hostname, owner=self, session=session)
        return self

    @property
    def context(self):
        """The SSLContext that is in use."""
        return self._sslobj.context

    @context.setter
    def context(self, ctx):
        self._sslobj.context = ctx

    @property
    def session(self):
        """The session, which a client may resume with another connection."""
        return self._sslobj.session

    @session.setter
    def session(self, session):
        self._sslobj.session = session

    @property
    def session_reused(self):
        """Whether a session was resumed."""
        return self._sslobj.session_reused

    @property
    def server_side(self):
        """Whether it is the server's side."""
        return self._sslobj.server_side

    @property
    def server_hostname(self):
        """The server's name as the client gave it, or None."""
        return self._sslobj.server_hostname

    def read(self, len=1024, buffer=None):
        """Up to `len` bytes; into a buffer, if one is given: how many."""
        if buffer is not None:
            return self._sslobj.read(len, buffer)
        return self._sslobj.read(len)

    def write(self, data):
        """Encrypts data: how many bytes of it."""
        return self._sslobj.write(data)

    def getpeercert(self, binary_form=False):
        """The peer's certificate: a dict, {} if it was not verified, None if there is none; or DER."""
        return self._sslobj.getpeercert(binary_form)

    def get_verified_chain(self):
        """The certificates from the peer's to a trusted one, as DER."""
        return _der(self._sslobj.get_verified_chain())

    def get_unverified_chain(self):
        """The certificates that the peer has sent, as DER."""
        return _der(self._sslobj.get_unverified_chain())

    def selected_npn_protocol(self):
        """None: Next Protocol Negotiation is not spoken."""
        warnings.warn("ssl NPN is deprecated, use ALPN instead", DeprecationWarning, stacklevel=2)

    def selected_alpn_protocol(self):
        """The protocol that ALPN came to, or None."""
        return self._sslobj.selected_alpn_protocol()

    def cipher(self):
        """The cipher in use: (name, protocol, bits)."""
        return self._sslobj.cipher()

    def shared_ciphers(self):
        """On the server's side, the ciphers that the client knows too."""
        return self._sslobj.shared_ciphers()

    def compression(self):
        """The compression in use, or None."""
        return self._sslobj.compression()

    def pending(self):
        """How many bytes are decrypted already."""
        return self._sslobj.pending()

    def do_handshake(self):
        """Goes on with the handshake."""
        self._sslobj.do_handshake()

    def unwrap(self):
        """Goes on with the end of the connection."""
        return self._sslobj.shutdown()

    def get_channel_binding(self, cb_type="tls-unique"):
        """Bytes that only the two sides of this connection know, or None before the handshake."""
        return self._sslobj.get_channel_binding(cb_type)

    def version(self):
        """The version of TLS that is spoken, or None."""
        return self._sslobj.version()

    def verify_client_post_handshake(self):
        """Asks the client for its certificate now."""
        return self._sslobj.verify_client_post_handshake()


def _der(chain):
    return [certificate.public_bytes(ENCODING_DER) for certificate in chain or ()]


def _documented(function):
    """The same as in SSLObject."""
    function.__doc__ = getattr(SSLObject, function.__name__).__doc__
    return function


# ---- connections over sockets

class SSLSocket(socket):
    """A socket that speaks TLS; SSLContext.wrap_socket() makes them."""

    def __init__(self, *args, **kwargs):
        raise TypeError(f"{self.__class__.__name__} does not have a public constructor. Instances are returned by SSLContext.wrap_socket().")

    @classmethod
    def _create(cls, sock, server_side=False, do_handshake_on_connect=True, suppress_ragged_eofs=True, server_hostname=None, context=None, session=None):
        if sock.getsockopt(SOL_SOCKET, SO_TYPE) != SOCK_STREAM:
            raise NotImplementedError("only stream sockets are supported")
        if server_side:
            if server_hostname:
                raise ValueError("server_hostname can only be specified in client mode")
            if session is not None:
                raise ValueError("session can only be specified in client mode")
        if context.check_hostname and not server_hostname:
            raise ValueError("check_hostname requires server_hostname")
        timeout = sock.gettimeout()
        own = {"family": sock.family, "type": sock.type, "proto": sock.proto, "fileno": sock.fileno()}
        self = cls.__new__(cls, **own)
        super(SSLSocket, self).__init__(**own)
        sock.detach()
        try:
            self._context = context
            self._session = session
            self._closed = False
            self._sslobj = None
            self.server_side = server_side
            self.server_hostname = context._encode_hostname(server_hostname)
            self.do_handshake_on_connect = do_handshake_on_connect
            self.suppress_ragged_eofs = suppress_ragged_eofs
            connected = self._begin()
            self.settimeout(timeout)
            self._connected = connected
            if connected:
                self._wrap()
                if do_handshake_on_connect:
                    if timeout == 0.0:
                        raise ValueError("do_handshake_on_connect should not be specified for non-blocking sockets")
                    self.do_handshake()
        except:
            try:
                self.close()
            except OSError:
                pass
            raise
        return self

    def _begin(self):
        """Whether there is a peer."""
        try:
            self.getpeername()
            return True
        except OSError as error:
            if error.errno != errno.ENOTCONN:
                raise
            not_connected = error.errno
        # A peer that is gone may have left bytes, which did not come through TLS.
        blocking = self.getblocking()
        self.setblocking(False)
        try:
            early = self.recv(1)
        except OSError as error:
            if error.errno not in (errno.ENOTCONN, errno.EINVAL):
                raise
            early = b""
        self.setblocking(blocking)
        if early:
            reason = "Closed before TLS handshake with data in recv buffer."
            error = SSLError(not_connected, reason)
            error.reason = reason
            error.library = None
            try:
                raise error
            finally:
                error = None
        return False

    def _wrap(self):
        self._sslobj = self._context._wrap_socket(self, self.server_side, self.server_hostname, owner=self, session=self._session)

    @property
    @_documented
    def context(self):
        return self._context

    @context.setter
    def context(self, ctx):
        self._context = ctx
        self._sslobj.context = ctx

    @property
    @_documented
    def session(self):
        if self._sslobj is not None:
            return self._sslobj.session

    @session.setter
    def session(self, session):
        self._session = session
        if self._sslobj is not None:
            self._sslobj.session = session

    @property
    @_documented
    def session_reused(self):
        if self._sslobj is not None:
            return self._sslobj.session_reused

    def dup(self):
        """Not possible: the state of the connection is here."""
        raise NotImplementedError("Can't dup() %s instances" % self.__class__.__name__)

    def _checkClosed(self, msg=None):
        pass

    def _check_connected(self):
        if not self._connected:
            self.getpeername()

    def _plain(self, flags, method):
        """Whether it is a socket without TLS."""
        self._checkClosed()
        if self._sslobj is None:
            return True
        if flags:
            raise ValueError(f"non-zero flags not allowed in calls to {method}() on {self.__class__}")
        return False

    def _refuse(self, method):
        self._checkClosed()
        if self._sslobj is not None:
            raise ValueError(f"{method} not allowed on instances of {self.__class__}")

    def read(self, len=1024, buffer=None):
        """Up to `len` bytes, none at the end; into a buffer, if one is given: how many."""
        self._checkClosed()
        if self._sslobj is None:
            raise ValueError("Read on closed or unwrapped SSL socket.")
        try:
            if buffer is not None:
                return self._sslobj.read(len, buffer)
            return self._sslobj.read(len)
        except SSLError as error:
            if error.args[0] == SSL_ERROR_EOF and self.suppress_ragged_eofs:
                return b"" if buffer is None else 0
            raise

    def write(self, data):
        """Sends data: how many bytes of it."""
        self._checkClosed()
        if self._sslobj is None:
            raise ValueError("Write on closed or unwrapped SSL socket.")
        return self._sslobj.write(data)

    @_documented
    def getpeercert(self, binary_form=False):
        self._checkClosed()
        self._check_connected()
        return self._sslobj.getpeercert(binary_form)

    @_documented
    def get_verified_chain(self):
        return _der(self._sslobj.get_verified_chain())

    @_documented
    def get_unverified_chain(self):
        return _der(self._sslobj.get_unverified_chain())

    @_documented
    def selected_npn_protocol(self):
        self._checkClosed()
        warnings.warn("ssl NPN is deprecated, use ALPN instead", DeprecationWarning, stacklevel=2)

    @_documented
    def selected_alpn_protocol(self):
        self._checkClosed()
        return None if self._sslobj is None else self._sslobj.selected_alpn_protocol()

    @_documented
    def cipher(self):
        self._checkClosed()
        return None if self._sslobj is None else self._sslobj.cipher()

    @_documented
    def shared_ciphers(self):
        self._checkClosed()
        return None if self._sslobj is None else self._sslobj.shared_ciphers()

    @_documented
    def compression(self):
        self._checkClosed()
        return None if self._sslobj is None else self._sslobj.compression()

    def send(self, data, flags=0):
        """Sends data: how many bytes of it."""
        if self._plain(flags, "send"):
            return super().send(data, flags)
        return self._sslobj.write(data)

    def sendto(self, data, flags_or_addr, addr=None):
        """Only without TLS."""
        self._refuse("sendto")
        if addr is None:
            return super().sendto(data, flags_or_addr)
        return super().sendto(data, flags_or_addr, addr)

    def sendmsg(self, *args, **kwargs):
        """Not possible: it would not be encrypted."""
        raise NotImplementedError("sendmsg not allowed on instances of %s" % self.__class__)

    def sendall(self, data, flags=0):
        """Sends all of the data."""
        if self._plain(flags, "sendall"):
            return super().sendall(data, flags)
        sent = 0
        with memoryview(data) as view, view.cast("B") as rest:
            while sent < len(rest):
                sent += self.send(rest[sent:])

    def sendfile(self, file, offset=0, count=None):
        """Sends a file: how many bytes of it."""
        if self._sslobj is not None:
            return self._sendfile_use_send(file, offset, count)
        return super().sendfile(file, offset, count)

    def recv(self, buflen=1024, flags=0):
        """Up to `buflen` bytes, none at the end."""
        if self._plain(flags, "recv"):
            return super().recv(buflen, flags)
        return self.read(buflen)

    def recv_into(self, buffer, nbytes=None, flags=0):
        """Receives into a buffer: how many bytes."""
        self._checkClosed()
        if nbytes is None:
            nbytes = 0
            if buffer is not None:
                with memoryview(buffer) as view:
                    nbytes = view.nbytes
            nbytes = nbytes or 1024
        if self._plain(flags, "recv_into"):
            return super().recv_into(buffer, nbytes, flags)
        return self.read(nbytes, buffer)

    def recvfrom(self, buflen=1024, flags=0):
        """Only without TLS."""
        self._refuse("recvfrom")
        return super().recvfrom(buflen, flags)

    def recvfrom_into(self, buffer, nbytes=None, flags=0):
        """Only without TLS."""
        self._refuse("recvfrom_into")
        return super().recvfrom_into(buffer, nbytes, flags)

    def recvmsg(self, *args, **kwargs):
        """Not possible with TLS."""
        raise NotImplementedError("recvmsg not allowed on instances of %s" % self.__class__)

    def recvmsg_into(self, *args, **kwargs):
        """Not possible with TLS."""
        raise NotImplementedError("recvmsg_into not allowed on instances of %s" % self.__class__)

    @_documented
    def pending(self):
        self._checkClosed()
        return 0 if self._sslobj is None else self._sslobj.pending()

    def shutdown(self, how):
        """Ends a direction of the socket, and TLS."""
        self._checkClosed()
        self._sslobj = None
        super().shutdown(how)

    @_documented
    def unwrap(self):
        if not self._sslobj:
            raise ValueError("No SSL wrapper around " + str(self))
        plain = self._sslobj.shutdown()
        self._sslobj = None
        return plain

    @_documented
    def verify_client_post_handshake(self):
        if not self._sslobj:
            raise ValueError("No SSL wrapper around " + str(self))
        return self._sslobj.verify_client_post_handshake()

    def _real_close(self):
        self._sslobj = None
        super()._real_close()

    @_documented
    def do_handshake(self, block=False):
        self._check_connected()
        timeout = self.gettimeout()
        try:
            if timeout == 0.0 and block:
                self.settimeout(None)
            self._sslobj.do_handshake()
        finally:
            self.settimeout(timeout)

    def _real_connect(self, addr, connect_ex):
        if self.server_side:
            raise ValueError("can't connect in server-side mode")
        if self._connected or self._sslobj is not None:
            raise ValueError("attempt to connect already-connected SSLSocket!")
        self._wrap()
        try:
            number = None
            if connect_ex:
                number = super().connect_ex(addr)
            else:
                super().connect(addr)
            if not number:
                self._connected = True
                if self.do_handshake_on_connect:
                    self.do_handshake()
            return number
        except (OSError, ValueError):
            self._sslobj = None
            raise

    def connect(self, addr):
        """Connects, and goes on with TLS."""
        self._real_connect(addr, False)

    def connect_ex(self, addr):
        """As connect(), but returns an error's number."""
        return self._real_connect(addr, True)

    def accept(self):
        """The next connection, which speaks TLS, and its peer's address."""
        plain, address = super().accept()
        wrapped = self.context.wrap_socket(plain, do_handshake_on_connect=self.do_handshake_on_connect,
                                           suppress_ragged_eofs=self.suppress_ragged_eofs, server_side=True)
        return wrapped, address

    @_documented
    def get_channel_binding(self, cb_type="tls-unique"):
        if self._sslobj is not None:
            return self._sslobj.get_channel_binding(cb_type)
        if cb_type not in CHANNEL_BINDING_TYPES:
            raise ValueError(f"{cb_type} channel binding type not implemented")

    @_documented
    def version(self):
        return None if self._sslobj is None else self._sslobj.version()
