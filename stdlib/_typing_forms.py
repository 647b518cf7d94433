# SPDX-License-Identifier: MIT
"""What `typing` stands on: checks of arguments, special forms, references by name, and what type variables and Generic do."""

import _collections_abc as _abcs
import functools
import operator
import sys
import types
from _typing import Generic, ParamSpec, TypeVar, TypeVarTuple
from types import GenericAlias, UnionType

__name__ = "typing"  # to which all of this belongs


class _Sentinel:
    __slots__ = ()

    def __repr__(self):
        return "<sentinel>"


_sentinel = _Sentinel()


class _TypingEllipsis:
    """Stands for ... in the arguments of an alias while they are checked."""


# ---- checks and conversions of arguments

def _type_convert(arg, module=None, *, allow_special_forms=False):
    if arg is None:
        return type(None)
    if isinstance(arg, str):
        return ForwardRef(arg, module=module, is_class=allow_special_forms)
    return arg


def _type_check(arg, msg, is_argument=True, module=None, *, allow_special_forms=False):
    """The argument as a type; TypeError, beginning with `msg`, for what cannot be one."""
    arg = _type_convert(arg, module=module, allow_special_forms=allow_special_forms)
    if type(arg) is type and arg is not Generic:
        return arg
    if isinstance(arg, _GenericAlias):
        origin = arg.__origin__
        if origin in (Generic, Protocol) or not allow_special_forms and (
                origin is ClassVar or is_argument and origin is Final):
            raise TypeError(f"{arg} is not valid as type argument")
    if arg in (Any, LiteralString, NoReturn, Never, Self, TypeAlias):
        return arg
    if allow_special_forms and arg in (ClassVar, Final):
        return arg
    if isinstance(arg, _SpecialForm) or arg in (Generic, Protocol):
        raise TypeError(f"Plain {arg} is not valid as type argument")
    if type(arg) is tuple:
        raise TypeError(f"{msg} Got {arg!r:.100}.")
    return arg


def _is_param_expr(arg):
    return arg is ... or isinstance(arg, (tuple, list, ParamSpec, _ConcatenateGenericAlias))


def _should_unflatten_callable_args(typ, args):
    return typ.__origin__ is _abcs.Callable and not (len(args) == 2 and _is_param_expr(args[0]))


def _type_repr(obj):
    if isinstance(obj, type) and not isinstance(obj, GenericAlias):
        return obj.__qualname__ if obj.__module__ == "builtins" else f"{obj.__module__}.{obj.__qualname__}"
    if obj is ...:
        return "..."
    if isinstance(obj, types.FunctionType):
        return obj.__name__
    if isinstance(obj, tuple):
        return "[" + ", ".join([_type_repr(each) for each in obj]) + "]"
    return repr(obj)


def _is_unpacked_typevartuple(x):
    return not isinstance(x, type) and getattr(x, "__typing_is_unpacked_typevartuple__", False)


def _is_typevar_like(x):
    return isinstance(x, (TypeVar, ParamSpec)) or _is_unpacked_typevartuple(x)


def _collect_type_parameters(args, *, enforce_default_ordering=True):
    """The type variables in some arguments, each once, in order."""
    found = []
    default_seen = unpacked_seen = False
    for t in args:
        if isinstance(t, type) and not isinstance(t, GenericAlias):
            continue
        if isinstance(t, tuple):
            for each in t:
                for inner in _collect_type_parameters([each]):
                    if inner not in found:
                        found.append(inner)
        elif hasattr(t, "__typing_subst__"):
            if t in found:
                continue
            if enforce_default_ordering:
                if unpacked_seen and t.has_default():
                    raise TypeError("Type parameter with a default follows TypeVarTuple")
                if t.has_default():
                    default_seen = True
                elif default_seen:
                    raise TypeError(f"Type parameter {t!r} without a default follows type parameter with a default")
            found.append(t)
        else:
            if _is_unpacked_typevartuple(t):
                unpacked_seen = True
            for each in getattr(t, "__parameters__", ()):
                if each not in found:
                    found.append(each)
    return tuple(found)


def _raise_count(what, actual, least, expected):
    raise TypeError(f"Too {'many' if actual > least else 'few'} arguments for {what}; actual {actual}, "
                    f"expected {expected}")


def _check_generic_specialization(cls, arguments):
    parameters = cls.__parameters__
    expected, actual = len(parameters), len(arguments)
    if not expected:
        raise TypeError(f"{cls} is not a generic class")
    if actual == expected:
        return
    shown = expected
    if actual < expected:
        if parameters[actual].has_default():
            return
        expected -= sum(p.has_default() for p in parameters[actual:])
        shown = expected if expected == len(parameters) else f"at least {expected}"
    _raise_count(cls, actual, expected, shown)


def _unpack_args(*args):
    result = []
    for arg in args:
        inner = getattr(arg, "__typing_unpacked_tuple_args__", None)
        if inner is not None and not (inner and inner[-1] is ...):
            result.extend(inner)
        else:
            result.append(arg)
    return result


def _deduplicate(params):
    try:
        return tuple(dict.fromkeys(params))
    except TypeError:
        result = []
        for each in params:
            if each not in result:
                result.append(each)
        return tuple(result)


def _remove_dups_flatten(parameters):
    flat = []
    for p in parameters:
        if isinstance(p, (_UnionGenericAlias, UnionType)):
            flat.extend(p.__args__)
        else:
            flat.append(p)
    return _deduplicate(flat)


_cleanups = []
_caches = {}


def _tp_cache(func=None, /, *, typed=False):
    """Keep the results of a function of types, where its arguments can be hashed."""
    def decorate(func):
        cached = functools.lru_cache(typed=typed)(func)
        _caches[func] = cached
        _cleanups.append(cached.cache_clear)

        @functools.wraps(func)
        def inner(*args, **kwds):
            try:
                return _caches[func](*args, **kwds)
            except TypeError:
                return func(*args, **kwds)  # not hashable, or an error that is raised again
        return inner
    return decorate if func is None else decorate(func)


# ---- special forms

class _Final:
    """Base of what cannot be derived from."""

    __slots__ = ("__weakref__",)

    def __init_subclass__(cls, /, *args, _root=False, **kwds):
        if not _root:
            raise TypeError("Cannot subclass special typing classes")


class _NotIterable:
    __slots__ = ()
    __iter__ = None


class _SpecialForm(_Final, _NotIterable, _root=True):
    __slots__ = ("_name", "__doc__", "_getitem", "_spread")

    def __init__(self, getitem, spread=False):
        self._getitem = getitem
        self._spread = spread  # each parameter is an argument of its own, so that 1 and True differ in the cache
        self._name = getitem.__name__
        self.__doc__ = getitem.__doc__

    def __getattr__(self, item):
        if item in ("__name__", "__qualname__"):
            return self._name
        raise AttributeError(item)

    def __mro_entries__(self, bases):
        raise TypeError(f"Cannot subclass {self!r}")

    def __repr__(self):
        return "typing." + self._name

    def __reduce__(self):
        return self._name

    def __call__(self, *args, **kwds):
        raise TypeError(f"Cannot instantiate {self!r}")

    def __or__(self, other):
        return Union[self, other]

    def __ror__(self, other):
        return Union[other, self]

    def __instancecheck__(self, obj):
        raise TypeError(f"{self} cannot be used with isinstance()")

    def __subclasscheck__(self, cls):
        raise TypeError(f"{self} cannot be used with issubclass()")

    def __getitem__(self, parameters):
        if self._spread:
            return self._getitem(self, *(parameters if isinstance(parameters, tuple) else (parameters,)))
        return self._getitem(self, parameters)


def _plain(name):
    def getitem(self, parameters):
        raise TypeError(f"{self} is not subscriptable")
    getitem.__name__ = name
    return _SpecialForm(getitem)


def _single(name, message=" accepts only single type.", allow_special_forms=False):
    """A form that takes one type."""
    def getitem(self, parameters):
        item = _type_check(parameters, f"{self}{message}", allow_special_forms=allow_special_forms)
        return _GenericAlias(self, (item,))
    getitem.__name__ = name
    return _SpecialForm(_tp_cache(getitem))


class _AnyMeta(type):
    def __instancecheck__(self, obj):
        if self is Any:
            raise TypeError("typing.Any cannot be used with isinstance()")
        return super().__instancecheck__(obj)

    def __repr__(self):
        return "typing.Any" if self is Any else super().__repr__()


class Any(metaclass=_AnyMeta):
    """A type that is compatible with every other."""

    def __new__(cls, *args, **kwargs):
        if cls is Any:
            raise TypeError("Any cannot be instantiated")
        return super().__new__(cls)


NoReturn, Never, Self, LiteralString, TypeAlias = map(_plain, (
    "NoReturn", "Never", "Self", "LiteralString", "TypeAlias"))
ClassVar = _single("ClassVar", allow_special_forms=True)
Final = _single("Final", allow_special_forms=True)
TypeGuard, TypeIs = _single("TypeGuard"), _single("TypeIs")
Required = _single("Required", allow_special_forms=True)
NotRequired = _single("NotRequired", allow_special_forms=True)
ReadOnly = _single("ReadOnly", allow_special_forms=True)


@_SpecialForm
@_tp_cache(typed=True)
def Union(self, parameters):
    """Union[X, Y]: X or Y."""
    if parameters == ():
        raise TypeError("Cannot take a Union of no types.")
    if not isinstance(parameters, tuple):
        parameters = (parameters,)
    msg = "Union[arg, ...]: each arg must be a type."
    parameters = _remove_dups_flatten([_type_check(p, msg) for p in parameters])
    if len(parameters) == 1:
        return parameters[0]
    if len(parameters) == 2 and type(None) in parameters:
        return _UnionGenericAlias(self, parameters, name="Optional")
    return _UnionGenericAlias(self, parameters)


def _make_union(left, right):
    return Union[left, right]


@_SpecialForm
@_tp_cache
def Optional(self, parameters):
    """Optional[X]: X or None."""
    return Union[_type_check(parameters, f"{self} requires a single type."), type(None)]


def _spread_form(getitem):
    return _SpecialForm(getitem, spread=True)


def _value_and_type(parameters):
    return [(p, type(p)) for p in parameters]


@_spread_form
@_tp_cache(typed=True)
def Literal(self, *parameters):
    """Literal[v, …]: one of these values."""
    flat = []
    for p in parameters:
        if isinstance(p, _LiteralGenericAlias):
            flat.extend(p.__args__)
        else:
            flat.append(p)
    try:
        flat = [p for p, _ in dict.fromkeys(_value_and_type(flat))]
    except TypeError:
        pass  # not hashable
    return _LiteralGenericAlias(self, tuple(flat))


@_SpecialForm
@_tp_cache
def Concatenate(self, parameters):
    """Concatenate[X, P]: the parameters of P after X."""
    if parameters == ():
        raise TypeError("Cannot take a Concatenate of no types.")
    if not isinstance(parameters, tuple):
        parameters = (parameters,)
    if not (parameters[-1] is ... or isinstance(parameters[-1], ParamSpec)):
        raise TypeError("The last parameter to Concatenate should be a ParamSpec variable or ellipsis.")
    msg = "Concatenate[arg, ...]: each arg must be a type."
    return _ConcatenateGenericAlias(self, (*[_type_check(p, msg) for p in parameters[:-1]], parameters[-1]))


@_SpecialForm
@_tp_cache
def Unpack(self, parameters):
    """Unpack[Ts]: the same as *Ts."""
    return _UnpackGenericAlias(self, (_type_check(parameters, f"{self} accepts only single type."),))


@_spread_form
@_tp_cache(typed=True)
def Annotated(self, *params):
    """Annotated[T, …]: T, with data for whoever reads the annotation (PEP 593)."""
    if len(params) < 2:
        raise TypeError("Annotated[...] should be used with at least two arguments (a type and an annotation).")
    if _is_unpacked_typevartuple(params[0]):
        raise TypeError("Annotated[...] should not be used with an unpacked TypeVarTuple")
    origin = _type_check(params[0], "Annotated[t, ...]: t must be a type.", allow_special_forms=True)
    return _AnnotatedAlias(origin, tuple(params[1:]))


# ---- annotations that are text

class ForwardRef(_Final, _root=True):
    """A type written as a string."""

    __slots__ = ("__forward_arg__", "__forward_code__", "__forward_evaluated__", "__forward_value__",
                 "__forward_is_argument__", "__forward_is_class__", "__forward_module__")

    def __init__(self, arg, is_argument=True, module=None, *, is_class=False):
        if not isinstance(arg, str):
            raise TypeError(f"Forward reference must be a string -- got {arg!r}")
        try:
            code = compile(f"({arg},)[0]" if arg.startswith("*") else arg, "<string>", "eval")
        except SyntaxError:
            raise SyntaxError(f"Forward reference must be an expression -- got {arg!r}")
        self.__forward_arg__, self.__forward_code__ = arg, code
        self.__forward_evaluated__ = False
        self.__forward_value__ = None
        self.__forward_is_argument__ = is_argument
        self.__forward_is_class__ = is_class
        self.__forward_module__ = module

    def _evaluate(self, globalns, localns, type_params=_sentinel, *, recursive_guard):
        if type_params is _sentinel:
            type_params = ()
        if self.__forward_arg__ in recursive_guard:
            return self
        if self.__forward_evaluated__ and localns is globalns:
            return self.__forward_value__
        if globalns is None and localns is None:
            globalns = localns = {}
        elif globalns is None:
            globalns = localns
        elif localns is None:
            localns = globalns
        if self.__forward_module__ is not None:
            globalns = getattr(sys.modules.get(self.__forward_module__, None), "__dict__", globalns)
        if type_params:
            globalns, localns = dict(globalns), dict(localns)
            for param in type_params:
                name = param.__name__
                if not self.__forward_is_class__ or name not in globalns:
                    globalns[name] = param
                    localns.pop(name, None)
        found = _type_check(eval(self.__forward_code__, globalns, localns),
                            "Forward references must evaluate to types.", is_argument=self.__forward_is_argument__,
                            allow_special_forms=self.__forward_is_class__)
        self.__forward_value__ = _eval_type(found, globalns, localns, type_params,
                                            recursive_guard=recursive_guard | {self.__forward_arg__})
        self.__forward_evaluated__ = True
        return self.__forward_value__

    def __eq__(self, other):
        if not isinstance(other, ForwardRef):
            return NotImplemented
        if self.__forward_evaluated__ and other.__forward_evaluated__:
            return (self.__forward_arg__ == other.__forward_arg__
                    and self.__forward_value__ == other.__forward_value__)
        return (self.__forward_arg__ == other.__forward_arg__
                and self.__forward_module__ == other.__forward_module__)

    def __hash__(self):
        return hash((self.__forward_arg__, self.__forward_module__))

    def __or__(self, other):
        return Union[self, other]

    def __ror__(self, other):
        return Union[other, self]

    def __repr__(self):
        module = "" if self.__forward_module__ is None else f", module={self.__forward_module__!r}"
        return f"ForwardRef({self.__forward_arg__!r}{module})"


def _eval_type(t, globalns, localns, type_params=_sentinel, *, recursive_guard=frozenset()):
    """The type with all forward references in it resolved."""
    if type_params is _sentinel:
        type_params = ()
    if isinstance(t, ForwardRef):
        return t._evaluate(globalns, localns, type_params, recursive_guard=recursive_guard)
    if not isinstance(t, (_GenericAlias, GenericAlias, UnionType)):
        return t
    if isinstance(t, GenericAlias):
        args = tuple([ForwardRef(arg) if isinstance(arg, str) else arg for arg in t.__args__])
        unpacked = t.__unpacked__
        if _should_unflatten_callable_args(t, args):
            t = t.__origin__[(args[:-1], args[-1])]
        else:
            t = t.__origin__[args]
        if unpacked:
            t = Unpack[t]
    args = tuple([_eval_type(a, globalns, localns, type_params, recursive_guard=recursive_guard) for a in t.__args__])
    if args == t.__args__:
        return t
    if isinstance(t, GenericAlias):
        if _should_unflatten_callable_args(t, args):
            return t.__origin__[(args[:-1], args[-1])]
        return GenericAlias(t.__origin__, args)
    if isinstance(t, UnionType):
        return functools.reduce(operator.or_, args)
    return t.copy_with(args)


# ---- what type variables and Generic do; called by _typing

def _typevar_subst(self, arg):
    arg = _type_check(arg, "Parameters to generic types must be types.", is_argument=True)
    if (isinstance(arg, _GenericAlias) and arg.__origin__ is Unpack
            or isinstance(arg, GenericAlias) and getattr(arg, "__unpacked__", False)):
        raise TypeError(f"{arg} is not valid as type argument")
    return arg


def _typevartuple_prepare_subst(self, alias, args):
    params = alias.__parameters__
    at = params.index(self)
    for param in params[at + 1:]:
        if isinstance(param, TypeVarTuple):
            raise TypeError(f"More than one TypeVarTuple parameter in {alias}")
    given, wanted = len(args), len(params)
    left, right = at, wanted - at - 1
    unbounded = fill = None
    for k, arg in enumerate(args):
        if not isinstance(arg, type):
            inner = getattr(arg, "__typing_unpacked_tuple_args__", None)
            if inner and len(inner) == 2 and inner[-1] is ...:
                if unbounded is not None:
                    raise TypeError("More than one unpacked arbitrary-length tuple argument")
                unbounded, fill = k, inner[0]
    if unbounded is not None:
        left = min(left, unbounded)
        right = min(right, given - unbounded - 1)
    elif left + right > given:
        raise TypeError(f"Too few arguments for {alias}; actual {given}, expected at least {wanted - 1}")
    if left == given - right and self.has_default():
        replacement = _unpack_args(self.__default__)
    else:
        replacement = args[left:given - right]
    return (*args[:left], *([fill] * (at - left)), replacement, *([fill] * (wanted - right - at - 1)),
            *args[given - right:])


def _paramspec_subst(self, arg):
    if isinstance(arg, (list, tuple)):
        return tuple([_type_check(a, "Expected a type.") for a in arg])
    if not _is_param_expr(arg):
        raise TypeError(f"Expected a list of types, an ellipsis, ParamSpec, or Concatenate. Got {arg}")
    return arg


def _paramspec_prepare_subst(self, alias, args):
    params = alias.__parameters__
    i = params.index(self)
    if i == len(args) and self.has_default():
        args = [*args, self.__default__]
    if i >= len(args):
        raise TypeError(f"Too few arguments for {alias}")
    if len(params) == 1 and not _is_param_expr(args[0]):
        return (args,)
    if isinstance(args[i], list):
        return (*args[:i], tuple(args[i]), *args[i + 1:])
    return args


@_tp_cache
def _generic_class_getitem(cls, args):
    """Generic.__class_getitem__()."""
    if not isinstance(args, tuple):
        args = (args,)
    args = tuple([_type_convert(p) for p in args])
    if cls in (Generic, Protocol):
        if not args:
            raise TypeError(f"Parameter list to {cls.__qualname__}[...] cannot be empty")
        if not all(_is_typevar_like(p) for p in args):
            raise TypeError(f"Parameters to {cls.__name__}[...] must all be type variables or parameter specification "
                            "variables.")
        if len(set(args)) != len(args):
            raise TypeError(f"Parameters to {cls.__name__}[...] must all be unique")
        return _GenericAlias(cls, args)
    for param in cls.__parameters__:
        prepare = getattr(param, "__typing_prepare_subst__", None)
        if prepare is not None:
            args = prepare(cls, args)
    _check_generic_specialization(cls, args)
    result = []
    for param, arg in zip(cls.__parameters__, args):
        if isinstance(param, TypeVarTuple):
            result.extend(arg)
        else:
            result.append(arg)
    return _GenericAlias(cls, tuple(result))


def _makes_typed_dicts(metaclass):
    from _typing_classes import _TypedDictMeta
    return metaclass is _TypedDictMeta


def _generic_init_subclass(cls, *args, **kwargs):
    """Generic.__init_subclass__(): finds the class's type parameters."""
    super(Generic, cls).__init_subclass__(*args, **kwargs)
    bases = cls.__dict__.get("__orig_bases__")
    if bases is not None:
        plain = Generic in bases
    else:
        plain = Generic in cls.__bases__ and cls.__name__ != "Protocol" and not _makes_typed_dicts(type(cls))
    if plain:
        raise TypeError("Cannot inherit from plain Generic")
    variables = ()
    if bases is not None:
        variables = _collect_type_parameters(bases)
        listed = None
        for base in bases:
            if isinstance(base, _GenericAlias) and base.__origin__ is Generic:
                if listed is not None:
                    raise TypeError("Cannot inherit from Generic[...] multiple times.")
                listed = base.__parameters__
        if listed is not None:
            missing = [str(t) for t in variables if t not in set(listed)]
            if missing:
                raise TypeError(f"Some type variables ({', '.join(missing)}) are not listed in "
                                f"Generic[{', '.join(map(str, listed))}]")
            variables = listed
    cls.__parameters__ = tuple(variables)


# Both stand on what is above.
from _typing_protocols import Protocol
from _typing_aliases import (_AnnotatedAlias, _ConcatenateGenericAlias, _GenericAlias, _LiteralGenericAlias, _UnionGenericAlias,
                             _UnpackGenericAlias)
