# Cause, context, both, suppressed context and long chains as the top level prints them.
import traceback


def context():
    try:
        {}["key"]
    except KeyError:
        raise ValueError("while handling")


def cause():
    try:
        1 / 0
    except ZeroDivisionError as error:
        raise RuntimeError("because of it") from error


def suppressed():
    try:
        1 / 0
    except ZeroDivisionError:
        raise RuntimeError("alone") from None


def both():
    try:
        context()
    except ValueError as error:
        raise TypeError("top") from error


def cause_without_traceback():
    raise ValueError("has a cause") from KeyError("never raised")


def three():
    try:
        try:
            raise KeyError(1)
        except KeyError:
            raise IndexError(2)
    except IndexError:
        raise OSError(3)


def in_finally():
    try:
        raise KeyError("in body")
    finally:
        raise ValueError("in finally")


def in_exit():
    class Manager:
        def __enter__(self): pass
        def __exit__(self, *exc): raise ValueError("in exit")
    with Manager():
        raise KeyError("in with")


def cycle():
    a, b = ValueError("a"), ValueError("b")
    a.__cause__, b.__cause__ = b, a
    raise a


def context_and_cause():
    try:
        raise KeyError("context")
    except KeyError:
        raise ValueError("top") from IndexError("cause")


def reraised():
    try:
        try:
            1 / 0
        except ZeroDivisionError as error:
            saved = error
            raise
    except ZeroDivisionError:
        raise saved


def with_notes():
    try:
        error = KeyError("noted")
        error.add_note("first note")
        error.add_note("second\nnote")
        raise error
    except KeyError as e:
        new = ValueError("outer")
        new.add_note("outer note")
        raise new from e


for function in (context, cause, suppressed, both, cause_without_traceback, three, in_finally, in_exit, cycle,
                 context_and_cause, reraised, with_notes):
    print(function.__name__)
    try:
        function()
    except Exception:
        traceback.print_exc()
both()
