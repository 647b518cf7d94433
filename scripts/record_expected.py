#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Records what CPython 3.13 prints for a script: NAME.out, NAME.err and NAME.exit beside NAME.py (tests/README.md).

    python3 scripts/record_expected.py                  scripts of tests/conformance that have no recorded output yet
    python3 scripts/record_expected.py PATH ...         these scripts and folders, anew
    python3 scripts/record_expected.py --check [PATH ...]   writes nothing: says where the recorded output is another

Each script runs under several hash seeds; one that does not print the same each time is refused. CPython is given by
--python, by OURO_ORACLE, or found as python3.13.
"""
import argparse
import concurrent.futures
import os
import shutil
import subprocess
import sys

import recorded

SEEDS = (0, 1, 4711)


def find_python(given):
    """The CPython to record with; any other version is refused."""
    python = given or os.environ.get("OURO_ORACLE") or shutil.which("python3.13")
    if not python:
        sys.exit("record_expected: no CPython 3.13: give one with --python or in OURO_ORACLE")
    probe = "import sys; print(sys.implementation.name, '%d.%d' % sys.version_info[:2])"
    try:
        found = subprocess.run([python, "-c", probe], capture_output=True, text=True, check=True).stdout.strip()
    except (OSError, subprocess.CalledProcessError) as error:
        sys.exit(f"record_expected: {python} does not run: {error}")
    if found != "cpython 3.13":
        sys.exit(f"record_expected: {python} is {found}, not CPython 3.13")
    return os.path.abspath(python)


def record(script, python, options):
    """Runs a script and writes (or checks) its three files: a complaint, or an empty text."""
    endings = [recorded.run(python, script, options.timeout, seed) for seed in SEEDS]
    first = endings[0]
    if any(ending.exit is None for ending in endings):
        return f"still running after {options.timeout:g} s"
    if any(ending != first for ending in endings):
        return "does not print the same in every run"
    if first.exit < 0:
        return recorded.ending_in_words(first.exit)
    wanted = {".out": first.out, ".err": first.err or None, ".exit": f"{first.exit}\n".encode() if first.exit else None}
    for suffix, text in wanted.items():
        path = script.with_suffix(suffix)
        if options.check:
            if (path.read_bytes() if path.exists() else None) != text:
                return f"{path.name} is not what {python} gives"
        elif text is not None:
            path.write_bytes(text)
        elif path.exists():
            path.unlink()
    return ""


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("paths", nargs="*", metavar="PATH")
    parser.add_argument("--python", help="the CPython 3.13 to record with")
    parser.add_argument("--check", action="store_true", help="compare with what is recorded, write nothing")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 2)
    parser.add_argument("--timeout", type=float, default=60)
    options = parser.parse_args()
    python = find_python(options.python)
    paths = options.paths or [recorded.CONFORMANCE / area for area in recorded.AREAS]
    scripts = list(dict.fromkeys(script for path in paths for script in recorded.scripts_below(path)))
    if options.check:
        scripts = [script for script in scripts if script.with_suffix(".out").exists()]
    elif not options.paths:
        scripts = [script for script in scripts if not script.with_suffix(".out").exists()]
    failed = 0
    with concurrent.futures.ThreadPoolExecutor(max(options.jobs, 1)) as pool:
        for script, complaint in zip(scripts, pool.map(lambda script: record(script, python, options), scripts)):
            if complaint:
                failed += 1
                print(f"{recorded.name_of(script)}: {complaint}")
    print(f"{len(scripts) - failed} {'as recorded' if options.check else 'recorded'}, {failed} refused")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
