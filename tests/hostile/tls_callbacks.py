# limit: memory=256M deadline=30 ; outcome: ok
# needs: _ssl
# Callbacks that use the connection for which they are called, drop what it needs, raise, and never end.
import gc
import ssl
import sys

sys.unraisablehook = lambda what: None


def drive(client, server):
    for _ in range(5):
        for side in client, server:
            try:
                side.do_handshake()
            except ssl.SSLError:
                pass


def pair(client, server):
    a, b = ssl.MemoryBIO(), ssl.MemoryBIO()
    return client.wrap_bio(a, b, server_hostname="localhost"), server.wrap_bio(b, a, server_side=True)


def use(connection, *rest):
    for call in (connection.do_handshake, connection.read, lambda: connection.write(b"x"), connection.unwrap, connection.cipher, connection.version,
                 connection.getpeercert, connection.shared_ciphers, lambda: setattr(connection, "context", ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER))):
        try:
            call()
        except (ssl.SSLError, ValueError):
            pass


def drop(connection, *rest):
    global contexts
    contexts = None
    connection._sslobj = None
    gc.collect()


def again(connection, *rest):
    drive(*pair(ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT), ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)))


def fail(*arguments):
    raise KeyboardInterrupt


for callback in use, drop, again, fail:
    for name in "_msg_callback", "sni_callback":
        contexts = [ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT), ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)]
        for context in contexts:
            if name == "_msg_callback" or context.protocol == ssl.PROTOCOL_TLS_SERVER:
                setattr(context, name, callback)
        sides = pair(*contexts)
        context = None
        for side in sides:
            try:
                drive(*sides)
            except (AttributeError, KeyboardInterrupt):
                pass
        del side, sides

# A cycle through a callback is found.
import weakref


class Context(ssl.SSLContext):
    pass


context = Context(ssl.PROTOCOL_TLS_SERVER)
context.sni_callback = lambda *arguments, own=context: None
watched = weakref.ref(context)
del context
gc.collect()
assert watched() is None
for arguments in ((b"",), (b"\xff" * 100_000,), ("-----BEGIN CERTIFICATE-----\n" * 10_000,)):
    try:
        ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT).load_verify_locations(cadata=arguments[0])
        raise AssertionError
    except (ValueError, ssl.SSLError):
        pass
