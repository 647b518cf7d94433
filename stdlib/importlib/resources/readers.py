# SPDX-License-Identifier: MIT
"""The readers of the import system's own loaders."""

import io
import pathlib

from . import abc


class FileReader(abc.TraversableResources):
    """The files beside a module's own."""

    def __init__(self, loader):
        self.path = pathlib.Path(loader.path).parent

    def resource_path(self, resource):
        return str(self.path.joinpath(resource))

    def files(self):
        return self.path


class _ArchivePath(abc.Traversable):
    """A place in a zip archive. `at` has a slash at its end if it is a folder; it is empty for the archive itself."""

    def __init__(self, archive, at=""):
        from zipimport import _read_directory, _zip_directory_cache

        self._archive = archive
        if archive not in _zip_directory_cache:
            _zip_directory_cache[archive] = _read_directory(archive)
        self._entries = _zip_directory_cache[archive]
        self._at = at

    def _child(self, at):
        return _ArchivePath(self._archive, at + "/" if at + "/" in self._entries else at)

    def iterdir(self):
        if not self.is_dir():
            raise ValueError("Can't listdir a file")
        for path in self._entries:
            name = path[len(self._at):].removesuffix("/")
            if path.startswith(self._at) and name and "/" not in name:
                yield self._child(self._at + name)

    def is_dir(self):
        return not self._at or self._at.endswith("/")

    def exists(self):
        return not self._at or self._at in self._entries

    def is_file(self):
        return self.exists() and not self.is_dir()

    def joinpath(self, *descendants):
        parts = [part for path in descendants for part in pathlib.PurePosixPath(path).parts if part != "."]
        base = self._at if self.is_dir() else self._at + "/"
        return self._child(base + "/".join(parts)) if parts else self

    def open(self, mode="r", *args, **kwargs):
        from zipimport import _get_data

        if self.is_dir():
            raise IsADirectoryError(self)
        if mode not in ("r", "rb"):
            raise ValueError("only reading is possible, not mode %r" % mode)
        if not self.exists():
            raise FileNotFoundError(self)
        file = io.BytesIO(_get_data(self._archive, self._entries[self._at]))
        if mode == "r":
            return io.TextIOWrapper(file, *args, **kwargs)
        if args or kwargs:
            raise ValueError("encoding args invalid for binary operation")
        return file

    def read_text(self, *args, **kwargs):
        with self.open("r", *args, **kwargs) as file:
            return file.read()

    @property
    def name(self):
        return pathlib.PurePosixPath(self._at or self._archive).name

    @property
    def parent(self):
        head = self._at.rstrip("/").rpartition("/")[0]
        return _ArchivePath(self._archive, head + "/" if head else "")

    def __eq__(self, other):
        return isinstance(other, _ArchivePath) and (self._archive, self._at) == (other._archive, other._at)

    def __hash__(self):
        return hash((self._archive, self._at))

    def __str__(self):
        return self._archive + "/" + self._at

    def __repr__(self):
        return "%s(%r, %r)" % (type(self).__name__, self._archive, self._at)


class ZipReader(abc.TraversableResources):
    """The files of a package in a zip archive."""

    def __init__(self, loader, module):
        self.prefix = loader.prefix.replace("\\", "/")
        if loader.is_package(module):
            self.prefix += module.rpartition(".")[2] + "/"
        self.archive = loader.archive

    def files(self):
        return _ArchivePath(self.archive, self.prefix)


class MultiplexedPath(abc.Traversable):
    """Several folders as one, as a namespace package has."""

    def __init__(self, *paths):
        self._paths = list(map(_traversable, dict.fromkeys(paths)))
        if not self._paths:
            raise FileNotFoundError("MultiplexedPath must contain at least one path")
        if not all(path.is_dir() for path in self._paths):
            raise NotADirectoryError("MultiplexedPath only supports directories")

    def iterdir(self):
        found = {}
        for path in self._paths:
            for child in path.iterdir():
                found.setdefault(child.name, []).append(child)
        return (self._follow(found[name]) for name in sorted(found))

    @classmethod
    def _follow(cls, children):
        """What has the same name in several folders: one of them, unless all are folders."""
        if len(children) > 1 and all(child.is_dir() for child in children):
            return cls(*children)
        return children[0]

    def _no_file(self, *args, **kwargs):
        raise FileNotFoundError(f"{self} is not a file")

    read_bytes = read_text = open = _no_file

    def is_dir(self):
        return True

    def is_file(self):
        return False

    def joinpath(self, *descendants):
        try:
            return super().joinpath(*descendants)
        except abc.TraversalError:
            return self._paths[0].joinpath(*descendants)

    @property
    def name(self):
        return self._paths[0].name

    def __repr__(self):
        return "MultiplexedPath(%s)" % ", ".join(f"'{path}'" for path in self._paths)


def _traversable(path):
    if not isinstance(path, str):
        return path
    import warnings

    warnings.warn("String arguments are deprecated. Pass a Traversable instead.", DeprecationWarning, stacklevel=3)
    return pathlib.Path(path)


class NamespaceReader(abc.TraversableResources):
    """The files of a namespace package."""

    def __init__(self, namespace_path):
        if "NamespacePath" not in str(namespace_path):
            raise ValueError("Invalid path")
        self.path = MultiplexedPath(*map(self._resolve, namespace_path))

    @staticmethod
    def _resolve(path):
        """The folder at a path that may lead into an archive."""
        folder = pathlib.Path(path)
        if folder.is_dir():
            return folder
        from zipimport import ZipImportError, zipimporter

        try:
            found = zipimporter(path)
        except ZipImportError:
            raise NotADirectoryError(path) from None
        return _ArchivePath(found.archive, found.prefix)

    def resource_path(self, resource):
        return str(self.path.joinpath(resource))

    def files(self):
        return self.path
