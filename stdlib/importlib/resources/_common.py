# SPDX-License-Identifier: MIT
"""files() and as_file()."""

import contextlib
import functools
import importlib
import os
import pathlib
import sys
import types
from typing import Union

Package = Union[types.ModuleType, str]
Anchor = Package

_MISSING = object()


def files(anchor=_MISSING, package=_MISSING):
    """The folder of a package or module (its name will do), or of the caller's own; a Traversable."""
    if package is not _MISSING:
        if anchor is not _MISSING:
            raise TypeError("files() takes from 0 to 1 positional arguments but 2 were given")
        import warnings

        warnings.warn("First parameter to files is renamed to 'anchor'", DeprecationWarning, stacklevel=2)
        anchor = package
    if anchor is _MISSING or anchor is None:
        anchor = sys._getframe(1).f_globals["__name__"]
    return from_package(resolve(anchor))


def get_resource_reader(package):
    """The reader of a package's loader, or None."""
    make = getattr(package.__spec__.loader, "get_resource_reader", None)
    return None if make is None else make(package.__spec__.name)


def resolve(cand):
    """The module that an anchor is, or names."""
    return importlib.import_module(cand) if isinstance(cand, str) else cand


def from_package(package):
    """The folder of a package or module."""
    from ._adapters import files_of

    return files_of(package.__spec__)


@contextlib.contextmanager
def _tempfile(read, suffix=""):
    import tempfile

    descriptor, path = tempfile.mkstemp(suffix=suffix)
    try:
        try:
            os.write(descriptor, read())
        finally:
            os.close(descriptor)
        yield pathlib.Path(path)
    finally:
        with contextlib.suppress(FileNotFoundError):
            os.remove(path)


@contextlib.contextmanager
def _temp_folder(folder):
    import tempfile

    with tempfile.TemporaryDirectory() as top:
        waiting = [(pathlib.Path(top), folder)]
        while waiting:
            target, source = waiting.pop()
            copy = target / source.name
            if source.is_dir():
                copy.mkdir()
                waiting += [(copy, item) for item in source.iterdir()]
            else:
                copy.write_bytes(source.read_bytes())
        yield pathlib.Path(top, folder.name)


@functools.singledispatch
def as_file(path):
    """A context manager with a pathlib.Path for a Traversable: its own on disk, or that of a copy that is gone afterwards."""
    try:
        is_folder = path.is_dir()
    except FileNotFoundError:
        is_folder = False
    return _temp_folder(path) if is_folder else _tempfile(path.read_bytes, suffix=path.name)


@as_file.register(pathlib.Path)
@contextlib.contextmanager
def _(path):
    yield path
