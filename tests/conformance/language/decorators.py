# Decorators are any expression, evaluated top down, applied bottom up, to functions and classes.
def tag(name):
    def apply(f):
        print(f"{name}({f.__name__})")
        return f
    return apply


class Registry:
    def __init__(self):
        self.items = {}

    def __getitem__(self, key):
        def register(f):
            self.items[key] = f
            return f
        return register

    def __matmul__(self, other):
        return lambda f: (self, other, f.__name__)[1:]

    def method(self, f):
        return f"method({f.__name__})"


r = Registry()
table = {"k": lambda f: f.__name__.upper()}


@tag("a")
@tag("b")
@tag("c")
def first(): pass


@r["key"]
def second(): return 2


@r @ "x"
def third(): pass


@r.method
def fourth(): pass


@table["k"]
def fifth(): pass


@(lambda f: [f.__name__])
def sixth(): pass


@[print, tag("list")][1]
def seventh(): pass


@(wrap := tag("walrus"))
def eighth(): pass


@tag("yes") if r else tag("no")
def ninth(): pass


print(r.items["key"](), third, fourth, fifth, sixth, wrap is not None)


def memo(f):
    cache = {}

    def wrapper(*args):
        if args not in cache:
            cache[args] = f(*args)
        return cache[args]
    wrapper.cache = cache
    return wrapper


@memo
def fib(n):
    return n if n < 2 else fib(n - 1) + fib(n - 2)


print(fib(60), len(fib.cache))


@tag("class")
@lambda cls: setattr(cls, "added", 1) or cls
class Decorated:
    @tag("method")
    def m(self): pass

    @property
    @tag("getter")
    def p(self): return "p"

    @staticmethod
    @tag("static")
    def s(): return "s"

    @classmethod
    @tag("cm")
    def c(cls): return cls.__name__


print(Decorated.added, Decorated().p, Decorated.s(), Decorated.c())


@lambda f: None
async def coroutine(): pass


print(coroutine)


class CallCounter:
    def __init__(self, f):
        self.f, self.calls = f, 0

    def __call__(self, *args, **kwargs):
        self.calls += 1
        return self.f(*args, **kwargs)

    def __get__(self, obj, kind=None):
        return self if obj is None else lambda *a: self(obj, *a)


class Uses:
    @CallCounter
    def twice(self, x):
        return x * 2


u = Uses()
print(u.twice(2), u.twice("a"), Uses.twice.calls)
try:
    @5
    def bad(): pass
except TypeError as error:
    print(error)
print("bad" in globals())
for code in ("@x", "@x\ny = 1", "@x def f(): pass", "@\ndef f(): pass", "@x\nreturn", "@x, y\ndef f(): pass",
             "@*x\ndef f(): pass",
             "@yield\ndef f(): pass", "@x\n\n\ndef f(): pass", "@x\n# c\n@y\nclass C: pass", "@x\nlambda: 1",
             "@x = 1\ndef f(): pass"):
    try:
        compile(code, "<c>", "exec")
        print(repr(code), "ok")
    except SyntaxError as error:
        print(repr(code), error.msg)
