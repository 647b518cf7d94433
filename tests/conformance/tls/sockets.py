# SSLSocket: TLS over sockets that block, that have a timeout and that do not wait; files over it, its end, and what cannot be done.
import os
import socket
import ssl
import threading

from _pkg_certificates import client_context, descriptors, path, server_context

before = descriptors()


def connected(client=None, server=None, **options):
    """Both ends, after their handshake."""
    a, b = socket.socketpair()
    ends = {}

    def serve():
        try:
            ends["server"] = (server or server_context()).wrap_socket(b, server_side=True)
        except OSError as error:
            ends["server"] = error

    thread = threading.Thread(target=serve)
    thread.start()
    try:
        return (client or client_context()).wrap_socket(a, server_hostname="localhost", **options), (thread.join(), ends["server"])[1]
    finally:
        thread.join()


def attempt(call):
    try:
        print(call())
    except (OSError, ValueError, NotImplementedError, TypeError) as error:
        print(type(error).__name__, error)


a, b = connected()
print(type(a).__name__, a.version(), a.server_side, b.server_side, a.server_hostname, a.context.verify_mode, a.fileno() > 0, a.pending())
print(a.send(b"hello"), b.recv(100), b.sendall(b"answer"), a.recv(3), a.pending(), a.read(), a.session_reused)
buffer = bytearray(4)
a.sendall(memoryview(b"0123456789"))
print(b.recv_into(buffer), buffer, b.recv_into(buffer, 2), buffer, b.recv(100))
big = os.urandom(1_000_000)
thread = threading.Thread(target=lambda: a.sendall(big))
thread.start()
got = bytearray()
while len(got) < len(big):
    got += b.recv(65536)
thread.join()
print(got == big)
with a.makefile("rw") as file, b.makefile("r") as lines:
    print("one\ntwo", file=file, flush=True)
    print([lines.readline(), lines.readline()])
with open(path("ca.pem"), "rb") as file:
    size = os.path.getsize(path("ca.pem"))
    print(a.sendfile(file) == size, b.recv(100_000)[:27])

a.settimeout(0.01)
attempt(lambda: a.recv(1))
attempt(lambda: a.sendall(b"x" * 50_000_000))
a.settimeout(None)
for call in (lambda: a.send(b"x", 1), lambda: a.sendall(b"x", 1), lambda: a.recv(1, 1), lambda: a.recv_into(bytearray(1), 1, 1), lambda: a.sendto(b"x", None), lambda: a.recvfrom(1),
             lambda: a.recvfrom_into(bytearray(1)), lambda: a.recvmsg(1), lambda: a.recvmsg_into([]), lambda: a.sendmsg([b"x"]), a.dup, lambda: a.get_channel_binding("x"),
             lambda: a.connect(("127.0.0.1", 1)), lambda: b.connect(("127.0.0.1", 1)), lambda: a.recv(-1), lambda: a.write("x")):
    attempt(call)
a.close()
b.close()
attempt(lambda: a.recv(1))
attempt(lambda: a.write(b"x"))
attempt(a.unwrap)
print(a.cipher(), a.version(), a.session, a.pending(), a.selected_alpn_protocol(), a.compression(), a.shared_ciphers(), a.get_channel_binding())

# A socket that does not wait.
a, b = socket.socketpair()
a.setblocking(False)
attempt(lambda: client_context().wrap_socket(a.dup(), server_hostname="localhost"))
client = client_context().wrap_socket(a, server_hostname="localhost", do_handshake_on_connect=False)
server = server_context().wrap_socket(b, server_side=True, do_handshake_on_connect=False)
server.setblocking(False)
attempt(client.getpeercert)
waiting = [client, server]
while waiting:
    for side in list(waiting):
        try:
            side.do_handshake()
            waiting.remove(side)
        except ssl.SSLWantReadError as error:
            print(error)
attempt(lambda: client.recv(1))
sent = 0
try:
    while True:
        sent += client.send(bytes(10_000))
except ssl.SSLWantWriteError as error:
    print(error, sent > 10_000)
attempt(client.unwrap)
client.close()
server.close()

# The end: with close_notify, after which the sockets go on without TLS; and without.
a, b = connected()
thread = threading.Thread(target=lambda: b.unwrap().sendall(b"plain"))
thread.start()
plain = a.unwrap()
thread.join()
print(type(plain).__name__, plain is a, plain.recv(100), a.version())
a.close(), b.close()
for ragged in True, False:
    a, b = connected(suppress_ragged_eofs=ragged)
    socket.socket.shutdown(b, socket.SHUT_WR)
    attempt(lambda: a.recv(10))
    attempt(lambda: a.recv_into(bytearray(10)))
    a.close(), b.close()

# Peers that speak no TLS, or are gone.
for text in b"HTTP/1.0 200 OK\r\n\r\n", b"":
    a, b = socket.socketpair()
    b.sendall(text)
    b.shutdown(socket.SHUT_WR)
    attempt(lambda: client_context().wrap_socket(a, server_hostname="localhost"))
    b.close()
a, b = socket.socketpair()
b.close()
attempt(lambda: client_context().wrap_socket(a, server_hostname="localhost"))
a, b = socket.socketpair()
a.settimeout(0.01)
attempt(lambda: client_context().wrap_socket(a, server_hostname="localhost"))
b.close()
attempt(lambda: client_context().wrap_socket(socket.socket(type=socket.SOCK_DGRAM), server_hostname="localhost"))
attempt(lambda: client_context().wrap_socket(socket.socket()))
attempt(lambda: server_context().wrap_socket(socket.socket(), server_side=True, server_hostname="x"))

# Over TCP: listening, connecting later, the certificate of a server.
listening = server_context().wrap_socket(socket.create_server(("127.0.0.1", 0)), server_side=True)


def serve():
    for _ in range(2):
        connection, _ = listening.accept()
        with connection:
            try:
                connection.sendall(connection.recv(100).upper())
            except ConnectionError:
                pass  # who only wanted the certificate is gone


thread = threading.Thread(target=serve)
thread.start()
with client_context().wrap_socket(socket.socket(), server_hostname="localhost") as late:
    print(late.version(), late.connect(listening.getsockname()), late.version())
    attempt(lambda: late.connect(listening.getsockname()))
    late.sendall(b"text")
    print(late.recv(100))
with open(path("server.pem")) as file:
    print(ssl.get_server_certificate(listening.getsockname(), ca_certs=path("ca.pem")) == file.read())
thread.join()
listening.close()
print(descriptors() - before)
