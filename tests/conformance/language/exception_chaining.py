# __context__ is set by raising while handling, __cause__ by `from`, and `from None` only suppresses.
import sys


def describe(error):
    depth = 0
    while error is not None:
        print("  " * depth + repr(error), "cause", repr(error.__cause__), "suppress",
              error.__suppress_context__)
        error, depth = error.__context__, depth + 1


def attempt(function):
    print(function.__name__)
    try:
        function()
    except BaseException as error:
        describe(error)


def implicit():
    try:
        {}["first"]
    except KeyError:
        raise ValueError("second")


def explicit():
    try:
        1 / 0
    except ZeroDivisionError as error:
        raise ValueError("wrapped") from error


def from_none():
    try:
        1 / 0
    except ZeroDivisionError:
        raise ValueError("hidden") from None


def from_class():
    raise ValueError from KeyError


def three():
    try:
        try:
            raise KeyError(1)
        except KeyError:
            raise IndexError(2)
    except IndexError:
        raise TypeError(3)


def in_finally():
    try:
        raise KeyError("body")
    finally:
        raise IndexError("finally")


def reraise_keeps():
    try:
        raise KeyError("a")
    except KeyError as outer:
        try:
            raise ValueError("b")
        except ValueError:
            raise outer


def bare_after_nested():
    try:
        raise KeyError("kept")
    except KeyError:
        try:
            raise ValueError("inner")
        except ValueError:
            pass
        raise


def called_while_handling():
    def helper():
        raise TypeError("helper")
    try:
        raise KeyError("k")
    except KeyError:
        helper()


def no_self_cycle():
    error = ValueError("self")
    try:
        raise error
    except ValueError:
        raise error


def in_generator():
    def gen():
        try:
            yield
        except KeyError:
            raise ValueError("in generator")
    g = gen()
    next(g)
    g.throw(KeyError("thrown"))


def bare_outside():
    raise


for function in (implicit, explicit, from_none, from_class, three, in_finally, reraise_keeps,
                 bare_after_nested,
                 called_while_handling, no_self_cycle, in_generator, bare_outside):
    attempt(function)
e = ValueError("manual")
e.__cause__ = KeyError("c")
print(e.__suppress_context__, e.with_traceback(None) is e, e.__traceback__)
e.__context__ = None
for name, value in (("__cause__", 5), ("__context__", "x"), ("__traceback__", 3)):
    try:
        setattr(e, name, value)
    except TypeError as error:
        print(error)


def active():
    seen = [sys.exception()]
    try:
        raise KeyError(1)
    except KeyError:
        seen.append(sys.exception())
        try:
            raise ValueError(2)
        except ValueError:
            seen.append(sys.exception())
        seen.append(sys.exception())
    seen.append(sys.exception())
    return seen


print(active())
