# SPDX-License-Identifier: MIT
"""Files and folders for a while, under names that nobody else has."""

import errno
import io
import os
import shutil
import sys
import types
import warnings
import weakref
from random import Random

__all__ = ["NamedTemporaryFile", "TemporaryFile", "SpooledTemporaryFile", "TemporaryDirectory", "mkstemp", "mkdtemp", "mktemp", "TMP_MAX",
           "gettempprefix", "tempdir", "gettempdir", "gettempprefixb", "gettempdirb"]

TMP_MAX = min(os.TMP_MAX, 10000)
template = "tmp"
tempdir = None  # what programs may set; None: as the environment says
_flags = os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW


# ---- names


class _RandomNameSequence:
    """Endless random names; after a fork the child's are others. The package multiprocessing uses it too."""

    characters = "abcdefghijklmnopqrstuvwxyz0123456789_"

    def __init__(self):
        self._random, self._process = None, None

    def __iter__(self):
        return self

    def __next__(self):
        process = os.getpid()
        if process != self._process:
            self._random, self._process = Random(), process
        return "".join(self._random.choices(self.characters, k=8))


_names = _RandomNameSequence()


def _default_folder():
    """The first folder in which a file can be made."""
    folders = [folder for folder in map(os.getenv, ("TMPDIR", "TEMP", "TMP")) if folder]
    folders += ["/tmp", "/var/tmp", "/usr/tmp"]
    try:
        folders.append(os.getcwd())
    except OSError:
        folders.append(os.curdir)
    for folder in folders:
        if folder != os.curdir:
            folder = os.path.abspath(folder)
        for _ in range(100):
            path = os.path.join(folder, next(_names))
            try:
                descriptor = os.open(path, _flags, 0o600)
            except FileExistsError:
                continue
            except OSError:
                break
            try:
                try:
                    os.write(descriptor, b"test")
                finally:
                    os.close(descriptor)
                    os.unlink(path)
            except OSError:
                break
            return folder
    raise FileNotFoundError(errno.ENOENT, f"No usable temporary directory found in {folders}")


def _folder():
    global tempdir
    if tempdir is None:
        tempdir = _default_folder()
    return tempdir


def gettempdir():
    """The folder for temporary files."""
    return os.fsdecode(_folder())


def gettempdirb():
    """gettempdir() as bytes."""
    return os.fsencode(_folder())


def gettempprefix():
    """What names begin with where nothing else is asked for."""
    return os.fsdecode(template)


def gettempprefixb():
    """gettempprefix() as bytes."""
    return os.fsencode(template)


def _arguments(suffix, prefix, folder):
    """The three with defaults, all str or all bytes."""
    kind = None
    for each in prefix, suffix, folder:
        if each is None:
            continue
        this = bytes if isinstance(os.fspath(each) if isinstance(each, os.PathLike) else each, bytes) else str
        if kind not in (None, this):
            raise TypeError("Can't mix bytes and non-bytes in path components." if this is bytes else
                            "Can't mix str and non-str in path components.")
        kind = this
    if kind is None:
        kind = bytes if isinstance(tempdir, bytes) else str
    if suffix is None:
        suffix = kind()
    if prefix is None:
        prefix = gettempprefixb() if kind is bytes else gettempprefix()
    if folder is None:
        folder = gettempdirb() if kind is bytes else gettempdir()
    return suffix, prefix, folder


def _make(suffix, prefix, folder, event, make, failure):
    """Tries names until make(path) is the first to use one: what it gave, and the path."""
    for _ in range(TMP_MAX):
        name = next(_names)
        path = os.path.join(folder, prefix + (os.fsencode(name) if isinstance(prefix, bytes) else name) + suffix)
        sys.audit(event, path)
        try:
            return make(path), path
        except FileExistsError:
            continue
    raise FileExistsError(errno.EEXIST, failure)


def _open_new(suffix, prefix, folder):
    return _make(suffix, prefix, os.path.abspath(folder), "tempfile.mkstemp", lambda path: os.open(path, _flags, 0o600),
                 "No usable temporary file name found")


def mkstemp(suffix=None, prefix=None, dir=None, text=False):
    """Makes a file that only this user can read: its open descriptor, and its path. Removing it is up to the caller."""
    return _open_new(*_arguments(suffix, prefix, dir))


def mkdtemp(suffix=None, prefix=None, dir=None):
    """Makes a folder for this user alone: its path. Removing it is up to the caller."""
    suffix, prefix, folder = _arguments(suffix, prefix, dir)
    _, path = _make(suffix, prefix, folder, "tempfile.mkdtemp", lambda path: os.mkdir(path, 0o700),
                    "No usable temporary directory name found")
    return os.path.abspath(path)


def mktemp(suffix="", prefix=template, dir=None):
    """A path where no file was a moment ago. Another program may be faster: mkstemp() is safe."""
    folder = gettempdir() if dir is None else dir
    for _ in range(TMP_MAX):
        path = os.path.join(folder, prefix + next(_names) + suffix)
        if not os.path.lexists(path):
            return path
    raise FileExistsError(errno.EEXIST, "No usable temporary filename found")


# ---- files


class _Closer:
    """Closes and removes a file; what is alive as long as anybody may use the file."""

    def __init__(self, file, name, delete, delete_on_close):
        self.file, self.name, self.delete, self.delete_on_close = file, name, delete, delete_on_close
        self.closed = self.cleaned = False

    def close(self):
        if self.closed:
            return
        self.closed = True
        try:
            self.file.close()
        finally:
            if self.delete and self.delete_on_close:
                self.cleanup()

    def cleanup(self, unlink=os.unlink):
        if self.cleaned:
            return
        self.cleaned = True
        try:
            if not self.closed:
                self.closed = True
                self.file.close()
        finally:
            if self.delete:
                try:
                    unlink(self.name)
                except FileNotFoundError:
                    pass

    def __del__(self):
        self.cleanup()


class _TemporaryFileWrapper:
    """An open file that is removed at its end. All else is as of the file itself."""

    def __init__(self, file, name, delete=True, delete_on_close=True):
        self.file, self.name, self.delete = file, name, delete
        self._closer = _Closer(file, name, delete, delete_on_close)

    def __getattr__(self, name):
        found = getattr(self.__dict__["file"], name)
        if callable(found):
            # A method that outlives this object keeps the file.
            method, closer = found, self._closer

            def found(*args, **kwargs):
                return method(*args, **kwargs)

            found.__name__, found.__doc__, found._closer = name, method.__doc__, closer
        if not isinstance(found, int):
            setattr(self, name, found)
        return found

    def __enter__(self):
        self.file.__enter__()
        return self

    def __exit__(self, exc, value, tb):
        result = self.file.__exit__(exc, value, tb)
        self._closer.cleanup()
        return result

    def close(self):
        """Closes the file and, if so asked, removes it."""
        self._closer.close()

    def __iter__(self):
        for line in self.file:  # this object stays alive meanwhile
            yield line


def _name_it(file, name):
    raw = getattr(file, "buffer", file)
    getattr(raw, "raw", raw).name = name


def NamedTemporaryFile(mode="w+b", buffering=-1, encoding=None, newline=None, suffix=None, prefix=None, dir=None, delete=True, *,
                       errors=None, delete_on_close=True):
    """A file with a name (its attribute `name`), removed when it is closed or dropped, unless `delete` is false."""
    suffix, prefix, folder = _arguments(suffix, prefix, dir)
    if "b" not in mode:
        encoding = io.text_encoding(encoding)
    name = None

    def opener(*args):
        nonlocal name
        descriptor, name = _open_new(suffix, prefix, folder)
        return descriptor

    try:
        file = io.open(folder, mode, buffering=buffering, newline=newline, encoding=encoding, errors=errors, opener=opener)
        try:
            _name_it(file, name)
            return _TemporaryFileWrapper(file, name, delete, delete_on_close)
        except BaseException:
            file.close()
            raise
    except BaseException:
        if name is not None:
            os.unlink(name)
        raise


def TemporaryFile(mode="w+b", buffering=-1, encoding=None, newline=None, suffix=None, prefix=None, dir=None, *, errors=None):
    """A file without a name, which is gone when it is closed."""
    suffix, prefix, folder = _arguments(suffix, prefix, dir)
    if "b" not in mode:
        encoding = io.text_encoding(encoding)
    descriptor = None

    def opener(*args):
        nonlocal descriptor
        try:
            descriptor = os.open(folder, (_flags | os.O_TMPFILE) & ~os.O_CREAT, 0o600)
        except OSError:
            # Not every file system has files without names.
            descriptor, name = _open_new(suffix, prefix, folder)
            try:
                os.unlink(name)
            except BaseException:
                os.close(descriptor)
                raise
        return descriptor

    file = io.open(folder, mode, buffering=buffering, newline=newline, encoding=encoding, errors=errors, opener=opener)
    _name_it(file, descriptor)
    return file


class SpooledTemporaryFile(io.IOBase):
    """A file in memory, until it is larger than `max_size` or its descriptor is asked for."""

    _rolled = False

    def __init__(self, max_size=0, mode="w+b", buffering=-1, encoding=None, newline=None, suffix=None, prefix=None, dir=None, *,
                 errors=None):
        self._max_size = max_size
        if "b" in mode:
            self._file = io.BytesIO()
        else:
            encoding = io.text_encoding(encoding)
            self._file = io.TextIOWrapper(io.BytesIO(), encoding=encoding, errors=errors, newline=newline)
        self._arguments = {"mode": mode, "buffering": buffering, "suffix": suffix, "prefix": prefix, "encoding": encoding,
                           "newline": newline, "dir": dir, "errors": errors}

    __class_getitem__ = classmethod(types.GenericAlias)

    def rollover(self):
        """Makes it a real file."""
        if self._rolled:
            return
        old, at = self._file, self._file.tell()
        new = TemporaryFile(**self._arguments)
        if hasattr(new, "buffer"):
            new.buffer.write(old.detach().getvalue())
        else:
            new.write(old.getvalue())
        new.seek(at, 0)
        self._file, self._rolled = new, True

    def _check_size(self):
        if not self._rolled and self._max_size and self._file.tell() > self._max_size:
            self.rollover()

    def __enter__(self):
        if self._file.closed:
            raise ValueError("Cannot enter context with closed file")
        return self

    def __exit__(self, exc, value, tb):
        self._file.close()

    def __iter__(self):
        return self._file.__iter__()

    def __del__(self):
        if "_file" in self.__dict__ and not self.closed:
            warnings.warn(f"Unclosed file {self!r}", ResourceWarning, stacklevel=2, source=self)
            self.close()

    @property
    def mode(self):
        return self._file.mode if hasattr(self._file, "mode") else self._arguments["mode"]

    @property
    def name(self):
        return getattr(self._file, "name", None)

    def fileno(self):
        self.rollover()
        return self._file.fileno()

    def truncate(self, size=None):
        if size is None:
            return self._file.truncate()
        if size > self._max_size:
            self.rollover()
        return self._file.truncate(size)

    def write(self, s):
        count = self._file.write(s)
        self._check_size()
        return count

    def writelines(self, iterable):
        result = self._file.writelines(iterable)
        self._check_size()
        return result


def _give_to_file(names, wrap):
    for name in names.split():
        setattr(SpooledTemporaryFile, name, wrap(name))


def _method(name):
    def method(self, *args):
        return getattr(self._file, name)(*args)
    method.__name__ = name
    method.__qualname__ = f"SpooledTemporaryFile.{name}"
    return method


# What the file that it is at the moment does for it.
_give_to_file("close detach flush isatty read read1 readable readinto readinto1 readline readlines seek seekable tell writable", _method)
_give_to_file("closed encoding errors newlines", lambda name: property(lambda self: getattr(self._file, name)))


# ---- folders


def _remove_tree(name, ignore_errors, again=False):
    """rmtree(), which gives itself the permissions that it lacks."""
    def failed(function, path, error):
        if isinstance(error, FileNotFoundError):
            return
        if not isinstance(error, PermissionError) or (again and path == name):
            if not ignore_errors:
                raise error
            return
        try:
            if path != name:
                _allow(os.path.dirname(path))
            _allow(path)
            try:
                os.unlink(path)
            except IsADirectoryError:
                _remove_tree(path, ignore_errors)
            except PermissionError:
                if os.path.isdir(path):
                    _remove_tree(path, ignore_errors, path == name)
                elif not ignore_errors:
                    raise
        except FileNotFoundError:
            pass

    shutil.rmtree(name, onexc=failed)


def _allow(path):
    if not os.path.islink(path):
        os.chmod(path, 0o700)


def _drop_folder(name, warning, ignore_errors, delete):
    if delete:
        _remove_tree(name, ignore_errors)
        warnings.warn(warning, ResourceWarning)


class TemporaryDirectory:
    """A folder that is removed with all in it: at the end of `with`, at cleanup(), or, with a warning, when it is dropped."""

    def __init__(self, suffix=None, prefix=None, dir=None, ignore_cleanup_errors=False, *, delete=True):
        self.name = mkdtemp(suffix, prefix, dir)
        self._ignore_cleanup_errors, self._delete = ignore_cleanup_errors, delete
        self._finalizer = weakref.finalize(self, _drop_folder, self.name, f"Implicitly cleaning up {self!r}", ignore_cleanup_errors, delete)

    def __repr__(self):
        return f"<{type(self).__name__} {self.name!r}>"

    def __enter__(self):
        return self.name

    def __exit__(self, exc, value, tb):
        if self._delete:
            self.cleanup()

    def cleanup(self):
        """Removes it."""
        if self._finalizer.detach() or os.path.exists(self.name):
            _remove_tree(self.name, self._ignore_cleanup_errors)

    __class_getitem__ = classmethod(types.GenericAlias)
