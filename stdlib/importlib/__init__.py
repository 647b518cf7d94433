# SPDX-License-Identifier: MIT
"""Importing by name: import_module(), reload(), and the finders' caches."""

import sys

import _imp

try:
    import _frozen_importlib as _bootstrap
    import _frozen_importlib_external as _bootstrap_external

    for _module in _bootstrap, _bootstrap_external:
        _module.__name__ = _module.__name__.replace("_frozen_importlib", "importlib._bootstrap")
        _module.__package__ = "importlib"
        sys.modules[_module.__name__] = _module
    del _module
except ImportError:  # whoever hides them wants copies of them
    from . import _bootstrap, _bootstrap_external

__import__ = _bootstrap.__import__

__all__ = ["__import__", "import_module", "invalidate_caches", "reload"]

_reloading = {}


def invalidate_caches():
    """Tell the finders of sys.meta_path that files have come or gone."""
    for finder in sys.meta_path:
        if hasattr(finder, "invalidate_caches"):
            finder.invalidate_caches()


def import_module(name, package=None):
    """The module of this name; leading dots are relative to `package`."""
    level = 0
    if name.startswith("."):
        if not package:
            raise TypeError("the 'package' argument is required to perform a relative import for %r" % name)
        level = len(name) - len(name.lstrip("."))
    return _bootstrap._gcd_import(name[level:], package, level)


def reload(module):
    """Find and run a module again, in its own namespace; returns what sys.modules has then."""
    try:
        name = module.__spec__.name
    except AttributeError:
        try:
            name = module.__name__
        except AttributeError:
            raise TypeError("reload() argument must be a module")
    if sys.modules.get(name) is not module:
        raise ImportError("module %s not in sys.modules" % name, name=name)
    if name in _reloading:
        return _reloading[name]
    _reloading[name] = module
    try:
        parent = name.rpartition(".")[0]
        path = None
        if parent:
            try:
                path = sys.modules[parent].__path__
            except KeyError:
                raise ImportError("parent %r not in sys.modules" % parent, name=parent) from None
        spec = module.__spec__ = _bootstrap._find_spec(name, path, module)
        if spec is None:
            raise ModuleNotFoundError("spec not found for the module %r" % name, name=name)
        _bootstrap._exec(spec, module)
        return sys.modules[name]
    finally:
        del _reloading[name]
