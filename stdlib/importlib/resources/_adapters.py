# SPDX-License-Identifier: MIT
"""files() for packages whose loaders have the older interface, or none."""

import io

from . import abc


class _Nothing(abc.Traversable):
    """What is not there."""

    def __init__(self, name=""):
        self._name = name

    def iterdir(self):
        return iter(())

    def is_dir(self):
        return False

    is_file = is_dir

    def joinpath(self, *descendants):
        return _Nothing(str(descendants[-1])) if descendants else self

    @property
    def name(self):
        return self._name

    def open(self, mode="r", *args, **kwargs):
        raise FileNotFoundError("Can't open orphan path")


class _ReaderFile(abc.Traversable):
    """A file that a ResourceReader knows by name."""

    def __init__(self, reader, name):
        self._reader = reader
        self._name = name

    def iterdir(self):
        return iter(())

    def is_file(self):
        return self._reader.is_resource(self._name)

    def is_dir(self):
        return not self.is_file()

    def joinpath(self, *descendants):
        return _Nothing(str(descendants[-1])) if descendants else self

    @property
    def name(self):
        return self._name

    def open(self, mode="r", *args, **kwargs):
        file = self._reader.open_resource(self._name)
        if mode == "r":
            return io.TextIOWrapper(file, *args, **kwargs)
        if mode == "rb":
            return file
        raise ValueError(f"Invalid mode value '{mode}', only 'r' and 'rb' are supported")


class _ReaderFolder(abc.Traversable):
    """The package of a ResourceReader."""

    def __init__(self, name, reader):
        self._name = name
        self._reader = reader

    def iterdir(self):
        return (_ReaderFile(self._reader, name) for name in self._reader.contents())

    def is_file(self):
        return False

    def is_dir(self):
        return True

    def joinpath(self, *descendants):
        if not descendants:
            return self
        first, *rest = descendants
        return _ReaderFile(self._reader, str(first)).joinpath(*rest)

    @property
    def name(self):
        return self._name

    def open(self, mode="r", *args, **kwargs):
        raise FileNotFoundError("Can't open spec path")


def files_of(spec):
    """The folder of a package, by whatever its loader offers."""
    make_reader = getattr(spec.loader, "get_resource_reader", None)
    reader = make_reader(spec.name) if make_reader is not None else None
    if reader is None:
        return _Nothing(spec.name)
    if hasattr(reader, "files"):
        return reader.files()
    return _ReaderFolder(spec.name, reader)
