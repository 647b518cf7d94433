# threading.settrace_all_threads() and setprofile_all_threads(): threads that run already are told of as well, those started later too.
import sys
import threading

events = []


def tracer(frame, event, argument):
    if frame.f_code.co_name in ("work", "later"):
        events.append((frame.f_code.co_name, event, frame.f_lineno - frame.f_code.co_firstlineno))
        return tracer


def profiler(frame, event, argument):
    if frame.f_code.co_name in ("work", "later") and event in ("call", "return"):
        events.append((frame.f_code.co_name, "profiled " + event))


def work(x):
    return x + 1


def later():
    pass


def loop(asked, answered):
    while True:
        asked.acquire()
        if stop:
            return
        work(1)
        answered.release()


stop = False
asked, answered = threading.Semaphore(0), threading.Semaphore(0)
thread = threading.Thread(target=loop, args=(asked, answered))
thread.start()


def turn(what):
    asked.release()
    answered.acquire()
    print(what, *events)
    events.clear()


turn("before")
for set_all, function, get, own in ((threading.settrace_all_threads, tracer, sys.gettrace, threading.gettrace),
                                    (threading.setprofile_all_threads, profiler, sys.getprofile, threading.getprofile)):
    set_all(function)
    turn("set")
    print(get() is function, own() is function)
    other = threading.Thread(target=later)
    other.start()
    other.join()
    print("later", *events)
    events.clear()
    work(2)
    print("here", *events)
    events.clear()
    set_all(None)
    turn("unset")
    print(get(), own())
stop = True
asked.release()
thread.join()
