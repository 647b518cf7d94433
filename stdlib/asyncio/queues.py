# SPDX-License-Identifier: MIT
"""Queues between tasks, all of them native."""

from _asyncio_waiting import LifoQueue, PriorityQueue, Queue, QueueEmpty, QueueFull, QueueShutDown

__all__ = ("Queue", "PriorityQueue", "LifoQueue", "QueueFull", "QueueEmpty", "QueueShutDown")
