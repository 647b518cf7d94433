# What socket says to wrong addresses, sizes, options, names and numbers.
import socket

tcp, unix = socket.socket(), socket.socket(socket.AF_UNIX)
udp, tcp6 = socket.socket(socket.AF_INET, socket.SOCK_DGRAM), socket.socket(socket.AF_INET6)

for text in """
tcp.connect((1,)) | tcp.connect(('a', 1, 2)) | tcp.connect('x') | tcp.connect((1, 2)) | tcp.connect(('127.0.0.1', 'x'))
tcp.connect(('127.0.0.1', 70000)) | tcp.connect(('127.0.0.1', 2**40)) | tcp.connect(('a\\0b', 1)) | tcp.connect_ex(('127.0.0.1', 1))
unix.connect(1) | unix.connect('x' * 200) | unix.connect('/nonexistent') | tcp6.connect(('::1', 1, 2, 3, 4)) | tcp6.connect(('::1', 1, -1))
tcp6.connect('x') | tcp6.connect(('::1',)) | tcp.recv(-1) | tcp.recv('x') | udp.sendto(b'x') | udp.sendto(b'x', 1, 2, 3)
udp.sendto('x', ('127.0.0.1', 1)) | udp.sendto(b'x', 5) | tcp.send('x') | tcp.send(b'x') | tcp.settimeout(-1) | tcp.settimeout('x')
tcp.settimeout(1e100) | tcp.setsockopt(1, 2) | tcp.setsockopt(1, 2, 'x') | tcp.setsockopt(1, 2, None) | tcp.getsockopt(1, 2, 5000)
tcp.getsockopt(1, 2, -1) | tcp.getsockopt(99, 99) | tcp.recv_into(bytearray()) | tcp.recv_into(bytearray(5), -1) | tcp.recv_into(bytearray(5), 6)
tcp.recv_into(b'x') | tcp.recvfrom_into(bytearray(2), 3) | tcp.recvfrom(-1) | tcp.shutdown(0) | tcp.getpeername() | tcp.recvmsg(-1)
tcp.recvmsg(1, -1) | tcp.recvmsg_into(1) | tcp.recvmsg_into([b'x']) | unix.sendmsg(1) | unix.sendmsg([1]) | unix.sendmsg([b'x'], [1])
unix.sendmsg([b'x'], [(1, 2)]) | unix.sendmsg([b'x'], 1) | socket.socket(fileno=-1) | socket.socket(fileno='x') | socket.socket(fileno=1000)
socket.socket(99) | socket.htons(-1) | socket.htons(70000) | socket.htonl(2**32) | socket.htonl(-1) | socket.htonl('x') | socket.inet_aton('x')
socket.inet_ntoa(b'x') | socket.inet_pton(9, 'x') | socket.inet_pton(2, '::1') | socket.inet_ntop(2, b'x') | socket.inet_ntop(9, b'x')
socket.getservbyname('nope') | socket.getservbyport(-1) | socket.getprotobyname('x') | socket.getaddrinfo(1, 2) | socket.getaddrinfo('127.0.0.1', 1.5)
socket.getnameinfo(5, 3) | socket.getnameinfo((1, 2), 3) | socket.getnameinfo(('127.0.0.1', 80, 1), 3) | socket.getnameinfo(('127.0.0.1', 80), 3)
socket.getaddrinfo('127.0.0.1', 80, type=1) | socket.getaddrinfo(b'::1', 80, type=1) | socket.getaddrinfo(None, 80, type=socket.SOCK_DGRAM)
socket.if_nametoindex('nope') | socket.if_indextoname(-1) | socket.CMSG_LEN(5) | socket.CMSG_LEN(-1) | socket.CMSG_SPACE(5) | socket.socketpair('x')
socket.socketpair(2) | socket.close(1000) | socket.dup(1000) | socket.setdefaulttimeout(-1) | socket.MSG_PEEK | socket.MSG_OOB | socket.AF_INET
udp.family, udp.type, udp.proto, udp.timeout | socket.create_server(('127.0.0.1', 1, 2))
""".replace("\n", " | ").split(" | "):
    if text.strip():
        try:
            print(text, "->", eval(text))
        except Exception as error:
            print(text, "->", type(error).__name__, error)

for each in tcp, unix, udp, tcp6:
    each.close()
print(tcp)
