# SPDX-License-Identifier: MIT
"""Traversables for those who only list names and open files."""

import abc
import io

from .abc import Traversable, TraversableResources


class SimpleReader(abc.ABC):
    """The least that is needed."""

    @property
    @abc.abstractmethod
    def package(self):
        """The package's name."""

    @abc.abstractmethod
    def children(self):
        """A SimpleReader for each folder in it."""

    @abc.abstractmethod
    def resources(self):
        """The names of the files in it."""

    @abc.abstractmethod
    def open_binary(self, resource):
        """A file, open for reading bytes."""

    @property
    def name(self):
        return self.package.rpartition(".")[2]


class ResourceContainer(Traversable):
    """The folder of a reader."""

    def __init__(self, reader):
        self.reader = reader

    def is_dir(self):
        return True

    def is_file(self):
        return False

    def iterdir(self):
        for name in self.reader.resources:
            yield ResourceHandle(self, name)
        yield from map(ResourceContainer, self.reader.children())

    def open(self, *args, **kwargs):
        raise IsADirectoryError()


class ResourceHandle(Traversable):
    """A file of a reader."""

    def __init__(self, parent, name):
        self.parent = parent
        self._name = name

    @property
    def name(self):
        return self._name

    def iterdir(self):
        return iter(())

    def is_file(self):
        return True

    def is_dir(self):
        return False

    def open(self, mode="r", *args, **kwargs):
        file = self.parent.reader.open_binary(self.name)
        return file if "b" in mode else io.TextIOWrapper(file, *args, **kwargs)

    def joinpath(self, name):
        raise RuntimeError("Cannot traverse into a resource")


class TraversableReader(TraversableResources, SimpleReader):
    """A SimpleReader that loaders can offer."""

    def files(self):
        return ResourceContainer(self)
