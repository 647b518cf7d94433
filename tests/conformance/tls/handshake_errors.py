# How a handshake fails: certificates that are not trusted, expired or for somebody else, versions and ciphers that nobody shares, bytes that
# are not TLS. The exception says why, in words and by number.
import ssl

from _pkg_certificates import client_context, make, make_expired, pair, path, server_context, shake

make_expired("expired", "/CN=localhost", "subjectAltName=DNS:localhost", "ca")
make("nameless", "/CN=localhost", issuer="ca")
make("own", "/CN=localhost", "subjectAltName=DNS:localhost")


def attempt(what, client=None, server=None, hostname="localhost"):
    a, b = pair(client, server, hostname)
    for name, side in ("client", a), ("server", b), ("client", a), ("server", b), ("client", a), ("server", b):
        try:
            side.do_handshake()
        except ssl.SSLWantReadError:
            continue
        except ssl.SSLError as error:
            print(what, "|", name, type(error).__name__, error.args[0], error, error.library, error.reason, getattr(error, "verify_code", None),
                  getattr(error, "verify_message", None))
    print(what, "|", a.version(), b.version())


attempt("well", client_context())
attempt("nobody is trusted", ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT))
attempt("another name", hostname="example.org")
attempt("another address", hostname="127.0.0.2")
attempt("the address", hostname="127.0.0.1")
attempt("a wildcard", hostname="www.example.com")
attempt("a wildcard is one label", hostname="a.b.example.com")
attempt("expired", server=server_context("expired"))
attempt("a name in the subject", server=server_context("nameless"))
strict = client_context()
strict.hostname_checks_common_name = False
attempt("names in the subject do not count", strict, server_context("nameless"))
attempt("signed by itself", server=server_context("own"))
attempt("signed by itself, trusted", client_context("own"), server_context("own"))
attempt("not verified", client_context(check_hostname=False, verify_mode=ssl.CERT_NONE), server_context("own"), hostname="example.org")
attempt("versions", client_context(maximum_version=ssl.TLSVersion.TLSv1_2), server_context(minimum_version=ssl.TLSVersion.TLSv1_3))
few, others = client_context(maximum_version=ssl.TLSVersion.TLSv1_2), server_context()
few.set_ciphers("ECDHE-ECDSA-AES128-GCM-SHA256")
others.set_ciphers("ECDHE-ECDSA-AES256-GCM-SHA384")
attempt("ciphers", few, others)
attempt("no certificate", server=ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER))
asking = server_context(verify_mode=ssl.CERT_REQUIRED)
asking.load_verify_locations(path("ca.pem"))
attempt("none from the client", server=asking)

for text in b"GET / HTTP/1.0\r\n\r\n", b"hello, hello\n", b"\x16\x03\x01\x00\x05hello", b"":
    incoming, outgoing = ssl.MemoryBIO(), ssl.MemoryBIO()
    side = server_context().wrap_bio(incoming, outgoing, server_side=True)
    incoming.write(text)
    incoming.write_eof()
    try:
        side.do_handshake()
    except ssl.SSLError as error:
        print(text, type(error).__name__, error)

a, b = pair()
for call in (a.getpeercert, lambda: a.write(b"x"), a.read, a.unwrap, a.verify_client_post_handshake):
    try:
        print(call())
    except (ssl.SSLError, ValueError) as error:
        print(type(error).__name__, error)

# What callbacks raise.
def failing(*arguments):
    raise ZeroDivisionError("in the callback")


messages = client_context()
messages._msg_callback = failing
a, b = pair(messages)
try:
    a.do_handshake()
except ssl.SSLError as error:
    print(type(error).__name__, repr(error.__context__))

seen = []
messages._msg_callback = lambda connection, direction, version, content, message, data: seen.append((direction, version, content, message, len(data) > 0))
shake(*pair(messages))
print(seen[:3], len(seen) > 10, messages._msg_callback is not None)

with open(path("garbage"), "w") as file:
    file.write("no certificate\n")
make("locked", "/CN=locked", password="secret")
context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
for arguments in ([path("garbage")], [path("missing")], [path("server.pem"), path("client.key")], [path("server.pem"), path("server.pem")],
                  [path("locked.pem"), path("locked.key"), "wrong"], [path("locked.pem"), path("locked.key"), lambda: 1], [path("locked.pem"), path("locked.key"), failing],
                  [path("locked.pem"), path("locked.key"), 1], [path("locked.pem"), path("locked.key"), "secret"],
                  [path("locked.pem"), path("locked.key"), lambda: b"secret"], [1], [path("server.pem"), 1]):
    try:
        print(context.load_cert_chain(*arguments))
    except (OSError, TypeError, ValueError, ZeroDivisionError) as error:
        print(type(error).__name__, error)
for keywords in ({}, {"cafile": path("garbage")}, {"cafile": path("missing")}, {"cadata": "text"}, {"cadata": b"bytes"}, {"cadata": ""}, {"cadata": 1}, {"cadata": "\xe9"},
                 {"cafile": 1}, {"capath": 1}):
    try:
        print(context.load_verify_locations(**keywords))
    except (OSError, TypeError, ValueError) as error:
        print(type(error).__name__, error)
