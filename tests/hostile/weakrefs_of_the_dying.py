# limit: memory=256M recursion=1000 ; outcome: ok
# Finalisers look, by weak references and through gc, for objects whose end has been put off because they lie deep in what is freed.
import gc
import weakref


class Node:
    def __init__(self): self.name = "".join(["no", "de"])


kept = []
references = []


class Looker:
    def __del__(self):
        kept.extend(reference() for reference in references)
        kept.extend(each for each in gc.get_objects() if type(each) is Node)


for depth in range(30, 60):
    for first in True, False:
        nodes = [Node() for _ in range(5)]
        references = [weakref.ref(node) for node in nodes]
        for n in range(depth):
            nodes = [nodes] if n < depth - 5 else [Looker(), nodes] if first else [nodes, Looker()]
        del nodes
        filler = [Node() for _ in range(20)]
        assert {node.name for node in kept if node is not None} <= {"node"}
        del filler
        kept.clear()
        assert [reference() for reference in references] == [None] * 5
