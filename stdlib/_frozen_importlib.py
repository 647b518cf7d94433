# SPDX-License-Identifier: MIT
"""How a module gets from a name to sys.modules, where finders or loaders written in Python take part (PEP 302, 451).

Until one does, vm/interp/imports.cpp imports by itself, and this module is not even loaded.
"""

import sys
import _imp
from _imp import BuiltinImporter, FrozenImporter, ModuleSpec

_NEEDS_LOADING = object()


def _call_with_frames_removed(function, *args, **keywords):
    """Call a function; the import system's own frames above it stay out of tracebacks."""
    return function(*args, **keywords)


def _verbose_message(message, *args, verbosity=1):
    if sys.flags.verbose >= verbosity:
        print("# " + message.format(*args), file=sys.stderr)


def _warn(message, category):
    import warnings

    warnings.warn(message, category, stacklevel=3)


def _external():
    """The module of file finders; a copy of this module that importlib made for itself has a copy of that, too."""
    try:
        import _frozen_importlib_external
    except ImportError:
        from importlib import _bootstrap_external as _frozen_importlib_external
    return _frozen_importlib_external


def _module_type():
    return type(sys)


# ---- specs


def spec_from_loader(name, loader, *, origin=None, is_package=None):
    """A spec for a module of this loader; the loader is asked whether it is a package."""
    if origin is None:
        origin = getattr(loader, "_ORIGIN", None)
    if not origin and hasattr(loader, "get_filename"):
        spec_from_file_location = _external().spec_from_file_location
        if is_package is None:
            return spec_from_file_location(name, loader=loader)
        return spec_from_file_location(name, loader=loader, submodule_search_locations=[] if is_package else None)
    if is_package is None:
        is_package = False
        if hasattr(loader, "is_package"):
            try:
                is_package = loader.is_package(name)
            except ImportError:
                is_package = None  # unknown
    return ModuleSpec(name, loader, origin=origin, is_package=is_package)


def _spec_from_module(module, loader=None, origin=None):
    """The spec of a module, or one made from what its attributes say."""
    spec = getattr(module, "__spec__", None)
    if spec is not None:
        return spec
    name = module.__name__
    if loader is None:
        loader = getattr(module, "__loader__", None)
    location = getattr(module, "__file__", None)
    if origin is None:
        origin = location if location is not None else getattr(loader, "_ORIGIN", None)
    spec = ModuleSpec(name, loader, origin=origin)
    spec.has_location = location is not None
    spec.cached = getattr(module, "__cached__", None)
    path = getattr(module, "__path__", None)
    spec.submodule_search_locations = None if path is None else list(path)
    return spec


def _init_module_attrs(spec, module, *, override=False):
    """Give a module what its spec says; what it has already stays unless told to override."""

    def give(name, value):
        if override or getattr(module, name, None) is None:
            try:
                setattr(module, name, value)
            except AttributeError:
                pass

    give("__name__", spec.name)
    if override or getattr(module, "__loader__", None) is None:
        loader = spec.loader
        if loader is None and spec.submodule_search_locations is not None:
            NamespaceLoader = _external().NamespaceLoader
            loader = NamespaceLoader.__new__(NamespaceLoader)
            loader._path = spec.submodule_search_locations
            spec.loader = loader
            # A folder without code is no file (unlike what a loader may have said before).
            module.__file__ = None
        give("__loader__", loader)
    give("__package__", spec.parent)
    try:
        module.__spec__ = spec
    except AttributeError:
        pass
    if spec.submodule_search_locations is not None:
        give("__path__", spec.submodule_search_locations)
    if spec.has_location:
        give("__file__", spec.origin)
        if spec.cached is not None:
            give("__cached__", spec.cached)
    return module


def module_from_spec(spec):
    """A new module, not yet in sys.modules and not yet run."""
    module = None
    if hasattr(spec.loader, "create_module"):
        module = spec.loader.create_module(spec)
    elif hasattr(spec.loader, "exec_module"):
        raise ImportError("loaders that define exec_module() must also define create_module()")
    if module is None:
        module = _module_type()(spec.name)
    _init_module_attrs(spec, module)
    return module


# ---- loading


def _exec(spec, module):
    """Run the module of a spec again in an existing module (reload)."""
    name = spec.name
    if sys.modules.get(name) is not module:
        raise ImportError("module %r not in sys.modules" % name, name=name)
    try:
        if spec.loader is None:
            if spec.submodule_search_locations is None:
                raise ImportError("missing loader", name=name)
            _init_module_attrs(spec, module, override=True)
        else:
            _init_module_attrs(spec, module, override=True)
            if hasattr(spec.loader, "exec_module"):
                spec.loader.exec_module(module)
            else:
                _warn("%s.exec_module() not found; falling back to load_module()" % _name_of(spec.loader), ImportWarning)
                spec.loader.load_module(name)
    finally:
        # The module may have put another in its place; it counts as used last.
        module = sys.modules.pop(name)
        sys.modules[name] = module
    return module


def _name_of(loader):
    return loader.__qualname__ if isinstance(loader, type) else type(loader).__qualname__


def _load_by_old_way(spec):
    """Loaders that know load_module() only."""
    try:
        spec.loader.load_module(spec.name)
    except BaseException:
        if spec.name in sys.modules:
            module = sys.modules.pop(spec.name)
            sys.modules[spec.name] = module
        raise
    module = sys.modules.pop(spec.name)
    sys.modules[spec.name] = module
    if getattr(module, "__loader__", None) is None:
        try:
            module.__loader__ = spec.loader
        except AttributeError:
            pass
    if getattr(module, "__package__", None) is None:
        try:
            module.__package__ = module.__name__
            if not hasattr(module, "__path__"):
                module.__package__ = spec.name.rpartition(".")[0]
        except AttributeError:
            pass
    if getattr(module, "__spec__", None) is None:
        try:
            module.__spec__ = spec
        except AttributeError:
            pass
    return module


def _load(spec):
    """The module of a spec, made, run and put into sys.modules."""
    if spec.loader is not None and not hasattr(spec.loader, "exec_module"):
        _warn("%s.exec_module() not found; falling back to load_module()" % _name_of(spec.loader), ImportWarning)
        return _load_by_old_way(spec)
    module = module_from_spec(spec)
    spec._initializing = True
    try:
        sys.modules[spec.name] = module
        try:
            if spec.loader is None:
                if spec.submodule_search_locations is None:
                    raise ImportError("missing loader", name=spec.name)
            else:
                spec.loader.exec_module(module)
        except BaseException:
            sys.modules.pop(spec.name, None)
            raise
        module = sys.modules.pop(spec.name)
        sys.modules[spec.name] = module
        _verbose_message("import {!r} # {!r}", spec.name, spec.loader)
    finally:
        spec._initializing = False
    return module


_load_unlocked = _load


# ---- finding


def _find_spec(name, path, target=None):
    """Ask the finders of sys.meta_path one after the other; None where nobody knows the name."""
    finders = sys.meta_path
    if finders is None:
        raise ImportError("sys.meta_path is None, Python is likely shutting down")
    if not finders:
        _warn("sys.meta_path is empty", ImportWarning)
    was_loaded = name in sys.modules
    for finder in finders:
        try:
            find_spec = finder.find_spec
        except AttributeError:
            continue
        spec = _imp.call_with_lock(find_spec, name, path, target)  # finders need not mind threads
        if spec is not None:
            if not was_loaded and name in sys.modules:
                # Looking for it has imported it, as a parent package may.
                module = sys.modules[name]
                return getattr(module, "__spec__", None) or spec
            return spec
    return None


def _find_and_load(name, import_=None):
    module = sys.modules.get(name, _NEEDS_LOADING)
    if module is not _NEEDS_LOADING:
        if module is None:
            raise ModuleNotFoundError("import of %s halted; None in sys.modules" % name, name=name)
        return module
    path = parent = None
    parent_name, _, child = name.rpartition(".")
    if parent_name:
        if parent_name not in sys.modules:
            _call_with_frames_removed(_imp.import_absolute, parent_name)
        if name in sys.modules:
            return sys.modules[name]
        parent = sys.modules[parent_name]
        try:
            path = parent.__path__
        except AttributeError:
            raise ModuleNotFoundError("No module named %r; %r is not a package" % (name, parent_name), name=name) from None
    spec = _find_spec(name, path)
    if spec is None:
        raise ModuleNotFoundError("No module named %r" % name, name=name)
    module = _load(spec)
    if parent is not None:
        # While it ran, the parent may have been imported anew.
        parent = sys.modules[parent_name]
        try:
            setattr(parent, child, module)
        except AttributeError:
            _warn("Cannot set an attribute on %r for child module %r" % (parent_name, child), ImportWarning)
    return module


# ---- the names that importlib stands on


def _resolve_name(name, package, level):
    parts = package.rsplit(".", level - 1)
    if len(parts) < level:
        raise ImportError("attempted relative import beyond top-level package")
    return parts[0] + "." + name if name else parts[0]


def _sanity_check(name, package, level):
    if not isinstance(name, str):
        raise TypeError("module name must be str, not %s" % type(name))
    if level < 0:
        raise ValueError("level must be >= 0")
    if level > 0:
        if not isinstance(package, str):
            raise TypeError("__package__ not set to a string")
        if not package:
            raise ImportError("attempted relative import with no known parent package")
    if not name and level == 0:
        raise ValueError("Empty module name")


def _gcd_import(name, package=None, level=0):
    """The module itself, whatever the dots in its name."""
    _sanity_check(name, package, level)
    if level > 0:
        name = _resolve_name(name, package, level)
    return _imp.import_absolute(name)


__import__ = _imp.default_import
