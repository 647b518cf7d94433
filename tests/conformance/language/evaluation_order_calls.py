# The callee is evaluated before its arguments; positional and starred arguments and keyword and
# double-starred ones are evaluated in the order in which they stand, before the call.
def trace(name, value=None):
    print(name, end=" ")
    return value


def show(*args, **kwargs):
    print("->", args, kwargs)


trace("f", show)(trace("a", 1), *trace("s", [2, 3]), trace("b", 4), k=trace("k", 5), **trace("d", {"m": 6}))
trace("f", show)(k=trace("k", 1), *trace("s", (2,)))
trace("f", show)(**trace("d1", {"a": 1}), b=trace("b", 2), **trace("d2", {"c": 3}))
trace("f", show)(*trace("e", ""), **trace("n", {}))


def decorate(name):
    print("make", name)

    def apply(f):
        print("apply", name)
        return f
    return apply


@decorate("outer")
@decorate("inner")
def decorated(a=print("default a"), *, b=print("default b")) -> print("returns"):
    print("called")


decorated()

for call in (
    lambda: show(**{"a": 1}, **{"a": 2}),
    lambda: show(a=1, **{"a": 2}),
    lambda: show(*5),
    lambda: show(**5),
    lambda: show(**{1: 2}),
    lambda: (nothing := None)(trace("argument first", 1)),
):
    try:
        call()
    except TypeError as error:
        print("TypeError:", error)


class Meta(type):
    def __call__(cls, *args):
        print("Meta.__call__", args)
        return super().__call__(*args)


class C(trace("base", object), metaclass=trace("meta", Meta)):
    print("body")

    def __new__(cls, *args):
        print("__new__", args)
        return super().__new__(cls)

    def __init__(self, *args):
        print("__init__", args)


trace("C", C)(trace("arg", 1))
