# SPDX-License-Identifier: MIT
"""An order of the nodes of a graph in which each comes after those that it depends on."""

from types import GenericAlias

__all__ = ["TopologicalSorter", "CycleError"]

_OUT, _DONE = -1, -2  # what `waiting` says of a node that was passed out, and of one that is done


class _Node:
    __slots__ = ("waiting", "successors")

    def __init__(self):
        self.waiting = 0  # for how many predecessors
        self.successors = []


class CycleError(ValueError):
    """Nodes depend on themselves; the second argument lists those of one such cycle."""


class TopologicalSorter:
    """A graph, and how far it has been worked off: get_ready() passes nodes out, done() takes them back."""

    def __init__(self, graph=None):
        self._nodes = {}
        self._ready = None  # a list, once prepared
        self._passed_out = self._finished = 0
        if graph is not None:
            for node, predecessors in graph.items():
                self.add(node, *predecessors)

    def _node(self, node):
        if node not in self._nodes:
            self._nodes[node] = _Node()
        return self._nodes[node]

    def _check_prepared(self):
        if self._ready is None:
            raise ValueError("prepare() must be called first")

    def add(self, node, *predecessors):
        """Adds a node, or to an older one more predecessors."""
        if self._ready is not None:
            raise ValueError("Nodes cannot be added after a call to prepare()")
        self._node(node).waiting += len(predecessors)
        for predecessor in predecessors:
            self._node(predecessor).successors.append(node)

    def prepare(self):
        """Ends adding, and looks for cycles."""
        if self._ready is not None:
            raise ValueError("cannot prepare() more than once")
        self._ready = [node for node, known in self._nodes.items() if known.waiting == 0]
        cycle = self._find_cycle()
        if cycle:
            raise CycleError("nodes are in a cycle", cycle)

    def get_ready(self):
        """The nodes that wait for none, if they have not been passed out before."""
        self._check_prepared()
        ready = tuple(self._ready)
        for node in ready:
            self._nodes[node].waiting = _OUT
        self._ready.clear()
        self._passed_out += len(ready)
        return ready

    def is_active(self):
        """Whether get_ready() has, or will have, more to give."""
        self._check_prepared()
        return self._finished < self._passed_out or bool(self._ready)

    def __bool__(self):
        return self.is_active()

    def done(self, *nodes):
        """Says that nodes have been worked off, so that others need no longer wait for them."""
        self._check_prepared()
        for node in nodes:
            known = self._nodes.get(node)
            if known is None:
                raise ValueError(f"node {node!r} was not added using add()")
            if known.waiting >= 0:
                raise ValueError(f"node {node!r} was not passed out (still not ready)")
            if known.waiting == _DONE:
                raise ValueError(f"node {node!r} was already marked done")
            known.waiting = _DONE
            for successor in known.successors:
                waiting = self._nodes[successor]
                waiting.waiting -= 1
                if waiting.waiting == 0:
                    self._ready.append(successor)
            self._finished += 1

    def _find_cycle(self):
        """Goes along successors, depth first; a node that is met on the way to it closes a cycle."""
        finished = set()
        for start in self._nodes:
            path, places = [], {}  # the way to where we are, and where on it each node stands
            branches = [iter((start,))]
            while branches:
                for node in branches[-1]:
                    if node in places:
                        return path[places[node]:] + [node]
                    if node not in finished:
                        places[node] = len(path)
                        path.append(node)
                        branches.append(iter(self._nodes[node].successors))
                        break
                else:
                    branches.pop()
                    if path:
                        node = path.pop()
                        del places[node]
                        finished.add(node)
        return None

    def static_order(self):
        """All nodes, in order; calls prepare()."""
        self.prepare()
        while self.is_active():
            ready = self.get_ready()
            yield from ready
            self.done(*ready)

    __class_getitem__ = classmethod(GenericAlias)
