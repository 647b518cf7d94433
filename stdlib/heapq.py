# SPDX-License-Identifier: MIT
"""Priority queues in lists. The native _heapq has the basic operations; here are merge, nlargest and nsmallest."""

try:
    from _heapq import heapify, heappop, heappush, heappushpop, heapreplace
    from _heapq import _heapify_max, _heappop_max, _heapreplace_max
except ImportError:  # hidden
    from _py_heapq import heapify, heappop, heappush, heappushpop, heapreplace
    from _py_heapq import _heapify_max, _heappop_max, _heapreplace_max

__all__ = ["heappush", "heappop", "heapify", "heapreplace", "merge", "nlargest", "nsmallest", "heappushpop"]


def merge(*iterables, key=None, reverse=False):
    """Iterate over the items of sorted iterables in order."""
    if reverse:
        make, pop, replace, direction = _heapify_max, _heappop_max, _heapreplace_max, -1
    else:
        make, pop, replace, direction = heapify, heappop, heapreplace, 1
    # Entries are [rank, position of the iterable, value, next]; the rank is the value itself without a key.
    heap = []
    for order, iterable in enumerate(iterables):
        step = iter(iterable).__next__
        try:
            value = step()
        except StopIteration:
            continue
        heap.append([value if key is None else key(value), order * direction, value, step])
    make(heap)
    while len(heap) > 1:
        try:
            while True:
                entry = heap[0]
                yield entry[2]
                entry[2] = value = entry[3]()
                entry[0] = value if key is None else key(value)
                replace(heap, entry)
        except StopIteration:
            pop(heap)
    if heap:
        entry = heap[0]
        yield entry[2]
        yield from entry[3].__self__


def nsmallest(n, iterable, key=None):
    """The `n` smallest items, smallest first, as sorted(iterable, key=key)[:n]."""
    return _select(n, iterable, key, min, _heapify_max, _heapreplace_max, 1)


def nlargest(n, iterable, key=None):
    """The `n` largest items, largest first, as sorted(iterable, key=key, reverse=True)[:n]."""
    return _select(n, iterable, key, max, heapify, heapreplace, -1)


def _select(n, iterable, key, best, make, replace, direction):
    if n == 1:
        missing = object()
        found = best(iter(iterable), default=missing, key=key)
        return [] if found is missing else [found]
    try:
        size = len(iterable)
    except (TypeError, AttributeError):
        pass
    else:
        if n >= size:
            return sorted(iterable, key=key, reverse=direction < 0)[:n]
    # The heap holds the best n so far with the worst of them on top; equal items rank by position.
    it = iter(iterable)
    if key is None:
        heap = [(value, i * direction) for i, value in zip(range(n), it)]
        if not heap:
            return heap
        make(heap)
        worst, order = heap[0][0], n * direction
        for value in it:
            if value < worst if direction > 0 else worst < value:
                replace(heap, (value, order))
                worst = heap[0][0]
                order += direction
        heap.sort(reverse=direction < 0)
        return [entry[0] for entry in heap]
    heap = [(key(value), i * direction, value) for i, value in zip(range(n), it)]
    if not heap:
        return heap
    make(heap)
    worst, order = heap[0][0], n * direction
    for value in it:
        rank = key(value)
        if rank < worst if direction > 0 else worst < rank:
            replace(heap, (rank, order, value))
            worst = heap[0][0]
            order += direction
    heap.sort(reverse=direction < 0)
    return [entry[2] for entry in heap]
