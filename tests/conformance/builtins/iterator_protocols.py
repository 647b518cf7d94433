# __iter__, __next__, __getitem__, __reversed__, __length_hint__: who is asked what, in which order,
# and exhaustion.
log = []


class Seq:
    def __init__(self, n): self.n = n
    def __getitem__(self, i):
        log.append(f"get {i}")
        if i >= self.n: raise IndexError(i)
        return i * 10
    def __len__(self):
        log.append("len")
        return self.n


class It:
    def __init__(self, n): self.n = n
    def __iter__(self):
        log.append("iter")
        return self
    def __next__(self):
        log.append("next")
        if self.n == 0: raise StopIteration
        self.n -= 1
        return self.n
    def __length_hint__(self):
        log.append("hint")
        return self.n


def show(label, action):
    log.clear()
    try:
        result = action()
    except Exception as error:
        result = repr(error)
    print(label, result, log)


show("list", lambda: list(Seq(2)))
show("list", lambda: list(It(2)))
show("tuple", lambda: tuple(It(2)))
show("for", lambda: [x for x in Seq(1)])
show("star", lambda: [*It(1)])
show("unpack", lambda: (lambda a, b: (a, b))(*It(2)))
show("in", lambda: 10 in Seq(3))
show("in", lambda: 5 in It(2))
show("reversed", lambda: list(reversed(Seq(2))))
show("sum", lambda: sum(It(3)))
show("max", lambda: max(Seq(3)))
show("zip", lambda: list(zip(Seq(1), It(2))))
show("zip2", lambda: list(zip(It(2), Seq(1))))
show("enumerate", lambda: list(enumerate(It(1))))
show("set", lambda: set(It(2)))
show("dict", lambda: dict.fromkeys(It(1)))
show("join", lambda: ",".join(map(str, It(2))))
show("extend", lambda: [].extend(It(1)))
show("slice assign", lambda: [1, 2].__setitem__(slice(0, 1), It(1)))
show("sorted", lambda: sorted(It(2)))
show("any", lambda: any(It(3)))
show("all", lambda: all(It(3)))
show("bytes", lambda: bytes(It(2)))
show("len", lambda: len(Seq(4)))
show("bool", lambda: bool(Seq(0)))
show("min default", lambda: min(It(0), default="none"))
show("next default", lambda: next(It(0), "d"))
show("map", lambda: list(map(lambda a, b: (a, b), Seq(2), It(1))))
show("filter", lambda: list(filter(None, It(2))))
show("str", lambda: len(str(list(It(1)))))
show("iter index", lambda: iter(Seq(2)).__next__())
show("iter sentinel", lambda: list(iter(It(3).__next__, 1)))


class Both:
    def __iter__(self): log.append("iter wins"); return iter("ab")
    def __getitem__(self, i): log.append("item"); raise IndexError
    def __reversed__(self): log.append("reversed"); return iter("ba")
    def __contains__(self, x): log.append("contains"); return True


show("both", lambda: (list(Both()), list(reversed(Both())), 1 in Both()))


class StopEarly:
    def __getitem__(self, i):
        if i == 2: raise StopIteration
        return i


class KeyStop:
    def __getitem__(self, i):
        if i == 2: raise KeyError("not an IndexError")
        return i


show("stop by StopIteration", lambda: list(StopEarly()))
show("KeyError passes", lambda: list(KeyStop()))


class Restart:
    def __init__(self): self.calls = 0
    def __iter__(self): return self
    def __next__(self):
        self.calls += 1
        if self.calls % 3 == 0: raise StopIteration
        return self.calls


r = Restart()
print(list(r), list(r), next(r), list(r))
it = iter(StopEarly())
print(list(it), list(it))
i = iter([1, 2, 3])
print(next(i), [*i], next(i, "done"), i.__length_hint__(), iter(i) is i, i.__iter__() is i)
for bad in (type("B", (), {"__iter__": lambda s: 5}), type("B", (), {"__iter__": None,
        "__getitem__": lambda s, i: [1][i]}), type("B", (), {"__next__": lambda s: 1}),
            type("B", (), {"__iter__": lambda s: s}), type("B", (), {"__reversed__": None,
                "__len__": lambda s: 1, "__getitem__": lambda s, i: [1][i]})):
    for use in (list, iter, reversed, lambda x: 1 in x, next):
        try:
            print(type(use(bad())).__name__, end="; ")
        except TypeError as error:
            print(error, end="; ")
    print()
