# SPDX-License-Identifier: MIT
"""Paths as POSIX systems write them; on them this is os.path."""

import os
import stat
import sys

import genericpath
from genericpath import *
from posix import _path_normpath as normpath
from posix import _path_splitroot_ex

__all__ = [
    "normcase", "isabs", "join", "splitdrive", "splitroot", "split", "splitext", "basename", "dirname", "commonprefix", "getsize",
    "getmtime", "getatime", "getctime", "islink", "exists", "lexists", "isdir", "isfile", "ismount", "expanduser", "expandvars", "normpath",
    "abspath", "samefile", "sameopenfile", "samestat", "curdir", "pardir", "sep", "pathsep", "defpath", "altsep", "extsep", "devnull",
    "realpath", "supports_unicode_filenames", "relpath", "commonpath", "isjunction", "isdevdrive",
]

curdir = "."
pardir = ".."
extsep = "."
sep = "/"
pathsep = ":"
defpath = "/bin:/usr/bin"
altsep = None
devnull = "/dev/null"
supports_unicode_filenames = sys.platform == "darwin"


def _get_sep(path):
    return b"/" if isinstance(path, bytes) else "/"


def normcase(s):
    """Case matters here: the path as it is."""
    return os.fspath(s)


def isabs(s):
    """Whether a path is absolute."""
    s = os.fspath(s)
    return s.startswith(_get_sep(s))


def join(a, /, *p):
    """Joins paths: an absolute one drops what came before it."""
    a = os.fspath(a)
    slash = _get_sep(a)
    path = a
    try:
        for part in p:
            part = os.fspath(part)
            if part.startswith(slash) or not path:
                path = part
            elif path.endswith(slash):
                path += part
            else:
                path += slash + part
    except (TypeError, AttributeError, BytesWarning):
        genericpath._check_arg_types("join", a, *p)
        raise
    return path


def split(p):
    """(head, tail): tail is what follows the last slash."""
    p = os.fspath(p)
    slash = _get_sep(p)
    at = p.rfind(slash) + 1
    head, tail = p[:at], p[at:]
    if head and head != slash * len(head):
        head = head.rstrip(slash)
    return head, tail


def splitext(p):
    """(root, ext): ext begins with the last dot of the last component, or is empty."""
    p = os.fspath(p)
    if isinstance(p, bytes):
        return genericpath._splitext(p, b"/", None, b".")
    return genericpath._splitext(p, "/", None, ".")


def splitdrive(p):
    """("", p): there are no drives."""
    p = os.fspath(p)
    return p[:0], p


def splitroot(p, /):
    """(drive, root, tail); the drive is always empty."""
    return _path_splitroot_ex(os.fspath(p))


def basename(p):
    """What follows the last slash."""
    p = os.fspath(p)
    return p[p.rfind(_get_sep(p)) + 1:]


def dirname(p):
    """What comes before the last slash."""
    return split(p)[0]


def ismount(path):
    """Whether another file system begins at this path."""
    try:
        here = os.lstat(path)
    except (OSError, ValueError):
        return False
    if stat.S_ISLNK(here.st_mode):
        return False
    path = os.fspath(path)
    parent = realpath(join(path, b".." if isinstance(path, bytes) else ".."))
    try:
        above = os.lstat(parent)
    except OSError:
        return False
    return here.st_dev != above.st_dev or here.st_ino == above.st_ino


def expanduser(path):
    """~ and ~user at the beginning become home directories, where these are known."""
    path = os.fspath(path)
    tilde = b"~" if isinstance(path, bytes) else "~"
    if not path.startswith(tilde):
        return path
    slash = _get_sep(path)
    end = path.find(slash, 1)
    if end < 0:
        end = len(path)
    if end == 1 and "HOME" in os.environ:
        home = os.environ["HOME"]
    else:
        try:
            import pwd
        except ImportError:
            return path
        try:
            if end == 1:
                home = pwd.getpwuid(os.getuid()).pw_dir
            else:
                name = path[1:end]
                home = pwd.getpwnam(os.fsdecode(name)).pw_dir
        except KeyError:
            return path
    if isinstance(path, bytes):
        home = os.fsencode(home)
    return (home.rstrip(slash) + path[end:]) or slash


def _variable(name, braced):
    if isinstance(name, bytes):
        values, mark, left, right = getattr(os, "environb", None), b"$", b"{", b"}"
        value = values.get(name)
    else:
        mark, left, right = "$", "{", "}"
        value = os.environ.get(name)
    if value is not None:
        return value
    return mark + left + name + right if braced else mark + name


def expandvars(path):
    """$name and ${name} become the values of environment variables; unknown ones stay."""
    path = os.fspath(path)
    binary = isinstance(path, bytes)
    mark, left, right = (b"$", b"{", b"}") if binary else ("$", "{", "}")
    if mark not in path:
        return path
    result = path[:0]
    at = 0
    while True:
        found = path.find(mark, at)
        if found < 0:
            return result + path[at:]
        result += path[at:found]
        at = found + 1
        if path[at:at + 1] == left:
            end = path.find(right, at)
            if end < 0:
                return result + path[found:]
            result += _variable(path[at + 1:end], True)
            at = end + 1
            continue
        end = at
        while end < len(path):
            c = path[end:end + 1]
            if not (c.isalnum() or c == (b"_" if binary else "_")) or (not binary and not c.isascii()):
                break
            end += 1
        if end == at:
            result += mark
        else:
            result += _variable(path[at:end], False)
        at = end


def abspath(path):
    """An absolute path, normalised."""
    path = os.fspath(path)
    if not path.startswith(_get_sep(path)):
        path = join(os.getcwdb() if isinstance(path, bytes) else os.getcwd(), path)
    return normpath(path)


def realpath(filename, *, strict=False):
    """The path without symbolic links; with `strict`, what does not exist or goes in circles is an error."""
    filename = os.fspath(filename)
    binary = isinstance(filename, bytes)
    slash, dot, dots = (b"/", b".", b"..") if binary else ("/", ".", "..")
    # What is still to be walked, last part first. A pair (link, None) says that a link's target has been walked.
    rest = filename.split(slash)[::-1]
    path = slash if filename.startswith(slash) else (os.getcwdb() if binary else os.getcwd())
    seen = {}
    while rest:
        part = rest.pop()
        if isinstance(part, tuple):
            seen[part[0]] = path
            continue
        if not part or part == dot:
            continue
        if part == dots:
            path = dirname(path)
            continue
        newpath = path + part if path == slash else path + slash + part
        try:
            if not stat.S_ISLNK(os.lstat(newpath).st_mode):
                path = newpath
                continue
        except OSError:
            if strict:
                raise
            path = newpath
            continue
        if newpath in seen:
            known = seen[newpath]
            if known is not None:
                path = known
                continue
            if strict:
                os.stat(newpath)
            path = newpath
            continue
        seen[newpath] = None
        try:
            target = os.readlink(newpath)
        except OSError:
            if strict:
                raise
            path = newpath
            continue
        rest.append((newpath,))
        rest.extend(target.split(slash)[::-1])
        if target.startswith(slash):
            path = slash
    return path


def relpath(path, start=None):
    """The path to `path` from `start` (the working directory)."""
    path = os.fspath(path)
    if not path:
        raise ValueError("no path specified")
    binary = isinstance(path, bytes)
    slash, dot, dots = (b"/", b".", b"..") if binary else ("/", ".", "..")
    start = dot if start is None else os.fspath(start)
    try:
        start_parts = [x for x in abspath(start).split(slash) if x]
        path_parts = [x for x in abspath(path).split(slash) if x]
        shared = len(commonprefix([start_parts, path_parts]))
        parts = [dots] * (len(start_parts) - shared) + path_parts[shared:]
        return slash.join(parts) if parts else dot
    except (TypeError, AttributeError, BytesWarning, DeprecationWarning):
        genericpath._check_arg_types("relpath", path, start)
        raise


def commonpath(paths):
    """The longest path that all of these lie below."""
    paths = tuple(map(os.fspath, paths))
    if not paths:
        raise ValueError("commonpath() arg is an empty sequence")
    binary = isinstance(paths[0], bytes)
    slash, dot = (b"/", b".") if binary else ("/", ".")
    try:
        absolute = {path.startswith(slash) for path in paths}
        if len(absolute) > 1:
            raise ValueError("Can't mix absolute and relative paths") from None
        split_paths = [[part for part in path.split(slash) if part and part != dot] for path in paths]
        least, most = min(split_paths), max(split_paths)
        common = least
        for n, part in enumerate(least):
            if part != most[n]:
                common = least[:n]
                break
        return (slash if True in absolute else slash[:0]) + slash.join(common)
    except (TypeError, AttributeError):
        genericpath._check_arg_types("commonpath", *paths)
        raise
