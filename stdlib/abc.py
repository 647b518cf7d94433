# SPDX-License-Identifier: MIT
"""Abstract base classes: the metaclass ABCMeta, and the marks for what is abstract."""

from _abc import (_abc_init, _abc_instancecheck, _abc_register, _abc_subclasscheck, _get_dump, _reset_caches,
                  _reset_registry, get_cache_token)


def abstractmethod(funcobj):
    """Mark a function as one that a concrete class must define."""
    funcobj.__isabstractmethod__ = True
    return funcobj


class abstractclassmethod(classmethod):
    """Deprecated: put classmethod over abstractmethod instead."""

    __isabstractmethod__ = True

    def __init__(self, callable):
        callable.__isabstractmethod__ = True
        super().__init__(callable)


class abstractstaticmethod(staticmethod):
    """Deprecated: put staticmethod over abstractmethod instead."""

    __isabstractmethod__ = True

    def __init__(self, callable):
        callable.__isabstractmethod__ = True
        super().__init__(callable)


class abstractproperty(property):
    """Deprecated: put property over abstractmethod instead."""

    __isabstractmethod__ = True


class ABCMeta(type):
    """Metaclass of abstract base classes, which other classes may join by registration or by a hook."""

    def __new__(mcls, name, bases, namespace, /, **kwargs):
        cls = super().__new__(mcls, name, bases, namespace, **kwargs)
        _abc_init(cls)
        return cls

    def register(cls, subclass):
        """Make `subclass` a virtual subclass; returns it, so that this may be a decorator."""
        return _abc_register(cls, subclass)

    def __instancecheck__(cls, instance):
        return _abc_instancecheck(cls, instance)

    def __subclasscheck__(cls, subclass):
        return _abc_subclasscheck(cls, subclass)

    def _dump_registry(cls, file=None):
        print(f"Class: {cls.__module__}.{cls.__qualname__}", file=file)
        print(f"Inv. counter: {get_cache_token()}", file=file)
        names = ("_abc_registry", "_abc_cache", "_abc_negative_cache", "_abc_negative_cache_version")
        for name, value in zip(names, _get_dump(cls)):
            print(f"{name}: {value!r}", file=file)

    def _abc_registry_clear(cls):
        _reset_registry(cls)

    def _abc_caches_clear(cls):
        _reset_caches(cls)


def update_abstractmethods(cls):
    """Compute a class's __abstractmethods__ again after its methods were changed; returns the class."""
    if not hasattr(cls, "__abstractmethods__"):
        return cls
    candidates = {name for base in cls.__bases__ for name in getattr(base, "__abstractmethods__", ())}
    candidates.update(cls.__dict__)
    cls.__abstractmethods__ = frozenset(
        name for name in candidates if getattr(getattr(cls, name, None), "__isabstractmethod__", False))
    return cls


class ABC(metaclass=ABCMeta):
    """Base for classes that get ABCMeta by inheriting."""

    __slots__ = ()
