# SPDX-License-Identifier: MIT
"""Shows the distributions along each entry of sys.path: `-m importlib.metadata.diagnose`."""

import sys

from . import Distribution


def inspect(path):
    print("Inspecting", path)
    found = list(Distribution.discover(path=[path]))
    if found:
        print("Found", len(found), "packages:", ", ".join(sorted(dist.name for dist in found)))


def run():
    for path in sys.path:
        inspect(path)


if __name__ == "__main__":
    run()
