# limit: memory=64M deadline=1 recursion=1000 ; outcome: stopped: deadline
# Waiting for a connection, for data or for room is cut by the deadline.
import socket
import threading

server = socket.create_server(("127.0.0.1", 0))
a, b = socket.socketpair()
threading.Thread(target=b.recv, args=(1,), daemon=True).start()
threading.Thread(target=b.sendall, args=(b"x" * 10_000_000,), daemon=True).start()
try:
    server.accept()
except BaseException:
    while True:
        pass
