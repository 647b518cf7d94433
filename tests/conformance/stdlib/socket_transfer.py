# Data through sockets: streams, datagrams, time limits, messages with descriptors, files over them, half-closed connections.
import os
import socket
import threading
import time

a, b = socket.socketpair()
print(a.send(b"hello"), b.recv(3), b.recv(10, socket.MSG_PEEK), b.recv(10), a.family, a.type)
a.settimeout(0.05)
try:
    a.recv(1)
except TimeoutError as error:
    print(repr(error), a.gettimeout(), a.getblocking())
a.setblocking(False)
try:
    a.recv(1)
except BlockingIOError as error:
    print(error, a.gettimeout(), a.getblocking())
a.setblocking(True)

got = []


def drain():
    while sum(got) < 3_000_000:
        got.append(len(b.recv(1 << 16)))


thread = threading.Thread(target=drain)
thread.start()
print(a.send(b"x" * 3_000_000), thread.join(), sum(got))
thread = threading.Thread(target=lambda: (time.sleep(0.1), a.sendall(b"late")))
thread.start()
print(b.recv(4, socket.MSG_WAITALL), thread.join())

buffer = bytearray(8)
a.sendmsg([b"one", memoryview(b"two"), bytearray(b"3")])
print(b.recvmsg_into([memoryview(buffer)[:3], memoryview(buffer)[3:]]), buffer)
read, write = os.pipe()
socket.send_fds(a, [b"fd"], [write])
data, descriptors, flags, address = socket.recv_fds(b, 10, 4)
os.write(descriptors[0], b"via")
print(data, len(descriptors), address, os.read(read, 10))
for each in read, write, *descriptors:
    os.close(each)

text, raw = a.makefile("rw"), b.makefile("rwb")
text.write("hi\n")
text.flush()
print(raw.readline(), raw.write(b"yo\n"), raw.flush(), text.readline().strip())
a.close()
text.write("still open")
text.close()
print(raw.read(), a)
raw.close()
b.close()
print(b.fileno(), b)

with socket.create_server(("127.0.0.1", 0)) as server:
    def serve():
        peer, address = server.accept()
        with peer:
            while data := peer.recv(100):
                peer.sendall(data.upper())

    thread = threading.Thread(target=serve)
    thread.start()
    with socket.create_connection(server.getsockname(), timeout=5) as client:
        print(client.getpeername() == server.getsockname(), client.sendall(b"abc"))
        print(client.recv(10), client.shutdown(socket.SHUT_WR), client.recv(10))
    thread.join()

with socket.socket(type=socket.SOCK_DGRAM) as one, socket.socket(type=socket.SOCK_DGRAM) as two:
    one.bind(("127.0.0.1", 0))
    two.bind(("127.0.0.1", 0))
    print(one.sendto(b"ping", two.getsockname()))
    data, address = two.recvfrom(100)
    print(data, address == one.getsockname())
    two.connect(one.getsockname())
    print(two.send(b"pong"), one.recvfrom_into(buffer)[0], buffer[:4])
