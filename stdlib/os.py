# SPDX-License-Identifier: MIT
"""The operating system: files and folders by their names, processes, environment variables."""

import abc
import stat as st
import sys

import posix
import posixpath as path
from posix import *
from posix import _exit, _have_functions
from posixpath import altsep, curdir, defpath, devnull, extsep, pardir, pathsep, sep

sys.modules["os.path"] = path

name = "posix"
linesep = "\n"

SEEK_SET = 0
SEEK_CUR = 1
SEEK_END = 2

P_WAIT = 0
P_NOWAIT = P_NOWAITO = 1

__all__ = [each for each in vars(posix) if not each.startswith("_")] + [
    "altsep", "curdir", "pardir", "sep", "pathsep", "linesep", "defpath", "name", "path", "devnull", "SEEK_SET", "SEEK_CUR", "SEEK_END",
    "fsencode", "fsdecode", "get_exec_path", "fdopen", "extsep", "_exit", "makedirs", "removedirs", "renames", "walk", "fwalk", "execl",
    "execle", "execlp", "execlpe", "execvp", "execvpe", "environ", "getenv", "supports_bytes_environ", "environb", "getenvb", "P_WAIT",
    "P_NOWAIT", "P_NOWAITO", "spawnv", "spawnve", "spawnvp", "spawnvpe", "spawnl", "spawnle", "spawnlp", "spawnlpe", "popen", "PathLike",
    "process_cpu_count",
]


# ---- what can be done with descriptors and links


def _functions(*pairs):
    return {globals()[function] for need, function in pairs if need in _have_functions and function in globals()}


supports_dir_fd = _functions(
    ("HAVE_FACCESSAT", "access"), ("HAVE_FCHMODAT", "chmod"), ("HAVE_FCHOWNAT", "chown"), ("HAVE_FSTATAT", "stat"), ("HAVE_LINKAT", "link"),
    ("HAVE_MKDIRAT", "mkdir"), ("HAVE_MKFIFOAT", "mkfifo"), ("HAVE_OPENAT", "open"), ("HAVE_READLINKAT", "readlink"),
    ("HAVE_RENAMEAT", "rename"), ("HAVE_SYMLINKAT", "symlink"), ("HAVE_UNLINKAT", "unlink"), ("HAVE_UNLINKAT", "rmdir"),
    ("HAVE_UTIMENSAT", "utime"),
)
supports_effective_ids = _functions(("HAVE_FACCESSAT", "access"))
supports_fd = _functions(
    ("HAVE_FCHDIR", "chdir"), ("HAVE_FCHMOD", "chmod"), ("HAVE_FCHOWN", "chown"), ("HAVE_FDOPENDIR", "listdir"), ("HAVE_FDOPENDIR", "scandir"),
    ("HAVE_FEXECVE", "execve"), ("HAVE_FSTATVFS", "statvfs"), ("HAVE_FTRUNCATE", "truncate"), ("HAVE_FUTIMENS", "utime"), ("HAVE_FSTATAT", "stat"),
)
supports_follow_symlinks = _functions(
    ("HAVE_FACCESSAT", "access"), ("HAVE_FCHOWNAT", "chown"), ("HAVE_FSTATAT", "stat"), ("HAVE_LINKAT", "link"), ("HAVE_UTIMENSAT", "utime"),
)


# ---- folders


def makedirs(name, mode=0o777, exist_ok=False):
    """Makes a folder and all that are missing on the way to it."""
    head, tail = path.split(name)
    if not tail:
        head, tail = path.split(head)
    if head and tail and not path.exists(head):
        try:
            makedirs(head, exist_ok=exist_ok)
        except FileExistsError:
            pass  # somebody else was faster
        if tail == (b"." if isinstance(tail, bytes) else "."):
            return
    try:
        mkdir(name, mode)
    except OSError:
        # The error may be another than EEXIST, and the folder be there all the same.
        if not exist_ok or not path.isdir(name):
            raise


def removedirs(name):
    """Removes a folder, then each parent that is empty."""
    rmdir(name)
    head, tail = path.split(name)
    if not tail:
        head, tail = path.split(head)
    while head and tail:
        try:
            rmdir(head)
        except OSError:
            break
        head, tail = path.split(head)


def renames(old, new):
    """Renames, making the folders that `new` needs and removing those of `old` that are left empty."""
    head, tail = path.split(new)
    if head and tail and not path.exists(head):
        makedirs(head)
    rename(old, new)
    head, tail = path.split(old)
    if head and tail:
        try:
            removedirs(head)
        except OSError:
            pass


def walk(top, topdown=True, onerror=None, followlinks=False):
    """(folder, names of folders in it, names of files in it) for each folder of a tree."""
    sys.audit("os.walk", top, topdown, onerror, followlinks)
    stack = [fspath(top)]
    while stack:
        top = stack.pop()
        if isinstance(top, tuple):
            yield top
            continue
        dirs, nondirs, walk_dirs = [], [], []
        try:
            entries = list(_scan(top))
        except OSError as error:
            if onerror is not None:
                onerror(error)
            continue
        for entry in entries:
            try:
                is_dir = entry.is_dir()
            except OSError:
                is_dir = False
            (dirs if is_dir else nondirs).append(entry.name)
            if not topdown and is_dir:
                if followlinks:
                    enter = True
                else:
                    try:
                        enter = not entry.is_symlink()
                    except OSError:
                        enter = True
                if enter:
                    walk_dirs.append(entry.path)
        if topdown:
            yield top, dirs, nondirs
            for dirname in reversed(dirs):
                below = path.join(top, dirname)
                if followlinks or not path.islink(below):
                    stack.append(below)
        else:
            stack.append((top, dirs, nondirs))
            stack.extend(reversed(walk_dirs))


def _scan(top):
    with scandir(top) as entries:
        yield from entries


def fwalk(top=".", topdown=True, onerror=None, *, follow_symlinks=False, dir_fd=None):
    """As walk(), with a descriptor of each folder as the fourth item; it is closed when the walk goes on."""
    sys.audit("os.fwalk", top, topdown, onerror, follow_symlinks, dir_fd)
    top = fspath(top)
    yield from _fwalk(top, top, topdown, onerror, follow_symlinks, dir_fd)


def _fwalk(top, name, topdown, onerror, follow_symlinks, dir_fd):
    try:
        before = stat(name, follow_symlinks=False, dir_fd=dir_fd) if not follow_symlinks else None
        folder = open(name, O_RDONLY | O_NONBLOCK, dir_fd=dir_fd)
    except OSError as error:
        if onerror is not None:
            onerror(error)
        return
    try:
        if before is not None and not (st.S_ISDIR(before.st_mode) and path.samestat(before, stat(folder))):
            return
        names = listdir(folder)
        if isinstance(top, bytes):
            names = map(fsencode, names)
        dirs, nondirs = [], []
        for each in names:
            try:
                (dirs if st.S_ISDIR(stat(each, dir_fd=folder).st_mode) else nondirs).append(each)
            except OSError:
                try:
                    stat(each, dir_fd=folder, follow_symlinks=False)
                except OSError:
                    continue
                nondirs.append(each)
        if topdown:
            yield top, dirs, nondirs, folder
        for each in dirs:
            yield from _fwalk(path.join(top, each), each, topdown, onerror, follow_symlinks, folder)
        if not topdown:
            yield top, dirs, nondirs, folder
    finally:
        close(folder)


# ---- running programs


def execl(file, *args):
    """Replaces this process by another program."""
    execv(file, args)


def execle(file, *args):
    """Replaces this process by another program; the last argument is its environment."""
    execve(file, args[:-1], args[-1])


def execlp(file, *args):
    """As execl(), looking for the program in PATH."""
    execvp(file, args)


def execlpe(file, *args):
    """As execle(), looking for the program in PATH."""
    execvpe(file, args[:-1], args[-1])


def execvp(file, args):
    """As execv(), looking for the program in PATH."""
    _execvpe(file, args)


def execvpe(file, args, env):
    """As execve(), looking for the program in PATH."""
    _execvpe(file, args, env)


def _execvpe(file, args, env=None):
    def run(program):
        if env is None:
            execv(program, args)
        else:
            execve(program, args, env)

    if path.dirname(file):
        run(file)
        return
    saved = None
    last = None
    folders = get_exec_path(env)
    if isinstance(file, bytes):
        folders = map(fsencode, folders)
    for folder in folders:
        try:
            run(path.join(folder, file))
        except (FileNotFoundError, NotADirectoryError) as error:
            last = error
        except OSError as error:
            last = error
            if saved is None:
                saved = error
    raise saved if saved is not None else last


def get_exec_path(env=None):
    """The folders in which programs are looked for."""
    if env is None:
        env = environ
    try:
        found = env.get("PATH")
    except TypeError:
        found = None
    try:
        found_bytes = env[b"PATH"]
    except (KeyError, TypeError):
        pass
    else:
        if found is not None:
            raise ValueError("env cannot contain 'PATH' and b'PATH' keys")
        found = found_bytes
    if isinstance(found, bytes):
        found = fsdecode(found)
    if found is None:
        found = defpath
    return found.split(pathsep)


def _spawn(mode, file, args, env, execute):
    if not isinstance(args, (tuple, list)):
        raise TypeError("argv must be a tuple or a list")
    if not args or not args[0]:
        raise ValueError("argv first element cannot be empty")
    pid = fork()
    if not pid:
        try:
            if env is None:
                execute(file, args)
            else:
                execute(file, args, env)
        except BaseException:
            _exit(127)
    if mode == P_NOWAIT:
        return pid
    while True:
        _, status = waitpid(pid, 0)
        if not WIFSTOPPED(status):
            return waitstatus_to_exitcode(status)


def spawnv(mode, file, args):
    """Runs a program in a process of its own."""
    return _spawn(mode, file, args, None, execv)


def spawnve(mode, file, args, env):
    """Runs a program in a process of its own, with this environment."""
    return _spawn(mode, file, args, env, execve)


def spawnvp(mode, file, args):
    """As spawnv(), looking for the program in PATH."""
    return _spawn(mode, file, args, None, execvp)


def spawnvpe(mode, file, args, env):
    """As spawnve(), looking for the program in PATH."""
    return _spawn(mode, file, args, env, execvpe)


def spawnl(mode, file, *args):
    """As spawnv(), with the arguments one by one."""
    return spawnv(mode, file, args)


def spawnle(mode, file, *args):
    """As spawnve(), with the arguments one by one."""
    return spawnve(mode, file, args[:-1], args[-1])


def spawnlp(mode, file, *args):
    """As spawnvp(), with the arguments one by one."""
    return spawnvp(mode, file, args)


def spawnlpe(mode, file, *args):
    """As spawnvpe(), with the arguments one by one."""
    return spawnvpe(mode, file, args[:-1], args[-1])


def popen(cmd, mode="r", buffering=-1):
    """A stream to or from a command that the shell runs."""
    if not isinstance(cmd, str):
        raise TypeError(f"invalid cmd type ({type(cmd)}, expected string)")
    if mode not in ("r", "w"):
        raise ValueError(f"invalid mode {mode!r}")
    if buffering == 0 or buffering is None:
        raise ValueError("popen() does not support unbuffered streams")
    import io
    import subprocess

    if mode == "r":
        process = subprocess.Popen(cmd, shell=True, text=True, stdout=subprocess.PIPE, bufsize=buffering)
        return _PipeStream(process.stdout, process)
    process = subprocess.Popen(cmd, shell=True, text=True, stdin=subprocess.PIPE, bufsize=buffering)
    return _PipeStream(process.stdin, process)


class _PipeStream:
    def __init__(self, stream, process):
        self._stream = stream
        self._process = process

    def close(self):
        self._stream.close()
        code = self._process.wait()
        if code == 0:
            return None
        return code << 8

    def __enter__(self):
        return self

    def __exit__(self, *args):
        self.close()

    def __getattr__(self, attribute):
        return getattr(self._stream, attribute)

    def __iter__(self):
        return iter(self._stream)


# ---- environment variables


def _check_text(value):
    if not isinstance(value, str):
        raise TypeError(f"str expected, not {type(value).__name__}")
    return value.encode("utf-8", "surrogateescape")


def _check_bytes(value):
    if not isinstance(value, bytes):
        raise TypeError(f"bytes expected, not {type(value).__name__}")
    return value


from _collections_abc import Mapping, MutableMapping  # noqa: E402


class _Environ(MutableMapping):
    def __init__(self, data, encodekey, decodekey, encodevalue, decodevalue):
        self.encodekey = encodekey
        self.decodekey = decodekey
        self.encodevalue = encodevalue
        self.decodevalue = decodevalue
        self._data = data

    def __getitem__(self, key):
        try:
            value = self._data[self.encodekey(key)]
        except KeyError:
            raise KeyError(key) from None
        return self.decodevalue(value)

    def __setitem__(self, key, value):
        key = self.encodekey(key)
        value = self.encodevalue(value)
        putenv(key, value)
        self._data[key] = value

    def __delitem__(self, key):
        encoded = self.encodekey(key)
        unsetenv(encoded)
        try:
            del self._data[encoded]
        except KeyError:
            raise KeyError(key) from None

    def __iter__(self):
        for key in list(self._data):
            yield self.decodekey(key)

    def __len__(self):
        return len(self._data)

    def __repr__(self):
        inside = ", ".join(f"{self.decodekey(key)!r}: {self.decodevalue(value)!r}" for key, value in self._data.items())
        return f"environ({{{inside}}})"

    def copy(self):
        return dict(self)

    def setdefault(self, key, value):
        if key not in self:
            self[key] = value
        return self[key]

    def __ior__(self, other):
        self.update(other)
        return self

    def __or__(self, other):
        if not isinstance(other, Mapping):
            return NotImplemented
        new = dict(self)
        new.update(other)
        return new

    def __ror__(self, other):
        if not isinstance(other, Mapping):
            return NotImplemented
        new = dict(other)
        new.update(self)
        return new


def fsencode(filename):
    """A path as bytes, as the system has it."""
    filename = fspath(filename)
    return filename.encode("utf-8", "surrogateescape") if isinstance(filename, str) else filename


def fsdecode(filename):
    """A path as text; bytes that are not UTF-8 become lone surrogates (PEP 383)."""
    filename = fspath(filename)
    return filename.decode("utf-8", "surrogateescape") if isinstance(filename, bytes) else filename


def _decode(value):
    return value.decode("utf-8", "surrogateescape")


environ = _Environ(posix.environ, _check_text, _decode, _check_text, _decode)
supports_bytes_environ = True
environb = _Environ(posix.environ, _check_bytes, bytes, _check_bytes, bytes)


def getenv(key, default=None):
    """The value of an environment variable, or the default."""
    return environ.get(key, default)


def getenvb(key, default=None):
    """The value of an environment variable as bytes, or the default."""
    return environb.get(key, default)


# ---- the rest


def fdopen(fd, mode="r", buffering=-1, encoding=None, *args, **kwargs):
    """A stream over a descriptor."""
    if not isinstance(fd, int):
        raise TypeError(f"invalid fd type ({type(fd)}, expected integer)")
    import io

    if "b" not in mode:
        encoding = io.text_encoding(encoding)
    return io.open(fd, mode, buffering, encoding, *args, **kwargs)


def process_cpu_count():
    """How many processors this process may use."""
    return len(sched_getaffinity(0))


class PathLike(abc.ABC):
    """Whatever has __fspath__()."""

    __slots__ = ()

    @abc.abstractmethod
    def __fspath__(self):
        """The path as str or bytes."""
        raise NotImplementedError

    @classmethod
    def __subclasshook__(cls, subclass):
        if cls is PathLike:
            for base in subclass.__mro__:
                if "__fspath__" in base.__dict__:
                    return True if base.__dict__["__fspath__"] is not None else NotImplemented
        return NotImplemented

    __class_getitem__ = classmethod(type(list[int]))
