# Names of frames: lambdas, comprehensions, generator expressions, class bodies, nested functions,
# methods, decorators, exec.
import traceback


def outer():
    def inner():
        return [n.missing for n in [1]]
    return inner()


class K:
    def method(self):
        return (lambda: self.nothing)()

    @classmethod
    def cm(cls):
        return list(x / 0 for x in [1])

    @staticmethod
    def sm():
        return {k: undefined for k in "a"}

    class Nested:
        def deep(self): raise ValueError("deep")

    def __getattr__(self, name): raise AttributeError(f"no {name}")


def body():
    class Bad:
        y = 5
        z = [y.q for _ in range(1)]


def generic[T](x: T):
    return x.attribute


def decorator(f):
    def wrapper(*args):
        return f(*args)
    return wrapper


@decorator
def wrapped(x): return x.nope


def generator():
    yield 1
    yield from sub()


def sub():
    yield 2
    raise ValueError("in sub generator")


async def coroutine():
    await inner_coroutine()


async def inner_coroutine():
    raise ValueError("in inner coroutine")


async def agen():
    yield 1
    raise ValueError("in async generator")


async def over_agen():
    async for x in agen():
        pass


def thrown():
    try:
        yield
    except KeyError:
        raise ValueError("converted")


def throw_into():
    g = thrown()
    next(g)
    g.throw(KeyError("thrown"))


def sort_key(): return sorted([1, 2], key=lambda x: x.key)
def mapped(): return list(map(lambda x: 1 / x, [1, 0]))
def comparison():
    class L:
        def __lt__(self, other): raise ValueError("compare")
    return sorted([L(), L()])


def executed():
    exec("def f():\n    return 1 / 0\nf()")


def evaluated(): return eval("1 + undefined_in_eval")
def compiled(): exec(compile("x = 1\ny = x.z\n", "made_up_file.py", "exec"))


for action in (outer, K().method, K.cm, K.sm, K.Nested().deep, lambda: K().any, body, lambda: generic(1),
               lambda: wrapped(1), lambda: list(generator()), lambda: coroutine().send(None),
               lambda: over_agen().send(None), throw_into, sort_key, mapped, comparison, executed, evaluated,
               compiled):
    try:
        action()
    except Exception:
        traceback.print_exc()
