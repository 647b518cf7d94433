# SPDX-License-Identifier: MIT
"""Abstract classes of finders and loaders."""

import abc

from . import _bootstrap_external as _external
from . import machinery
from ._abc import Loader

__all__ = ["ExecutionLoader", "FileLoader", "InspectLoader", "Loader", "MetaPathFinder", "PathEntryFinder", "ResourceLoader", "SourceLoader"]


def __getattr__(name):
    if name in ("ResourceReader", "Traversable", "TraversableResources"):
        import warnings

        from .resources import abc as resources_abc

        message = "'%s.%s' is deprecated and slated for removal in Python 3.14" % (__name__, name)
        warnings.warn(message, DeprecationWarning, stacklevel=2)
        return globals().setdefault(name, getattr(resources_abc, name))
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


class MetaPathFinder(metaclass=abc.ABCMeta):
    """A finder for sys.meta_path; find_spec(fullname, path, target=None) is what it needs."""

    def invalidate_caches(self):
        """Forget what may have changed."""


class PathEntryFinder(metaclass=abc.ABCMeta):
    """A finder for one entry of sys.path; find_spec(fullname, target=None) is what it needs."""

    def invalidate_caches(self):
        """Forget what may have changed."""


class ResourceLoader(Loader):
    """A loader that can read files by path."""

    def __init__(self):
        import warnings

        warnings.warn(
            "importlib.abc.ResourceLoader is deprecated in favour of supporting resource loading through importlib.resources.abc.TraversableResources.",
            DeprecationWarning, stacklevel=2,
        )
        super().__init__()

    @abc.abstractmethod
    def get_data(self, path):
        """The bytes of the file at `path`."""
        raise OSError


class InspectLoader(Loader):
    """A loader that can show code and source."""

    def is_package(self, fullname):
        raise ImportError

    def get_code(self, fullname):
        source = self.get_source(fullname)
        return None if source is None else self.source_to_code(source)

    @abc.abstractmethod
    def get_source(self, fullname):
        raise ImportError

    @staticmethod
    def source_to_code(data, path="<string>"):
        return compile(data, path, "exec", dont_inherit=True)

    exec_module = _external._LoaderBasics.exec_module
    load_module = _external._LoaderBasics.load_module


class ExecutionLoader(InspectLoader):
    """A loader whose modules can be run as scripts."""

    @abc.abstractmethod
    def get_filename(self, fullname):
        raise ImportError

    def get_code(self, fullname):
        source = self.get_source(fullname)
        if source is None:
            return None
        try:
            path = self.get_filename(fullname)
        except ImportError:
            return self.source_to_code(source)
        return self.source_to_code(source, path)


class FileLoader(_external.FileLoader, ResourceLoader, ExecutionLoader):
    """A loader of a file."""


class SourceLoader(_external.SourceLoader, ResourceLoader, ExecutionLoader):
    """A loader of source; get_data() and get_filename() are what it needs."""

    def path_mtime(self, path):
        import warnings

        warnings.warn("importlib.abc.SourceLoader.path_mtime is deprecated in favour of path_stats().", DeprecationWarning, stacklevel=2)
        if type(self).path_stats is SourceLoader.path_stats:
            raise OSError
        return int(self.path_stats(path)["mtime"])

    def path_stats(self, path):
        if type(self).path_mtime is SourceLoader.path_mtime:
            raise OSError
        return {"mtime": self.path_mtime(path)}

    def set_data(self, path, data):
        """Nothing is written."""


for _kind in (machinery.BuiltinImporter, machinery.FrozenImporter, machinery.PathFinder, machinery.WindowsRegistryFinder):
    MetaPathFinder.register(_kind)
PathEntryFinder.register(machinery.FileFinder)
for _kind in (machinery.BuiltinImporter, machinery.FrozenImporter):
    InspectLoader.register(_kind)
for _kind in (machinery.ExtensionFileLoader,):
    ExecutionLoader.register(_kind)
InspectLoader.register(machinery.NamespaceLoader)
for _kind in (machinery.SourceFileLoader, machinery.SourcelessFileLoader):
    FileLoader.register(_kind)
SourceLoader.register(machinery.SourceFileLoader)
