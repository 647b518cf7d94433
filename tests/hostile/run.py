#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Run the hostile scripts with an interpreter and judge how each one ends.

    python3 run.py path/to/ouro [WORD ...] [--jobs N] [--timeout SECONDS] [--slow FACTOR] [--verbose]

The first line of a script holds its limits and the wanted outcome; README.md has the format.
"""
import argparse
import concurrent.futures
import os
import pathlib
import re
import signal
import subprocess
import sys
import tempfile
import time

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent.parent / "scripts"))
import recorded
LINE = re.compile(r"# limit:(?P<limits>[^;]*); outcome: (?P<outcome>.+)")
KEYS = {"memory": 1024, "fuel": 1000, "deadline": None, "recursion": None, "output": 1024}
STOPS = {"stopped: fuel", "stopped: deadline", "stopped: memory", "stopped: output"}
# The caller's settings for Python do not count: an unbuffered stream, for one, holds another copy of what is written.
ENVIRONMENT = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "OURO"))} | {"LC_ALL": "C.UTF-8"}
STDERR_BOUND = 8 << 20
STOP_EXIT = 124
# A deadline that a script is not to end by is a net under it, and machines may be busy.
NET_SLACK = 5


def number(key, text):
    """The value of a limit as the command line wants it, or None for no limit."""
    if text == "none":
        return None
    scale = KEYS[key]
    if scale and text[-1] in "KMG":
        return str(int(text[:-1]) * scale ** ("KMG".index(text[-1]) + 1))
    float(text)
    return text


def read_header(script, slow):
    """The options and the acceptable outcomes that a script's first line asks for."""
    with script.open("rb") as file:
        first = file.readline().decode("ascii").strip()
    match = LINE.fullmatch(first)
    if not match:
        raise ValueError(f"{script.name}: the first line is not `# limit: ... ; outcome: ...`")
    options = []
    outcomes = [part.strip() for part in match["outcome"].split("|")]
    for item in match["limits"].split():
        key, equals, text = item.partition("=")
        if key not in KEYS or not equals:
            raise ValueError(f"{script.name}: unknown limit {item!r}")
        value = number(key, text)
        if value is not None and key == "deadline":
            value = str(float(value) * slow * (1 if "stopped: deadline" in outcomes else NET_SLACK))
        if value is not None:
            options += [f"--{key}", value]
    return options, outcomes


def run(command, timeout):
    """Exit status (None after a timeout), the two outputs and the time of one process; no descendant survives."""
    started = time.monotonic()
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        process = subprocess.Popen(command, cwd=HERE, stdin=subprocess.DEVNULL, stdout=out, stderr=err,
                                   start_new_session=True, env=ENVIRONMENT)
        try:
            status = process.wait(timeout)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
            status = None
        seconds = time.monotonic() - started
        texts = []
        for file in (out, err):
            file.seek(0)
            texts.append(file.read(STDERR_BOUND + 1))
    return status, *texts, seconds


def ended_as(outcome, script, status, out, err):
    """Why the run is not this outcome; an empty text if it is."""
    last = next((line for line in reversed(err.decode(errors="replace").splitlines()) if line.strip()), "")
    if outcome in STOPS:
        if status != STOP_EXIT:
            return f"exit {status} instead of {STOP_EXIT}, last line {last!r}"
        return "" if last == f"ouro: {outcome}" else f"last line {last!r}"
    if outcome == "ok":
        if status != 0:
            return f"exit {status}, last line {last!r}"
        wanted = script.with_suffix(".out")
        return "standard output differs" if wanted.exists() and wanted.read_bytes() != out else ""
    name = re.match(r"[\w.]*", last)[0].rpartition(".")[2]
    if status != 1:
        return f"exit {status} instead of 1, last line {last!r}"
    return "" if name == outcome else f"ended with {last!r}"


def judge(script, interpreter, timeout, slow):
    """One script's failure as a text (empty if it passed), and the seconds it took."""
    options, outcomes = read_header(script, slow)
    status, out, err, seconds = run([interpreter, *options, script.name], timeout)
    if status is None:
        return f"still running after {timeout:g} s", seconds
    crash = -status if status < 0 else status - 128 if status > 128 else 0
    if crash:
        try:
            crash = signal.Signals(crash).name
        except ValueError:
            crash = f"signal {crash}"
        tail = err.decode(errors="replace").strip().splitlines()[-1:] or [""]
        return f"killed by {crash} {tail[0]}", seconds
    if len(err) > STDERR_BOUND:
        return f"more than {STDERR_BOUND >> 20} MB on standard error", seconds
    reasons = [ended_as(outcome, script, status, out, err) for outcome in outcomes]
    if "" in reasons:
        return "", seconds
    return f"wanted {' or '.join(outcomes)}: {reasons[0]}", seconds


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("interpreter", type=pathlib.Path)
    parser.add_argument("words", nargs="*", help="run only the scripts whose name contains one of these")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--timeout", type=float, default=300)
    parser.add_argument("--slow", type=float, default=1, metavar="FACTOR", help="how much slower than release: multiplies the deadlines")
    parser.add_argument("--verbose", action="store_true", help="name the scripts that passed, with their time")
    options = parser.parse_args()
    interpreter = str(options.interpreter.resolve())
    scripts = [s for s in sorted(HERE.glob("*.py")) if s.name != "run.py"
               and (not options.words or any(word in s.stem for word in options.words))]
    for script in [s for s in scripts if recorded.missing(interpreter, s)]:
        print(f"left out {script.name}: ouro was built without {recorded.missing(interpreter, script)}")
        scripts.remove(script)
    failed = 0
    with concurrent.futures.ThreadPoolExecutor(options.jobs) as pool:
        for script, (reason, seconds) in zip(scripts, pool.map(
                lambda s: judge(s, interpreter, options.timeout, options.slow), scripts)):
            failed += bool(reason)
            if reason:
                print(f"{script.name}: {reason}")
            elif options.verbose:
                print(f"{script.name}: passed in {seconds:.2f} s")
    print(f"{len(scripts) - failed} of {len(scripts)} hostile scripts ended as they must")
    return 1 if failed or not scripts else 0


if __name__ == "__main__":
    sys.exit(main())
