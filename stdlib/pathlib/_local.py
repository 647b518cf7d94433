# SPDX-License-Identifier: MIT
"""Paths: those that are only text, and those of this system's files."""

import errno
import io
import os
import posixpath
import stat
import sys
import warnings
from collections.abc import Sequence

from ._abc import UnsupportedOperation

__all__ = ["PurePath", "PurePosixPath", "PureWindowsPath", "Path", "PosixPath", "WindowsPath"]


class _Parents(Sequence):
    """The folders that a path lies in, the nearest first."""

    __slots__ = ("_path", "_count")

    def __init__(self, path):
        self._path, self._count = path, len(path._tail)

    def __len__(self):
        return self._count

    def __getitem__(self, at):
        if isinstance(at, slice):
            return tuple(self[n] for n in range(*at.indices(len(self))))
        if not -len(self) <= at < len(self):
            raise IndexError(at)
        path = self._path
        return path._made(path.drive, path.root, path._tail[:-(at % len(self)) - 1])

    def __repr__(self):
        return f"<{type(self._path).__name__}.parents>"


class PurePath:
    """A path as text: joining, splitting and comparing, without any look at files."""

    __slots__ = ("_raw_paths", "_parsed", "_text", "_key")
    parser = os.path

    def __new__(cls, *args, **kwargs):
        return object.__new__(PurePosixPath if cls is PurePath else cls)

    def __init__(self, *args):
        segments = []
        for arg in args:
            if isinstance(arg, PurePath):
                if arg.parser is not posixpath and self.parser is posixpath:
                    segments += [each.replace("\\", "/") for each in arg._raw_paths]
                else:
                    segments += arg._raw_paths
                continue
            try:
                text = os.fspath(arg)
            except TypeError:
                text = arg
            if not isinstance(text, str):
                raise TypeError("argument should be a str or an os.PathLike object where __fspath__ returns a str, "
                                f"not {type(text).__name__!r}")
            segments.append(text)
        self._raw_paths = segments

    def with_segments(self, *pathsegments):
        """A path of the same kind; what subclasses override to pass on what they know."""
        return type(self)(*pathsegments)

    # ---- parts

    @classmethod
    def _parse(cls, text):
        """(drive, root, names) of a path."""
        if not text:
            return "", "", []
        parser, sep = cls.parser, cls.parser.sep
        if parser.altsep:
            text = text.replace(parser.altsep, sep)
        drive, root, rest = parser.splitroot(text)
        if drive and not root and drive.startswith(sep) and not drive.endswith(sep):
            share = drive.split(sep)  # \\server\share has a root; \\?\unc\server\share as well
            if len(share) == 6 or (len(share) == 4 and share[2] not in "?."):
                root = sep
        return drive, root, [sys.intern(name) for name in rest.split(sep) if name and name != "."]

    @property
    def _raw_path(self):
        segments = self._raw_paths
        return segments[0] if len(segments) == 1 else self.parser.join(*segments) if segments else ""

    def _parts(self):
        try:
            return self._parsed
        except AttributeError:
            self._parsed = self._parse(self._raw_path)
            return self._parsed

    @property
    def drive(self):
        """The letter or the share, on systems that have them."""
        return self._parts()[0]

    @property
    def root(self):
        """What makes it absolute, or ''."""
        return self._parts()[1]

    @property
    def _tail(self):
        return self._parts()[2]

    @property
    def anchor(self):
        """drive and root."""
        return self.drive + self.root

    @property
    def parts(self):
        """The anchor, if any, and the names."""
        return tuple(self._tail) if not self.anchor else (self.anchor, *self._tail)

    @classmethod
    def _joined(cls, drive, root, names):
        if not drive and not root and names and cls.parser.splitdrive(names[0])[0]:
            names = [".", *names]  # what looks like a drive is none here
        return drive + root + cls.parser.sep.join(names)

    def _made(self, drive, root, names):
        path = self._made_of_text(self._joined(drive, root, names))
        path._parsed = drive, root, names
        return path

    def _made_of_text(self, text):
        """A path whose text is known to be normal."""
        path = self.with_segments(text)
        path._text = text or "."
        return path

    @property
    def parent(self):
        """The path without its last name."""
        drive, root, names = self._parts()
        return self._made(drive, root, names[:-1]) if names else self

    @property
    def parents(self):
        """The parent, its parent and so on, as a sequence."""
        return _Parents(self)

    @property
    def name(self):
        """The last name, or ''."""
        return self._tail[-1] if self._tail else ""

    def _split_name(self):
        name = self.name
        dot = name.rfind(".")
        return (name[:dot], name[dot:]) if 0 < dot < len(name) - 1 else (name, "")

    @property
    def suffix(self):
        """The last part of the name from its dot on, or ''."""
        return self._split_name()[1]

    @property
    def suffixes(self):
        """All such parts."""
        if self.name.endswith("."):
            return []
        return ["." + part for part in self.name.lstrip(".").split(".")[1:]]

    @property
    def stem(self):
        """The name without its suffix."""
        return self._split_name()[0]

    def with_name(self, name):
        """The same path with another name."""
        sep, other = self.parser.sep, self.parser.altsep
        if not name or sep in name or (other and other in name) or name == ".":
            raise ValueError(f"Invalid name {name!r}")
        drive, root, names = self._parts()
        if not names:
            raise ValueError(f"{self!r} has an empty name")
        return self._made(drive, root, [*names[:-1], name])

    def with_stem(self, stem):
        """The same path with another stem."""
        suffix = self.suffix
        if suffix and not stem:
            raise ValueError(f"{self!r} has a non-empty suffix")
        return self.with_name(stem + suffix)

    def with_suffix(self, suffix):
        """The same path with another suffix; '': without."""
        stem = self.stem
        if not stem:
            raise ValueError(f"{self!r} has an empty name")
        if suffix and not (suffix.startswith(".") and len(suffix) > 1):
            raise ValueError(f"Invalid suffix {suffix!r}")
        return self.with_name(stem + suffix)

    # ---- texts and order

    def __str__(self):
        try:
            return self._text
        except AttributeError:
            self._text = self._joined(*self._parts()) or "."
            return self._text

    __fspath__ = __str__

    def __bytes__(self):
        return os.fsencode(self)

    def as_posix(self):
        """The text with / between the names."""
        return str(self).replace(self.parser.sep, "/")

    def __repr__(self):
        return f"{type(self).__name__}({self.as_posix()!r})"

    def __reduce__(self):
        return type(self), tuple(self._raw_paths)

    def as_uri(self):
        """file:… for an absolute path."""
        if not self.is_absolute():
            raise ValueError("relative path can't be expressed as a file URI")
        from urllib.parse import quote_from_bytes
        drive = self.drive
        if len(drive) == 2 and drive[1] == ":":
            front, rest = "file:///" + drive, self.as_posix()[2:]
        elif drive:
            front, rest = "file:", self.as_posix()
        else:
            front, rest = "file://", str(self)
        return front + quote_from_bytes(os.fsencode(rest))

    def _sort_key(self):
        try:
            return self._key
        except AttributeError:
            text = str(self) if self.parser is posixpath else str(self).lower()
            self._key = text.split(self.parser.sep), text
            return self._key

    def __hash__(self):
        return hash(self._sort_key()[1])

    def _comparable(self, other):
        return isinstance(other, PurePath) and self.parser is other.parser

    def __eq__(self, other):
        if not isinstance(other, PurePath):
            return NotImplemented
        return self.parser is other.parser and self._sort_key()[1] == other._sort_key()[1]

    def __lt__(self, other):
        return self._sort_key()[0] < other._sort_key()[0] if self._comparable(other) else NotImplemented

    def __le__(self, other):
        return self._sort_key()[0] <= other._sort_key()[0] if self._comparable(other) else NotImplemented

    def __gt__(self, other):
        return self._sort_key()[0] > other._sort_key()[0] if self._comparable(other) else NotImplemented

    def __ge__(self, other):
        return self._sort_key()[0] >= other._sort_key()[0] if self._comparable(other) else NotImplemented

    # ---- joining and relations

    def joinpath(self, *pathsegments):
        """This path and what is added to it; the last absolute segment begins anew."""
        return self.with_segments(self, *pathsegments)

    def __truediv__(self, key):
        try:
            return self.with_segments(self, key)
        except TypeError:
            return NotImplemented

    def __rtruediv__(self, key):
        try:
            return self.with_segments(key, self)
        except TypeError:
            return NotImplemented

    def _other(self, other, more, function, what):
        if more:
            warnings.warn(f"support for supplying more than one {what} to pathlib.PurePath.{function}() is deprecated and "
                          "scheduled for removal in Python 3.14", DeprecationWarning, stacklevel=3)
            return self.with_segments(other, *more)
        return other if isinstance(other, PurePath) else self.with_segments(other)

    def relative_to(self, other, /, *_deprecated, walk_up=False):
        """The way from `other` to this path; with `walk_up` it may begin with '..'."""
        other = self._other(other, _deprecated, "relative_to", "positional argument")
        above = (self, *self.parents)
        for up, base in enumerate((other, *other.parents)):
            if base in above:
                return self._made("", "", [".."] * up + self._tail[len(base._tail):])
            if not walk_up:
                raise ValueError(f"{str(self)!r} is not in the subpath of {str(other)!r}")
            if base.name == "..":
                raise ValueError(f"'..' segment in {str(other)!r} cannot be walked")
        raise ValueError(f"{str(self)!r} and {str(other)!r} have different anchors")

    def is_relative_to(self, other, /, *_deprecated):
        """Whether this path is `other` or lies in it."""
        other = self._other(other, _deprecated, "is_relative_to", "argument")
        return other == self or other in self.parents

    def is_absolute(self):
        """Whether it begins at a root."""
        if self.parser is posixpath:
            return any(segment.startswith("/") for segment in self._raw_paths)
        return self.parser.isabs(self)

    def is_reserved(self):
        """Whether the name is one that Windows keeps for itself."""
        warnings.warn("pathlib.PurePath.is_reserved() is deprecated and scheduled for removal in Python 3.15. Use os.path.isreserved() "
                      "to detect reserved paths on Windows.", DeprecationWarning, stacklevel=2)
        return False if self.parser is posixpath else self.parser.isreserved(self)

    def match(self, path_pattern, *, case_sensitive=None):
        """Whether the path, or its end if the pattern is relative, fits; ** is like *."""
        from ._search import compiled
        pattern = path_pattern if isinstance(path_pattern, PurePath) else self.with_segments(path_pattern)
        if case_sensitive is None:
            case_sensitive = self.parser is posixpath
        names, patterns = self.parts, pattern.parts
        if not patterns:
            raise ValueError("empty pattern")
        if len(names) < len(patterns) or (len(names) > len(patterns) and pattern.anchor):
            return False
        names = names[-len(patterns):]
        return all(compiled(each, self.parser.sep, case_sensitive, False)(name) for name, each in zip(names, patterns))

    def full_match(self, pattern, *, case_sensitive=None):
        """Whether the whole path fits; ** stands for any number of names."""
        from ._search import compiled
        pattern = pattern if isinstance(pattern, PurePath) else self.with_segments(pattern)
        if case_sensitive is None:
            case_sensitive = self.parser is posixpath
        fits = compiled(pattern._pattern_text(), pattern.parser.sep, case_sensitive, True)
        return fits(self._pattern_text()) is not None

    def _pattern_text(self):
        return "" if str(self) == "." else str(self)


os.PathLike.register(PurePath)


class PurePosixPath(PurePath):
    """The text of a path with /."""

    parser = posixpath
    __slots__ = ()


class PureWindowsPath(PurePath):
    """The text of a path with drives and \\."""

    __slots__ = ()

    class _Parser:
        """ntpath, when it is first needed."""

        def __get__(self, instance, owner):
            import ntpath
            PureWindowsPath.parser = ntpath
            return ntpath

    parser = _Parser()


def _is_absent(error):
    """Whether an error of stat() says that there is no such file."""
    return error.errno in (errno.ENOENT, errno.ENOTDIR, errno.EBADF, errno.ELOOP)


class Path(PurePath):
    """A path, and what the system can do with it."""

    __slots__ = ()

    def __new__(cls, *args, **kwargs):
        return object.__new__(PosixPath if cls is Path else cls)

    def __init__(self, *args, **kwargs):
        if kwargs:
            warnings.warn("support for supplying keyword arguments to pathlib.PurePath is deprecated and scheduled for removal in "
                          "Python 3.14", DeprecationWarning, stacklevel=2)
        super().__init__(*args)

    @classmethod
    def cwd(cls):
        """The working folder."""
        return cls("").absolute()

    @classmethod
    def home(cls):
        """The user's folder."""
        return cls("~").expanduser()

    @classmethod
    def from_uri(cls, uri):
        """The path of file:…"""
        if not uri.startswith("file:"):
            raise ValueError(f"URI does not start with 'file:': {uri!r}")
        text = uri[5:]
        if text.startswith("///"):
            text = text[2:]
        elif text.startswith("//localhost/"):
            text = text[11:]
        if text.startswith("///") or (text[:1] == "/" and text[2:3] in ":|"):
            text = text[1:]
        if text[1:2] == "|":
            text = text[:1] + ":" + text[2:]
        from urllib.parse import unquote_to_bytes
        path = cls(os.fsdecode(unquote_to_bytes(text)))
        if not path.is_absolute():
            raise ValueError(f"URI is not absolute: {uri!r}")
        return path

    # ---- what it is

    def stat(self, *, follow_symlinks=True):
        """os.stat() of it."""
        return os.stat(self, follow_symlinks=follow_symlinks)

    def lstat(self):
        """stat() of a link itself."""
        return self.stat(follow_symlinks=False)

    def _has_type(self, test, follow_symlinks=True):
        try:
            status = self.stat(follow_symlinks=follow_symlinks)
        except OSError as error:
            if not _is_absent(error):
                raise
            return False
        except ValueError:
            return False  # no name that a file could have
        return test(status.st_mode)

    def exists(self, *, follow_symlinks=True):
        """Whether it is there."""
        return self._has_type(lambda mode: True, follow_symlinks)

    def is_dir(self, *, follow_symlinks=True):
        """Whether it is a folder."""
        return self._has_type(stat.S_ISDIR, follow_symlinks)

    def is_file(self, *, follow_symlinks=True):
        """Whether it is a regular file."""
        return self._has_type(stat.S_ISREG, follow_symlinks)

    def is_symlink(self):
        """Whether it is a symbolic link."""
        return self._has_type(stat.S_ISLNK, False)

    def is_block_device(self):
        """Whether it is a block device."""
        return self._has_type(stat.S_ISBLK)

    def is_char_device(self):
        """Whether it is a character device."""
        return self._has_type(stat.S_ISCHR)

    def is_fifo(self):
        """Whether it is a named pipe."""
        return self._has_type(stat.S_ISFIFO)

    def is_socket(self):
        """Whether it is a socket."""
        return self._has_type(stat.S_ISSOCK)

    def is_mount(self):
        """Whether another file system is mounted there."""
        return os.path.ismount(self)

    def is_junction(self):
        """Whether it is a junction, which this system does not have."""
        return os.path.isjunction(self)

    def samefile(self, other_path):
        """Whether both name the same file."""
        other = other_path.stat() if hasattr(other_path, "stat") else self.with_segments(other_path).stat()
        return os.path.samestat(self.stat(), other)

    def owner(self, *, follow_symlinks=True):
        """The name of who owns it."""
        try:
            import pwd
        except ImportError:
            raise UnsupportedOperation(f"{type(self).__name__}.owner() is unsupported on this system") from None
        return pwd.getpwuid(self.stat(follow_symlinks=follow_symlinks).st_uid).pw_name

    def group(self, *, follow_symlinks=True):
        """The name of the group that owns it."""
        try:
            import grp
        except ImportError:
            raise UnsupportedOperation(f"{type(self).__name__}.group() is unsupported on this system") from None
        return grp.getgrgid(self.stat(follow_symlinks=follow_symlinks).st_gid).gr_name

    # ---- contents

    def open(self, mode="r", buffering=-1, encoding=None, errors=None, newline=None):
        """open() of it."""
        if "b" not in mode:
            encoding = io.text_encoding(encoding)
        return io.open(self, mode, buffering, encoding, errors, newline)

    def read_bytes(self):
        """All of the file."""
        with self.open("rb") as file:
            return file.read()

    def read_text(self, encoding=None, errors=None, newline=None):
        """All of the file as text."""
        encoding = io.text_encoding(encoding)
        with self.open("r", encoding=encoding, errors=errors, newline=newline) as file:
            return file.read()

    def write_bytes(self, data):
        """Makes this the file's contents; how many bytes."""
        view = memoryview(data)  # before the old contents are gone
        with self.open("wb") as file:
            return file.write(view)

    def write_text(self, data, encoding=None, errors=None, newline=None):
        """Makes this text the file's contents; how many characters."""
        encoding = io.text_encoding(encoding)
        if not isinstance(data, str):
            raise TypeError(f"data must be str, not {type(data).__name__}")
        with self.open("w", encoding=encoding, errors=errors, newline=newline) as file:
            return file.write(data)

    def touch(self, mode=0o666, exist_ok=True):
        """Makes an empty file, or renews the time of one that is there."""
        if exist_ok:
            try:
                os.utime(self, None)
                return
            except OSError:
                pass
        os.close(os.open(self, os.O_CREAT | os.O_WRONLY | (0 if exist_ok else os.O_EXCL), mode))

    # ---- folders

    def iterdir(self):
        """What is in the folder, in no order."""
        top = str(self)
        with os.scandir(top) as listed:
            found = [entry.path for entry in listed]
        if top == ".":
            found = [path[2:] for path in found]
        return map(self._made_of_text, found)

    def glob(self, pattern, *, case_sensitive=None, recurse_symlinks=False):
        """What below here fits a relative pattern."""
        from ._search import Search
        sys.audit("pathlib.Path.glob", self, pattern)
        if not isinstance(pattern, PurePath):
            pattern = self.with_segments(pattern)
        if pattern.anchor:
            raise NotImplementedError("Non-relative patterns are unsupported")
        segments = list(pattern._tail)
        if not segments:
            raise ValueError(f"Unacceptable pattern: {pattern!r}")
        if pattern._raw_path[-1] == self.parser.sep:
            segments.append("")  # only folders
        scan_all = case_sensitive is not None
        top, anchor = str(self), len(self.anchor)
        found = Search(segments, case_sensitive is not False, scan_all, recurse_symlinks).find(top)
        return map(self._made_of_text, (_tidy(path, top, anchor) for path in found))

    def rglob(self, pattern, *, case_sensitive=None, recurse_symlinks=False):
        """glob() of **/pattern."""
        sys.audit("pathlib.Path.rglob", self, pattern)
        if not isinstance(pattern, PurePath):
            pattern = self.with_segments(pattern)
        return self.glob("**" / pattern, case_sensitive=case_sensitive, recurse_symlinks=recurse_symlinks)

    def walk(self, top_down=True, on_error=None, follow_symlinks=False):
        """(folder, names of folders in it, names of other files) for each folder of the tree."""
        sys.audit("pathlib.Path.walk", self, on_error, follow_symlinks)
        pending = [self]
        while pending:
            path = pending.pop()
            if isinstance(path, tuple):
                yield path
                continue
            folders, files = [], []
            try:
                with os.scandir(path) as listed:
                    for entry in listed:
                        try:
                            is_folder = entry.is_dir(follow_symlinks=follow_symlinks)
                        except OSError:
                            is_folder = False
                        (folders if is_folder else files).append(entry.name)
            except OSError as error:
                if on_error is not None:
                    on_error(error)
                continue
            if top_down:
                yield path, folders, files
            else:
                pending.append((path, folders, files))
            pending += [path.joinpath(name) for name in reversed(folders)]

    def mkdir(self, mode=0o777, parents=False, exist_ok=False):
        """Makes the folder; with `parents`, those on the way as well."""
        try:
            os.mkdir(self, mode)
        except FileNotFoundError:
            if not parents or self.parent == self:
                raise
            self.parent.mkdir(parents=True, exist_ok=True)
            self.mkdir(mode, parents=False, exist_ok=exist_ok)
        except OSError:
            if not exist_ok or not self.is_dir():  # the reason may be another than that it is there
                raise

    def rmdir(self):
        """Removes the folder, which must be empty."""
        os.rmdir(self)

    # ---- where it is

    def absolute(self):
        """From the root, with links and '..' as they are."""
        if self.is_absolute():
            return self
        here = os.getcwd()
        if not self._tail:
            return self._made_of_text(here)
        drive, root, names = self._parse(here)
        return self._made(drive, root, names + self._tail)

    def resolve(self, strict=False):
        """From the root, without links and '..'."""
        return self.with_segments(os.path.realpath(self, strict=strict))

    def expanduser(self):
        """The path with ~ or ~user replaced."""
        if self.anchor or not self._tail or self._tail[0][:1] != "~":
            return self
        home = os.path.expanduser(self._tail[0])
        if home[:1] == "~":
            raise RuntimeError("Could not determine home directory.")
        drive, root, names = self._parse(home)
        return self._made(drive, root, names + self._tail[1:])

    # ---- changes

    def chmod(self, mode, *, follow_symlinks=True):
        """os.chmod() of it."""
        os.chmod(self, mode, follow_symlinks=follow_symlinks)

    def lchmod(self, mode):
        """chmod() of a link itself."""
        self.chmod(mode, follow_symlinks=False)

    def unlink(self, missing_ok=False):
        """Removes the file or link."""
        try:
            os.unlink(self)
        except FileNotFoundError:
            if not missing_ok:
                raise

    def rename(self, target):
        """Gives it another path, which is returned."""
        os.rename(self, target)
        return self.with_segments(target)

    def replace(self, target):
        """rename(), also over a file that is there."""
        os.replace(self, target)
        return self.with_segments(target)

    def readlink(self):
        """Where the link points."""
        return self.with_segments(os.readlink(self))

    def symlink_to(self, target, target_is_directory=False):
        """Makes this a link to `target`."""
        os.symlink(target, self, target_is_directory)

    def hardlink_to(self, target):
        """Makes this another name of the file `target`."""
        os.link(target, self)


def _tidy(path, top, anchor):
    """A found path as Path shows it: without ./ in front and / behind."""
    if top == "." and path.startswith("./"):
        path = path[2:]
    return path[:-1] if len(path) > anchor and path[-1:] == "/" else path


class PosixPath(Path, PurePosixPath):
    """A path of this system."""

    __slots__ = ()


class WindowsPath(Path, PureWindowsPath):
    """A path of Windows: not on this system."""

    __slots__ = ()

    def __new__(cls, *args, **kwargs):
        raise UnsupportedOperation(f"cannot instantiate {cls.__name__!r} on your system")
