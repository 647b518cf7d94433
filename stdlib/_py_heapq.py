# SPDX-License-Identifier: MIT
"""What `heapq` has where the native `_heapq` is hidden: heap[n] is no larger than its children heap[2n+1] and heap[2n+2].

The functions with _max keep the largest item in front instead.
"""


def _rise(heap, start, at):
    """Move an item towards the front, as far as `start`, while its parent is larger."""
    item = heap[at]
    while at > start:
        parent = (at - 1) >> 1
        if not item < heap[parent]:
            break
        heap[at] = heap[parent]
        at = parent
    heap[at] = item


def _sink(heap, at):
    """Let an item find its place below: the smaller children move up to the end of the path, and the item rises from there."""
    start, item, size = at, heap[at], len(heap)
    child = 2 * at + 1
    while child < size:
        if child + 1 < size and not heap[child] < heap[child + 1]:
            child += 1
        heap[at] = heap[child]
        at = child
        child = 2 * at + 1
    heap[at] = item
    _rise(heap, start, at)


def _rise_max(heap, start, at):
    item = heap[at]
    while at > start:
        parent = (at - 1) >> 1
        if not heap[parent] < item:
            break
        heap[at] = heap[parent]
        at = parent
    heap[at] = item


def _sink_max(heap, at):
    start, item, size = at, heap[at], len(heap)
    child = 2 * at + 1
    while child < size:
        if child + 1 < size and not heap[child + 1] < heap[child]:
            child += 1
        heap[at] = heap[child]
        at = child
        child = 2 * at + 1
    heap[at] = item
    _rise_max(heap, start, at)


def heappush(heap, item):
    """Push item onto heap."""
    heap.append(item)
    _rise(heap, 0, len(heap) - 1)


def heappop(heap):
    """Take the smallest item off the heap."""
    last = heap.pop()
    if not heap:
        return last
    least, heap[0] = heap[0], last
    _sink(heap, 0)
    return least


def heapreplace(heap, item):
    """Take the smallest item off the heap, and push another after that."""
    least, heap[0] = heap[0], item
    _sink(heap, 0)
    return least


def heappushpop(heap, item):
    """Push an item, and take the smallest off after that."""
    if heap and heap[0] < item:
        item, heap[0] = heap[0], item
        _sink(heap, 0)
    return item


def heapify(x):
    """Make a heap of a list, in a time proportional to its length."""
    for at in reversed(range(len(x) // 2)):
        _sink(x, at)


def _heappop_max(heap):
    last = heap.pop()
    if not heap:
        return last
    most, heap[0] = heap[0], last
    _sink_max(heap, 0)
    return most


def _heapreplace_max(heap, item):
    most, heap[0] = heap[0], item
    _sink_max(heap, 0)
    return most


def _heapify_max(x):
    for at in reversed(range(len(x) // 2)):
        _sink_max(x, at)


for _each in list(globals().values()):
    if getattr(_each, "__module__", None) == __name__:
        _each.__module__ = "heapq"
del _each
