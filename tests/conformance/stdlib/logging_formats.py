# What formatters make of records: the three styles, their validation, times, exceptions, stacks, defaults; basicConfig and
# the handlers of streams and files.
import io
import logging
import os
import sys
import time
import warnings

record = logging.makeLogRecord({"name": "n", "levelname": "INFO", "levelno": 20, "msg": "hello %s", "args": ("you",),
                                "created": 86400.25, "msecs": 250.0, "lineno": 3, "filename": "f.py"})
print(record, record.getMessage())
for style, text in (("%", "%(levelname)-8s|%(name)s|%(message)s|%(lineno)03d"), ("{", "{levelname:>8}|{name!r}|{message}|{lineno:03d}"),
                    ("$", "$levelname|${name}|$message|$$|$lineno")):
    print(logging.Formatter(text, style=style).format(record))
print(logging.Formatter().format(record), logging.Formatter(style="{").format(record), logging.Formatter(style="$").format(record))


class Utc(logging.Formatter):
    converter = time.gmtime


print(Utc("%(asctime)s %(message)s").format(record))
print(Utc("{asctime} {message}", "%H:%M", "{").format(record))
print(Utc("%(asctime)s").usesTime(), Utc("%(message)s").usesTime(), Utc("$asctime", style="$").usesTime())
print(logging.Formatter("%(message)s %(where)s", defaults={"where": "here"}).format(record))

for style, text in (("%", "no field"), ("%", "%(name)"), ("{", "none"), ("{", "{message!x}"), ("{", "{message:Q}"), ("{", "{a b}"),
                    ("{", "{message"), ("$", "none"), ("$", "$"), ("?", "x")):
    try:
        logging.Formatter(text, style=style)
    except ValueError as error:
        print(style, text, "->", error)
try:
    logging.Formatter("%(absent)s").format(record)
except ValueError as error:
    print(error)

stream = io.StringIO()
logging.basicConfig(stream=stream, format="%(levelname)s:%(funcName)s:%(module)s:%(message)s", level=logging.DEBUG)
log = logging.getLogger("app")


def work():
    log.info("inside")
    try:
        1 / 0
    except ZeroDivisionError:
        log.exception("failed")
    log.warning("explicit", exc_info=ValueError("given"))
    log.debug("none", exc_info=False)


def wrapper():
    log.info("of the caller", stacklevel=2)


def caller():
    wrapper()


work()
caller()
log.error("with stack", stack_info=True)
for line in stream.getvalue().splitlines():
    print(line.replace(os.path.dirname(os.path.abspath(__file__)) + os.sep, "") if "File" in line else line)

for wrong in ({"stream": 1, "filename": 2}, {"handlers": [], "stream": 1}, {"style": "!"}, {"nonsense": 1}):
    try:
        logging.basicConfig(force=True, **wrong)
    except ValueError as error:
        print(error)
path = os.path.join(os.path.dirname(os.path.abspath(__file__)), f"_log_{os.getpid()}.txt")
try:
    logging.basicConfig(force=True, filename=path, filemode="w", encoding="utf-8", format="{name}:{message}", style="{")
    logging.getLogger("file").warning("written é")
    logging.getLogger("file").info("too low")
    logging.basicConfig(force=True, stream=sys.stdout)
    print(open(path, encoding="utf-8").read(), end="")
    late = logging.FileHandler(path, delay=True)
    print(late.stream)
    late.emit(record)
    late.close()
    print(open(path, encoding="utf-8").read(), end="")
finally:
    os.remove(path)

logging.warning("on the root: %s", [1, 2])
logging.captureWarnings(True)
with warnings.catch_warnings():
    warnings.simplefilter("always")
    warnings.warn_explicit("careful", UserWarning, "some.py", 4)
logging.captureWarnings(False)
sys.stderr = sys.stdout


class Broken:
    def __repr__(self):
        raise TypeError("no repr")


handler = logging.StreamHandler(sys.stdout)
print(repr(handler), logging.NullHandler())
old = handler.setStream(io.StringIO())
print(old is sys.stdout, handler.setStream(handler.stream))
buffering = logging.BufferingFormatter(logging.Formatter("<%(message)s>"))
print(buffering.format([record, record]), repr(buffering.format([])))
factory = logging.getLogRecordFactory()
logging.setLogRecordFactory(lambda *args, **kwargs: (made := factory(*args, **kwargs), setattr(made, "extra", "+"))[0])
logging.basicConfig(force=True, stream=sys.stdout, format="%(message)s %(extra)s")
logging.error("made by a factory")
logging.setLogRecordFactory(factory)
