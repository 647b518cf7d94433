# logging.handlers: rotation by size and by time, files that are watched, records that are kept, and queues.
import io
import logging
import os
import queue
import time
from logging import handlers

FOLDER = f"_made_by_logging_handlers_{os.getpid()}"
os.mkdir(FOLDER)


def name(text):
    return os.path.join(FOLDER, text)


def contents():
    for each in sorted(os.listdir(FOLDER)):
        with open(name(each)) as file:
            print(f"  {each}: {file.read()!r}")
        os.remove(name(each))


log = logging.getLogger("rotating")
log.propagate = False


def using(handler, *lines):
    log.addHandler(handler)
    for line in lines:
        log.warning(line)
    log.removeHandler(handler)
    handler.close()


using(handlers.RotatingFileHandler(name("size"), maxBytes=20, backupCount=2), *(f"line {n}" for n in range(9)))
contents()
using(handlers.RotatingFileHandler(name("none"), maxBytes=10), "first line", "second", "third")
contents()
rotating = handlers.RotatingFileHandler(name("named"), maxBytes=1, backupCount=3, delay=True)
rotating.namer = lambda text: text + ".old"
rotating.rotator = lambda source, target: (print("rotate", os.path.basename(source), os.path.basename(target)), os.rename(source, target))
using(rotating, "a", "b", "c", "d", "e")
contents()

timed = handlers.TimedRotatingFileHandler(name("timed"), when="s", interval=5, backupCount=2, utc=True)
print(timed.when, timed.interval, timed.suffix, timed.rolloverAt > time.time(), timed.shouldRollover(None))
for stamp in (1_000_000_000, 1_000_000_100, 1_000_000_200):
    timed.rolloverAt = stamp
    using(timed, str(stamp))
    timed = handlers.TimedRotatingFileHandler(name("timed"), when="S", interval=5, backupCount=2, utc=True)
timed.close()
contents()
for when, interval in (("s", 1), ("M", 2), ("h", 1), ("d", 1), ("midnight", 1), ("w0", 1), ("W6", 1), ("midnight", 3)):
    timed = handlers.TimedRotatingFileHandler(name("t"), when=when, interval=interval, utc=True, delay=True)
    print(when, timed.interval, timed.suffix, [timed.computeRollover(stamp) for stamp in (0, 86399, 1_000_000_000)])
for when in ("w", "w7", "x", "w10"):
    try:
        handlers.TimedRotatingFileHandler(name("t"), when=when, delay=True)
    except ValueError as error:
        print(error)

watched = handlers.WatchedFileHandler(name("watched"))
log.addHandler(watched)
log.warning("before")
os.rename(name("watched"), name("moved"))
log.warning("after")
os.remove(name("watched"))
log.warning("again")
log.removeHandler(watched)
watched.close()
contents()

out = io.StringIO()
target = logging.StreamHandler(out)
target.setFormatter(logging.Formatter("%(levelname)s %(message)s"))
kept = handlers.MemoryHandler(3, target=target)
log.addHandler(kept)
log.setLevel(logging.DEBUG)
for level, text in ((logging.INFO, "one"), (logging.DEBUG, "two"), (logging.INFO, "three"), (logging.INFO, "four"), (logging.ERROR, "five"), (logging.INFO, "six")):
    log.log(level, text)
    print(len(kept.buffer), repr(out.getvalue()))
kept.close()
print(repr(out.getvalue()), kept.target)
log.removeHandler(kept)

records = queue.Queue()
putting = handlers.QueueHandler(records)
log.addHandler(putting)
log.info("%s and %d", "args", 5)
try:
    1 / 0
except ZeroDivisionError:
    log.exception("failed")
record = records.get()
print(record.getMessage(), record.msg, record.args, record.levelname)
record = records.get()
print(record.msg.splitlines()[0], record.msg.splitlines()[-1], record.exc_info, record.exc_text)
out.truncate(0)
out.seek(0)
other = logging.StreamHandler(out)
other.setLevel(logging.ERROR)
listener = handlers.QueueListener(records, target, other, respect_handler_level=True)
listener.start()
for n in range(3):
    log.info("to the queue %d", n)
log.error("last")
listener.stop()
print(out.getvalue(), records.empty())
log.removeHandler(putting)
os.rmdir(FOLDER)
