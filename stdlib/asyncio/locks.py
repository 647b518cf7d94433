# SPDX-License-Identifier: MIT
"""Locks and their like, all of them native."""

from _asyncio_waiting import Barrier, BoundedSemaphore, Condition, Event, Lock, Semaphore

__all__ = ("Lock", "Event", "Condition", "Semaphore", "BoundedSemaphore", "Barrier")
