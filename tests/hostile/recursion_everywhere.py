# limit: memory=512M deadline=50 recursion=1000 ; outcome: ok
# Endless recursion through every hook of the language is a RecursionError, again and again in one process.
import functools


class R:
    def __getitem__(self, i): return self[i]
    def __getattr__(self, n): return getattr(self, n + "x")
    def __str__(self): return str(self)
    def __repr__(self): return repr(self)
    def __eq__(self, o): return self == o
    def __lt__(self, o): return self < o
    def __hash__(self): return hash(self)
    def __len__(self): return len(self)
    def __bool__(self): return bool(self)
    def __call__(self): return self()
    def __iter__(self): return iter(self)
    def __contains__(self, x): return x in self
    def __add__(self, o): return self + o
    def __neg__(self): return -self
    def __index__(self): return [0][self]
    def __format__(self, s): return format(self, s)
    def __enter__(self):
        with self: pass
    def __exit__(self, *a): pass
    def __dir__(self): return dir(self)
    def __int__(self): return int(self)
    def __setattr__(self, n, v): setattr(self, n, v)
    def __instancecheck__(self, x): return isinstance(x, self)
    def __reversed__(self): return reversed(self)
    def __get__(self, o, k): return C.r
    @property
    def p(self): return self.p


class C: pass


r = R()
C.r = r
def plain(): return plain()
def generator(): yield from generator()
async def coroutine(): await coroutine()
def key(x): return sorted([1, 2], key=key)
def comp(): return [comp() for _ in [0]]
def default(x=None): return default(default)
def deco(f): return deco(deco)
def closure(): return (lambda: closure())()
def format_(): return f"{format_()}"
def reducing(a, b): return functools.reduce(reducing, [1, 2])
def mapped(x): return list(map(mapped, [1]))
def executed(): exec("executed()")
class Meta(type):
    def __call__(cls): return cls()
class M(metaclass=Meta): pass
def new_class(): return type("X", (), {"__init_subclass__": lambda cls: new_class()}) and type("Y",
        (type("Z", (), {"__init_subclass__": lambda cls: new_class()}),), {})
async def drive(): return coroutine().send(None)


actions = [lambda: r[0], lambda: r.x, lambda: str(r), lambda: repr(r), lambda: r == 1, lambda: r < 1,
           lambda: hash(r), lambda: len(r), lambda: bool(r), lambda: r(), lambda: iter(r), lambda: 1 in r,
           lambda: r + 1, lambda: -r, lambda: [0][r], lambda: f"{r}", lambda: r.__enter__(), lambda: dir(r),
           lambda: int(r), lambda: setattr(r, "a", 1), lambda: isinstance(1, r), lambda: reversed(r),
           lambda: C.r, lambda: r.p, lambda: {r}, lambda: [r] == [1], lambda: sorted([r, r]), plain,
           lambda: list(generator()), lambda: coroutine().send(None), lambda: key(1), comp, default,
           lambda: deco(1), closure, format_, lambda: reducing(1, 2), lambda: mapped(1), executed, M,
           new_class]
for round in range(2):
    for action in actions:
        try:
            action()
        except RecursionError:
            continue
        raise AssertionError(actions.index(action))
