# sys._current_frames(), sys._current_exceptions(): of every thread, whatever it waits for.
import sys
import threading
import traceback

entered, leave = threading.Event(), threading.Event()
identities = {}


def waits():
    identities["waits"] = threading.get_ident()
    entered.set()
    leave.wait()


def outer():
    waits()


def handles():
    try:
        raise ValueError("handled")
    except ValueError:
        identities["handles"] = threading.get_ident()
        try:
            raise KeyError("within")
        except KeyError:
            entered.set()
            leave.wait()


def names(frame):
    return [f.f_code.co_name for f, _ in traceback.walk_stack(frame) if f.f_code.co_filename == __file__]


print(sys._current_frames()[threading.get_ident()] is sys._getframe(), list(sys._current_exceptions().values()))
threads = []
for function in (outer, handles):
    entered.clear()
    threads.append(threading.Thread(target=function))
    threads[-1].start()
    entered.wait()
frames, exceptions = sys._current_frames(), sys._current_exceptions()
for name, identity in identities.items():
    frame = frames[identity]
    print(name, names(frame), repr(exceptions[identity]), sorted(set(frame.f_globals) & {"entered", "frames"}) or frame.f_code.co_name == "wait")
print(len(frames), len(exceptions), frames[threading.get_ident()] is sys._getframe(), exceptions[threading.get_ident()])
try:
    1 / 0
except ZeroDivisionError:
    print(repr(sys._current_exceptions()[threading.get_ident()]))
walked = frames[identities["waits"]]
leave.set()
for thread in threads:
    thread.join()
print(len(sys._current_frames()), names(walked))
