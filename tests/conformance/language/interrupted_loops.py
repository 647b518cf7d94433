# Where a loop of nothing stands when a signal's handler raises: on its own line.
import signal


class Interrupted(Exception):
    pass


def handler(number, frame):
    raise Interrupted


signal.signal(signal.SIGALRM, handler)


def forever():
    x = 1

    while True: pass


def condition():
    x = 1

    while x: pass


def within(n):
    for _ in range(n):
        while True: pass


for function, *arguments in (forever,), (condition,), (within, 3):
    signal.setitimer(signal.ITIMER_REAL, 0.02)
    try:
        function(*arguments)
    except Interrupted as e:
        print(function.__name__, e.__traceback__.tb_next.tb_lineno - function.__code__.co_firstlineno)
