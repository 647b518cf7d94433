# SPDX-License-Identifier: MIT
"""Scripts with recorded outputs: how they are found, run and compared. conformance and record_expected.py share it.

Beside NAME.py stand NAME.out (standard output), NAME.err (standard error, if any) and NAME.exit (exit code, if not 0).
"""
import dataclasses
import functools
import os
import pathlib
import re
import signal
import subprocess
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent
CONFORMANCE = ROOT / "tests" / "conformance"
AREAS = ("language", "builtins", "asyncio", "stdlib", "errors")


@dataclasses.dataclass
class Ending:
    """What a script printed and how it ended; `exit` is None after a timeout and negative after a signal."""
    out: bytes
    err: bytes
    exit: int | None


def scripts_below(path):
    """The scripts that a path means: the file itself, or every .py file below a folder but for those in `_` folders."""
    path = pathlib.Path(path).resolve()
    if path.is_file():
        return [path]
    return sorted(script for script in path.rglob("*.py")
                  if not any(part.startswith(("_", ".")) for part in script.relative_to(path).parts))


def environment(hash_seed=None):
    """The same surroundings on every machine: UTF-8, no colours, none of the caller's PYTHON… and OURO… variables."""
    kept = {name: value for name, value in os.environ.items()
            if not name.startswith(("PYTHON", "OURO", "LC_", "LANG")) and name not in ("FORCE_COLOR", "NO_COLOR", "COLUMNS")}
    kept.update(LC_ALL="C.UTF-8", TZ="UTC", PYTHONDONTWRITEBYTECODE="1")
    if hash_seed is not None:
        kept["PYTHONHASHSEED"] = str(hash_seed)
    return kept


def run(interpreter, script, timeout, hash_seed=None):
    """Runs a script in its own folder, without standard input; the folder's path is taken out of what it printed."""
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        process = subprocess.Popen([str(interpreter), script.name], cwd=script.parent, stdin=subprocess.DEVNULL, stdout=out,
                                   stderr=err, env=environment(hash_seed), start_new_session=True)
        try:
            status = process.wait(timeout)
        except subprocess.TimeoutExpired:
            status = None
        finally:
            try:
                os.killpg(process.pid, signal.SIGKILL)
            except (ProcessLookupError, PermissionError):
                pass
            process.wait()
        texts = []
        for file in (out, err):
            file.seek(0)
            texts.append(file.read().replace(os.fsencode(f"{script.parent}/"), b""))
    return Ending(*texts, status)


def expected(script):
    """What was recorded for a script; `err` is None where no standard error was."""
    err, code = script.with_suffix(".err"), script.with_suffix(".exit")
    return Ending(script.with_suffix(".out").read_bytes(), err.read_bytes() if err.exists() else None,
                  int(code.read_text()) if code.exists() else 0)


NEEDS = re.compile(r"^# needs: (.+)$", re.M)


@functools.lru_cache
def has_module(interpreter, name):
    """Whether an interpreter was built with a module."""
    return not subprocess.run([str(interpreter), "-c", f"import {name}"], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                              stderr=subprocess.DEVNULL, env=environment()).returncode


def missing(interpreter, script):
    """Of the modules that a script names in a line `# needs: zlib _ssl`, the first that the interpreter was built without."""
    line = NEEDS.search(script.read_text(errors="replace")[:2000])
    return next((name for name in line[1].split() if not has_module(interpreter, name)), None) if line else None


def name_of(script):
    """A script's name for people: relative to tests/conformance, else to the project, else whole."""
    for base in (CONFORMANCE, ROOT):
        if script.is_relative_to(base):
            return str(script.relative_to(base))
    return str(script)


def ending_in_words(status):
    """How a process ended, as part of a sentence."""
    if status is None:
        return "was stopped by the time limit"
    if status < 0:
        try:
            return f"was killed by {signal.Signals(-status).name}"
        except ValueError:
            return f"was killed by signal {-status}"
    return f"exited with {status}"
