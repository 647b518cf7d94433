# SPDX-License-Identifier: MIT
"""What a loader offers that can read the files of its packages."""

import abc
import os
from typing import Protocol, Union, runtime_checkable

StrPath = Union[str, os.PathLike[str]]

__all__ = ["ResourceReader", "Traversable", "TraversableResources"]


class ResourceReader(metaclass=abc.ABCMeta):
    """Reads files of one package by name; the older interface."""

    @abc.abstractmethod
    def open_resource(self, resource):
        """A binary file, open for reading; FileNotFoundError."""
        raise FileNotFoundError

    @abc.abstractmethod
    def resource_path(self, resource):
        """The path of the file on disk; FileNotFoundError if it is on none."""
        raise FileNotFoundError

    @abc.abstractmethod
    def is_resource(self, path):
        """Whether this name is a file."""
        raise FileNotFoundError

    @abc.abstractmethod
    def contents(self):
        """The names of what lies in the package."""
        raise FileNotFoundError


class TraversalError(Exception):
    """There is nothing where a path leads."""


@runtime_checkable
class Traversable(Protocol):
    """A file or folder: the part of pathlib.Path's interface that needs no disk."""

    @abc.abstractmethod
    def iterdir(self):
        """What lies in this folder."""

    def read_bytes(self):
        """The file's bytes."""
        with self.open("rb") as file:
            return file.read()

    def read_text(self, encoding=None):
        """The file's text."""
        with self.open(encoding=encoding) as file:
            return file.read()

    @abc.abstractmethod
    def is_dir(self):
        """Whether this is a folder."""

    @abc.abstractmethod
    def is_file(self):
        """Whether this is a file."""

    def joinpath(self, *descendants):
        """What the paths lead to, from here; each may have several parts between slashes."""
        from pathlib import PurePosixPath

        parts = [part for path in descendants for part in PurePosixPath(path).parts]
        if not parts:
            return self
        target, *rest = parts
        for child in self.iterdir():
            if child.name == target:
                return child.joinpath(*rest)
        raise TraversalError("Target not found during traversal.", target, rest)

    def __truediv__(self, child):
        return self.joinpath(child)

    @abc.abstractmethod
    def open(self, mode="r", *args, **kwargs):
        """The file, open for reading: 'r' with what io.TextIOWrapper takes, or 'rb'."""

    @property
    @abc.abstractmethod
    def name(self):
        """The last part of its path."""


class TraversableResources(ResourceReader):
    """A reader that has everything from files()."""

    @abc.abstractmethod
    def files(self):
        """The package's folder, as a Traversable."""

    def open_resource(self, resource):
        return self.files().joinpath(resource).open("rb")

    def resource_path(self, resource):
        raise FileNotFoundError(resource)

    def is_resource(self, path):
        return self.files().joinpath(path).is_file()

    def contents(self):
        return (item.name for item in self.files().iterdir())
