# SPDX-License-Identifier: MIT
"""Tools for functions and other callables."""

try:
    from _functools import _lru_cache_wrapper, cmp_to_key, partial, reduce
except ImportError:  # hidden
    from _py_functools import _lru_cache_wrapper, cmp_to_key, partial, reduce

__all__ = ["update_wrapper", "wraps", "WRAPPER_ASSIGNMENTS", "WRAPPER_UPDATES", "total_ordering", "cache",
           "cmp_to_key", "lru_cache", "reduce", "partial", "partialmethod", "singledispatch",
           "singledispatchmethod", "cached_property"]

WRAPPER_ASSIGNMENTS = ("__module__", "__name__", "__qualname__", "__doc__", "__annotations__", "__type_params__")
WRAPPER_UPDATES = ("__dict__",)
_GenericAlias = type(list[int])
_Function = type(lambda: None)
_Method = type((lambda: None).__get__(0))


def update_wrapper(wrapper, wrapped, assigned=WRAPPER_ASSIGNMENTS, updated=WRAPPER_UPDATES):
    """Make `wrapper` look like the function that it wraps."""
    for name in assigned:
        try:
            value = getattr(wrapped, name)
        except AttributeError:
            continue
        setattr(wrapper, name, value)
    for name in updated:
        getattr(wrapper, name).update(getattr(wrapped, name, {}))
    wrapper.__wrapped__ = wrapped
    return wrapper


def wraps(wrapped, assigned=WRAPPER_ASSIGNMENTS, updated=WRAPPER_UPDATES):
    """Decorator form of update_wrapper()."""
    return partial(update_wrapper, wrapped=wrapped, assigned=assigned, updated=updated)


# How each missing comparison follows from the one that is defined: root, whether its result is inverted,
# and how equality of the operands joins in ("and not equal", "or equal" or not at all).
_DERIVED = {
    "__lt__": (("__gt__", True, "and"), ("__le__", False, "or"), ("__ge__", True, "")),
    "__le__": (("__ge__", False, "or!"), ("__lt__", False, "and"), ("__gt__", True, "")),
    "__gt__": (("__lt__", True, "and"), ("__ge__", False, "or"), ("__le__", True, "")),
    "__ge__": (("__le__", False, "or!"), ("__gt__", False, "and"), ("__lt__", True, "")),
}


def _derive(cls, root, name, invert, joint):
    def compare(self, other):
        result = getattr(type(self), root)(self, other)
        if result is NotImplemented:
            return result
        if not joint:
            return not result
        if joint == "and":
            return (not result if invert else result) and self != other
        if joint == "or":
            return result or self == other
        return not result or self == other
    compare.__name__ = name
    compare.__module__ = cls.__module__
    compare.__qualname__ = f"{cls.__qualname__}.{name}"
    compare.__doc__ = getattr(int, name).__doc__
    return compare


def total_ordering(cls):
    """Class decorator that adds the ordering methods that are missing."""
    roots = [name for name in ("__lt__", "__le__", "__gt__", "__ge__")
             if getattr(cls, name, None) is not getattr(object, name, None)]
    if not roots:
        raise ValueError("must define at least one ordering operation: < > <= >=")
    root = roots[0]
    for name, invert, joint in _DERIVED[root]:
        if name not in roots:
            setattr(cls, name, _derive(cls, root, name, invert, joint))
    return cls


class partialmethod:
    """partial() for a method: the instance comes before the arguments given."""

    def __init__(self, func, /, *args, **keywords):
        if not callable(func) and not hasattr(func, "__get__"):
            raise TypeError(f"{func!r} is not callable or a descriptor")
        if isinstance(func, partialmethod):
            args, keywords, func = func.args + args, {**func.keywords, **keywords}, func.func
        self.func, self.args, self.keywords = func, args, keywords

    def __repr__(self):
        cls = type(self)
        given = [repr(self.func), *map(repr, self.args), *(f"{k}={v!r}" for k, v in self.keywords.items())]
        return f"{cls.__module__}.{cls.__qualname__}({', '.join(given)})"

    def _make_unbound_method(self):
        def _method(cls_or_self, /, *args, **keywords):
            return self.func(cls_or_self, *self.args, *args, **{**self.keywords, **keywords})
        _method.__isabstractmethod__ = self.__isabstractmethod__
        _method.__partialmethod__ = self
        return _method

    def __get__(self, obj, cls=None):
        get = getattr(self.func, "__get__", None)
        if get is not None:
            bound = get(obj, cls)
            if bound is not self.func:
                result = partial(bound, *self.args, **self.keywords)
                try:
                    result.__self__ = bound.__self__
                except AttributeError:
                    pass
                return result
        return self._make_unbound_method().__get__(obj, cls)

    @property
    def __isabstractmethod__(self):
        return getattr(self.func, "__isabstractmethod__", False)

    __class_getitem__ = classmethod(_GenericAlias)


def _unwrap_partial(func):
    while isinstance(func, partial):
        func = func.func
    return func


def _unwrap_partialmethod(func):
    previous = None
    while func is not previous:
        previous = func
        while isinstance(getattr(func, "__partialmethod__", None), partialmethod):
            func = func.__partialmethod__
        while isinstance(func, partialmethod):
            func = func.func
        func = _unwrap_partial(func)
    return func


class _HashedSeq(list):
    """A cache key that is hashed once."""

    __slots__ = "hashvalue"

    def __init__(self, parts):
        self[:] = parts
        self.hashvalue = hash(parts)

    def __hash__(self):
        return self.hashvalue


_KEYWORDS_FOLLOW = (object(),)


def _make_key(args, kwds, typed, kwd_mark=_KEYWORDS_FOLLOW, fasttypes={int, str}, tuple=tuple, type=type,
              len=len):
    """The key under which lru_cache() stores a call."""
    key = args
    if kwds:
        key += kwd_mark
        for item in kwds.items():
            key += item
    if typed:
        key += tuple([type(each) for each in args])
        if kwds:
            key += tuple([type(each) for each in kwds.values()])
    elif len(key) == 1 and type(key[0]) in fasttypes:
        return key[0]
    return _HashedSeq(key)


def _cache_info_type():
    global _CacheInfo
    try:
        return _CacheInfo
    except NameError:
        from collections import namedtuple
        _CacheInfo = namedtuple("CacheInfo", "hits misses maxsize currsize", module=__name__)
        return _CacheInfo


def __getattr__(name):
    if name == "_CacheInfo":
        return _cache_info_type()
    if name == "RLock":
        from _thread import RLock
        return RLock
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def _cache_info(*counts):
    return _cache_info_type()(*counts)


def _remember(function, maxsize, typed):
    wrapper = _lru_cache_wrapper(function, maxsize, typed, _cache_info)
    wrapper.cache_parameters = lambda: {"maxsize": maxsize, "typed": typed}
    return update_wrapper(wrapper, function)


def lru_cache(maxsize=128, typed=False):
    """Decorator that keeps the results of the latest `maxsize` different calls (None: of all)."""
    if isinstance(maxsize, int):
        maxsize = max(maxsize, 0)
    elif callable(maxsize) and isinstance(typed, bool):
        return _remember(maxsize, 128, typed)
    elif maxsize is not None:
        raise TypeError("Expected first argument to be an integer, a callable, or None")
    return lambda function: _remember(function, maxsize, typed)


def cache(user_function, /):
    """Decorator that keeps the result of every different call."""
    return lru_cache(maxsize=None)(user_function)


def _c3_merge(sequences):
    result = []
    while True:
        sequences = [each for each in sequences if each]
        if not sequences:
            return result
        for each in sequences:
            candidate = each[0]
            if not any(candidate in other[1:] for other in sequences):
                break
        else:
            raise RuntimeError("Inconsistent hierarchy")
        result.append(candidate)
        for each in sequences:
            if each[0] == candidate:
                del each[0]


def _c3_mro(cls, abcs=None):
    """A class's resolution order with these abstract classes put in where they belong."""
    bases = cls.__bases__
    boundary = 0
    for i in range(len(bases) - 1, -1, -1):
        if hasattr(bases[i], "__abstractmethods__"):
            boundary = i + 1
            break
    abcs = list(abcs) if abcs else []
    explicit, other = list(bases[:boundary]), list(bases[boundary:])
    abstract = [base for base in abcs
                if issubclass(cls, base) and not any(issubclass(b, base) for b in cls.__bases__)]
    for base in abstract:
        abcs.remove(base)
    orders = [[_c3_mro(base, abcs=abcs) for base in group] for group in (explicit, abstract, other)]
    return _c3_merge([[cls]] + orders[0] + orders[1] + orders[2] + [explicit, abstract, other])


def _compose_mro(cls, types):
    """The resolution order of a class with those of `types` that it belongs to virtually."""
    real = set(cls.__mro__)

    def is_related(t):
        return t not in real and hasattr(t, "__mro__") and not isinstance(t, _GenericAlias) and issubclass(cls, t)
    types = [t for t in types if is_related(t)]

    def is_strict_base(t):
        return any(t != other and t in other.__mro__ for other in types)
    types = [t for t in types if not is_strict_base(t)]
    wanted = set(types)
    mro = []
    for t in types:
        found = []
        for sub in t.__subclasses__():
            if sub not in real and issubclass(cls, sub):
                found.append([s for s in sub.__mro__ if s in wanted])
        if not found:
            mro.append(t)
            continue
        found.sort(key=len, reverse=True)
        for sub in found:
            for each in sub:
                if each not in mro:
                    mro.append(each)
    return _c3_mro(cls, abcs=mro)


def _find_impl(cls, registry):
    """The implementation that fits a class best."""
    mro = _compose_mro(cls, registry.keys())
    match = None
    for t in mro:
        if match is not None:
            if (t in registry and t not in cls.__mro__ and match not in cls.__mro__
                    and not issubclass(match, t)):
                raise RuntimeError(f"Ambiguous dispatch: {match} or {t}")
            break
        if t in registry:
            match = t
    return registry.get(match)


def _classes_of(cls):
    """The classes a dispatch argument stands for: itself, or a union's members; None for anything else."""
    if isinstance(cls, type) and not isinstance(cls, _GenericAlias):
        return (cls,)
    if type(cls) is type(int | str):
        members = cls.__args__
    elif getattr(cls, "__origin__", None) is not None and not isinstance(cls, _GenericAlias):
        from typing import Union, get_origin
        if get_origin(cls) is not Union:
            return None
        members = cls.__args__
    else:
        return None
    if all(isinstance(each, type) and not isinstance(each, _GenericAlias) for each in members):
        return members
    return None


def singledispatch(func):
    """Make a function generic: the type of its first argument chooses the implementation."""
    import types
    import weakref
    from _abc import get_cache_token

    registry = {}
    dispatch_cache = weakref.WeakKeyDictionary()
    cache_token = None

    def dispatch(cls):
        """generic_func.dispatch(cls): the implementation that would run for an instance of `cls`."""
        nonlocal cache_token
        if cache_token is not None:
            current = get_cache_token()
            if cache_token != current:
                dispatch_cache.clear()
                cache_token = current
        try:
            return dispatch_cache[cls]
        except KeyError:
            try:
                found = registry[cls]
            except KeyError:
                found = _find_impl(cls, registry)
            dispatch_cache[cls] = found
            return found

    def register(cls, func=None):
        """generic_func.register(cls, func): add an implementation; also a decorator."""
        nonlocal cache_token
        classes = _classes_of(cls)
        if classes is not None:
            if func is None:
                return lambda f: register(cls, f)
        else:
            if func is not None:
                raise TypeError(f"Invalid first argument to `register()`. {cls!r} is not a class or union type.")
            if not getattr(cls, "__annotations__", {}):
                raise TypeError(f"Invalid first argument to `register()`: {cls!r}. "
                                "Use either `@register(some_class)` or plain `@register` on an annotated function.")
            func = cls
            from typing import get_type_hints
            argname, cls = next(iter(get_type_hints(func).items()))
            classes = _classes_of(cls)
            if classes is None:
                from typing import Union, get_origin
                if get_origin(cls) in (Union, types.UnionType):
                    raise TypeError(f"Invalid annotation for {argname!r}. {cls!r} not all arguments are classes.")
                raise TypeError(f"Invalid annotation for {argname!r}. {cls!r} is not a class.")
        for each in classes:
            registry[each] = func
        if cache_token is None and any(hasattr(each, "__abstractmethods__") for each in classes):
            cache_token = get_cache_token()
        dispatch_cache.clear()
        return func

    def wrapper(*args, **kw):
        if not args:
            raise TypeError(f"{funcname} requires at least 1 positional argument")
        return dispatch(args[0].__class__)(*args, **kw)

    funcname = getattr(func, "__name__", "singledispatch function")
    registry[object] = func
    wrapper.register = register
    wrapper.dispatch = dispatch
    wrapper.registry = types.MappingProxyType(registry)
    wrapper._clear_cache = dispatch_cache.clear
    update_wrapper(wrapper, func)
    return wrapper


class singledispatchmethod:
    """singledispatch() for methods: the first argument after self or cls chooses."""

    def __init__(self, func):
        if not callable(func) and not hasattr(func, "__get__"):
            raise TypeError(f"{func!r} is not callable or a descriptor")
        self.dispatcher = singledispatch(func)
        self.func = func

    def register(self, cls, method=None):
        """Add an implementation for a class."""
        return self.dispatcher.register(cls, func=method)

    def __get__(self, obj, cls=None):
        dispatch = self.dispatcher.dispatch
        funcname = getattr(self.func, "__name__", "singledispatchmethod method")

        def _method(*args, **kwargs):
            if not args:
                raise TypeError(f"{funcname} requires at least 1 positional argument")
            return dispatch(args[0].__class__).__get__(obj, cls)(*args, **kwargs)

        _method.__isabstractmethod__ = self.__isabstractmethod__
        _method.register = self.register
        update_wrapper(_method, self.func)
        return _method

    @property
    def __isabstractmethod__(self):
        return getattr(self.func, "__isabstractmethod__", False)


_MISSING = object()


class cached_property:
    """A property that is computed once per instance and then an ordinary attribute."""

    def __init__(self, func):
        self.func = func
        self.attrname = None
        self.__doc__ = func.__doc__
        self.__module__ = func.__module__

    def __set_name__(self, owner, name):
        if self.attrname is None:
            self.attrname = name
        elif name != self.attrname:
            raise TypeError("Cannot assign the same cached_property to two different names "
                            f"({self.attrname!r} and {name!r}).")

    def __get__(self, instance, owner=None):
        if instance is None:
            return self
        name = self.attrname
        if name is None:
            raise TypeError("Cannot use cached_property instance without calling __set_name__ on it.")
        try:
            attributes = instance.__dict__
        except AttributeError:
            raise TypeError(f"No '__dict__' attribute on {type(instance).__name__!r} instance to cache {name!r} "
                            "property.") from None
        value = attributes.get(name, _MISSING)
        if value is _MISSING:
            value = self.func(instance)
            try:
                attributes[name] = value
            except TypeError:
                raise TypeError(f"The '__dict__' attribute on {type(instance).__name__!r} instance does not support "
                                f"item assignment for caching {name!r} property.") from None
        return value

    __class_getitem__ = classmethod(_GenericAlias)
