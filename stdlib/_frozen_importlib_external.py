# SPDX-License-Identifier: MIT
"""Finders and loaders of files: what stands on sys.path, sys.path_hooks and sys.path_importer_cache.

ouro writes and reads no bytecode files: cache_from_source() gives the names they would have.
"""

import sys
import _imp
import posix
from _imp import ModuleSpec, PathFinder

try:
    import _frozen_importlib as _bootstrap
except ImportError:  # somebody wants copies, see importlib/__init__.py
    from importlib import _bootstrap

_NEEDS_LOADING = _bootstrap._NEEDS_LOADING
_call_with_frames_removed = _bootstrap._call_with_frames_removed
_verbose_message = _bootstrap._verbose_message
spec_from_loader = _bootstrap.spec_from_loader

path_sep = "/"
path_separators = "/"

SOURCE_SUFFIXES = [".py"]
BYTECODE_SUFFIXES = DEBUG_BYTECODE_SUFFIXES = OPTIMIZED_BYTECODE_SUFFIXES = [".pyc"]
EXTENSION_SUFFIXES = []
MAGIC_NUMBER = b"\xf3\r\r\n"
_RAW_MAGIC_NUMBER = int.from_bytes(MAGIC_NUMBER, "little")
_PYCACHE = "__pycache__"


def _path_join(*parts):
    kept = [part for part in parts if part]
    if not kept:
        return ""
    joined = kept[0]
    for part in kept[1:]:
        joined = part if part.startswith("/") else joined.rstrip("/") + "/" + part if joined.strip("/") else "/" + part
    return joined


def _path_split(path):
    head, slash, tail = path.rpartition("/")
    return (head or slash if slash else ""), tail


def _path_stat(path):
    return posix.stat(path)


def _mode_is(path, kind):
    try:
        return _path_stat(path).st_mode & 0o170000 == kind
    except (OSError, ValueError):
        return False


def _path_isfile(path):
    return _mode_is(path, 0o100000)


def _path_isdir(path):
    return _mode_is(path or posix.getcwd(), 0o040000)


def _path_isabs(path):
    return path.startswith("/")


def _path_abspath(path):
    return path if _path_isabs(path) else _path_join(posix.getcwd(), path)


# ---- names of bytecode files


def cache_from_source(path, debug_override=None, *, optimization=None):
    """Where the bytecode of a source file would be (PEP 3147, 488); neither file need exist."""
    if debug_override is not None:
        import warnings

        warnings.warn("the debug_override parameter is deprecated; use 'optimization' instead", DeprecationWarning)
        if optimization is not None:
            raise TypeError("debug_override or optimization must be set to None")
        optimization = "" if debug_override else 1
    path = posix.fspath(path)
    head, tail = _path_split(path)
    base, dot, rest = tail.rpartition(".")
    tag = sys.implementation.cache_tag
    if tag is None:
        raise NotImplementedError("sys.implementation.cache_tag is None")
    name = (base if base else rest) + dot + tag
    if optimization is None:
        optimization = "" if sys.flags.optimize == 0 else sys.flags.optimize
    optimization = str(optimization)
    if optimization:
        if not optimization.isalnum():
            raise ValueError("%r is not alphanumeric" % optimization)
        name += ".opt-" + optimization
    name += ".pyc"
    if sys.pycache_prefix is not None:
        return _path_join(sys.pycache_prefix, _path_abspath(head).lstrip("/"), name)
    return _path_join(head, _PYCACHE, name)


def source_from_cache(path):
    """The source file that a bytecode file's name stands for; ValueError where it is no such name."""
    if sys.implementation.cache_tag is None:
        raise NotImplementedError("sys.implementation.cache_tag is None")
    path = posix.fspath(path)
    head, name = _path_split(path)
    in_prefix = False
    if sys.pycache_prefix is not None:
        prefix = sys.pycache_prefix.rstrip("/")
        if head.startswith(prefix + "/"):
            head = head[len(prefix):]
            in_prefix = True
    if not in_prefix:
        head, cache = _path_split(head)
        if cache != _PYCACHE:
            raise ValueError("%s not bottom-level directory in %r" % (_PYCACHE, path))
    dots = name.count(".")
    if dots not in (2, 3):
        raise ValueError("expected only 2 or 3 dots in %r" % name)
    if dots == 3:
        optimization = name.rsplit(".", 2)[-2]
        if not optimization.startswith("opt-"):
            raise ValueError("optimization portion of filename does not start with 'opt-'")
        if not optimization[4:].isalnum():
            raise ValueError("optimization level %r is not an alphanumeric value" % optimization)
    return _path_join(head, name.partition(".")[0] + SOURCE_SUFFIXES[0])


def _get_sourcefile(bytecode_path):
    """The source beside or above a bytecode file, if it exists; otherwise the path itself."""
    if not bytecode_path:
        return None
    rest, _, extension = bytecode_path.rpartition(".")
    if not rest or extension.lower()[-3:-1] != "py":
        return bytecode_path
    try:
        source = source_from_cache(bytecode_path)
    except (NotImplementedError, ValueError):
        source = bytecode_path[:-1]
    return source if _path_isfile(source) else bytecode_path


def _get_cached(filename):
    if filename.endswith(tuple(SOURCE_SUFFIXES)):
        try:
            return cache_from_source(filename)
        except NotImplementedError:
            return None
    return filename if filename.endswith(tuple(BYTECODE_SUFFIXES)) else None


def decode_source(source_bytes):
    """Text of a source file: its coding line or UTF-8, and newlines made one."""
    import io
    import tokenize

    encoding, _ = tokenize.detect_encoding(io.BytesIO(source_bytes).readline)
    return io.IncrementalNewlineDecoder(None, True).decode(source_bytes.decode(encoding))


# ---- specs of files


def spec_from_file_location(name, location=None, *, loader=None, submodule_search_locations=_NEEDS_LOADING):
    """A spec for a module in a file; without a loader the one for the file's suffix, None if there is none."""
    if location is None:
        location = "<unknown>"
        if hasattr(loader, "get_filename"):
            try:
                location = loader.get_filename(name)
            except ImportError:
                pass
    else:
        location = posix.fspath(location)
        try:
            location = _path_abspath(location)
        except OSError:
            pass
    spec = ModuleSpec(name, loader, origin=location)
    spec.has_location = True
    if loader is None:
        for kind, suffixes in _get_supported_file_loaders():
            if location.endswith(tuple(suffixes)):
                spec.loader = loader = kind(name, location)
                break
        else:
            return None
    if submodule_search_locations is _NEEDS_LOADING:
        if hasattr(loader, "is_package"):
            try:
                package = loader.is_package(name)
            except ImportError:
                package = False
            if package:
                spec.submodule_search_locations = []
    else:
        spec.submodule_search_locations = submodule_search_locations
    if spec.submodule_search_locations == [] and location:
        spec.submodule_search_locations.append(_path_split(location)[0])
    return spec


# ---- loaders


class _LoaderBasics:
    """What loaders of source have in common: a package is a file called __init__."""

    def is_package(self, fullname):
        filename = _path_split(self.get_filename(fullname))[1]
        return filename.rsplit(".", 1)[0] == "__init__" and fullname.rpartition(".")[2] != "__init__"

    def create_module(self, spec):
        """None: a plain module will do."""

    def exec_module(self, module):
        code = self.get_code(module.__name__)
        if code is None:
            raise ImportError("cannot load module %r when get_code() returns None" % module.__name__)
        _call_with_frames_removed(exec, code, module.__dict__)

    def load_module(self, fullname):
        return _load_module_shim(self, fullname)


def _load_module_shim(loader, fullname):
    """load_module() for loaders that have exec_module()."""
    _exec, _load = _bootstrap._exec, _bootstrap._load
    _bootstrap._warn("the load_module() method is deprecated and slated for removal in Python 3.12; use exec_module() instead", DeprecationWarning)
    spec = spec_from_loader(fullname, loader)
    if fullname in sys.modules:
        module = sys.modules[fullname]
        _exec(spec, module)
        return sys.modules[fullname]
    return _load(spec)


class SourceLoader(_LoaderBasics):
    """Loads source that get_data() reads from get_filename()."""

    def path_mtime(self, path):
        raise OSError

    def path_stats(self, path):
        return {"mtime": self.path_mtime(path)}

    def _cache_bytecode(self, source_path, cache_path, data):
        return self.set_data(cache_path, data)

    def set_data(self, path, data):
        """Nothing is written."""

    def get_source(self, fullname):
        path = self.get_filename(fullname)
        try:
            source = self.get_data(path)
        except OSError as error:
            raise ImportError("source not available through get_data()", name=fullname) from error
        return decode_source(source)

    def source_to_code(self, data, path, *, _optimize=-1):
        return _call_with_frames_removed(compile, data, path, "exec", dont_inherit=True, optimize=_optimize)

    def get_code(self, fullname):
        path = self.get_filename(fullname)
        source = self.get_data(path)
        code = self.source_to_code(source, path)
        _verbose_message("code object from {}", path)
        return code


class FileLoader:
    """The part of a loader that knows a name and a file."""

    def __init__(self, fullname, path):
        self.name = fullname
        self.path = path

    def __eq__(self, other):
        return self.__class__ == other.__class__ and self.__dict__ == other.__dict__

    def __hash__(self):
        return hash(self.name) ^ hash(self.path)

    def _check_name(self, name):
        if name is None:
            return self.name
        if name != self.name:
            raise ImportError("loader for %s cannot handle %s" % (self.name, name), name=name)
        return name

    def load_module(self, fullname=None):
        return super().load_module(self._check_name(fullname))

    def get_filename(self, fullname=None):
        self._check_name(fullname)
        return self.path

    def get_data(self, path):
        import io

        with io.open_code(str(path)) if isinstance(self, (SourceLoader, ExtensionFileLoader)) else io.FileIO(path, "r") as file:
            return file.read()

    def get_resource_reader(self, module):
        self._check_name(module)
        from importlib.readers import FileReader

        return FileReader(self)


class SourceFileLoader(FileLoader, SourceLoader):
    """Loads a source file."""

    def path_stats(self, path):
        status = _path_stat(path)
        return {"mtime": status.st_mtime, "size": status.st_size}


class SourcelessFileLoader(FileLoader, _LoaderBasics):
    """Would load a bytecode file; ouro has none."""

    def get_code(self, fullname):
        raise ImportError("bytecode files are not in ouro: %r" % self.get_filename(fullname), name=fullname, path=self.path)

    def get_source(self, fullname):
        return None


class ExtensionFileLoader(FileLoader, _LoaderBasics):
    """Would load a C extension module; ouro has none."""

    def create_module(self, spec):
        raise ImportError("C extension modules are not in ouro: %r" % self.path, name=spec.name, path=self.path)

    def exec_module(self, module):
        raise ImportError("C extension modules are not in ouro: %r" % self.path, name=self.name, path=self.path)

    def is_package(self, fullname):
        return any(_path_split(self.path)[1] == "__init__" + suffix for suffix in EXTENSION_SUFFIXES)

    def get_code(self, fullname):
        return None

    def get_source(self, fullname):
        return None


class AppleFrameworkLoader(ExtensionFileLoader):
    """Would load a C extension module of a framework (iOS)."""


class WindowsRegistryFinder:
    """Would find modules that the registry of Windows names; elsewhere there are none."""

    @classmethod
    def find_spec(cls, fullname, path=None, target=None):
        return None


# ---- namespace packages (PEP 420)


class _NamespacePath:
    """__path__ of a namespace package: looked up again whenever its parent's path has changed."""

    _epoch = 0

    def __init__(self, name, path, path_finder):
        self._name = name
        self._path = path
        self._last_parent_path = tuple(self._get_parent_path())
        self._last_epoch = self._epoch
        self._path_finder = path_finder

    def _find_parent_path_names(self):
        parent, dot, _ = self._name.rpartition(".")
        return (parent, "__path__") if dot else ("sys", "path")

    def _get_parent_path(self):
        module, attribute = self._find_parent_path_names()
        return getattr(sys.modules[module], attribute)

    def _recalculate(self):
        parent_path = tuple(self._get_parent_path())
        if parent_path != self._last_parent_path or self._epoch != self._last_epoch:
            spec = self._path_finder(self._name, parent_path)
            if spec is not None and spec.loader is None and spec.submodule_search_locations:
                self._path = spec.submodule_search_locations
            self._last_parent_path = parent_path
            self._last_epoch = self._epoch
        return self._path

    def __iter__(self):
        return iter(self._recalculate())

    def __getitem__(self, index):
        return self._recalculate()[index]

    def __setitem__(self, index, path):
        self._path[index] = path

    def __len__(self):
        return len(self._recalculate())

    def __repr__(self):
        return "_NamespacePath(%r)" % (self._path,)

    def __contains__(self, item):
        return item in self._recalculate()

    def append(self, item):
        self._path.append(item)


class NamespaceLoader:
    """Loader of a package without code."""

    def __init__(self, name, path, path_finder):
        self._path = _NamespacePath(name, path, path_finder)

    def is_package(self, fullname):
        return True

    def get_source(self, fullname):
        return ""

    def get_code(self, fullname):
        return compile("", "<string>", "exec", dont_inherit=True)

    def create_module(self, spec):
        """None: a plain module will do."""

    def exec_module(self, module):
        pass

    def load_module(self, fullname):
        return _load_module_shim(self, fullname)

    def get_resource_reader(self, module):
        from importlib.readers import NamespaceReader

        return NamespaceReader(self._path)


_NamespaceLoader = NamespaceLoader


# ---- finders


def _path_hooks(path):
    """The finder that a hook of sys.path_hooks makes for an entry of sys.path; None if none wants it."""
    if sys.path_hooks is not None and not sys.path_hooks:
        import warnings

        warnings.warn("sys.path_hooks is empty", ImportWarning)
    for hook in sys.path_hooks or ():
        try:
            return hook(path)
        except ImportError:
            continue
    return None


def _path_importer_cache(path):
    if path == "":
        try:
            path = posix.getcwd()
        except (FileNotFoundError, PermissionError):
            return None
    try:
        return sys.path_importer_cache[path]
    except KeyError:
        finder = sys.path_importer_cache[path] = _path_hooks(path)
        return finder


def _find_on_path(fullname, path, target=None):
    """PathFinder.find_spec()."""
    if path is None:
        path = sys.path
    portions = []
    for entry in path:
        if not isinstance(entry, str):
            continue
        finder = _path_importer_cache(entry)
        if finder is None:
            continue
        spec = finder.find_spec(fullname, target)
        if spec is None:
            continue
        if spec.loader is not None:
            return spec
        if spec.submodule_search_locations is None:
            raise ImportError("spec missing loader")
        portions.extend(spec.submodule_search_locations)
    if not portions:
        return None
    spec = ModuleSpec(fullname, None)
    spec.submodule_search_locations = _NamespacePath(fullname, portions, _find_on_path)
    return spec


def _invalidate_path_caches():
    """PathFinder.invalidate_caches()."""
    for name, finder in list(sys.path_importer_cache.items()):
        if finder is None or not _path_isabs(name):
            del sys.path_importer_cache[name]
        elif hasattr(finder, "invalidate_caches"):
            finder.invalidate_caches()
    _NamespacePath._epoch += 1
    metadata = sys.modules.get("importlib.metadata")
    if metadata is not None:
        metadata.MetadataPathFinder.invalidate_caches()


class FileFinder:
    """Finds modules in one folder."""

    def __init__(self, path, *loader_details):
        self._loaders = [(suffix, loader) for loader, suffixes in loader_details for suffix in suffixes]
        self.path = _path_abspath(path) if path and path != "." else posix.getcwd()

    def invalidate_caches(self):
        """Nothing is remembered of the folder."""

    def _get_spec(self, loader_class, fullname, path, locations, target):
        return spec_from_file_location(fullname, path, loader=loader_class(fullname, path), submodule_search_locations=locations)

    def find_spec(self, fullname, target=None):
        base = _path_join(self.path, fullname.rpartition(".")[2])
        folder = _path_isdir(base)
        if folder:
            for suffix, loader_class in self._loaders:
                path = _path_join(base, "__init__" + suffix)
                if _path_isfile(path):
                    return self._get_spec(loader_class, fullname, path, [base], target)
        for suffix, loader_class in self._loaders:
            if _path_isfile(base + suffix):
                return self._get_spec(loader_class, fullname, base + suffix, None, target)
        if folder:
            spec = ModuleSpec(fullname, None)
            spec.submodule_search_locations = [base]
            return spec
        return None

    @classmethod
    def path_hook(cls, *loader_details):
        def path_hook_for_FileFinder(path):
            if not _path_isdir(path):
                raise ImportError("only directories are supported", path=path)
            return cls(path, *loader_details)

        return path_hook_for_FileFinder

    def __repr__(self):
        return "FileFinder(%r)" % (self.path,)


def _get_supported_file_loaders():
    return [(ExtensionFileLoader, EXTENSION_SUFFIXES), (SourceFileLoader, SOURCE_SUFFIXES)]


# Native modules that lie in no file anywhere.
_NO_FILES = ("atexit", "builtins", "errno", "faulthandler", "gc", "itertools", "marshal", "posix", "pwd", "sys", "time")


class _LibraryFinder:
    """Finds the modules in the binary, in the folder where they would lie (sys.path has it) and those of its packages."""

    def __init__(self, path):
        library = sys._stdlib_dir
        if not library or not (path + "/").startswith(library + "/"):
            raise ImportError("only directories are supported", path=path)
        self.path = path
        self._package = path[len(library) + 1:].replace("/", ".")
        if self._package and not (_imp.is_frozen(self._package) and _imp.is_frozen_package(self._package)):
            raise ImportError("only directories are supported", path=path)

    def find_spec(self, fullname, target=None):
        if fullname.rpartition(".")[0] != self._package:
            return None
        found = _imp.FrozenImporter.find_spec(fullname)
        return _imp.BuiltinImporter.find_spec(fullname) if found is None and fullname not in _NO_FILES else found

    def iter_modules(self, prefix=""):
        """(prefix + name, is a package) for each module."""
        names = _imp._frozen_module_names()
        if not self._package:
            names += [name for name in sys.builtin_module_names if name not in _NO_FILES]
        for name in sorted(names):
            parent, _, last = name.rpartition(".")
            if parent == self._package:
                yield prefix + last, _imp.is_frozen(name) and _imp.is_frozen_package(name)

    def __repr__(self):
        return "_LibraryFinder(%r)" % (self.path,)


_folder_hook = FileFinder.path_hook(*_get_supported_file_loaders())


def _default_path_hook(path):
    try:
        return _folder_hook(path)
    except ImportError:
        return _LibraryFinder(path)


# ---- for modules that were imported without this module


def _loader_of(spec):
    """The loader that the spec of such a module stands for."""
    return SourceFileLoader(spec.name, spec.origin)


def _adopt():
    """Give every module imported so far the loader it would have had."""
    for module in list(sys.modules.values()):
        if isinstance(module, type(sys)):
            spec = module.__dict__.get("__spec__")
            if type(spec) is ModuleSpec and module.__dict__.get("__loader__") is None:
                module.__dict__["__loader__"] = spec.loader
    main = sys.modules.get("__main__")
    if isinstance(main, type(sys)) and main.__dict__.get("__loader__") is None:
        file = main.__dict__.get("__file__")
        main.__loader__ = SourceFileLoader("__main__", file) if isinstance(file, str) else _imp.BuiltinImporter


if __name__ == "_frozen_importlib_external":
    _adopt()
    _imp.set_machinery(sys.modules[__name__])
