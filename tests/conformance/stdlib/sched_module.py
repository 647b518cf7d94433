# sched: the order of events, cancelling, running without blocking, and exceptions, by a clock that only waits move.
import sched


class Clock:
    def __init__(self):
        self.now, self.waits = 0, []

    def __call__(self):
        return self.now

    def wait(self, delay):
        self.waits.append(delay)
        self.now += delay


clock = Clock()
scheduler = sched.scheduler(clock, clock.wait)
note = lambda *arguments, **keywords: print(clock.now, arguments, keywords)
print(scheduler.empty(), scheduler.queue, scheduler.run(), scheduler.run(False))
late = scheduler.enter(5, 1, note, ("late",), {"k": 1})
first = scheduler.enterabs(2, 2, note, argument=("second",))
scheduler.enterabs(2, 1, note, ("first",)), scheduler.enterabs(2, 2, note, ("third",)), scheduler.enter(0, 0, note)
gone = scheduler.enter(3, 1, note, ("never",))
print(gone[:3], gone.argument, gone.kwargs, gone._fields, late.time)
print([event[:3] for event in scheduler.queue], scheduler.empty())
scheduler.cancel(gone)
try:
    scheduler.cancel(gone)
except ValueError as error:
    print("ValueError")
print(scheduler.run(blocking=False))
scheduler.run()
print(clock.waits, scheduler.empty())


def again(times):
    print("again", clock.now)
    if times:
        scheduler.enter(1, 1, again, (times - 1,))


def fail():
    raise RuntimeError("in the middle")


scheduler.enter(1, 1, again, (2,)), scheduler.enter(2, 1, fail)
try:
    scheduler.run()
except RuntimeError as error:
    print(error, len(scheduler.queue))
scheduler.run()
print(clock.now, sched.scheduler().empty(), sched.scheduler().run())
done = []
real = sched.scheduler()
real.enter(0.002, 1, done.append, ("b",)), real.enter(0.001, 1, done.append, ("a",))
real.run()
print(done, sched.Event.time.__doc__ is not None, sched.__all__)
