# SPDX-License-Identifier: MIT
"""The files whose paths fit a pattern of the shell."""

import os
import re
import stat
import sys

import fnmatch

__all__ = ["glob", "iglob", "escape", "translate"]

_magic = re.compile("([*?[])")
_magic_bytes = re.compile(b"([*?[])")
magic_check = _magic
magic_check_bytes = _magic_bytes


def has_magic(s):
    """Whether a pattern is more than a path."""
    return (_magic_bytes if isinstance(s, bytes) else _magic).search(s) is not None


def escape(pathname):
    """The pattern that fits this path alone."""
    if isinstance(pathname, bytes):
        return _magic_bytes.sub(rb"[\1]", pathname)
    return _magic.sub(r"[\1]", pathname)


def glob(pathname, *, root_dir=None, dir_fd=None, recursive=False, include_hidden=False):
    """The list of the paths that fit; with `recursive`, ** stands for any number of folders."""
    return list(iglob(pathname, root_dir=root_dir, dir_fd=dir_fd, recursive=recursive, include_hidden=include_hidden))


def iglob(pathname, *, root_dir=None, dir_fd=None, recursive=False, include_hidden=False):
    """glob() as an iterator."""
    sys.audit("glob.glob", pathname, recursive)
    sys.audit("glob.glob/2", pathname, recursive, root_dir, dir_fd)
    root = pathname[:0] if root_dir is None else os.fspath(root_dir)
    found = _Search(root, dir_fd, recursive, include_hidden).find(pathname, False)
    # A ** at the beginning stands for the starting folder too, whose path is empty.
    may_be_empty = not pathname or (recursive and _is_double_star(pathname[:2]))
    return _without_first_empty(found) if may_be_empty else found


def _old(name, pattern, folder):
    import warnings
    warnings.warn(f"glob.{name} is deprecated and will be removed in Python 3.15. Use glob.glob and pass a directory to its root_dir "
                  "argument instead.", DeprecationWarning, stacklevel=3)
    return list(_Search(folder[:0], None, False, False).names(folder, pattern, False))


def glob0(dirname, pattern):
    return _old("glob0", escape(pattern), dirname) and [pattern]


def glob1(dirname, pattern):
    return _old("glob1", pattern, dirname)


def _without_first_empty(found):
    for path in found:
        if path:
            yield path
        break
    yield from found


def _is_double_star(pattern):
    return pattern in ("**", b"**")


def _is_hidden(name):
    return name[:1] in (".", b".")


def _join(folder, name):
    return os.path.join(folder, name) if folder and name else folder or name


class _Search:
    """One call of glob(): where it begins and what it wants."""

    def __init__(self, root, dir_fd, recursive, include_hidden):
        self.root, self.dir_fd, self.recursive, self.include_hidden = root, dir_fd, recursive, include_hidden

    def find(self, pattern, only_folders):
        folder, name = os.path.split(pattern)
        if not has_magic(pattern):
            path = _join(self.root, pattern)
            if self.is_there(path) if name else self.is_folder(path):
                yield pattern
            return
        if not folder:
            yield from self.names(self.root, name, only_folders)
            return
        folders = self.find(folder, True) if folder != pattern and has_magic(folder) else [folder]
        for each in folders:
            for found in self.names(_join(self.root, each), name, only_folders):
                yield os.path.join(each, found)

    def names(self, folder, pattern, only_folders):
        """What in a folder fits one segment of the pattern."""
        if not pattern:
            return [pattern] if self.is_folder(folder) else []
        if not has_magic(pattern):
            return [pattern] if self.is_there(_join(folder, pattern)) else []
        if self.recursive and _is_double_star(pattern):
            return self.tree(folder, pattern[:0], only_folders)
        found = self.entries(folder, only_folders)
        if not self.include_hidden and not _is_hidden(pattern):
            found = [name for name in found if not _is_hidden(name)]
        return fnmatch.filter(found, pattern)

    def tree(self, top, empty, only_folders):
        """The folder itself and all below it, as paths from there."""
        if not top or self.is_folder(top):
            yield empty
        pending = [(empty, iter(self.entries(top, only_folders)))]
        while pending:
            within, names = pending[-1]
            for name in names:
                if not self.include_hidden and _is_hidden(name):
                    continue
                path = _join(within, name)
                yield path
                pending.append((path, iter(self.entries(_join(top, path), only_folders))))
                break
            else:
                pending.pop()

    def entries(self, folder, only_folders):
        """The names in a folder; none where it cannot be read."""
        opened = None
        try:
            if self.dir_fd is None:
                place = folder or (b"." if isinstance(folder, bytes) else ".")
            elif folder:
                place = opened = os.open(folder, os.O_RDONLY | os.O_DIRECTORY, dir_fd=self.dir_fd)
            else:
                place = self.dir_fd
            with os.scandir(place) as listed:
                names = [entry.name for entry in listed if not only_folders or _entry_is_folder(entry)]
            if isinstance(folder, bytes) and self.dir_fd is not None:
                names = [os.fsencode(name) for name in names]
            return names
        except OSError:
            return []
        finally:
            if opened is not None:
                os.close(opened)

    def is_there(self, path):
        try:
            os.stat(path, dir_fd=self.dir_fd, follow_symlinks=False)
        except (OSError, ValueError):
            return False
        return True

    def is_folder(self, path):
        try:
            return stat.S_ISDIR(os.stat(path, dir_fd=self.dir_fd).st_mode)
        except (OSError, ValueError):
            return False


def _entry_is_folder(entry):
    try:
        return entry.is_dir()
    except OSError:
        return False


def translate(pat, *, recursive=False, include_hidden=False, seps=None):
    """The pattern as a regular expression over whole paths."""
    seps = seps or os.path.sep
    signs = "".join(map(re.escape, seps))
    sep = f"[{signs}]" if len(seps) > 1 else signs
    inside = f"[^{signs}]"
    if include_hidden:
        name = f"{inside}+"
        folders, rest = f"(?:.+{sep})?", ".*"
    else:
        name = f"[^{signs}.]{inside}*"
        folders = f"(?:{name}{sep})*"
        rest = f"{folders}(?:{name})?"
    *parents, last = re.split(sep, pat)
    result = []
    for at, part in enumerate(parents):
        if recursive and part == "**":
            following = parents[at + 1] if at + 1 < len(parents) else last
            if following != "**":
                result.append(folders)
        else:
            result.append(_translate_segment(part, name, inside, include_hidden) + sep)
    result.append(rest if recursive and last == "**" else _translate_segment(last, name, inside, include_hidden))
    return f"(?s:{''.join(result)})\\Z"


def _translate_segment(part, name, inside, include_hidden):
    if part == "*":
        return name
    text = f"{inside}*".join(fnmatch._pieces(part, inside))
    return r"(?!\.)" + text if part and not include_hidden and part[0] in "*?" else text
