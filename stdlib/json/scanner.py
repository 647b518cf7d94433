# SPDX-License-Identifier: MIT
"""What reads one value of a JSON text."""
import re

try:
    from _json import make_scanner

    c_make_scanner = make_scanner
except ImportError:  # hidden
    from ._in_python import make_scanner

    c_make_scanner = None

__all__ = ["make_scanner"]

NUMBER_RE = re.compile(r"(-?(?:0|[1-9][0-9]*))(\.[0-9]+)?([eE][-+]?[0-9]+)?", re.VERBOSE | re.MULTILINE | re.DOTALL)
