#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Sums up what ctest wrote: sum_results.py PRESET=results.xml ...; the last line is `N passed, N failed`.

A test that runs many cases counts each of them: doctest's test cases, and scripts counted as `N passed, N failed`.
"""
import re
import sys
import xml.etree.ElementTree as xml

COUNTS = (
    re.compile(r"^\[doctest\] test cases: +\d+ +\| +(?P<passed>\d+) passed +\| +(?P<failed>\d+) failed", re.M),
    re.compile(r"^(?P<passed>\d+) passed, (?P<failed>\d+) failed$", re.M),
    re.compile(r"^(?P<passed>\d+) of (?P<all>\d+) hostile scripts", re.M),
)


def count(case):
    """How many cases of one ctest test passed, and how many failed."""
    text = re.sub(r"\x1b\[[0-9;]*m", "", case.findtext("system-out") or "")
    good = case.get("status") == "run"
    for pattern in COUNTS:
        found = list(pattern.finditer(text))
        if found:
            groups = found[-1].groupdict()
            passed = int(groups["passed"])
            failed = int(groups["all"]) - passed if "all" in groups else int(groups["failed"])
            return passed, failed if good else max(failed, 1)
    return (1, 0) if good else (0, 1)


def main():
    total = [0, 0]
    for argument in sys.argv[1:]:
        preset, _, path = argument.partition("=")
        for case in xml.parse(path).getroot().iter("testcase"):
            passed, failed = count(case)
            total[0] += passed
            total[1] += failed
            print(f"{preset:10} {case.get('name'):24} {passed:5} passed, {failed} failed  ({float(case.get('time', 0)):.1f} s)")
    print(f"{total[0]} passed, {total[1]} failed")
    return 1 if total[1] or not total[0] else 0


if __name__ == "__main__":
    sys.exit(main())
