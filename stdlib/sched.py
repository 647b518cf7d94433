# SPDX-License-Identifier: MIT
"""Calls at times to come, by a clock and a way to wait that may be the program's own."""

import heapq
import threading
import time
from collections import namedtuple
from itertools import count

__all__ = ["scheduler"]

Event = namedtuple("Event", "time, priority, sequence, action, argument, kwargs")
Event.time.__doc__ = "When it happens, by the scheduler's clock."
Event.priority.__doc__ = "Of events of the same time, the one with the lowest is first."
Event.sequence.__doc__ = "The number of the event, which decides where time and priority are equal."
Event.action.__doc__ = "What is called, as action(*argument, **kwargs)."
Event.argument.__doc__ = "The positional arguments."
Event.kwargs.__doc__ = "The keyword arguments."


class scheduler:
    """Events in the order of their times; threads may share it."""

    def __init__(self, timefunc=time.monotonic, delayfunc=time.sleep):
        self._queue = []
        self._lock = threading.RLock()
        self._numbers = count()
        self.timefunc = timefunc
        self.delayfunc = delayfunc

    def enterabs(self, time, priority, action, argument=(), kwargs=None):
        """Adds an event at a time; returns it, for cancel()."""
        with self._lock:
            event = Event(time, priority, next(self._numbers), action, argument, {} if kwargs is None else kwargs)
            heapq.heappush(self._queue, event)
        return event

    def enter(self, delay, priority, action, argument=(), kwargs=None):
        """Adds an event `delay` from now."""
        return self.enterabs(self.timefunc() + delay, priority, action, argument, kwargs)

    def cancel(self, event):
        """Removes an event; one that is not waiting is a ValueError."""
        with self._lock:
            self._queue.remove(event)
            heapq.heapify(self._queue)

    def empty(self):
        """Whether no event is waiting."""
        with self._lock:
            return not self._queue

    def run(self, blocking=True):
        """Calls what is due and waits for the rest; without `blocking` it returns how long to wait instead.

        Exceptions go through, and run() may be called again. After each call it waits for 0, for other threads.
        """
        while True:
            with self._lock:
                if not self._queue:
                    return None
                event = self._queue[0]
                now = self.timefunc()
                wait = event.time - now if event.time > now else None
                if wait is None:
                    heapq.heappop(self._queue)
            if wait is None:
                event.action(*event.argument, **event.kwargs)
                self.delayfunc(0)
            elif blocking:
                self.delayfunc(wait)
            else:
                return wait

    @property
    def queue(self):
        """The events that are waiting, in order."""
        with self._lock:
            return sorted(self._queue)
