# SPDX-License-Identifier: MIT
"""TLS for sockets and for bytes in memory, by OpenSSL."""

import binascii
import os
import socket as _socket
import sys
import time
import warnings
from collections import namedtuple
from enum import Enum as _Enum, IntEnum as _IntEnum, IntFlag as _IntFlag, _simple_enum
from socket import socket, SOCK_STREAM, create_connection, SOL_SOCKET, SO_TYPE, _GLOBAL_DEFAULT_TIMEOUT  # noqa: F401: some offered here

try:
    import _ssl
except ModuleNotFoundError:
    raise ImportError("the module ssl needs OpenSSL, which was not there when ouro was built", name="ssl") from None
from _ssl import (
    OPENSSL_VERSION, OPENSSL_VERSION_INFO, OPENSSL_VERSION_NUMBER, _OPENSSL_API_VERSION, _DEFAULT_CIPHERS,
    _SSLContext, MemoryBIO, SSLSession,
    SSLError, SSLZeroReturnError, SSLWantReadError, SSLWantWriteError, SSLSyscallError, SSLEOFError, SSLCertVerificationError,
    txt2obj as _txt2obj, nid2obj as _nid2obj, RAND_status, RAND_add, RAND_bytes,
    HAS_SNI, HAS_ECDH, HAS_NPN, HAS_ALPN, HAS_SSLv2, HAS_SSLv3, HAS_TLSv1, HAS_TLSv1_1, HAS_TLSv1_2, HAS_TLSv1_3, HAS_PSK,
)

# ---- numbers by name

for _base, _name, _prefix in (
    (_IntEnum, "_SSLMethod", "PROTOCOL_"), (_IntFlag, "Options", "OP_"), (_IntEnum, "AlertDescription", "ALERT_DESCRIPTION_"),
    (_IntEnum, "SSLErrorNumber", "SSL_ERROR_"), (_IntFlag, "VerifyFlags", "VERIFY_"), (_IntEnum, "VerifyMode", "CERT_"),
):
    _base._convert_(_name, __name__, lambda name: name.startswith(_prefix) and name != "PROTOCOL_SSLv23", source=_ssl)
del _base, _name, _prefix
PROTOCOL_SSLv23 = _SSLMethod.PROTOCOL_SSLv23 = _SSLMethod.PROTOCOL_TLS
_PROTOCOL_NAMES = {value: name for name, value in _SSLMethod.__members__.items()}
_SSLv2_IF_EXISTS = getattr(_SSLMethod, "PROTOCOL_SSLv2", None)


@_simple_enum(_IntEnum)
class TLSVersion:
    MINIMUM_SUPPORTED = _ssl.PROTO_MINIMUM_SUPPORTED
    SSLv3 = _ssl.PROTO_SSLv3
    TLSv1 = _ssl.PROTO_TLSv1
    TLSv1_1 = _ssl.PROTO_TLSv1_1
    TLSv1_2 = _ssl.PROTO_TLSv1_2
    TLSv1_3 = _ssl.PROTO_TLSv1_3
    MAXIMUM_SUPPORTED = _ssl.PROTO_MAXIMUM_SUPPORTED


@_simple_enum(_IntEnum)
class _TLSContentType:
    """What a record holds (RFC 8446, B.1); the last two are OpenSSL's own."""
    CHANGE_CIPHER_SPEC = 20
    ALERT = 21
    HANDSHAKE = 22
    APPLICATION_DATA = 23
    HEADER = 0x100
    INNER_CONTENT_TYPE = 0x101


@_simple_enum(_IntEnum)
class _TLSAlertType:
    """What an alert says (RFC 8446, B.2)."""
    CLOSE_NOTIFY = 0
    UNEXPECTED_MESSAGE = 10
    BAD_RECORD_MAC = 20
    DECRYPTION_FAILED = 21
    RECORD_OVERFLOW = 22
    DECOMPRESSION_FAILURE = 30
    HANDSHAKE_FAILURE = 40
    NO_CERTIFICATE = 41
    BAD_CERTIFICATE = 42
    UNSUPPORTED_CERTIFICATE = 43
    CERTIFICATE_REVOKED = 44
    CERTIFICATE_EXPIRED = 45
    CERTIFICATE_UNKNOWN = 46
    ILLEGAL_PARAMETER = 47
    UNKNOWN_CA = 48
    ACCESS_DENIED = 49
    DECODE_ERROR = 50
    DECRYPT_ERROR = 51
    EXPORT_RESTRICTION = 60
    PROTOCOL_VERSION = 70
    INSUFFICIENT_SECURITY = 71
    INTERNAL_ERROR = 80
    INAPPROPRIATE_FALLBACK = 86
    USER_CANCELED = 90
    NO_RENEGOTIATION = 100
    MISSING_EXTENSION = 109
    UNSUPPORTED_EXTENSION = 110
    CERTIFICATE_UNOBTAINABLE = 111
    UNRECOGNIZED_NAME = 112
    BAD_CERTIFICATE_STATUS_RESPONSE = 113
    BAD_CERTIFICATE_HASH_VALUE = 114
    UNKNOWN_PSK_IDENTITY = 115
    CERTIFICATE_REQUIRED = 116
    NO_APPLICATION_PROTOCOL = 120


@_simple_enum(_IntEnum)
class _TLSMessageType:
    """What a message of the handshake is (RFC 8446, B.3)."""
    HELLO_REQUEST = 0
    CLIENT_HELLO = 1
    SERVER_HELLO = 2
    HELLO_VERIFY_REQUEST = 3
    NEWSESSION_TICKET = 4
    END_OF_EARLY_DATA = 5
    HELLO_RETRY_REQUEST = 6
    ENCRYPTED_EXTENSIONS = 8
    CERTIFICATE = 11
    SERVER_KEY_EXCHANGE = 12
    CERTIFICATE_REQUEST = 13
    SERVER_DONE = 14
    CERTIFICATE_VERIFY = 15
    CLIENT_KEY_EXCHANGE = 16
    FINISHED = 20
    CERTIFICATE_URL = 21
    CERTIFICATE_STATUS = 22
    SUPPLEMENTAL_DATA = 23
    KEY_UPDATE = 24
    NEXT_PROTO = 67
    MESSAGE_HASH = 254
    CHANGE_CIPHER_SPEC = 0x0101


socket_error = OSError
CertificateError = SSLCertVerificationError
HAS_NEVER_CHECK_COMMON_NAME = hasattr(_ssl, "HOSTFLAG_NEVER_CHECK_SUBJECT")
_RESTRICTED_SERVER_CIPHERS = _DEFAULT_CIPHERS


# ---- names in certificates

def _dnsname_match(dn, hostname):
    """Whether a name of a certificate covers a host (RFC 6125, 6.4.3): one `*` may stand for the whole of the first label."""
    if not dn:
        return False
    wildcards = dn.count("*")
    if not wildcards:
        return dn.lower() == hostname.lower()
    if wildcards > 1:
        raise CertificateError(f"too many wildcards in certificate DNS name: {dn!r}.")
    first, dot, rest = dn.partition(".")
    if "*" in rest:
        raise CertificateError(f"wildcard can only be present in the leftmost label: {dn!r}.")
    if not dot:
        raise CertificateError(f"sole wildcard without additional labels are not support: {dn!r}.")
    if first != "*":
        raise CertificateError(f"partial wildcards in leftmost label are not supported: {dn!r}.")
    host_first, host_dot, host_rest = hostname.partition(".")
    return bool(host_first and host_dot) and rest.lower() == host_rest.lower()


def _inet_paton(ipname):
    """The bytes of an IP address that is written out."""
    try:
        address = _socket.inet_aton(ipname)
    except OSError:
        pass
    else:
        # The system takes "127.1" too, and whatever follows a blank.
        if _socket.inet_ntoa(address) == ipname:
            return address
        raise ValueError(f"{ipname!r} is not a quad-dotted IPv4 address.")
    try:
        return _socket.inet_pton(_socket.AF_INET6, ipname)
    except OSError:
        raise ValueError(f"{ipname!r} is neither an IPv4 nor an IP6 address.")


def _ipaddress_match(cert_ipaddress, host_ip):
    """Whether an address of a certificate is the host's."""
    return _inet_paton(cert_ipaddress.rstrip()) == host_ip


DefaultVerifyPaths = namedtuple("DefaultVerifyPaths", "cafile capath openssl_cafile_env openssl_cafile openssl_capath_env openssl_capath")


def get_default_verify_paths():
    """Where trusted authorities are found: what is there of it, and what OpenSSL looks at."""
    paths = _ssl.get_default_verify_paths()
    file = os.environ.get(paths[0], paths[1])
    folder = os.environ.get(paths[2], paths[3])
    return DefaultVerifyPaths(file if os.path.isfile(file) else None, folder if os.path.isdir(folder) else None, *paths)


class _ASN1Object(namedtuple("_ASN1Object", "nid shortname longname oid")):
    """An object that ASN.1 has a number for."""
    __slots__ = ()

    def __new__(cls, oid):
        return super().__new__(cls, *_txt2obj(oid, name=False))

    @classmethod
    def fromnid(cls, nid):
        """By OpenSSL's number."""
        return super().__new__(cls, *_nid2obj(nid))

    @classmethod
    def fromname(cls, name):
        """By short name, long name or OID."""
        return super().__new__(cls, *_txt2obj(name, name=True))


class Purpose(_ASN1Object, _Enum):
    """What a certificate is to prove."""
    SERVER_AUTH = "1.3.6.1.5.5.7.3.1"
    CLIENT_AUTH = "1.3.6.1.5.5.7.3.2"


# ---- contexts

def _native(name, convert):
    """The setting of _SSLContext, whose value is of an enum here."""
    native = getattr(_SSLContext, name)

    def get(self):
        return convert(native.__get__(self))

    def set(self, value):
        native.__set__(self, value)

    return property(get, set)


def _protocol_list(protocols, what):
    listed = bytearray()
    for protocol in protocols:
        name = bytes(protocol, "ascii")
        if not 0 < len(name) < 256:
            raise SSLError(f"{what} protocols must be 1 to 255 in length")
        listed.append(len(name))
        listed += name
    return listed


class SSLContext(_SSLContext):
    """What connections have in common: settings, certificates, whom they trust."""

    sslsocket_class = None  # SSLSocket, as soon as there is one
    sslobject_class = None
    _windows_cert_stores = ("CA", "ROOT")

    def __new__(cls, protocol=None, *args, **kwargs):
        if protocol is None:
            warnings.warn("ssl.SSLContext() without protocol argument is deprecated.", category=DeprecationWarning, stacklevel=2)
            protocol = PROTOCOL_TLS
        return _SSLContext.__new__(cls, protocol)

    def _encode_hostname(self, hostname):
        if hostname is None:
            return None
        if isinstance(hostname, str):
            return hostname.encode("idna").decode("ascii")
        return hostname.decode("ascii")

    def wrap_socket(self, sock, server_side=False, do_handshake_on_connect=True, suppress_ragged_eofs=True, server_hostname=None, session=None):
        """A socket that speaks TLS; it takes over the descriptor of the one that is given."""
        return self.sslsocket_class._create(
            sock=sock, server_side=server_side, do_handshake_on_connect=do_handshake_on_connect,
            suppress_ragged_eofs=suppress_ragged_eofs, server_hostname=server_hostname, context=self, session=session)

    def wrap_bio(self, incoming, outgoing, server_side=False, server_hostname=None, session=None):
        """TLS between two MemoryBIOs, whose bytes somebody else carries."""
        return self.sslobject_class._create(
            incoming, outgoing, server_side=server_side, server_hostname=self._encode_hostname(server_hostname), session=session, context=self)

    def set_npn_protocols(self, npn_protocols):
        """Next Protocol Negotiation, which OpenSSL does not offer here."""
        warnings.warn("ssl NPN is deprecated, use ALPN instead", DeprecationWarning, stacklevel=2)
        self._set_npn_protocols(_protocol_list(npn_protocols, "NPN"))

    def set_alpn_protocols(self, alpn_protocols):
        """Which protocols are spoken over TLS, the preferred ones first (RFC 7301)."""
        self._set_alpn_protocols(_protocol_list(alpn_protocols, "ALPN"))

    def set_servername_callback(self, server_name_callback):
        """As sni_callback, with the name as it is encoded."""
        if server_name_callback is None:
            self.sni_callback = None
            return
        if not callable(server_name_callback):
            raise TypeError("not a callable object")

        def encoded(sslobj, servername, sslctx):
            return server_name_callback(sslobj, self._encode_hostname(servername), sslctx)

        self.sni_callback = encoded

    def load_default_certs(self, purpose=Purpose.SERVER_AUTH):
        """Trusts what the system trusts."""
        if not isinstance(purpose, _ASN1Object):
            raise TypeError(purpose)
        self.set_default_verify_paths()

    @property
    def minimum_version(self):
        """The oldest version of TLS that is spoken."""
        return TLSVersion(super().minimum_version)

    @minimum_version.setter
    def minimum_version(self, value):
        if value == TLSVersion.SSLv3:
            self.options &= ~Options.OP_NO_SSLv3
        _SSLContext.minimum_version.__set__(self, value)

    @property
    def hostname_checks_common_name(self):
        """Whether a certificate without other names may name its host in the subject."""
        return not self._host_flags & _ssl.HOSTFLAG_NEVER_CHECK_SUBJECT

    @hostname_checks_common_name.setter
    def hostname_checks_common_name(self, value):
        if value:
            self._host_flags &= ~_ssl.HOSTFLAG_NEVER_CHECK_SUBJECT
        else:
            self._host_flags |= _ssl.HOSTFLAG_NEVER_CHECK_SUBJECT

    maximum_version = _native("maximum_version", TLSVersion)
    options = _native("options", Options)
    verify_flags = _native("verify_flags", VerifyFlags)
    verify_mode = _native("verify_mode", VerifyMode)

    @property
    def protocol(self):
        return _SSLMethod(super().protocol)

    @property
    def _msg_callback(self):
        """For looking at the protocol: callback(connection, direction, version, content type, message type, data) for each message."""
        inner = super()._msg_callback
        return None if inner is None else inner.user_function

    @_msg_callback.setter
    def _msg_callback(self, callback):
        if callback is None:
            _SSLContext._msg_callback.__set__(self, None)
            return
        if not hasattr(callback, "__call__"):
            raise TypeError(f"{callback} is not callable.")

        def inner(conn, direction, version, content_type, msg_type, data):
            version = _member(TLSVersion, version)
            content_type = _member(_TLSContentType, content_type)
            kinds = {_TLSContentType.HEADER: _TLSContentType, _TLSContentType.ALERT: _TLSAlertType}
            msg_type = _member(kinds.get(content_type, _TLSMessageType), msg_type)
            return callback(conn, direction, version, content_type, msg_type, data)

        inner.user_function = callback
        _SSLContext._msg_callback.__set__(self, inner)


def _member(enum, value):
    """The member of an enum, or the number itself."""
    try:
        return enum(value)
    except ValueError:
        return value


def _role(purpose):
    """The protocol of who wants such a certificate."""
    if not isinstance(purpose, _ASN1Object):
        raise TypeError(purpose)
    if purpose == Purpose.SERVER_AUTH:
        return PROTOCOL_TLS_CLIENT
    if purpose == Purpose.CLIENT_AUTH:
        return PROTOCOL_TLS_SERVER
    raise ValueError(purpose)


def _trust(context, purpose, cafile, capath, cadata):
    if cafile or capath or cadata:
        context.load_verify_locations(cafile, capath, cadata)
    elif context.verify_mode != CERT_NONE:
        context.load_default_certs(purpose)
    keylog = os.environ.get("SSLKEYLOGFILE")
    if keylog and not sys.flags.ignore_environment:
        context.keylog_filename = keylog


def create_default_context(purpose=Purpose.SERVER_AUTH, *, cafile=None, capath=None, cadata=None):
    """A context that verifies: certificates, and of servers their names."""
    context = SSLContext(_role(purpose))
    if purpose == Purpose.SERVER_AUTH:
        context.verify_mode = CERT_REQUIRED
        context.check_hostname = True
    context.verify_flags |= _ssl.VERIFY_X509_PARTIAL_CHAIN | _ssl.VERIFY_X509_STRICT
    _trust(context, purpose, cafile, capath, cadata)
    return context


def _create_unverified_context(protocol=None, *, cert_reqs=CERT_NONE, check_hostname=False, purpose=Purpose.SERVER_AUTH, certfile=None, keyfile=None,
                               cafile=None, capath=None, cadata=None):
    """A context that verifies nothing, unless it is asked to."""
    role = _role(purpose)
    context = SSLContext(role if protocol is None else protocol)
    context.check_hostname = check_hostname
    if cert_reqs is not None:
        context.verify_mode = cert_reqs
    if check_hostname:
        context.check_hostname = True
    if keyfile and not certfile:
        raise ValueError("certfile must be specified")
    if certfile or keyfile:
        context.load_cert_chain(certfile, keyfile)
    _trust(context, purpose, cafile, capath, cadata)
    return context


_create_default_https_context = create_default_context
_create_stdlib_context = _create_unverified_context


# ---- connections

from _ssl_connections import CHANNEL_BINDING_TYPES, SSLObject, SSLSocket  # noqa: F401: offered here

SSLContext.sslsocket_class = SSLSocket
SSLContext.sslobject_class = SSLObject


# ---- conversions

def cert_time_to_seconds(cert_time):
    """Seconds since the epoch of a time as certificates have it: "Jan  5 09:34:43 2018 GMT"."""
    months = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
    form = " %d %H:%M:%S %Y GMT"
    name = cert_time[:3].title()
    if name not in months:
        raise ValueError(f'time data {cert_time!r} does not match format "%b{form}"')
    read = time.strptime(cert_time[3:], form)
    month, year = months.index(name) + 1, read.tm_year
    # The year begins in March, so that the day that may be missing is its last.
    if month < 3:
        month += 12
        year -= 1
    days = 365 * year + year // 4 - year // 100 + year // 400 + (153 * (month - 3) + 2) // 5 + read.tm_mday - 1 - 719468
    return ((days * 24 + read.tm_hour) * 60 + read.tm_min) * 60 + read.tm_sec


PEM_HEADER = "-----BEGIN CERTIFICATE-----"
PEM_FOOTER = "-----END CERTIFICATE-----"


def DER_cert_to_PEM_cert(der_cert_bytes):
    """A certificate in DER as PEM, which is a str."""
    text = binascii.b2a_base64(der_cert_bytes, newline=False).decode("ascii")
    lines = [text[at:at + 64] for at in range(0, len(text), 64)]
    return "\n".join([PEM_HEADER, *lines, PEM_FOOTER, ""])


def PEM_cert_to_DER_cert(pem_cert_string):
    """A certificate in PEM as DER, which is bytes."""
    if not pem_cert_string.startswith(PEM_HEADER):
        raise ValueError("Invalid PEM encoding; must start with %s" % PEM_HEADER)
    if not pem_cert_string.strip().endswith(PEM_FOOTER):
        raise ValueError("Invalid PEM encoding; must end with %s" % PEM_FOOTER)
    body = pem_cert_string.strip()[len(PEM_HEADER):-len(PEM_FOOTER)]
    return binascii.a2b_base64(body.encode("ascii"))


def get_server_certificate(addr, ssl_version=PROTOCOL_TLS_CLIENT, ca_certs=None, timeout=_GLOBAL_DEFAULT_TIMEOUT):
    """The certificate that a server shows, as PEM; verified if `ca_certs` is given."""
    context = _create_stdlib_context(ssl_version, cert_reqs=CERT_NONE if ca_certs is None else CERT_REQUIRED, cafile=ca_certs)
    with create_connection(addr, timeout=timeout) as sock, context.wrap_socket(sock, server_hostname=addr[0]) as wrapped:
        return DER_cert_to_PEM_cert(wrapped.getpeercert(True))


def get_protocol_name(protocol_code):
    """The name of an ssl.PROTOCOL_ constant."""
    return _PROTOCOL_NAMES.get(protocol_code, "<unknown>")
