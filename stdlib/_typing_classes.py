# SPDX-License-Identifier: MIT
"""NamedTuple, TypedDict and NewType: what makes classes, or names for them."""

import collections
from _typing import Generic
from _typing_functions import get_args, get_origin
from _typing_protocols import _caller
from _typing_forms import Annotated, NotRequired, ReadOnly, Required, Union, _generic_class_getitem, _sentinel, _type_check

__name__ = "typing"  # to which all of this belongs


def _make_nmtuple(name, types, module, defaults=()):
    annotations = {n: _type_check(t, f"field {n} annotation must be a type") for n, t in types}
    made = collections.namedtuple(name, list(annotations), defaults=defaults, module=module)
    made.__annotations__ = made.__new__.__annotations__ = annotations
    return made


_NT_PROHIBITED = frozenset(("__new__", "__init__", "__slots__", "__getnewargs__", "_fields", "_field_defaults",
                            "_field_types", "_make", "_replace", "_asdict", "_source"))
_NT_SPECIAL = frozenset(("__module__", "__name__", "__annotations__"))


class NamedTupleMeta(type):
    def __new__(cls, typename, bases, ns):
        for base in bases:
            if base is not _NamedTuple and base is not Generic:
                raise TypeError("can only inherit from a NamedTuple type and Generic")
        bases = tuple([tuple if base is _NamedTuple else base for base in bases])
        annotations = ns.get("__annotations__", {})
        with_default = []
        for name in annotations:
            if name in ns:
                with_default.append(name)
            elif with_default:
                raise TypeError(f"Non-default namedtuple field {name} cannot follow default field"
                                f"{'s' if len(with_default) > 1 else ''} {', '.join(with_default)}")
        made = _make_nmtuple(typename, annotations.items(), defaults=[ns[n] for n in with_default],
                             module=ns["__module__"])
        if bases != (tuple,):
            made.__bases__ = bases
        if Generic in bases:
            made.__class_getitem__ = classmethod(_generic_class_getitem)
        for key, val in ns.items():
            if key in _NT_PROHIBITED:
                raise AttributeError("Cannot overwrite NamedTuple attribute " + key)
            if key in _NT_SPECIAL:
                continue
            if key not in made._fields:
                setattr(made, key, val)
            set_name = getattr(type(val), "__set_name__", None)
            if set_name is not None:
                try:
                    set_name(val, made, key)
                except BaseException as error:
                    error.add_note(f"Error calling __set_name__ on {type(val).__name__!r} instance {key!r} in "
                                   f"{typename!r}")
                    raise
        if Generic in bases:
            made.__init_subclass__()
        return made


def _deprecated_call(what, example, stacklevel):
    import warnings
    warnings.warn(f"{what} is deprecated and will be disallowed in Python 3.15. {example}", DeprecationWarning,
                  stacklevel=stacklevel)


def NamedTuple(typename, fields=_sentinel, /, **kwargs):
    """Base of named tuples with annotated fields; as a function, a maker of them."""
    if fields is _sentinel:
        if kwargs:
            _deprecated_call("Creating NamedTuple classes using keyword arguments",
                             "Use the class-based or functional syntax instead.", 3)
        else:
            _deprecated_call("Failing to pass a value for the 'fields' parameter",
                             f"To create a NamedTuple class with 0 fields using the functional syntax, pass an empty "
                             f"list, e.g. `{typename} = NamedTuple({typename!r}, [])`.", 3)
        fields = kwargs.items()
    elif fields is None:
        if kwargs:
            raise TypeError("Cannot pass `None` as the 'fields' parameter and also specify fields using keyword "
                            "arguments")
        _deprecated_call("Passing `None` as the 'fields' parameter",
                         f"To create a NamedTuple class with 0 fields using the functional syntax, pass an empty "
                         f"list, e.g. `{typename} = NamedTuple({typename!r}, [])`.", 3)
        fields = ()
    elif kwargs:
        raise TypeError("Either list of fields or keywords can be provided to NamedTuple, not both")
    made = _make_nmtuple(typename, fields, module=_caller())
    made.__orig_bases__ = (NamedTuple,)
    return made


_NamedTuple = type.__new__(NamedTupleMeta, "NamedTuple", (), {})


def _namedtuple_mro_entries(bases):
    return (_NamedTuple,)


NamedTuple.__mro_entries__ = _namedtuple_mro_entries


def _get_typeddict_qualifiers(annotation):
    while True:
        origin = get_origin(annotation)
        if origin is Annotated:
            args = get_args(annotation)
            if not args:
                return
            annotation = args[0]
        elif origin in (Required, NotRequired, ReadOnly):
            yield origin
            annotation, = get_args(annotation)
        else:
            return


class _TypedDictMeta(type):
    def __new__(cls, name, bases, ns, total=True):
        for base in bases:
            if type(base) is not _TypedDictMeta and base is not Generic:
                raise TypeError("cannot inherit from both a TypedDict type and a non-TypedDict base class")
        generic = (Generic,) if any(issubclass(b, Generic) for b in bases) else ()
        made = type.__new__(_TypedDictMeta, name, (*generic, dict), ns)
        if not hasattr(made, "__orig_bases__"):
            made.__orig_bases__ = bases
        msg = "TypedDict('Name', {f0: t0, f1: t1, ...}); each t must be a type"
        own = {n: _type_check(t, msg, module=made.__module__) for n, t in ns.get("__annotations__", {}).items()}
        annotations = {}
        required, optional, readonly, mutable = set(), set(), set(), set()
        for base in bases:
            annotations.update(base.__dict__.get("__annotations__", {}))
            base_required = base.__dict__.get("__required_keys__", set())
            base_optional = base.__dict__.get("__optional_keys__", set())
            required |= base_required
            optional -= base_required
            required -= base_optional
            optional |= base_optional
            readonly.update(base.__dict__.get("__readonly_keys__", ()))
            mutable.update(base.__dict__.get("__mutable_keys__", ()))
        annotations.update(own)
        for key, annotation in own.items():
            qualifiers = set(_get_typeddict_qualifiers(annotation))
            if Required in qualifiers:
                is_required = True
            elif NotRequired in qualifiers:
                is_required = False
            else:
                is_required = total
            (required if is_required else optional).add(key)
            (optional if is_required else required).discard(key)
            if ReadOnly in qualifiers:
                if key in mutable:
                    raise TypeError(f"Cannot override mutable key {key!r} with read-only key")
                readonly.add(key)
            else:
                mutable.add(key)
                readonly.discard(key)
        made.__annotations__ = annotations
        made.__required_keys__, made.__optional_keys__ = frozenset(required), frozenset(optional)
        made.__readonly_keys__, made.__mutable_keys__ = frozenset(readonly), frozenset(mutable)
        made.__total__ = total
        return made

    __call__ = dict

    def __subclasscheck__(cls, other):
        raise TypeError("TypedDict does not support instance and class checks")

    __instancecheck__ = __subclasscheck__


def TypedDict(typename, fields=_sentinel, /, *, total=True):
    """Base of dicts with known keys; as a function, a maker of them."""
    if fields is _sentinel or fields is None:
        what = ("Failing to pass a value for the 'fields' parameter" if fields is _sentinel
                else "Passing `None` as the 'fields' parameter")
        _deprecated_call(what, f"To create a TypedDict class with 0 fields using the functional syntax, pass an empty "
                         f"dictionary, e.g. `{typename} = TypedDict({typename!r}, {{}})`.", 3)
        fields = {}
    ns = {"__annotations__": dict(fields)}
    module = _caller()
    if module is not None:
        ns["__module__"] = module
    made = _TypedDictMeta(typename, (), ns, total=total)
    made.__orig_bases__ = (TypedDict,)
    return made


_TypedDict = type.__new__(_TypedDictMeta, "TypedDict", (), {})
TypedDict.__mro_entries__ = lambda bases: (_TypedDict,)


def is_typeddict(tp):
    """Is it a class made by TypedDict?"""
    return isinstance(tp, _TypedDictMeta)


class NewType:
    """A name that checkers tell from the type it stands for; calling it returns its argument."""

    def __init__(self, name, tp):
        self.__qualname__ = name
        if "." in name:
            name = name.rpartition(".")[-1]
        self.__name__ = name
        self.__supertype__ = tp
        module = _caller()
        if module != "typing":
            self.__module__ = module

    def __call__(self, x):
        return x

    def __mro_entries__(self, bases):
        name = self.__name__

        class Dummy:
            def __init_subclass__(cls):
                raise TypeError(f"Cannot subclass an instance of NewType. Perhaps you were looking for: "
                                f"`{cls.__name__} = NewType({cls.__name__!r}, {name})`")
        return (Dummy,)

    def __repr__(self):
        return f"{self.__module__}.{self.__qualname__}"

    def __reduce__(self):
        return self.__qualname__

    def __or__(self, other):
        return Union[self, other]

    def __ror__(self, other):
        return Union[other, self]
