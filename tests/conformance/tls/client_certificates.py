# The client's certificate: asked for in the handshake or afterwards, sent or not; shared keys instead of certificates.
import ssl

from _pkg_certificates import client_context, pair, path, server_context, shake


def asking(mode, **options):
    context = server_context(verify_mode=mode, **options)
    context.load_verify_locations(path("ca.pem"))
    return context


def with_certificate(**options):
    context = client_context(**options)
    context.load_cert_chain(path("client.pem"), path("client.key"))
    return context


for version in ssl.TLSVersion.TLSv1_2, ssl.TLSVersion.TLSv1_3:
    for mode in ssl.CERT_OPTIONAL, ssl.CERT_REQUIRED:
        for make in client_context, with_certificate:
            a, b = pair(make(maximum_version=version), asking(mode))
            try:
                shake(a, b)
                b.write(b"welcome")
                print(version, mode, make.__name__, a.read(), b.getpeercert() and b.getpeercert()["subject"], len(b.get_verified_chain()), b.getpeercert() and len(b.get_unverified_chain()))
            except ssl.SSLError as error:
                print(version, mode, make.__name__, type(error).__name__, error)
            try:
                a.read()
            except ssl.SSLWantReadError:
                print("nothing more")
            except ssl.SSLError as error:
                print("client", type(error).__name__, error)

# RFC 8446, 4.6.2: after the handshake.
a, b = shake(*pair(with_certificate(post_handshake_auth=True), asking(ssl.CERT_REQUIRED, post_handshake_auth=True)))
print(b.getpeercert(), b.verify_client_post_handshake())
b.write(b"who are you?")
print(a.read(), a.write(b"see"), b.read(), b.getpeercert()["subject"])
a, b = shake(*pair(with_certificate(), asking(ssl.CERT_OPTIONAL, post_handshake_auth=True)))
for side in a, b:
    try:
        side.verify_client_post_handshake()
    except ssl.SSLError as error:
        print(error)

# Shared keys.
for ours, theirs in (b"secret", b"secret"), (b"secret", b"other"), (b"x" * 1000, b"x"):
    client, server = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT), ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    for context in client, server:
        context.maximum_version = ssl.TLSVersion.TLSv1_2
        context.set_ciphers("PSK")
    client.check_hostname, client.verify_mode = False, ssl.CERT_NONE
    asked = []

    def client_key(hint):
        asked.append(("client", hint))
        return "name", ours

    def server_key(identity):
        asked.append(("server", identity))
        return theirs

    client.set_psk_client_callback(client_key)
    server.set_psk_server_callback(server_key, "a hint")
    if len(ours) > 500:
        import sys
        sys.unraisablehook = lambda what: print("ignored:", type(what.exc_value).__name__)
    try:
        a, b = shake(*pair(client, server, None))
        print(asked, a.version(), a.getpeercert(True))
    except ssl.SSLError as error:
        print(asked, type(error).__name__, error.reason)
