# SPDX-License-Identifier: MIT
"""What is known of installed distributions: versions, entry points, files, requirements (PEP 566, the core metadata specification).

They are found along sys.path, in folders called NAME-VERSION.dist-info or .egg-info, on disk or in archives; other finders of
sys.meta_path may know more.
"""

import abc
import os
import pathlib
import re
import sys
from importlib import import_module
from importlib.abc import MetaPathFinder

from ._message import PackageMessage
from ._meta import PackageMetadata, SimplePath

__all__ = [
    "Distribution", "DistributionFinder", "PackageMetadata", "PackageNotFoundError", "distribution", "distributions", "entry_points", "files",
    "metadata", "packages_distributions", "requires", "version",
]


class PackageNotFoundError(ModuleNotFoundError):
    """No distribution has this name."""

    def __str__(self):
        return f"No package metadata was found for {self.name}"

    @property
    def name(self):
        (name,) = self.args
        return name


def _normalized(name):
    """A name as all its spellings are compared (PEP 503), with underscores as file names have it."""
    return re.sub(r"[-_.]+", "-", name).lower().replace("-", "_")


# ---- entry points


def _sections(text):
    """(section, line) of what counts in a text of [sections]."""
    section = None
    for line in map(str.strip, text.splitlines()):
        if line.startswith("[") and line.endswith("]"):
            section = line.strip("[]")
        elif line and not line.startswith("#"):
            yield section, line


class EntryPoint:
    """A name in a group that stands for an object: 'package.module:attribute.attribute [extras]'."""

    pattern = re.compile(r"(?P<module>[\w.]+)\s*(:\s*(?P<attr>[\w.]+)\s*)?((?P<extras>\[.*\])\s*)?$")
    dist = None

    def __init__(self, name, value, group):
        vars(self).update(name=name, value=value, group=group)

    def load(self):
        """The object."""
        found = import_module(self.module)
        for attribute in filter(None, (self.attr or "").split(".")):
            found = getattr(found, attribute)
        return found

    def _part(self, name):
        match = self.pattern.match(self.value)
        assert match is not None
        return match.group(name)

    module = property(lambda self: self._part("module"), doc="The module's name.")
    attr = property(lambda self: self._part("attr"), doc="The path of attributes in it.")

    @property
    def extras(self):
        """The extras that it needs."""
        return re.findall(r"\w+", self._part("extras") or "")

    def _for(self, dist):
        vars(self).update(dist=dist)
        return self

    def matches(self, **params):
        """Whether all these attributes have these values."""
        return all(getattr(self, name) == value for name, value in params.items())

    def _key(self):
        return self.name, self.value, self.group

    def __lt__(self, other):
        return self._key() < other._key()

    def __eq__(self, other):
        return self._key() == other._key()

    def __setattr__(self, name, value):
        raise AttributeError("EntryPoint objects are immutable.")

    def __repr__(self):
        return f"EntryPoint(name={self.name!r}, value={self.value!r}, group={self.group!r})"

    def __hash__(self):
        return hash(self._key())


class EntryPoints(tuple):
    """Entry points to choose from."""

    __slots__ = ()

    def __getitem__(self, name):
        for each in self.select(name=name):
            return each
        raise KeyError(name)

    def __repr__(self):
        return "%s(%r)" % (self.__class__.__name__, tuple(self))

    def select(self, **params):
        """Those that match()."""
        return EntryPoints(each for each in self if each.matches(**params))

    @property
    def names(self):
        return {each.name for each in self}

    @property
    def groups(self):
        return {each.group for each in self}

    @classmethod
    def _from_text_for(cls, text, dist):
        lines = ((group, *map(str.strip, line.split("=", 1))) for group, line in _sections(text or "") if group is not None)
        return cls(EntryPoint(name=name, value=value, group=group)._for(dist) for group, name, value in lines)


# ---- files


class PackagePath(pathlib.PurePosixPath):
    """A file of a distribution, relative to where that is installed."""

    hash = None
    size = None
    dist = None

    def read_text(self, encoding="utf-8"):
        return self.locate().read_text(encoding=encoding)

    def read_binary(self):
        return self.locate().read_bytes()

    def locate(self):
        """The file itself."""
        return self.dist.locate_file(self)


class FileHash:
    """A hash as a RECORD has it: the algorithm, and the digest in base 64."""

    def __init__(self, spec):
        self.mode, _, self.value = spec.partition("=")

    def __repr__(self):
        return f"<FileHash mode: {self.mode} value: {self.value}>"


# ---- distributions


class Distribution(metaclass=abc.ABCMeta):
    """Something that was installed."""

    @abc.abstractmethod
    def read_text(self, filename):
        """The text of a file of the metadata, or None."""

    @abc.abstractmethod
    def locate_file(self, path):
        """The path of one of the distribution's files."""

    @classmethod
    def from_name(cls, name):
        """The distribution of this name; PackageNotFoundError."""
        if not name:
            raise ValueError("A distribution name is required.")
        for found in cls.discover(name=name):
            return found
        raise PackageNotFoundError(name)

    @classmethod
    def discover(cls, *, context=None, **kwargs):
        """All distributions that the finders know, or those of a context."""
        if context and kwargs:
            raise ValueError("cannot accept context and kwargs")
        context = context or DistributionFinder.Context(**kwargs)
        finders = (getattr(finder, "find_distributions", None) for finder in sys.meta_path)
        return (found for find in finders if find is not None for found in find(context))

    @staticmethod
    def at(path):
        """The distribution whose metadata lie in this folder."""
        return PathDistribution(pathlib.Path(path))

    @property
    def metadata(self):
        """The headers of the metadata."""
        text = self.read_text("METADATA") or self.read_text("PKG-INFO") or self.read_text("")
        return PackageMessage(text or "")

    @property
    def name(self):
        return self.metadata["Name"]

    @property
    def _normalized_name(self):
        return _normalized(self.name)

    @property
    def version(self):
        return self.metadata["Version"]

    @property
    def entry_points(self):
        return EntryPoints._from_text_for(self.read_text("entry_points.txt"), self)

    @property
    def files(self):
        """A PackagePath for each file, None if there is no list of them."""
        import csv

        record = self.read_text("RECORD")
        if record is not None:
            rows = csv.reader(record.splitlines())
        else:
            names = self.read_text("installed-files.txt")
            if names is not None:
                folder = getattr(self, "_path", None)
                base = pathlib.Path(str(self.locate_file("")))
                names = [os.path.relpath(os.path.join(str(folder), name), base) for name in names.splitlines()]
            else:
                names = self.read_text("SOURCES.txt")
                if names is None:
                    return None
                names = names.splitlines()
            rows = ([name] for name in names)
        made = []
        for name, *rest in rows:
            path = PackagePath(name)
            path.hash = FileHash(rest[0]) if rest and rest[0] else None
            path.size = int(rest[1]) if len(rest) > 1 and rest[1] else None
            path.dist = self
            if path.locate().exists():
                made.append(path)
        return made

    @property
    def requires(self):
        """Requirements, as text (PEP 508); None if there are none."""
        found = self.metadata.get_all("Requires-Dist")
        if found is None and (text := self.read_text("requires.txt")) is not None:
            found = list(_from_egg_requirements(text))
        return found and list(found)

    @property
    def origin(self):
        """Where it came from (PEP 610), or None."""
        import json
        import types

        text = self.read_text("direct_url.json")
        return None if text is None else json.loads(text, object_hook=lambda data: types.SimpleNamespace(**data))


def _from_egg_requirements(text):
    """Requirements of requires.txt, whose sections say an extra, a condition, or both: [extra:condition]."""
    for section, line in _sections(text):
        extra, _, marker = (section or "").partition(":")
        conditions = []
        if marker:
            conditions.append(f"({marker})" if extra else marker)
        if extra:
            conditions.append(f'extra == "{extra}"')
        space = " " if "@" in line else ""
        yield line + space + ("; " + " and ".join(conditions) if conditions else "")


class DistributionFinder(MetaPathFinder):
    """A finder that knows distributions, too."""

    class Context:
        """What is looked for: a name (None: all), along a path."""

        name = None

        def __init__(self, **kwargs):
            vars(self).update(kwargs)

        @property
        def path(self):
            return vars(self).get("path", sys.path)

    @abc.abstractmethod
    def find_distributions(self, context=Context()):
        """The distributions of a context."""


def _folder(entry):
    """What an entry of sys.path leads to: a folder, a place in an archive, or None."""
    folder = pathlib.Path(entry or ".")
    if folder.is_dir():
        return folder
    from importlib.resources.readers import _ArchivePath
    from zipimport import ZipImportError, zipimporter

    try:
        archive = zipimporter(str(entry))
    except ZipImportError:
        return None
    return _ArchivePath(archive.archive, archive.prefix)


def _children(folder):
    try:
        return list(folder.iterdir())
    except (OSError, ValueError):
        return []


class MetadataPathFinder(DistributionFinder):
    """Finds the metadata along a path."""

    @classmethod
    def find_distributions(cls, context=DistributionFinder.Context()):
        wanted = None if context.name is None else _normalized(context.name)
        for entry in context.path:
            folder = _folder(entry)
            if folder is None:
                continue
            if folder.name.lower().endswith(".egg"):
                places = [place for child in _children(folder) if child.name.lower() == "egg-info" for place in [child]]
                names = [folder.name.partition("-")[0].removesuffix(".egg")] * len(places)
            else:
                places = [child for child in _children(folder) if child.name.lower().endswith((".dist-info", ".egg-info"))]
                names = [place.name.rpartition(".")[0].partition("-")[0] for place in places]
            for place, name in zip(places, names):
                if wanted is None or _normalized(name) == wanted:
                    yield PathDistribution(place)

    @staticmethod
    def invalidate_caches():
        """Nothing is remembered."""


class PathDistribution(Distribution):
    """A distribution whose metadata lie in a folder."""

    def __init__(self, path):
        self._path = path

    def read_text(self, filename):
        try:
            return self._path.joinpath(filename).read_text(encoding="utf-8")
        except (FileNotFoundError, IsADirectoryError, KeyError, NotADirectoryError, PermissionError):
            return None

    def locate_file(self, path):
        return self._path.parent.joinpath(str(path)) if str(path) else self._path.parent

    @property
    def _normalized_name(self):
        stem, extension = os.path.splitext(os.path.basename(str(self._path)))
        if extension in (".dist-info", ".egg-info"):
            return _normalized(stem.partition("-")[0])
        return super()._normalized_name


# ---- the same by name


def distribution(distribution_name):
    """The distribution of this name; PackageNotFoundError."""
    return Distribution.from_name(distribution_name)


def distributions(**kwargs):
    """All distributions, or those of a context with these attributes."""
    return Distribution.discover(**kwargs)


def metadata(distribution_name):
    """The headers of a distribution's metadata."""
    return Distribution.from_name(distribution_name).metadata


def version(distribution_name):
    """A distribution's version."""
    return distribution(distribution_name).version


def _unique(found):
    """Those of the distributions that come first of their name."""
    first = {}
    for each in found:
        first.setdefault(each._normalized_name, each)
    return first.values()


def entry_points(**params):
    """The entry points of all distributions that match; of a distribution that is there twice those that are found first."""
    return EntryPoints(each for found in _unique(distributions()) for each in found.entry_points).select(**params)


def files(distribution_name):
    """A distribution's files, or None."""
    return distribution(distribution_name).files


def requires(distribution_name):
    """A distribution's requirements, or None."""
    return distribution(distribution_name).requires


def _top_names(dist):
    """The names that a distribution can be imported by."""
    declared = dist.read_text("top_level.txt")
    if declared:
        return declared.split()
    import inspect

    names = {path.parts[0] if len(path.parts) > 1 else inspect.getmodulename(str(path)) or str(path) for path in dist.files or ()}
    return sorted(name for name in names if "." not in name)


def packages_distributions():
    """{name of a package or module: names of the distributions that have it}"""
    found = {}
    for dist in distributions():
        for name in _top_names(dist):
            found.setdefault(name, []).append(dist.metadata["Name"])
    return found
