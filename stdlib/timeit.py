# SPDX-License-Identifier: MIT
"""Measures how long small pieces of code take.

Command line: python -m timeit [options] [statement ...]

    -n, --number N    executions of a measurement; by itself it is found so that one takes at least 0.2 s
    -r, --repeat N    measurements (5 by itself), of which the best is told
    -s, --setup S     a statement to execute once before each measurement ("pass" by itself)
    -p, --process     measure time of the process, not of the wall clock
    -u, --unit U      nsec, usec, msec or sec
    -v, --verbose     tell each measurement; more of them: more digits
    -h, --help        this text

Each statement, and each -s, is a line: quote those which begin with blanks, to indent them.
"""

import gc
import itertools
import sys
import time

__all__ = ["Timer", "timeit", "repeat", "default_timer"]

dummy_src_name = "<timeit-src>"
default_number = 1000000
default_repeat = 5
default_timer = time.perf_counter

_globals = globals

template = """
def inner(_it, _timer{init}):
    {setup}
    _t0 = _timer()
    for _i in _it:
        {stmt}
        pass
    _t1 = _timer()
    return _t1 - _t0
"""


def reindent(src, indent):
    """The lines of `src`, of which all but the first get so many blanks more."""
    return src.replace("\n", "\n" + " " * indent)


class Timer:
    """Measures a statement, as text or as a function without arguments, after a setup of the same kind."""

    def __init__(self, stmt="pass", setup="pass", timer=default_timer, globals=None):
        self.timer = timer
        names = {}
        texts = {}
        before = ""  # what the statement is compiled after, alone, to find errors in it which the template would hide
        for name, code, indent in (("setup", setup, 4), ("stmt", stmt, 8)):
            if isinstance(code, str):
                compile(before + code, dummy_src_name, "exec")
                before = code + "\n"
                texts[name] = reindent(code, indent)
            elif callable(code):
                names["_" + name] = code
                texts[name] = f"_{name}()"
            else:
                raise ValueError(f"{name} is neither a string nor callable")
        self.src = template.format(init="".join([f", {name}={name}" for name in names]), **texts)
        exec(compile(self.src, dummy_src_name, "exec"), _globals() if globals is None else globals, names)
        self.inner = names["inner"]

    def print_exc(self, file=None):
        """Prints the traceback of the exception that is handled, with the lines of what was measured."""
        import linecache
        import traceback
        linecache.cache[dummy_src_name] = len(self.src), None, self.src.split("\n"), dummy_src_name
        traceback.print_exc(file=file)

    def timeit(self, number=default_number):
        """How long `number` executions take; the collector rests meanwhile."""
        loop = itertools.repeat(None, number)
        collecting = gc.isenabled()
        gc.disable()
        try:
            return self.inner(loop, self.timer)
        finally:
            if collecting:
                gc.enable()

    def repeat(self, repeat=default_repeat, number=default_number):
        """The outcomes of `repeat` calls of timeit(); the least says most."""
        return [self.timeit(number) for _ in range(repeat)]

    def autorange(self, callback=None):
        """The first of 1, 2, 5, 10, 20, 50 … executions that take 0.2 s or more, and how long they take."""
        scale = 1
        while True:
            for digit in 1, 2, 5:
                number = scale * digit
                taken = self.timeit(number)
                if callback:
                    callback(number, taken)
                if taken >= 0.2:
                    return number, taken
            scale *= 10


def timeit(stmt="pass", setup="pass", timer=default_timer, number=default_number, globals=None):
    """Timer(...).timeit(number)."""
    return Timer(stmt, setup, timer, globals).timeit(number)


def repeat(stmt="pass", setup="pass", timer=default_timer, repeat=default_repeat, number=default_number, globals=None):
    """Timer(...).repeat(repeat, number)."""
    return Timer(stmt, setup, timer, globals).repeat(repeat, number)


_UNITS = {"nsec": 1e-9, "usec": 1e-6, "msec": 1e-3, "sec": 1.0}


def main(args=None, *, _wrap_timer=None):
    """What `-m timeit` does; returns the exit code, None for success. `_wrap_timer` makes a timer of another, for tests."""
    import getopt
    try:
        options, words = getopt.getopt(
            sys.argv[1:] if args is None else args, "n:u:s:r:pvh",
            ["number=", "setup=", "repeat=", "process", "verbose", "unit=", "help"])
    except getopt.error as error:
        print(error)
        print("use -h/--help for command line help")
        return 2

    timer, number, repeat, setup = default_timer, 0, default_repeat, []
    unit, verbose = None, 0
    for option, value in options:
        if option in ("-n", "--number"):
            number = int(value)
        elif option in ("-s", "--setup"):
            setup.append(value)
        elif option in ("-u", "--unit"):
            if value not in _UNITS:
                print("Unrecognized unit. Please select nsec, usec, msec, or sec.", file=sys.stderr)
                return 2
            unit = value
        elif option in ("-r", "--repeat"):
            repeat = max(int(value), 1)
        elif option in ("-p", "--process"):
            timer = time.process_time
        elif option in ("-v", "--verbose"):
            verbose += 1
        elif option in ("-h", "--help"):
            print(__doc__, end=" ")
            return 0
    precision = 3 + max(verbose - 1, 0)

    def format_time(seconds):
        name = unit or next((name for name in reversed(_UNITS) if seconds >= _UNITS[name]), "nsec")
        return f"{seconds / _UNITS[name]:.{precision}g} {name}"

    def tell(number, taken):
        print(f"{number} loop{'' if number == 1 else 's'} -> {taken:.{precision}g} secs")

    import os
    sys.path.insert(0, os.curdir)  # what is measured may import what is here
    measured = Timer("\n".join(words) or "pass", "\n".join(setup) or "pass", _wrap_timer(timer) if _wrap_timer else timer)
    try:
        if number == 0:
            number, _taken = measured.autorange(tell if verbose else None)
            if verbose:
                print()
        timings = measured.repeat(repeat, number)
    except:
        measured.print_exc()
        return 1

    if verbose:
        print(f"raw times: {', '.join(map(format_time, timings))}")
        print()
    best, worst = min(timings) / number, max(timings) / number
    print(f"{number} loop{'' if number == 1 else 's'}, best of {repeat}: {format_time(best)} per loop")
    if worst >= best * 4:
        import warnings
        warnings.warn_explicit(
            f"The test results are likely unreliable. The worst time ({format_time(worst)}) was more than four times slower "
            f"than the best time ({format_time(best)}).", UserWarning, "", 0)
    return None


if __name__ == "__main__":
    sys.exit(main())
