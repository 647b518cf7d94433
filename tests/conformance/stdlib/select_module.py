# select(), poll and epoll objects and the selectors over them: what they find, and what they say to wrong arguments.
import select
import selectors
import socket
import threading

poll, epoll = select.poll(), select.epoll()
for text in """
select.select(1, 2, 3) | select.select([], [], [], 'x') | select.select([], [], [], -1) | select.select([2000], [], []) | select.select([-1], [], [])
select.select(['x'], [], []) | select.select([], [], [], 0) | select.select([], [], [], 1e100) | poll.register(-1) | poll.register('x')
poll.register(0, -1) | poll.register(0, 70000) | poll.modify(5, 1) | poll.unregister(5) | poll.poll('x') | poll.poll(1e100) | poll.poll(0)
epoll.register(999) | epoll.register(-1) | epoll.poll('x') | epoll.poll(0, 0) | epoll.poll(0, -2) | epoll.poll(0) | select.epoll(-2)
select.epoll(1, 4) | epoll.closed | epoll.close() | epoll.closed | epoll.poll() | epoll.fileno() | epoll.register(0) | epoll.__enter__()
""".replace("\n", " | ").split(" | "):
    if text.strip():
        try:
            print(text, "->", eval(text))
        except Exception as error:
            print(text, "->", type(error).__name__, error)

a, b = socket.socketpair()
print(select.select([a, b], [a], [a], 5)[1] == [a])
b.send(b"x")
print(select.select([a, b], [], [])[0] == [a])
poll.register(a, select.POLLIN)
print([events for _, events in poll.poll(5)])
a.recv(1)
timer = threading.Timer(0.05, b.send, [b"y"])
timer.start()
print([events for _, events in poll.poll()], a.recv(1))
b.close()
print([bool(events & select.POLLHUP) for _, events in poll.poll()])
a.close()

for kind in selectors.SelectSelector, selectors.PollSelector, selectors.EpollSelector:
    with kind() as selector:
        a, b = socket.socketpair()
        key = selector.register(a, selectors.EVENT_READ, "data")
        print(kind.__name__, key.events, key.data, key.fd == a.fileno(), selector.select(0), len(selector.get_map()))
        b.send(b"x")
        print([(key.data, mask) for key, mask in selector.select()])
        print(selector.modify(a, 3, "more").data, [mask for key, mask in selector.select()], selector.get_key(a).data)
        for wrong in (lambda: selector.register(a, 1), lambda: selector.register(b, 8), lambda: selector.unregister(b),
                      lambda: selector.register("x", 1), lambda: selector.get_key(b)):
            try:
                wrong()
            except (KeyError, ValueError) as error:
                print(type(error).__name__, str(error).partition("<")[0])
        print(selector.unregister(a).data, selector.select(0))
        a.close()
        b.close()
    print(selector.get_map())
