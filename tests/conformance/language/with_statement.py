# The with protocol: __enter__ before the body, __exit__ after it in reverse order, its true result
# swallows; lookups go to the type.
class Manager:
    def __init__(self, name, swallow=False, fail_enter=False, fail_exit=False):
        self.name, self.swallow, self.fail_enter, self.fail_exit = name, swallow, fail_enter, fail_exit

    def __enter__(self):
        print(f"enter {self.name}", end="; ")
        if self.fail_enter:
            raise RuntimeError(f"enter {self.name}")
        return self.name.upper()

    def __exit__(self, kind, error, trace):
        print(f"exit {self.name} {kind.__name__ if kind else None} {error!r} {trace is not None}", end="; ")
        if self.fail_exit:
            raise RuntimeError(f"exit {self.name}")
        return self.swallow


def run(function):
    try:
        print("->", function())
    except Exception as error:
        print("!!", repr(error), repr(error.__context__))


def plain():
    with Manager("a") as a, Manager("b"):
        return a


def swallow():
    with Manager("a", swallow=True):
        raise ValueError("gone")
    return "after"


def not_swallowed():
    with Manager("a"), Manager("b"):
        raise ValueError("kept")


def inner_swallows():
    with Manager("a"):
        with Manager("b", swallow=True):
            1 / 0
        return "fine"


def enter_fails():
    with Manager("a"), Manager("b", fail_enter=True), Manager("c"):
        print("never")


def enter_fails_swallowed():
    with Manager("a", swallow=True), Manager("b", fail_enter=True):
        print("never")
    return "swallowed"


def exit_fails():
    with Manager("a"), Manager("b", fail_exit=True):
        raise KeyError("body")


def flow():
    out = []
    for i in range(4):
        with Manager(str(i)):
            if i == 1:
                continue
            if i == 2:
                break
            out.append(i)
    return out


def targets():
    class Pair:
        def __enter__(self):
            return 1, [2, 3]

        def __exit__(self, *args):
            pass
    data = {}
    with (Pair() as (x, (y, *z)), Manager("m") as data["key"],):
        return x, y, z, data


def parenthesised():
    with (Manager("p")):
        pass
    with (Manager("q"), Manager("r") as r):
        pass
    with (Manager("s") as s):
        pass
    return r, s


for function in (plain, swallow, not_swallowed, inner_swallows, enter_fails, enter_fails_swallowed,
                 exit_fails, flow, targets,
                 parenthesised):
    run(function)


class Instance:
    pass


obj = Instance()
obj.__enter__ = lambda: None
obj.__exit__ = lambda *a: None


class OnlyEnter:
    def __enter__(self):
        pass


class AsyncOnly:
    async def __aenter__(self):
        pass

    async def __aexit__(self, *args):
        pass


for bad in (obj, OnlyEnter(), 5, AsyncOnly()):
    try:
        with bad:
            print("no")
    except TypeError as error:
        print(error)
