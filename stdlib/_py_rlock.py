# SPDX-License-Identifier: MIT
"""What `threading.RLock` is where the native one is hidden."""

from _thread import allocate_lock, get_ident


class _RLock:
    """A lock that the thread which holds it may take again."""

    def __init__(self):
        self._block = allocate_lock()
        self._owner = None
        self._count = 0

    def __repr__(self):
        from threading import _active

        owner = _active.get(self._owner)
        return "<%s %s.%s object owner=%r count=%d at %s>" % (
            "locked" if self._block.locked() else "unlocked", type(self).__module__, type(self).__qualname__,
            self._owner if owner is None else owner.name, self._count, hex(id(self)),
        )

    def _at_fork_reinit(self):
        self._block._at_fork_reinit()
        self._owner = None
        self._count = 0

    def acquire(self, blocking=True, timeout=-1):
        """Take the lock, or count once more; False if that was not possible (in time)."""
        me = get_ident()
        if self._owner == me:
            self._count += 1
            return True
        taken = self._block.acquire(blocking, timeout)
        if taken:
            self._owner = me
            self._count = 1
        return taken

    __enter__ = acquire

    def release(self):
        """Give it back, when that was asked as often as it was taken."""
        if self._owner != get_ident():
            raise RuntimeError("cannot release un-acquired lock")
        self._count -= 1
        if not self._count:
            self._owner = None
            self._block.release()

    def __exit__(self, t, v, tb):
        self.release()

    # What Condition needs.

    def _release_save(self):
        if not self._count:
            raise RuntimeError("cannot release un-acquired lock")
        state = self._count, self._owner
        self._count = 0
        self._owner = None
        self._block.release()
        return state

    def _acquire_restore(self, state):
        self._block.acquire()
        self._count, self._owner = state

    def _is_owned(self):
        return self._owner == get_ident()

    def _recursion_count(self):
        return self._count if self._owner == get_ident() else 0


_RLock.__module__ = "threading"
