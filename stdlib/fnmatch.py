# SPDX-License-Identifier: MIT
"""Names against the shell's patterns: * ? [seq] [!seq]."""

import os
import re
from functools import lru_cache

__all__ = ["filter", "fnmatch", "fnmatchcase", "translate"]


def fnmatch(name, pat):
    """Whether a file's name fits the pattern, where the system says if case counts."""
    return fnmatchcase(os.path.normcase(name), os.path.normcase(pat))


def fnmatchcase(name, pat):
    """Whether a name fits the pattern; case counts."""
    return _matcher(pat)(name) is not None


def filter(names, pat):
    """The list of the names that fit the pattern."""
    fits = _matcher(os.path.normcase(pat))
    return [name for name in names if fits(os.path.normcase(name))]


@lru_cache(maxsize=32768, typed=True)
def _matcher(pat):
    if isinstance(pat, bytes):
        return re.compile(translate(pat.decode("latin-1")).encode("latin-1")).match
    return re.compile(translate(pat)).match


def translate(pat):
    """The pattern as a regular expression."""
    # What stands between two stars is taken where it first fits: no later place could serve the rest better. An atomic group says so.
    fixed, *others = _pieces(pat, ".")
    parts = [fixed]
    if others:
        *middle, end = others
        parts += [f"(?>.*?{each})" for each in middle]
        parts.append(".*" + end)
    return f"(?s:{''.join(parts)})\\Z"


def _pieces(pat, any_character):
    """The regular expressions of what stands between the pattern's stars; a row of stars is one."""
    pieces, piece, at = [], [], 0
    while at < len(pat):
        sign = pat[at]
        at += 1
        if sign == "*":
            if piece or not pieces:
                pieces.append("".join(piece))
                piece = []
        elif sign == "?":
            piece.append(any_character)
        elif sign == "[" and (end := _end_of_set(pat, at)) >= 0:
            piece.append(_set(pat[at:end], any_character))
            at = end + 1
        else:
            piece.append(re.escape(sign))
    pieces.append("".join(piece))
    return pieces


def _end_of_set(pat, at):
    """Where the ] of a set is: one at its very beginning is a member."""
    if pat[at:at + 1] == "!":
        at += 1
    return pat.find("]", at + 1)


def _set(members, any_character):
    """[members] as a regular expression."""
    negated = members[:1] == "!"
    singles, at = [], int(negated)
    text = members
    while at < len(text):
        if text[at + 1:at + 2] == "-" and at + 2 < len(text):
            if text[at] <= text[at + 2]:  # ranges from high to low are empty
                singles.append(_member(text[at]) + "-" + _member(text[at + 2]))
            at += 3
        else:
            singles.append(_member(text[at]))
            at += 1
    if not singles:
        return any_character if negated else "(?!)"
    text = "".join(singles)
    if not negated and text[0] in "^[":
        text = "\\" + text
    return f"[{'^' if negated else ''}{text}]"


def _member(sign):
    return "\\" + sign if sign in "\\-&~|" else sign
