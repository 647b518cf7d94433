# TLS between two MemoryBIOs: the steps of a handshake, data in both directions, what each side knows of the other, and the end.
import ssl

from _pkg_certificates import client_context, pair, server_context, shake

client, server = pair()
print(type(client), client.version(), client.cipher(), client.server_hostname, client.server_side, server.server_hostname, server.server_side)
for step in range(3):
    for name, side in ("client", client), ("server", server):
        try:
            side.do_handshake()
            print(step, name, "done")
        except ssl.SSLWantReadError as error:
            print(step, name, error.args, error)
print(client.version(), server.version(), client.cipher() == server.cipher(), client.compression())

certificate = client.getpeercert()
print(sorted(certificate))
print(certificate["subject"], certificate["issuer"], certificate["version"], certificate["subjectAltName"])
print(0 < ssl.cert_time_to_seconds(certificate["notAfter"]) - ssl.cert_time_to_seconds(certificate["notBefore"]) <= 2 * 86400)
der = client.getpeercert(True)
print(ssl.PEM_cert_to_DER_cert(ssl.DER_cert_to_PEM_cert(der)) == der, server.getpeercert(), server.getpeercert(True))
print(len(client.get_verified_chain()), client.get_unverified_chain() == [der], server.get_verified_chain(), server.get_unverified_chain())
print(client._sslobj.get_verified_chain())
print(client.shared_ciphers(), client.cipher() in server.shared_ciphers())
print(client.get_channel_binding() == server.get_channel_binding(), type(client.get_channel_binding()))

print(client.write(b"hello"), client.write(memoryview(b"world")), client.write(b""), server.read(3), server.pending(), server.read(), server.read(10))
buffer = bytearray(10)
print(server.write(b"answer"), client.read(4, buffer), buffer, client.read(10, buffer), buffer)
big = bytes(range(256)) * 400
print(client.write(big))
got = b""
while len(got) < len(big):
    got += server.read(100_000)
print(got == big)

for name, side in ("client", client), ("server", server), ("client", client):
    try:
        print(name, side.unwrap())
    except ssl.SSLError as error:
        print(name, type(error).__name__, error)
for side in client, server:
    for call in (side.read, lambda: side.write(b"x")):
        try:
            print(call())
        except ssl.SSLError as error:
            print(type(error).__name__, error.args, error.reason, error.library)

# An end without close_notify.
client, server = pair()
incoming, outgoing = ssl.MemoryBIO(), ssl.MemoryBIO()
side = client_context().wrap_bio(incoming, outgoing, server_hostname="localhost")
incoming.write_eof()
try:
    side.do_handshake()
except ssl.SSLEOFError as error:
    print(error.args, error.reason, error.library)

# MemoryBIO itself.
bio = ssl.MemoryBIO()
print(bio.pending, bio.eof, bio.read(), bio.write(b"abc"), bio.write(bytearray(b"def")), bio.pending, bio.read(2), bio.read(-1), bio.eof)
bio.write(b"last")
bio.write_eof()
print(bio.eof, bio.read(), bio.eof)
for wrong in lambda: bio.write(b"x"), lambda: bio.write("x"), lambda: bio.read("1"):
    try:
        wrong()
    except (ssl.SSLError, TypeError) as error:
        print(type(error).__name__, error)

# Settings of the protocol.
for version in ssl.TLSVersion.TLSv1_2, ssl.TLSVersion.TLSv1_3:
    a, b = shake(*pair(client_context(maximum_version=version), server_context(minimum_version=version)))
    print(repr(version), a.version(), b.version(), a.cipher()[1])

# ALPN.
for own, theirs in (["h2", "http/1.1"], ["http/1.1", "h2"]), (["a"], ["b"]), (["a"], []):
    ours, others = client_context(), server_context()
    ours.set_alpn_protocols(own)
    if theirs:
        others.set_alpn_protocols(theirs)
    a, b = shake(*pair(ours, others))
    print(own, theirs, a.selected_alpn_protocol(), b.selected_alpn_protocol())

# SNI: the callback may choose another context.
other = server_context()


def choose(connection, name, context):
    print("callback", type(connection).__name__, name, context is chosen_from)
    if name == "www.example.com":
        connection.context = other
    elif name == "none.example.com":
        return ssl.ALERT_DESCRIPTION_UNRECOGNIZED_NAME


chosen_from = server_context(sni_callback=choose)
for name in "localhost", "www.example.com", "none.example.com", "127.0.0.1":
    a, b = pair(client_context(), chosen_from, name)
    try:
        shake(a, b)
        print(name, b.context is chosen_from, b.context is other)
    except ssl.SSLError as error:
        print(name, type(error).__name__, error)
