# limit: memory=64M recursion=1000 ; outcome: ok
# index, count, in, remove, comparison and repr of lists whose elements change the list.
class Evil:
    def __init__(self, action): self.action = action
    def __eq__(self, other): self.action(); return False
    def __lt__(self, other): self.action(); return False
    def __repr__(self): self.action(); return "evil"
    def __hash__(self): self.action(); return 1
    def __str__(self): self.action(); return "evil"
    def __index__(self): self.action(); return 1


for change in (lambda: t.clear(), lambda: t.append(1) if len(t) < 500 else None, lambda: t.pop() if t else None,
               lambda: t.__setitem__(slice(None), []), lambda: t.extend(range(100)) if len(t) < 500 else None, lambda: t.__init__()):
    for use in (lambda: t.index(5), lambda: t.count(5), lambda: 5 in t, lambda: t.remove(5),
                lambda: t == [1] * 5, lambda: t < [1] * 5, lambda: repr(t), lambda: str(t), lambda: sorted(t),
                lambda: max(t), lambda: set(t), lambda: dict.fromkeys(t), lambda: t + t,
                lambda: t[Evil(change)], lambda: t.insert(Evil(change), 1),
                lambda: t.__setitem__(slice(Evil(change), 3), [1, 2]), lambda: t.pop(Evil(change)),
                lambda: t[Evil(change):Evil(change)], lambda: ",".join(map(str, t)), lambda: t * Evil(change),
                lambda: [1, 2, 3].__eq__(t), lambda: (lambda *a: a)(*t), lambda: [*t, *t],
                lambda: t.extend(str(x) for x in t[:]), lambda: bytes(t), lambda: t.copy(), lambda: tuple(t),
                lambda: t.reverse(), lambda: print(end="", *[x for x in t if x == 5])):
        t = []
        t.extend([Evil(change), 1, Evil(change), 2, Evil(change)])
        try:
            use()
        except (ValueError, TypeError, IndexError, RuntimeError):
            pass
