# SPDX-License-Identifier: MIT
"""Tools for those who write or ask finders and loaders."""

import sys
import threading
import types

import _imp
from ._bootstrap import _find_spec, _resolve_name, module_from_spec, spec_from_loader
from ._bootstrap_external import MAGIC_NUMBER, _RAW_MAGIC_NUMBER, cache_from_source, decode_source, source_from_cache, spec_from_file_location
from ._abc import Loader

__all__ = [
    "LazyLoader", "Loader", "MAGIC_NUMBER", "cache_from_source", "decode_source", "find_spec", "module_from_spec", "resolve_name",
    "source_from_cache", "source_hash", "spec_from_file_location", "spec_from_loader",
]


def source_hash(source_bytes):
    """The hash of source text that a hash-based bytecode file would have."""
    return _imp.source_hash(_RAW_MAGIC_NUMBER, source_bytes)


def resolve_name(name, package):
    """The absolute name of a relative one."""
    if not name.startswith("."):
        return name
    if not package:
        raise ImportError("no package specified for %r (required for relative module names)" % name)
    level = len(name) - len(name.lstrip("."))
    return _resolve_name(name[level:], package, level)


def find_spec(name, package=None):
    """The spec of a module, loaded or not; its parents are imported. None if nobody finds it."""
    fullname = resolve_name(name, package) if name.startswith(".") else name
    if fullname in sys.modules:
        module = sys.modules[fullname]
        if module is None:
            return None
        try:
            spec = module.__spec__
        except AttributeError:
            raise ValueError("%s.__spec__ is not set" % name) from None
        if spec is None:
            raise ValueError("%s.__spec__ is None" % name)
        return spec
    parent_name = fullname.rpartition(".")[0]
    path = None
    if parent_name:
        parent = __import__(parent_name, fromlist=["__path__"])
        try:
            path = parent.__path__
        except AttributeError as error:
            raise ModuleNotFoundError(
                "__path__ attribute not found on %r while trying to find %r" % (parent_name, fullname), name=fullname
            ) from error
    return _find_spec(fullname, path)


class _LazyModule(types.ModuleType):
    """A module that is run when one of its attributes is first asked for."""

    def __getattribute__(self, name):
        spec = object.__getattribute__(self, "__spec__")
        state = spec.loader_state
        with state["lock"]:
            if object.__getattribute__(self, "__class__") is _LazyModule:
                if state["loading"]:  # it asks for something of its own while it runs
                    return state["class"].__getattribute__(self, name)
                own = object.__getattribute__(self, "__dict__")
                state["loading"] = True
                before = state["dict"]
                # What was stored since must survive the module's own statements.
                changed = {
                    key: value for key, value in own.items()
                    if key not in before or id(before[key]) != id(value)
                }
                original = spec.name
                spec.loader.exec_module(self)
                if original in sys.modules and sys.modules[original] is not self:
                    raise ValueError("module object for %r substituted in sys.modules during a lazy load" % original)
                own.update(changed)
                if isinstance(self, _LazyModule):  # unless it has chosen a class for itself
                    object.__setattr__(self, "__class__", state["class"])
        return getattr(self, name)

    def __delattr__(self, name):
        self.__getattribute__(name)
        delattr(self, name)


class LazyLoader(Loader):
    """Puts off what a loader does until the module is used."""

    @staticmethod
    def _check(loader):
        if not hasattr(loader, "exec_module"):
            raise TypeError("loader must define exec_module()")

    @classmethod
    def factory(cls, loader):
        cls._check(loader)
        return lambda *args, **keywords: cls(loader(*args, **keywords))

    def __init__(self, loader):
        self._check(loader)
        self.loader = loader

    def create_module(self, spec):
        return self.loader.create_module(spec)

    def exec_module(self, module):
        module.__spec__.loader = self.loader
        module.__loader__ = self.loader
        module.__spec__.loader_state = {
            "dict": module.__dict__.copy(), "class": module.__class__, "lock": threading.RLock(), "loading": False,
        }
        module.__class__ = _LazyModule
