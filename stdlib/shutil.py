# SPDX-License-Identifier: MIT
"""Files and trees of them: copying, moving, removing; archives are in `_shutil_archives`, which is imported when one is asked for."""

import errno
import fnmatch
import os
import stat
import sys
from collections import namedtuple

__all__ = ["copyfileobj", "copyfile", "copymode", "copystat", "copy", "copy2", "copytree", "move", "rmtree", "Error", "SpecialFileError",
           "ExecError", "ReadError", "RegistryError", "ignore_patterns", "chown", "which", "get_terminal_size", "SameFileError", "disk_usage",
           "make_archive", "get_archive_formats", "register_archive_format", "unregister_archive_format", "unpack_archive", "get_unpack_formats",
           "register_unpack_format", "unregister_unpack_format"]

COPY_BUFSIZE = 64 * 1024


class Error(OSError):
    """Something could not be copied or moved; copytree() gives a list of what."""


class SameFileError(Error):
    """Source and destination are the same file."""


class SpecialFileError(OSError):
    """A file of a kind that this cannot be done with."""


class ExecError(OSError):
    """A command could not be run."""


class ReadError(OSError):
    """An archive cannot be read."""


class RegistryError(Exception):
    """A registry of formats refused."""


def __getattr__(name):
    if name in __all__:
        import _shutil_archives

        globals().update((each, getattr(_shutil_archives, each)) for each in _shutil_archives.__all__)
        return globals()[name]
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


# ---- copying


def copyfileobj(fsrc, fdst, length=0):
    """Copies what is left in one open file to another."""
    while piece := fsrc.read(length or COPY_BUFSIZE):
        fdst.write(piece)


def _same_file(src, dst):
    try:
        if isinstance(src, os.DirEntry):
            return os.path.samestat(src.stat(), os.stat(dst))
        return os.path.samefile(src, dst)
    except OSError:
        return False


def _status(path):
    return path.stat() if isinstance(path, os.DirEntry) else os.stat(path)


def _is_link(path):
    return path.is_symlink() if isinstance(path, os.DirEntry) else os.path.islink(path)


def _send(source, target):
    """Lets the system copy; false where it cannot."""
    try:
        reads, writes = source.fileno(), target.fileno()
    except Exception:
        return False
    at = 0
    while True:
        try:
            sent = os.sendfile(writes, reads, at, 1 << 27)
        except OSError as error:
            error.filename, error.filename2 = source.name, target.name
            if error.errno != errno.ENOSPC and at == 0 and os.lseek(writes, 0, os.SEEK_CUR) == 0:
                return False
            raise error from None
        if not sent:
            return True
        at += sent


def copyfile(src, dst, *, follow_symlinks=True):
    """Copies contents; `dst`."""
    sys.audit("shutil.copyfile", src, dst)
    if _same_file(src, dst):
        raise SameFileError(f"{src!r} and {dst!r} are the same file")
    for path in src, dst:
        try:
            status = _status(path)
        except OSError:
            continue
        if stat.S_ISFIFO(status.st_mode):
            raise SpecialFileError(f"`{os.fspath(path)}` is a named pipe")
    if not follow_symlinks and _is_link(src):
        os.symlink(os.readlink(src), dst)
        return dst
    with open(src, "rb") as source:
        try:
            with open(dst, "wb") as target:
                if not _send(source, target):
                    copyfileobj(source, target)
        except IsADirectoryError as error:
            if not os.path.exists(dst):
                raise FileNotFoundError(f"Directory does not exist: {dst}") from error
            raise
    return dst


def copymode(src, dst, *, follow_symlinks=True):
    """Copies permissions."""
    sys.audit("shutil.copymode", src, dst)
    if not follow_symlinks and _is_link(src) and os.path.islink(dst):
        return  # links have none here
    os.chmod(dst, stat.S_IMODE(_status(src).st_mode))


def copystat(src, dst, *, follow_symlinks=True):
    """Copies permissions and times."""
    sys.audit("shutil.copystat", src, dst)
    follow = follow_symlinks or not (_is_link(src) and os.path.islink(dst))
    status = src.stat(follow_symlinks=follow) if isinstance(src, os.DirEntry) else os.stat(src, follow_symlinks=follow)
    os.utime(dst, ns=(status.st_atime_ns, status.st_mtime_ns), follow_symlinks=follow)
    if follow:
        os.chmod(dst, stat.S_IMODE(status.st_mode))


def copy(src, dst, *, follow_symlinks=True):
    """Copies contents and permissions, into `dst` if that is a folder; where to."""
    if os.path.isdir(dst):
        dst = os.path.join(dst, os.path.basename(src))
    copyfile(src, dst, follow_symlinks=follow_symlinks)
    copymode(src, dst, follow_symlinks=follow_symlinks)
    return dst


def copy2(src, dst, *, follow_symlinks=True):
    """copy(), with times."""
    if os.path.isdir(dst):
        dst = os.path.join(dst, os.path.basename(src))
    copyfile(src, dst, follow_symlinks=follow_symlinks)
    copystat(src, dst, follow_symlinks=follow_symlinks)
    return dst


def ignore_patterns(*patterns):
    """An `ignore` of copytree() for the names that fit any pattern."""
    def ignore(path, names):
        return {name for pattern in patterns for name in fnmatch.filter(names, pattern)}

    return ignore


def copytree(src, dst, symlinks=False, ignore=None, copy_function=copy2, ignore_dangling_symlinks=False, dirs_exist_ok=False):
    """Copies a whole folder; `dst`. What fails does not stop the rest: Error with a list of (from, to, why) at the end."""
    sys.audit("shutil.copytree", src, dst)
    with os.scandir(src) as listed:
        entries = list(listed)
    ignored = ignore(os.fspath(src), [entry.name for entry in entries]) if ignore is not None else ()
    os.makedirs(dst, exist_ok=dirs_exist_ok)
    ours = copy_function in (copy, copy2)  # they know what to do with an entry
    failures = []
    for entry in entries:
        if entry.name in ignored:
            continue
        source, target = os.path.join(src, entry.name), os.path.join(dst, entry.name)
        what = entry if ours else source
        try:
            if entry.is_symlink():
                points_to = os.readlink(source)
                if symlinks:
                    os.symlink(points_to, target)
                    copystat(what, target, follow_symlinks=False)
                    continue
                if ignore_dangling_symlinks and not os.path.exists(points_to):
                    continue
            if entry.is_dir():
                copytree(what, target, symlinks, ignore, copy_function, ignore_dangling_symlinks, dirs_exist_ok)
            else:
                copy_function(what, target)
        except Error as error:
            failures += error.args[0]
        except OSError as error:
            failures.append((source, target, str(error)))
    try:
        copystat(src, dst)
    except OSError as error:
        failures.append((src, dst, str(error)))
    if failures:
        raise Error(failures)
    return dst


# ---- removing and moving


class _Removal:
    """rmtree(): works with open folders, so that nobody can put a link in the way meanwhile."""

    def __init__(self, failed):
        self.failed = failed  # called while the exception is handled
        self.open = []        # (descriptor, folder's path, its name, descriptor it lies in, names of folders in it still to be removed)

    def run(self, path, inside):
        try:
            self.enter(path, path, inside, None)
            while self.open:
                descriptor, path, name, inside, folders = self.open[-1]
                if folders:
                    entry = folders.pop()
                    self.enter(os.path.join(path, entry.name), entry.name, descriptor, entry)
                else:
                    self.open.pop()
                    self.attempt(os.close, path, descriptor)
                    self.attempt(os.rmdir, path, name, dir_fd=inside)
        finally:
            for descriptor, path, *_ in self.open:
                self.attempt(os.close, path, descriptor)

    def attempt(self, function, path, *args, **kwargs):
        try:
            function(*args, **kwargs)
        except FileNotFoundError:
            pass
        except OSError as error:
            error.filename = path
            self.failed(function, path, error)

    def enter(self, path, name, inside, entry):
        step, descriptor = os.lstat, None
        try:
            before = entry.stat(follow_symlinks=False) if entry else os.lstat(name, dir_fd=inside)
            step = os.open
            descriptor = os.open(name, os.O_RDONLY | os.O_NONBLOCK, dir_fd=inside)
            step = os.path.islink
            if not os.path.samestat(before, os.fstat(descriptor)):
                raise OSError("Cannot call rmtree on a symbolic link")
            step = os.scandir
            with os.scandir(descriptor) as listed:
                entries = list(listed)
        except OSError as error:
            if step is os.scandir:
                self.open.append((descriptor, path, name, inside, []))  # it may be empty, and can be removed then
            elif descriptor is not None:
                os.close(descriptor)
            if entry is None or not isinstance(error, FileNotFoundError):
                error.filename = path
                self.failed(step, path, error)
            return
        folders = []
        self.open.append((descriptor, path, name, inside, folders))
        for each in entries:
            try:
                is_folder = each.is_dir(follow_symlinks=False)
            except OSError:
                is_folder = False
            if is_folder:
                folders.append(each)
            else:
                self.attempt(os.unlink, os.path.join(path, each.name), each.name, dir_fd=descriptor)


def rmtree(path, ignore_errors=False, onerror=None, *, onexc=None, dir_fd=None):
    """Removes a folder and all in it. onexc(function, path, exception) is told of failures, which are raised otherwise."""
    sys.audit("shutil.rmtree", path, dir_fd)

    def failed(function, path, error):
        if ignore_errors:
            return
        if onexc is not None:
            onexc(function, path, error)
        elif onerror is not None:
            onerror(function, path, (type(error), error, error.__traceback__))
        else:
            raise error

    _Removal(failed).run(os.fsdecode(path) if isinstance(path, bytes) else path, dir_fd)


rmtree.avoids_symlink_attacks = True


def move(src, dst, copy_function=copy2):
    """Moves a file or folder, into `dst` if that is a folder; where to. Across file systems it copies and removes."""
    sys.audit("shutil.move", src, dst)
    target = dst
    if os.path.isdir(dst):
        if _same_file(src, dst) and not os.path.islink(src):
            os.rename(src, dst)  # only the case of the name may change
            return None
        target = os.path.join(dst, os.path.basename(os.fspath(src).rstrip(os.path.sep)))
        if os.path.exists(target):
            raise Error(f"Destination path '{target}' already exists")
    try:
        os.rename(src, target)
    except OSError:
        if os.path.islink(src):
            os.symlink(os.readlink(src), target)
            os.unlink(src)
        elif os.path.isdir(src):
            if (os.path.abspath(dst) + "/").startswith(os.path.abspath(src) + "/"):
                raise Error(f"Cannot move a directory '{src}' into itself '{dst}'.")
            copytree(src, target, copy_function=copy_function, symlinks=True)
            rmtree(src)
        else:
            copy_function(src, target)
            os.unlink(src)
    return target


# ---- the system


_usage = namedtuple("usage", "total used free")


def disk_usage(path):
    """Bytes of the file system: in all, used, free."""
    status = os.statvfs(path)
    return _usage(status.f_blocks * status.f_frsize, (status.f_blocks - status.f_bfree) * status.f_frsize,
                  status.f_bavail * status.f_frsize)


def _number(name, module, function, field, what):
    try:
        found = getattr(__import__(module), function)(name)
    except (ImportError, KeyError):
        raise LookupError(f"no such {what}: {name!r}") from None
    return found[field]


def chown(path, user=None, group=None, *, dir_fd=None, follow_symlinks=True):
    """Changes who owns it: numbers or names."""
    sys.audit("shutil.chown", path, user, group)
    if user is None and group is None:
        raise ValueError("user and/or group must be set")
    if isinstance(user, str):
        user = _number(user, "pwd", "getpwnam", 2, "user")
    if group is not None and not isinstance(group, int):
        group = _number(group, "grp", "getgrnam", 2, "group")
    os.chown(path, -1 if user is None else user, -1 if group is None else group, dir_fd=dir_fd, follow_symlinks=follow_symlinks)


def _variable(name):
    try:
        return int(os.environ[name])
    except (KeyError, ValueError):
        return 0


def get_terminal_size(fallback=(80, 24)):
    """Columns and lines: of $COLUMNS and $LINES, of the terminal, or of `fallback`."""
    columns, lines = _variable("COLUMNS"), _variable("LINES")
    if columns <= 0 or lines <= 0:
        try:
            size = os.get_terminal_size(sys.__stdout__.fileno())
        except (AttributeError, ValueError, OSError):
            size = os.terminal_size(fallback)
        if columns <= 0:
            columns = size.columns or fallback[0]
        if lines <= 0:
            lines = size.lines or fallback[1]
    return os.terminal_size((columns, lines))


def which(cmd, mode=os.F_OK | os.X_OK, path=None):
    """Where on $PATH a command is, or None."""
    as_bytes = isinstance(cmd, bytes)
    folder, cmd = os.path.split(cmd)
    if folder:
        folders = [folder]
    else:
        if path is None:
            path = os.environ.get("PATH")
            if path is None:
                try:
                    path = os.confstr("CS_PATH")
                except (AttributeError, ValueError):
                    path = os.defpath
        if not path:
            return None
        folders = os.fsencode(path).split(b":") if as_bytes else os.fsdecode(path).split(":")
    for each in dict.fromkeys(folders):
        name = os.path.join(each, cmd)
        if os.path.exists(name) and os.access(name, mode) and not os.path.isdir(name):
            return name
    return None
