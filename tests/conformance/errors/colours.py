# Tracebacks in colours, where a program asks for them.
import traceback


def chained(*parts):
    table = {"a": {"b": None}}
    return table["a"]["b"]["c"] + parts[
        0]


def show(function, *arguments):
    try:
        function(*arguments)
    except Exception as error:
        whole = traceback.TracebackException.from_exception(error)
        print(ascii("".join(whole.format(colorize=True))))
        print(ascii(traceback.format_exception_only(error, colorize=True)))
        print("\x1b" in "".join(whole.format()), "\x1b" in "".join(traceback.format_exception(error)))


def group():
    try:
        chained(1,
                2)
    except TypeError as error:
        error.add_note("a note")
        raise ExceptionGroup("several", [error, ValueError(""), ValueError("ä")]) from error


show(chained)
show(group)
show(compile, "a $ b", "<text>", "exec")
show(compile, "if x:\n\tx = = (\n", "<text>", "exec")
show(eval, "(1 +\n 0) / (2 -\n 2)")
