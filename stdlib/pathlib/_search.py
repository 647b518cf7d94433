# SPDX-License-Identifier: MIT
"""Path.glob(): walks folders along the segments of a pattern. Paths are plain text here."""

import os
import re
from functools import lru_cache

from glob import has_magic, translate


@lru_cache(maxsize=512)
def compiled(pattern, sep, case_sensitive, recursive):
    """The matcher of a pattern; hidden names are names like others."""
    expression = translate(pattern, recursive=recursive, include_hidden=True, seps=sep)
    return re.compile(expression, re.NOFLAG if case_sensitive else re.IGNORECASE).match


class Search:
    """`scan_all`: look into folders even for names without wildcards, since case may be ignored."""

    def __init__(self, segments, case_sensitive, scan_all, follow_links):
        self.segments, self.case_sensitive, self.scan_all, self.follow_links = segments, case_sensitive, scan_all, follow_links

    def find(self, path, at=0, known=False):
        """The paths below `path` that fit the segments from `at` on; `known`: it is there, no need to look."""
        if at == len(self.segments):
            if known or _is_there(path):
                yield path
            return
        segment = self.segments[at]
        if segment == "**":
            yield from self.find_below(path, at)
        elif segment in ("", ".", ".."):
            yield from self.find(_slashed(path) + segment, at + 1, known and segment != "..")
        elif not self.scan_all and not has_magic(segment):
            yield from self.find(_slashed(path) + segment, at + 1)
        else:
            yield from self.find_in_folder(path, at)

    def find_in_folder(self, path, at):
        last = at + 1 == len(self.segments)
        fits = None if self.segments[at] == "*" else compiled(self.segments[at], "/", self.case_sensitive, False)
        for entry in _entries(path):
            if fits and not fits(entry.name):
                continue
            if last:
                yield entry.path
            elif _is_folder(entry, True):
                yield from self.find(entry.path, at + 1, True)

    def find_below(self, path, at):
        while at + 1 < len(self.segments) and self.segments[at + 1] == "**":
            at += 1  # as many say no more than one
        last = at + 1 == len(self.segments)
        path = _slashed(path)
        yield from self.find(path, at + 1)
        pending = [path]
        while pending:
            for entry in _entries(pending.pop()):
                folder = _is_folder(entry, self.follow_links)
                if last:
                    yield entry.path
                elif folder:
                    yield from self.find(entry.path, at + 1, True)
                if folder:
                    pending.append(entry.path)


def _slashed(path):
    return path if not path or path[-1] == "/" else path + "/"


def _is_there(path):
    try:
        os.lstat(path)
    except OSError:
        return False
    return True


def _entries(path):
    try:
        with os.scandir(path) as listed:
            return list(listed)  # at once, so that no descriptor stays open while others look at the result
    except OSError:
        return []


def _is_folder(entry, follow_links):
    try:
        return entry.is_dir(follow_symlinks=follow_links)
    except OSError:
        return False
