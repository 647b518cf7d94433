# SPDX-License-Identifier: MIT
"""What the path modules of all systems have in common."""

import os
import stat

__all__ = [
    "commonprefix", "exists", "getatime", "getctime", "getmtime", "getsize", "isdevdrive", "isdir", "isfile", "isjunction", "islink",
    "lexists", "samefile", "sameopenfile", "samestat",
]


def exists(path):
    """Whether a path exists; False for broken symbolic links."""
    try:
        os.stat(path)
    except (OSError, ValueError):
        return False
    return True


def lexists(path):
    """Whether a path exists; True for broken symbolic links."""
    try:
        os.lstat(path)
    except (OSError, ValueError):
        return False
    return True


def _has_kind(get, path, is_kind):
    try:
        status = get(path)
    except (OSError, ValueError):
        return False
    return is_kind(status.st_mode)


def isfile(path):
    """Whether this is a regular file; follows symbolic links."""
    return _has_kind(os.stat, path, stat.S_ISREG)


def isdir(s):
    """Whether this is a directory; follows symbolic links."""
    return _has_kind(os.stat, s, stat.S_ISDIR)


def islink(path):
    """Whether this is a symbolic link."""
    try:
        status = os.lstat(path)
    except (OSError, ValueError, AttributeError):
        return False
    return stat.S_ISLNK(status.st_mode)


def isjunction(path):
    """Whether this is a junction: never, here."""
    os.fspath(path)
    return False


def isdevdrive(path):
    """Whether this is on a Windows Dev Drive: never, here."""
    os.fspath(path)
    return False


def getsize(filename):
    """The size of a file, in bytes."""
    return os.stat(filename).st_size


def getmtime(filename):
    """When a file was last modified."""
    return os.stat(filename).st_mtime


def getatime(filename):
    """When a file was last read."""
    return os.stat(filename).st_atime


def getctime(filename):
    """When the metadata of a file last changed."""
    return os.stat(filename).st_ctime


def commonprefix(m):
    """The longest prefix of all members of a list: of paths character by character, of lists item by item."""
    if not m:
        return ""
    if not isinstance(m[0], (list, tuple)):
        m = tuple(map(os.fspath, m))
    least, most = min(m), max(m)
    for n, item in enumerate(least):
        if item != most[n]:
            return least[:n]
    return least


def samestat(s1, s2):
    """Whether two stat results are of the same file."""
    return s1.st_ino == s2.st_ino and s1.st_dev == s2.st_dev


def samefile(f1, f2):
    """Whether two paths lead to the same file."""
    return samestat(os.stat(f1), os.stat(f2))


def sameopenfile(fp1, fp2):
    """Whether two descriptors are of the same file."""
    return samestat(os.fstat(fp1), os.fstat(fp2))


def _splitext(p, sep, altsep, extsep):
    begin = p.rfind(sep) + 1
    if altsep:
        begin = max(begin, p.rfind(altsep) + 1)
    dot = p.rfind(extsep)
    # Dots that a name begins with are no extension.
    if dot > begin and p[begin:dot].strip(extsep):
        return p[:dot], p[dot:]
    return p, p[:0]


def _check_arg_types(funcname, *args):
    has_text = has_bytes = False
    for each in args:
        if isinstance(each, str):
            has_text = True
        elif isinstance(each, bytes):
            has_bytes = True
        else:
            raise TypeError(f"{funcname}() argument must be str, bytes, or os.PathLike object, not {each.__class__.__name__!r}") from None
    if has_text and has_bytes:
        raise TypeError("Can't mix strings and bytes in path components") from None
