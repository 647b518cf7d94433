# SPDX-License-Identifier: MIT
"""What type annotations are made of at run time."""

import _collections_abc as _abcs
import collections
import types
from _typing import Generic, NoDefault, ParamSpec, ParamSpecArgs, ParamSpecKwargs, TypeAliasType, TypeVar, TypeVarTuple  # noqa: F401: offered here
from _typing_forms import (Annotated, Any, _AnyMeta, _caches, _check_generic_specialization,  # noqa: F401: offered here
                           ClassVar, _cleanups, _collect_type_parameters, Concatenate, _deduplicate, _eval_type,
                           _Final, Final, ForwardRef, _generic_class_getitem, _generic_init_subclass, _is_param_expr,
                           _is_typevar_like, _is_unpacked_typevartuple, Literal, LiteralString, _make_union, Never,
                           NoReturn, _NotIterable, NotRequired, Optional, _paramspec_prepare_subst, _paramspec_subst,
                           _plain, _raise_count, ReadOnly, _remove_dups_flatten, Required, Self, _Sentinel,
                           _sentinel, _should_unflatten_callable_args, _single, _SpecialForm, _spread_form,
                           _tp_cache, _type_check, _type_convert, _type_repr, TypeAlias, TypeGuard, TypeIs,
                           _typevar_subst, _typevartuple_prepare_subst, _TypingEllipsis, Union, Unpack, _unpack_args,
                           _value_and_type)
from _typing_protocols import (_allow_reckless_class_checks, _caller, _get_protocol_attrs,  # noqa: F401
                               get_protocol_members, is_protocol, _no_init_or_replace_init, _PROTO_ALLOWLIST,
                               _proto_hook, Protocol, _ProtocolMeta, runtime_checkable)
from _typing_aliases import (_AnnotatedAlias, _BaseGenericAlias, _CallableGenericAlias,  # noqa: F401
                             _CallableType, _ConcatenateGenericAlias, _DeprecatedGenericAlias, _GenericAlias,
                             _is_dunder, _LiteralGenericAlias, _SpecialGenericAlias, _TupleType, _UnionGenericAlias,
                             _UnpackGenericAlias)
from _typing_functions import (_ASSERT_NEVER_REPR_MAX_LENGTH, _overload_dummy, _strip_annotations,  # noqa: F401
                               assert_never, assert_type, cast, clear_overloads, dataclass_transform, final, get_args, get_origin,
                               get_overloads, get_type_hints, no_type_check, no_type_check_decorator, overload, override, reveal_type)
from _typing_classes import (_namedtuple_mro_entries, _NamedTuple, _TypedDict, _TypedDictMeta, is_typeddict, NamedTuple,  # noqa: F401
                             NamedTupleMeta, NewType, TypedDict)
from abc import abstractmethod
from types import GenericAlias  # noqa: F401: programs ask for it here

__all__ = """
Annotated Any Callable ClassVar Concatenate Final ForwardRef Generic Literal Optional ParamSpec Protocol Tuple Type TypeVar
TypeVarTuple Union AbstractSet ByteString Container ContextManager Hashable ItemsView Iterable Iterator KeysView Mapping
MappingView MutableMapping MutableSequence MutableSet Sequence Sized ValuesView Awaitable AsyncIterator AsyncIterable Coroutine
Collection AsyncGenerator AsyncContextManager Reversible SupportsAbs SupportsBytes SupportsComplex SupportsFloat SupportsIndex
SupportsInt SupportsRound ChainMap Counter Deque Dict DefaultDict List OrderedDict Set FrozenSet NamedTuple TypedDict Generator
BinaryIO IO Match Pattern TextIO AnyStr assert_type assert_never cast clear_overloads dataclass_transform final get_args
get_origin get_overloads get_protocol_members get_type_hints is_protocol is_typeddict LiteralString Never NewType NoDefault
no_type_check no_type_check_decorator NoReturn NotRequired overload override ParamSpecArgs ParamSpecKwargs ReadOnly Required
reveal_type runtime_checkable Self Text TYPE_CHECKING TypeAlias TypeGuard TypeIs TypeAliasType Unpack
""".split()

TYPE_CHECKING = False
Text = str


# ---- aliases

_alias = _SpecialGenericAlias
Hashable, Awaitable = _alias(_abcs.Hashable, 0), _alias(_abcs.Awaitable, 1)
Coroutine = _alias(_abcs.Coroutine, 3)
AsyncIterable, AsyncIterator = _alias(_abcs.AsyncIterable, 1), _alias(_abcs.AsyncIterator, 1)
Iterable, Iterator, Reversible = _alias(_abcs.Iterable, 1), _alias(_abcs.Iterator, 1), _alias(_abcs.Reversible, 1)
Sized, Container, Collection = _alias(_abcs.Sized, 0), _alias(_abcs.Container, 1), _alias(_abcs.Collection, 1)
Callable = _CallableType(_abcs.Callable, 2)
AbstractSet, MutableSet = _alias(_abcs.Set, 1, name="AbstractSet"), _alias(_abcs.MutableSet, 1)
Mapping, MutableMapping = _alias(_abcs.Mapping, 2), _alias(_abcs.MutableMapping, 2)
Sequence, MutableSequence = _alias(_abcs.Sequence, 1), _alias(_abcs.MutableSequence, 1)
ByteString = _DeprecatedGenericAlias(_abcs.ByteString, 0, removal_version=(3, 14))
Tuple = _TupleType(tuple, -1, inst=False, name="Tuple")
List, Set = _alias(list, 1, inst=False, name="List"), _alias(set, 1, inst=False, name="Set")
Deque = _alias(collections.deque, 1, name="Deque")
FrozenSet = _alias(frozenset, 1, inst=False, name="FrozenSet")
MappingView, KeysView = _alias(_abcs.MappingView, 1), _alias(_abcs.KeysView, 1)
ItemsView, ValuesView = _alias(_abcs.ItemsView, 2), _alias(_abcs.ValuesView, 1)
Dict = _alias(dict, 2, inst=False, name="Dict")
DefaultDict = _alias(collections.defaultdict, 2, name="DefaultDict")
OrderedDict = _alias(collections.OrderedDict, 2)
Counter = _alias(collections.Counter, 1)
Generator = _alias(_abcs.Generator, 3, defaults=(type(None), type(None)))
AsyncGenerator = _alias(_abcs.AsyncGenerator, 2, defaults=(type(None),))
Type = _alias(type, 1, inst=False, name="Type")

_overload_registry = {}  # module -> qualified name -> first line -> function

AnyStr = TypeVar("AnyStr", bytes, str)
T, KT, VT = TypeVar("T"), TypeVar("KT"), TypeVar("VT")


# ---- what few programs ask for is made when it is

def _supports(name, method, result, generic=False):
    """A protocol with one special method."""
    if generic:
        variable = TypeVar("T", covariant=True)
        result, bases = variable, (Protocol[variable],)
    else:
        bases = (Protocol,)

    def body(self): ...
    body.__name__ = method
    body.__qualname__ = f"{name}.{method}"
    body.__annotations__ = {"return": result}
    namespace = {"__slots__": (), "__module__": __name__, method: abstractmethod(body)}
    return runtime_checkable(types.new_class(name, bases, {}, lambda ns: ns.update(namespace)))


_SUPPORTS = {
    "SupportsInt": ("__int__", int), "SupportsFloat": ("__float__", float),
    "SupportsComplex": ("__complex__", complex), "SupportsBytes": ("__bytes__", bytes),
    "SupportsIndex": ("__index__", int), "SupportsAbs": ("__abs__", None, True),
    "SupportsRound": ("__round__", None, True),
}


def _make_io():
    """IO, TextIO and BinaryIO."""
    def method(name, value):
        def body(self, *args): ...
        body.__name__ = name
        body.__qualname__ = f"IO.{name}"
        return abstractmethod(body)

    namespace = {"__slots__": (), "__module__": __name__, "__doc__": "What open() returns."}
    for name in ("close fileno flush isatty read readable readline readlines seek seekable tell truncate writable write "
                 "writelines __enter__ __exit__").split():
        namespace[name] = method(name, None)
    for name in ("mode", "name", "closed"):
        namespace[name] = property(method(name, None))
    io = types.new_class("IO", (Generic[AnyStr],), {}, lambda ns: ns.update(namespace))

    def derived(name, parameter, more):
        extra = {"__slots__": (), "__module__": __name__, "__enter__": method("__enter__", None)}
        extra.update({each: property(method(each, None)) for each in more})
        return types.new_class(name, (io[parameter],), {}, lambda ns: ns.update(extra))

    return {"IO": io, "BinaryIO": derived("BinaryIO", bytes, ()),
            "TextIO": derived("TextIO", str, ("buffer", "encoding", "errors", "line_buffering", "newlines"))}


def __getattr__(attr):
    if attr in _SUPPORTS:
        value = _supports(attr, *_SUPPORTS[attr])
    elif attr in ("IO", "BinaryIO", "TextIO"):
        globals().update(_make_io())
        return globals()[attr]
    elif attr in ("Pattern", "Match"):
        import re
        value = _alias(getattr(re, attr), 1)
    elif attr == "ChainMap":
        value = _alias(collections.ChainMap, 2)
    elif attr in ("ContextManager", "AsyncContextManager"):
        import contextlib
        value = _alias(getattr(contextlib, "Abstract" + attr), 2, name=attr, defaults=(bool | None,))
    else:
        raise AttributeError(f"module {__name__!r} has no attribute {attr!r}")
    globals()[attr] = value
    return value
