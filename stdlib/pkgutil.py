# SPDX-License-Identifier: MIT
"""Tools for packages: which modules they have, what else lies in them, and paths that several folders share."""

import functools
import importlib
import importlib.machinery
import importlib.util
import os
import sys
from collections import namedtuple
from types import ModuleType

__all__ = [
    "get_importer", "iter_importers", "get_loader", "find_loader", "walk_packages", "iter_modules", "get_data", "read_code", "extend_path",
    "ModuleInfo",
]

ModuleInfo = namedtuple("ModuleInfo", "module_finder name ispkg")
ModuleInfo.__doc__ = "A module that iter_modules() found: its finder, its name, and whether it is a package."

_LOADER_TROUBLE = (ImportError, AttributeError, TypeError, ValueError)


def read_code(stream):
    """The code object in a bytecode file, None if it is no such file; ouro reads no code from outside."""
    import marshal

    if stream.read(4) != importlib.util.MAGIC_NUMBER:
        return None
    stream.read(12)
    return marshal.load(stream)


# ---- which modules there are


@functools.singledispatch
def iter_importer_modules(importer, prefix=""):
    """(name, is a package) of every module that a finder knows; other kinds of finders may be registered."""
    if hasattr(importer, "iter_modules"):
        return importer.iter_modules(prefix)
    return []


def _listed(folder):
    try:
        return sorted(os.listdir(folder))
    except OSError:  # imports pass over what cannot be read, too
        return []


def _module_name(filename):
    import inspect

    return inspect.getmodulename(filename)


@iter_importer_modules.register(importlib.machinery.FileFinder)
def _iter_file_finder_modules(importer, prefix=""):
    if importer.path is None or not os.path.isdir(importer.path):
        return
    seen = {"__init__"}
    for entry in _listed(importer.path):
        name, is_package = _module_name(entry), False
        if not name and "." not in entry:
            folder = os.path.join(importer.path, entry)
            if os.path.isdir(folder):
                if not any(_module_name(inside) == "__init__" for inside in _listed(folder)):
                    continue
                name, is_package = entry, True
        if name and name not in seen and "." not in name:
            seen.add(name)
            yield prefix + name, is_package


def iter_zipimport_modules(importer, prefix=""):
    """The same for an archive."""
    import zipimport

    seen = {"__init__"}
    for path in sorted(zipimport._zip_directory_cache[importer.archive]):
        if not path.startswith(importer.prefix):
            continue
        parts = path[len(importer.prefix):].split("/")
        if len(parts) == 2 and parts[1].startswith("__init__.py"):
            name, is_package = parts[0], True
        elif len(parts) == 1:
            name, is_package = _module_name(parts[0]), False
        else:
            continue
        if name and name not in seen and "." not in name:
            seen.add(name)
            yield prefix + name, is_package


def _register_archives():
    from zipimport import zipimporter

    iter_importer_modules.register(zipimporter, iter_zipimport_modules)


_register_archives()


def iter_modules(path=None, prefix=""):
    """A ModuleInfo for every module in the folders of `path`, or in all of sys.path; `prefix` stands before each name."""
    if path is None:
        importers = iter_importers()
    elif isinstance(path, str):
        raise ValueError("path must be None or list of paths to look for modules in")
    else:
        importers = map(get_importer, path)
    seen = set()
    for importer in importers:
        for name, is_package in iter_importer_modules(importer, prefix):
            if name not in seen:
                seen.add(name)
                yield ModuleInfo(importer, name, is_package)


def walk_packages(path=None, prefix="", onerror=None):
    """iter_modules(), and the modules of each package after it, for which it is imported.

    onerror(name) is called where that fails; without it an ImportError is passed over and anything else raised.
    """
    seen = set()
    for info in iter_modules(path, prefix):
        yield info
        if not info.ispkg:
            continue
        try:
            __import__(info.name)
        except Exception as error:
            if onerror is not None:
                onerror(info.name)
            elif not isinstance(error, ImportError):
                raise
            continue
        inside = [each for each in getattr(sys.modules[info.name], "__path__", None) or [] if each not in seen]
        seen.update(inside)
        yield from walk_packages(inside, info.name + ".", onerror)


# ---- finders and loaders


def get_importer(path_item):
    """The finder for an entry of sys.path, from sys.path_importer_cache or made by a hook; None if no hook wants it."""
    path_item = os.fsdecode(path_item)
    try:
        return sys.path_importer_cache[path_item]
    except KeyError:
        pass
    for hook in sys.path_hooks:
        try:
            return sys.path_importer_cache.setdefault(path_item, hook(path_item))
        except ImportError:
            continue
    return None


def iter_importers(fullname=""):
    """The finders that are asked for a module: those of its package's path, or of sys.meta_path and sys.path."""
    if fullname.startswith("."):
        raise ImportError("Relative module name %r not supported" % fullname)
    parent = fullname.rpartition(".")[0]
    if parent:
        path = getattr(importlib.import_module(parent), "__path__", None)
        if path is None:
            return
    else:
        yield from sys.meta_path
        path = sys.path
    for item in path:
        yield get_importer(item)


def _deprecated(name):
    import warnings

    warnings.warn(
        "'pkgutil.%s' is deprecated and slated for removal in Python 3.14; use importlib.util.find_spec() instead" % name,
        DeprecationWarning, stacklevel=3,
    )


def get_loader(module_or_name):
    """Deprecated: the loader of a module, or None."""
    _deprecated("get_loader")
    if module_or_name in sys.modules:
        module_or_name = sys.modules[module_or_name]
        if module_or_name is None:
            return None
    if not isinstance(module_or_name, ModuleType):
        return _find_loader(module_or_name)
    loader = getattr(module_or_name, "__loader__", None)
    if loader is not None or getattr(module_or_name, "__spec__", None) is None:
        return loader
    return _find_loader(module_or_name.__name__)


def find_loader(fullname):
    """Deprecated: the loader that would load a module, or None."""
    _deprecated("find_loader")
    return _find_loader(fullname)


def _find_loader(fullname):
    if fullname.startswith("."):
        raise ImportError("Relative module name %r not supported" % fullname)
    try:
        spec = importlib.util.find_spec(fullname)
    except _LOADER_TROUBLE as error:
        raise ImportError("Error while finding loader for %r (%s: %s)" % (fullname, type(error), error)) from error
    return None if spec is None else spec.loader


# ---- what lies in packages


def _portions(finder, name):
    """The folders in which a finder has parts of this package."""
    if hasattr(finder, "find_spec"):
        spec = finder.find_spec(name)
        return [] if spec is None else spec.submodule_search_locations or []
    if hasattr(finder, "find_loader"):
        return finder.find_loader(name)[1]
    return []


def extend_path(path, name):
    """A package's __path__ with every folder of that name along sys.path (or its parent's path) added at the end.

    Files called NAME.pkg there add their lines, too, as they are.
    """
    if not isinstance(path, list):  # a frozen package's, perhaps
        return path
    path = path[:]
    parent, _, last = name.rpartition(".")
    if parent:
        try:
            places = sys.modules[parent].__path__
        except (KeyError, AttributeError):
            return path
    else:
        places = sys.path
    for folder in places:
        if not isinstance(folder, str):
            continue
        finder = get_importer(folder)
        if finder is not None:
            for portion in _portions(finder, last):
                if portion not in path:
                    path.append(portion)
        listing = os.path.join(folder, name + ".pkg")
        if os.path.isfile(listing):
            try:
                file = open(listing)
            except OSError as error:
                sys.stderr.write("Can't open %s: %s\n" % (listing, error))
                continue
            with file:
                lines = [line.rstrip("\n") for line in file]
            path += [line for line in lines if line and not line.startswith("#")]
    return path


def get_data(package, resource):
    """The bytes of a file in a package, whose path has slashes; None where the package's loader cannot read files."""
    spec = importlib.util.find_spec(package)
    if spec is None or spec.loader is None or not hasattr(spec.loader, "get_data"):
        return None
    module = sys.modules.get(package) or importlib._bootstrap._load(spec)
    if module is None or not hasattr(module, "__file__"):
        return None
    return spec.loader.get_data(os.path.join(os.path.dirname(module.__file__), *resource.split("/")))


# ---- names of objects


@functools.cache
def _name_pattern():
    import re

    word = r"[^\W\d]\w*"
    dotted = r"%s(?:\.%s)*" % (word, word)
    return re.compile("(?P<module>%s)(?P<colon>:(?P<object>%s)?)?$" % (dotted, dotted))


def resolve_name(name):
    """The object that 'package.module:attribute.attribute' stands for; without the colon modules are imported as far as they go."""
    match = _name_pattern().match(name)
    if not match:
        raise ValueError("invalid format: %r" % name)
    if match["colon"]:
        found = importlib.import_module(match["module"])
        attributes = match["object"].split(".") if match["object"] else []
    else:
        module, *attributes = name.split(".")
        found = importlib.import_module(module)
        while attributes:
            module += "." + attributes[0]
            try:
                found = importlib.import_module(module)
            except ImportError:
                break
            del attributes[0]
    for attribute in attributes:
        found = getattr(found, attribute)
    return found
