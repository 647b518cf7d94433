# SPDX-License-Identifier: MIT
"""files() for packages whose loaders have the older interface, or none."""

import io

from . import abc


def _opened(file, mode, *args, **kwargs):
    if mode == "r":
        return io.TextIOWrapper(file, *args, **kwargs)
    if mode == "rb":
        return file
    raise ValueError(f"Invalid mode value '{mode}', only 'r' and 'rb' are supported")


class _OrphanPath(abc.Traversable):
    """What is not there."""

    def __init__(self, *parts):
        if not parts:
            raise ValueError("Need at least one path part to construct a path")
        self._parts = parts

    def iterdir(self):
        return iter(())

    def is_dir(self):
        return False

    is_file = is_dir

    def joinpath(self, *descendants):
        return _OrphanPath(*self._parts, *descendants)

    @property
    def name(self):
        return str(self._parts[-1])

    def open(self, mode="r", *args, **kwargs):
        raise FileNotFoundError("Can't open orphan path")


class _ChildPath(abc.Traversable):
    """A file that a ResourceReader knows by name."""

    def __init__(self, reader, name):
        self._reader = reader
        self._name = name

    def iterdir(self):
        return iter(())

    def is_file(self):
        return self._reader.is_resource(self.name)

    def is_dir(self):
        return not self.is_file()

    def joinpath(self, *descendants):
        return _OrphanPath(self.name, *descendants) if descendants else self

    @property
    def name(self):
        return self._name

    def open(self, mode="r", *args, **kwargs):
        return _opened(self._reader.open_resource(self.name), mode, *args, **kwargs)


class _SpecPath(abc.Traversable):
    """The package of a ResourceReader, or of a loader without one."""

    def __init__(self, spec, reader):
        self._spec = spec
        self._reader = reader

    def iterdir(self):
        return (_ChildPath(self._reader, name) for name in self._reader.contents()) if self._reader else iter(())

    def is_file(self):
        return False

    is_dir = is_file  # nobody knows

    def joinpath(self, *descendants):
        if not descendants:
            return self
        if not self._reader:
            return _OrphanPath(*descendants)
        first, *rest = descendants
        return _ChildPath(self._reader, str(first)).joinpath(*rest)

    @property
    def name(self):
        return self._spec.name

    def open(self, mode="r", *args, **kwargs):
        return _opened(self._reader.open_resource(None), mode, *args, **kwargs)


class CompatibilityFiles:
    """The reader of a spec: its loader's own if that has files(), otherwise this with what the loader offers."""

    SpecPath, ChildPath, OrphanPath = _SpecPath, _ChildPath, _OrphanPath

    def __init__(self, spec):
        self.spec = spec

    @property
    def _reader(self):
        make = getattr(self.spec.loader, "get_resource_reader", None)
        return None if make is None else make(self.spec.name)

    def _native(self):
        reader = self._reader
        return reader if hasattr(reader, "files") else self

    def __getattr__(self, name):
        return getattr(self.spec.loader, name)

    def files(self):
        return _SpecPath(self.spec, self._reader)


class _Loader:
    """The loader of a spec, which now has a reader with files()."""

    def __init__(self, spec):
        self.spec = spec

    def get_resource_reader(self, name):
        return CompatibilityFiles(self.spec)._native()


class _AdaptedSpec:
    def __init__(self, spec):
        self.spec = spec
        self.loader = _Loader(spec)

    def __getattr__(self, name):
        return getattr(self.spec, name)


def wrap_spec(package):
    """The spec of a package, with a loader whose reader has files()."""
    return _AdaptedSpec(package.__spec__)


def files_of(spec):
    """The folder of a package, by whatever its loader offers."""
    return CompatibilityFiles(spec)._native().files()
