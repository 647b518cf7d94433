# SPDX-License-Identifier: MIT
"""What `functools` has where the native `_functools` is hidden."""

from reprlib import recursive_repr

_NOTHING = object()
_GenericAlias = type(list[int])


class partial:
    """A callable with some of its arguments given."""

    __slots__ = "func", "args", "keywords", "__dict__", "__weakref__"

    def __new__(cls, func, /, *args, **keywords):
        if not callable(func):
            raise TypeError("the first argument must be callable")
        if isinstance(func, partial):
            func, args, keywords = func.func, func.args + args, {**func.keywords, **keywords}
        self = super().__new__(cls)
        self.func, self.args, self.keywords = func, args, keywords
        return self

    def __call__(self, /, *args, **keywords):
        return self.func(*self.args, *args, **{**self.keywords, **keywords})

    @recursive_repr()
    def __repr__(self):
        shown = [repr(self.func), *map(repr, self.args), *("%s=%r" % pair for pair in self.keywords.items())]
        return "%s.%s(%s)" % (type(self).__module__, type(self).__qualname__, ", ".join(shown))

    def __get__(self, obj, objtype=None):
        if obj is not None:
            import warnings

            warnings.warn(
                "functools.partial will be a method descriptor in future Python versions; "
                "wrap it in staticmethod() if you want to preserve the old behavior",
                FutureWarning, 2,
            )
        return self

    def __reduce__(self):
        return type(self), (self.func,), (self.func, self.args, self.keywords or None, self.__dict__ or None)

    def __setstate__(self, state):
        if not isinstance(state, tuple):
            raise TypeError("argument to __setstate__ must be a tuple")
        if len(state) != 4:
            raise TypeError("expected 4 items in state, got %d" % len(state))
        func, args, keywords, namespace = state
        known = callable(func) and isinstance(args, tuple)
        if not known or not all(each is None or isinstance(each, dict) for each in (keywords, namespace)):
            raise TypeError("invalid partial state")
        self.__dict__ = {} if namespace is None else namespace
        if type(keywords) is not dict:
            keywords = dict(keywords or ())
        self.func, self.args, self.keywords = func, tuple(args), keywords

    __class_getitem__ = classmethod(_GenericAlias)


def reduce(function, iterable, initial=_NOTHING, /):
    """function(function(function(initial, a), b), c) for an iterable of a, b and c; without `initial` its first item is that."""
    items = iter(iterable)
    value = next(items, _NOTHING) if initial is _NOTHING else initial
    if value is _NOTHING:
        raise TypeError("reduce() of empty iterable with no initial value")
    for item in items:
        value = function(value, item)
    return value


def cmp_to_key(mycmp):
    """Convert a cmp= function into a key= function."""

    class K:
        __slots__ = ["obj"]
        __hash__ = None

        def __init__(self, obj):
            self.obj = obj

        def __lt__(self, other):
            return mycmp(self.obj, other.obj) < 0

        def __gt__(self, other):
            return mycmp(self.obj, other.obj) > 0

        def __eq__(self, other):
            return mycmp(self.obj, other.obj) == 0

        def __le__(self, other):
            return mycmp(self.obj, other.obj) <= 0

        def __ge__(self, other):
            return mycmp(self.obj, other.obj) >= 0

    return K


def _lru_cache_wrapper(user_function, maxsize, typed, cache_info):
    """A function that keeps its latest results: `results` has them in the order of their last use."""
    from _thread import RLock

    from functools import _make_key

    results, lock = {}, RLock()
    kept = results.__len__  # a len() that is cached must not ask itself
    hits = misses = 0

    def wrapper(*args, **keywords):
        nonlocal hits, misses
        if maxsize == 0:
            misses += 1
            return user_function(*args, **keywords)
        key = _make_key(args, keywords, typed)
        with lock:
            found = results.pop(key, _NOTHING) if maxsize is not None else results.get(key, _NOTHING)
            if found is not _NOTHING:
                hits += 1
                results[key] = found
                return found
            misses += 1
        result = user_function(*args, **keywords)
        with lock:
            if maxsize is not None and key not in results and kept() >= maxsize:
                del results[next(iter(results))]
            results[key] = result
        return result

    def info():
        """How often a result was known, how often not, and how many are kept, at most and now."""
        with lock:
            return cache_info(hits, misses, maxsize, kept())

    def clear():
        """Forget every result."""
        nonlocal hits, misses
        with lock:
            results.clear()
            hits = misses = 0

    wrapper.cache_info = info
    wrapper.cache_clear = clear
    return wrapper


partial.__module__ = "functools"
