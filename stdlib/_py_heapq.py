# SPDX-License-Identifier: MIT
"""What `heapq` has where the native `_heapq` is hidden: heap[n] is no larger than its children heap[2n+1] and heap[2n+2].

The functions with _max keep the largest item in front instead.
"""


def _rise(heap, start, at, largest=False):
    """Move an item towards the front, as far as `start`, while its parent belongs behind it."""
    item = heap[at]
    while at > start:
        parent = (at - 1) >> 1
        if not (heap[parent] < item if largest else item < heap[parent]):
            break
        heap[at] = heap[parent]
        at = parent
    heap[at] = item


def _sink(heap, at, largest=False):
    """Let an item find its place below: the children that belong in front move up to the end of the path, and the item rises from there."""
    start, item, size = at, heap[at], len(heap)
    child = 2 * at + 1
    while child < size:
        if child + 1 < size and not (heap[child + 1] < heap[child] if largest else heap[child] < heap[child + 1]):
            child += 1
        heap[at] = heap[child]
        at = child
        child = 2 * at + 1
    heap[at] = item
    _rise(heap, start, at, largest)


def heappush(heap, item):
    """Push item onto heap."""
    heap.append(item)
    _rise(heap, 0, len(heap) - 1)


def _take(heap, largest):
    last = heap.pop()
    return _replace(heap, last, largest) if heap else last


def _replace(heap, item, largest):
    front, heap[0] = heap[0], item
    _sink(heap, 0, largest)
    return front


def heappop(heap):
    """Take the smallest item off the heap."""
    return _take(heap, False)


def heapreplace(heap, item):
    """Take the smallest item off the heap, and push another after that."""
    return _replace(heap, item, False)


def heappushpop(heap, item):
    """Push an item, and take the smallest off after that."""
    if heap and heap[0] < item:
        item, heap[0] = heap[0], item
        _sink(heap, 0)
    return item


def _arrange(x, largest):
    for at in reversed(range(len(x) // 2)):
        _sink(x, at, largest)


def heapify(x):
    """Make a heap of a list, in a time proportional to its length."""
    _arrange(x, False)


def _heappop_max(heap):
    return _take(heap, True)


def _heapreplace_max(heap, item):
    return _replace(heap, item, True)


def _heapify_max(x):
    _arrange(x, True)


for _each in list(globals().values()):
    if getattr(_each, "__module__", None) == __name__:
        _each.__module__ = "heapq"
del _each
