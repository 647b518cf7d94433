# timeit: what is executed how often, with a clock that counts calls; the command line, and errors.
import contextlib
import gc
import io
import re
import sys
import timeit


class Clock:
    def __init__(self, step=1.0):
        self.now, self.step = 0.0, step

    def __call__(self):
        self.now += self.step
        return self.now


done = []
timer = timeit.Timer(lambda: done.append("stmt"), lambda: done.append("setup"), Clock())
print(timer.timeit(2), done, timer.repeat(2, 1), timer.repeat(repeat=0), len(done))
scope = {"log": []}
print(timeit.timeit("log.append(x)\nlog.append(2)", "x = 1\nx += 4", Clock(0.5), 2, scope), scope["log"])
print(timeit.repeat("for i in range(2):\n    log.append(i)", timer=Clock(), repeat=2, number=1, globals=scope), scope["log"][-2:])
seen = []
for step in (1.0, 0.15, 0.2):
    print(timeit.Timer(timer=Clock(step)).autorange(lambda *arguments: seen.append(arguments)) if step > 0.15 else "")
print(seen, timeit.default_number, timeit.default_repeat, timeit.default_timer.__name__, timeit.dummy_src_name)
for stmt, setup in ((1, "pass"), ("pass", None), ("return", "pass"), ("pass", "yield"), ("break", "pass"), ("x y", "pass"), ("pass", "  x = 1")):
    try:
        timeit.Timer(stmt, setup)
        print("made", stmt)
    except (ValueError, SyntaxError) as error:
        print(type(error).__name__, error.args[0])
states = []
timeit.timeit(lambda: states.append(gc.isenabled()), number=1)
gc.disable()
timeit.timeit("pass", number=1)
print(states, gc.isenabled())
gc.enable()
failing = timeit.Timer("1\n1 / 0", "x = 3")
for function in (lambda: failing.timeit(1), lambda: failing.repeat(1, 1)):
    try:
        function()
    except ZeroDivisionError:
        said = io.StringIO()
        failing.print_exc(said)
        print([line for line in said.getvalue().splitlines() if "1 / 0" in line or "timeit-src" in line or "Error" in line])
        print(gc.isenabled())


def run(*arguments, step=0.5):
    path, clock = sys.path[:], Clock(step)
    with contextlib.redirect_stdout(io.StringIO()) as out, contextlib.redirect_stderr(io.StringIO()) as err:
        try:
            code = timeit.main(list(arguments), _wrap_timer=lambda timer: clock)
        except Exception as error:
            code = type(error).__name__
    sys.path[:] = path
    print(arguments, code, repr(out.getvalue()) if "-h" not in arguments else "", repr(err.getvalue().splitlines()[-1:]))


run(), run("-n", "10"), run("-n10", "-r3", "pass"), run("-r", "0"), run("-v"), run("-vv", "-u", "msec"), run("-vvvv", "-n", "3"), run("-u", "usec"), run("-u", "x"), run("-x")
run("-s", "a = 1", "-s", "b = 2", "-n", "1", "assert a == 1", "assert b == 2"), run("1 / 0"), run("-n", "1", "1 / 0"), run("-h"), run("--number=2", "--repeat=1", "--setup=pass", "--unit=sec")
run("x y"), run("-n", "x"), run(step=3e-7, *["-n", "1"]), run("-n", "1000", step=2e-5), run("-n", "1", step=5e-11), run("-p", "-n", "2")
