# An exception out of a signal handler ends a loop between two of its rounds, with all that the loop holds given back.
import signal
from itertools import count, repeat


class Interrupted(Exception):
    pass


def handler(number, frame):
    raise Interrupted(signal.Signals(number).name)


class Numbers:
    def __iter__(self):
        return self

    def __next__(self):
        return 1


def endless():
    while True:
        yield object()


def over(items):
    for item in items:
        pass


def nested(items):
    for item in items:
        for other in [item, item]:
            for last in (item, other):
                pass


def comprehension(items):
    return [None for item in items if item is None]


def while_loop(items):
    held = [items]
    while held:
        try:
            held[0]
        finally:
            pass


signal.signal(signal.SIGALRM, handler)
for loop in over, nested, comprehension, while_loop:
    for items in count(), repeat("x"), Numbers(), endless():
        try:
            signal.setitimer(signal.ITIMER_REAL, 0.01)
            loop(items)
        except Interrupted as error:
            print(loop.__name__, type(items).__name__, error)
