# SPDX-License-Identifier: MIT
"""Letters turned by 13 places, in text."""

from encodings._define import define

rot13_map = {first + n: first + (n + 13) % 26 for first in (65, 97) for n in range(26)}


def _turn(input, errors="strict"):
    return str.translate(input, rot13_map), len(input)


def rot13(infile, outfile):
    """Copies a stream of text, turned."""
    outfile.write(_turn(infile.read())[0])


define(globals(), "rot-13", _turn, _turn, is_text=False)
