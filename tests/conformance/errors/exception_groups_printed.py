# Exception groups on stderr: nesting, chains inside, notes, limits of width and depth.
import traceback


def leaf(kind, text):
    try:
        raise kind(text)
    except kind as error:
        return error


def nested():
    raise ExceptionGroup("outer", [leaf(ValueError, "one"), ExceptionGroup("inner", [leaf(TypeError, "two"),
        leaf(KeyError, "three")]), OSError("never raised")])


def with_cause():
    try:
        1 / 0
    except ZeroDivisionError as error:
        raise ExceptionGroup("group with a cause", [leaf(ValueError, "v")]) from error


def leaf_with_context():
    try:
        try:
            raise KeyError("first")
        except KeyError:
            raise ValueError("second")
    except ValueError as error:
        raise ExceptionGroup("leaf is chained", [error])


def noted():
    group = ExceptionGroup("noted group", [leaf(ValueError, "v")])
    group.add_note("on the group")
    group.exceptions[0].add_note("on the leaf\nof two lines")
    raise group


def wide():
    raise ExceptionGroup("wide", [ValueError(i) for i in range(20)])


def deep():
    error = ValueError("bottom")
    for i in range(12):
        error = ExceptionGroup(f"level {i}", [error])
    raise error


def handled_rest():
    try:
        raise ExceptionGroup("star", [leaf(ValueError, "handled"), leaf(TypeError, "left")])
    except* ValueError:
        pass


def raised_in_star():
    try:
        raise ExceptionGroup("star", [leaf(ValueError, "a"), leaf(TypeError, "b")])
    except* ValueError:
        raise KeyError("new one")


def base_group():
    raise BaseExceptionGroup("base", [KeyboardInterrupt(), leaf(ValueError, "v")])


class Custom(ExceptionGroup):
    pass


def custom():
    raise Custom("custom group", [leaf(ValueError, "v")])


for function in (nested, with_cause, leaf_with_context, noted, wide, deep, handled_rest, raised_in_star,
                 base_group, custom):
    print(function.__name__)
    try:
        function()
    except BaseException:
        traceback.print_exc()
nested()
