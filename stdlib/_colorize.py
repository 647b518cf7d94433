# SPDX-License-Identifier: MIT
"""Colours of a terminal, and whether they are wanted: for tracebacks."""

import sys

COLORIZE = True

_CODES = {"GREEN": "32", "BOLD_GREEN": "1;32", "MAGENTA": "35", "BOLD_MAGENTA": "1;35", "RED": "31", "BOLD_RED": "1;31",
          "YELLOW": "33", "GREY": "90", "RESET": "0"}


class ANSIColors:
    """The sequences that begin a colour, and RESET."""


for _name, _code in _CODES.items():
    setattr(ANSIColors, _name, f"\x1b[{_code}m")

NoColors = ANSIColors()  # the same, empty
vars(NoColors).update(dict.fromkeys(_CODES, ""))


def get_colors(colorize=False):
    """The colours, or empty texts where they are not wanted."""
    return ANSIColors() if colorize or can_colorize() else NoColors


def can_colorize():
    """Whether the environment asks for colours, or the standard error stream is a terminal that has them."""
    import os
    environment = {} if sys.flags.ignore_environment else os.environ
    wish = environment.get("PYTHON_COLORS")
    if wish in ("0", "1"):
        return wish == "1"
    if "NO_COLOR" in environment or not COLORIZE:
        return False
    if "FORCE_COLOR" in environment:
        return True
    if environment.get("TERM") == "dumb" or not hasattr(sys.stderr, "fileno"):
        return False
    try:
        return os.isatty(sys.stderr.fileno())
    except OSError:  # not a file, or one that nobody may ask for
        return sys.stderr.isatty()
