# SPDX-License-Identifier: MIT
"""Classes that are mostly data: methods made from the annotated fields (PEP 557)."""

import sys

__all__ = ["dataclass", "field", "Field", "FrozenInstanceError", "InitVar", "KW_ONLY", "MISSING", "fields", "asdict",
           "astuple", "make_dataclass", "replace", "is_dataclass"]

_GenericAlias = type(list[int])
_MappingProxy = type(type.__dict__)
_SlotDescriptor = type((lambda: 0).__class__.__globals__)
_FIELDS = "__dataclass_fields__"
_PARAMS = "__dataclass_params__"
_POST_INIT_NAME = "__post_init__"


class FrozenInstanceError(AttributeError):
    """An attempt to change an instance of a frozen class."""


class _HAS_DEFAULT_FACTORY_CLASS:
    def __repr__(self):
        return "<factory>"


class _MISSING_TYPE:
    pass


class _KW_ONLY_TYPE:
    pass


class _FIELD_BASE:
    """What kind of field it is."""

    def __init__(self, name):
        self.name = name

    def __repr__(self):
        return self.name


_HAS_DEFAULT_FACTORY = _HAS_DEFAULT_FACTORY_CLASS()
MISSING = _MISSING_TYPE()
KW_ONLY = _KW_ONLY_TYPE()
_FIELD = _FIELD_BASE("_FIELD")
_FIELD_CLASSVAR = _FIELD_BASE("_FIELD_CLASSVAR")
_FIELD_INITVAR = _FIELD_BASE("_FIELD_INITVAR")
_EMPTY_METADATA = _MappingProxy({})


class InitVar:
    """Annotation of what is only passed to __init__() and on to __post_init__()."""

    __slots__ = ("type",)

    def __init__(self, type):
        self.type = type

    def __repr__(self):
        shown = self.type
        if isinstance(shown, type) and not isinstance(shown, _GenericAlias):
            return f"dataclasses.InitVar[{shown.__name__}]"
        return f"dataclasses.InitVar[{shown!r}]"

    def __class_getitem__(cls, type):
        return InitVar(type)


class Field:
    """What is known of a field."""

    __slots__ = ("name", "type", "default", "default_factory", "repr", "hash", "init", "compare", "metadata",
                 "kw_only", "_field_type")

    def __init__(self, default, default_factory, init, repr, hash, compare, metadata, kw_only):
        self.name = self.type = self._field_type = None
        self.default, self.default_factory = default, default_factory
        self.init, self.repr, self.hash, self.compare, self.kw_only = init, repr, hash, compare, kw_only
        self.metadata = _EMPTY_METADATA if metadata is None else _MappingProxy(metadata)

    def __repr__(self):
        from reprlib import recursive_repr
        Field.__repr__ = recursive_repr()(_repr_of_field)
        return Field.__repr__(self)

    def __set_name__(self, owner, name):
        func = getattr(type(self.default), "__set_name__", None)
        if func:
            func(self.default, owner, name)

    __class_getitem__ = classmethod(_GenericAlias)


def _repr_of_field(self):
    return (f"Field(name={self.name!r},type={self.type!r},default={self.default!r},"
            f"default_factory={self.default_factory!r},init={self.init!r},repr={self.repr!r},hash={self.hash!r},"
            f"compare={self.compare!r},metadata={self.metadata!r},kw_only={self.kw_only!r},"
            f"_field_type={self._field_type})")


class _DataclassParams:
    """The arguments of the decorator."""

    __slots__ = ("init", "repr", "eq", "order", "unsafe_hash", "frozen", "match_args", "kw_only", "slots",
                 "weakref_slot")

    def __init__(self, *values):
        for name, value in zip(self.__slots__, values):
            setattr(self, name, value)

    def __repr__(self):
        return f"_DataclassParams({','.join([f'{name}={getattr(self, name)!r}' for name in self.__slots__])})"


def field(*, default=MISSING, default_factory=MISSING, init=True, repr=True, hash=None, compare=True, metadata=None,
          kw_only=MISSING):
    """Say more of a field than its default."""
    if default is not MISSING and default_factory is not MISSING:
        raise ValueError("cannot specify both default and default_factory")
    return Field(default, default_factory, init, repr, hash, compare, metadata, kw_only)


class _Methods:
    """Collects the text of methods, to be compiled at once with the values that it names."""

    def __init__(self):
        self.lines = []
        self.values = {"__dataclass_HAS_DEFAULT_FACTORY__": _HAS_DEFAULT_FACTORY,
                       "__dataclass_builtins_object__": object}
        self.made = []  # (name, annotations, overwrite error, wrapper)

    def add(self, name, parameters, body, annotations=None, conflict=None, wrapper=None):
        self.lines.append(f" def {name}({', '.join(parameters)}):")
        self.lines.extend(["  " + line for line in body])
        self.made.append((name, annotations, conflict, wrapper))

    def put_into(self, cls, module_globals):
        if not self.made:
            return
        text = (f"def __create_fn__({', '.join(self.values)}):\n" + "\n".join(self.lines)
                + f"\n return {', '.join([entry[0] for entry in self.made])},")
        namespace = {}
        exec(text, module_globals, namespace)
        functions = namespace["__create_fn__"](**self.values)
        for (name, annotations, conflict, wrapper), function in zip(self.made, functions):
            if wrapper:
                function = wrapper(function)  # which keeps __create_fn__ in its name: so pprint knows it
            function.__qualname__ = f"{cls.__qualname__}.{name}"
            if annotations is not None:
                function.__annotations__ = annotations
            if name in cls.__dict__:
                if conflict:
                    raise TypeError(conflict)
                if conflict is None:
                    continue
            setattr(cls, name, function)


def _make_init(methods, in_order, std, kw_only, frozen, has_post_init, self_name, slots):
    seen_default = None
    for f in std:
        if f.init:
            if f.default is not MISSING or f.default_factory is not MISSING:
                seen_default = f
            elif seen_default:
                raise TypeError(f"non-default argument {f.name!r} follows default argument {seen_default.name!r}")
    values = methods.values
    parameters, body, annotations = [self_name], [], {}
    for part, group in enumerate((std, kw_only)):
        if part and any(f.init for f in group):
            parameters.append("*")
        for f in group:
            if not f.init:
                continue
            annotations[f.name] = f.type
            if f.default is not MISSING:
                parameters.append(f"{f.name}=__dataclass_dflt_{f.name}__")
                values[f"__dataclass_dflt_{f.name}__"] = f.default
            elif f.default_factory is not MISSING:
                parameters.append(f"{f.name}=__dataclass_HAS_DEFAULT_FACTORY__")
            else:
                parameters.append(f.name)
    for f in in_order:
        if f._field_type is _FIELD_INITVAR:
            continue
        if f.default_factory is not MISSING:
            factory = f"__dataclass_dflt_{f.name}__"
            values[factory] = f.default_factory
            value = f"{factory}() if {f.name} is __dataclass_HAS_DEFAULT_FACTORY__ else {f.name}" if f.init else f"{factory}()"
        elif f.init:
            value = f.name
        elif slots and f.default is not MISSING:
            # The class attribute will be the slot, so that the default is stored in every instance.
            value = f"__dataclass_dflt_{f.name}__"
            values[value] = f.default
        else:
            continue
        if frozen:
            body.append(f"__dataclass_builtins_object__.__setattr__({self_name},{f.name!r},{value})")
        else:
            body.append(f"{self_name}.{f.name}={value}")
    if has_post_init:
        given = ",".join([f.name for f in in_order if f._field_type is _FIELD_INITVAR])
        body.append(f"{self_name}.{_POST_INIT_NAME}({given})")
    annotations["return"] = None
    methods.add("__init__", parameters, body or ["pass"], annotations)


def _is_type(annotation, cls, a_module, a_type, predicate):
    """Does a string annotation begin with a name that means `a_type`? Told by looking, not by evaluating."""
    text = annotation.lstrip()
    end = 0
    while end < len(text) and (text[end].isalnum() or text[end] == "_"):
        end += 1
    first, rest = text[:end], text[end:].lstrip()
    if not first:
        return False
    module = sys.modules.get(cls.__module__)
    if not rest.startswith("."):
        return module is not None and predicate(module.__dict__.get(first), a_module)
    if module is None or module.__dict__.get(first) is not a_module:
        return False
    rest = rest[1:].lstrip()
    end = 0
    while end < len(rest) and (rest[end].isalnum() or rest[end] == "_"):
        end += 1
    return predicate(sys.modules.get(a_type.__module__).__dict__.get(rest[:end]), a_module)


def _is_classvar(a_type, typing):
    return a_type is typing.ClassVar or (
        type(a_type) is typing._GenericAlias and a_type.__origin__ is typing.ClassVar)


def _is_initvar(a_type, module):
    return a_type is InitVar or type(a_type) is InitVar


def _is_kw_only(a_type, module):
    return a_type is KW_ONLY


def _get_field(cls, name, a_type, default_kw_only):
    default = getattr(cls, name, MISSING)
    if isinstance(default, Field):
        f = default
    else:
        if isinstance(default, _SlotDescriptor):
            default = MISSING  # a slot of the class, not a default
        f = field(default=default)
    f.name, f.type = name, a_type
    f._field_type = _FIELD
    typing = sys.modules.get("typing")
    text = isinstance(a_type, str)
    if typing and (_is_classvar(a_type, typing)
                   or text and _is_type(a_type, cls, typing, typing.ClassVar, _is_classvar)):
        f._field_type = _FIELD_CLASSVAR
    elif _is_initvar(a_type, None) or text and _is_type(a_type, cls, sys.modules[__name__], InitVar, _is_initvar):
        f._field_type = _FIELD_INITVAR
    if f._field_type is not _FIELD and f.default_factory is not MISSING:
        raise TypeError(f"field {f.name} cannot have a default factory")
    if f._field_type is not _FIELD_CLASSVAR:
        if f.kw_only is MISSING:
            f.kw_only = default_kw_only
    elif f.kw_only is not MISSING:
        raise TypeError(f"field {f.name} is a ClassVar but specifies kw_only")
    if f._field_type is _FIELD and f.default.__class__.__hash__ is None:
        raise ValueError(f"mutable default {type(f.default)} for field {f.name} is not allowed: use default_factory")
    return f


def _tuple_text(name, group):
    return f"({''.join([f'{name}.{f.name},' for f in group])})" if group else "()"


def _recursive(function):
    from reprlib import recursive_repr
    return recursive_repr()(function)


def _process_class(cls, init, repr, eq, order, unsafe_hash, frozen, match_args, kw_only, slots, weakref_slot):
    module = sys.modules.get(cls.__module__)
    module_globals = module.__dict__ if module is not None else {}
    own = cls.__dict__
    setattr(cls, _PARAMS, _DataclassParams(init, repr, eq, order, unsafe_hash, frozen, match_args, kw_only, slots,
                                           weakref_slot))
    all_fields = {}
    bases = [base for base in cls.__mro__[-1:0:-1] if getattr(base, _FIELDS, None) is not None]
    frozen_bases = [getattr(base, _PARAMS).frozen for base in bases if getattr(base, _PARAMS, None) is not None]
    for base in bases:
        all_fields.update(getattr(base, _FIELDS))

    annotations = own.get("__annotations__") or {}
    this_module = sys.modules[__name__]
    own_fields, seen_kw_only = [], False
    for name, a_type in annotations.items():
        if a_type is KW_ONLY or (isinstance(a_type, str)
                                 and _is_type(a_type, cls, this_module, KW_ONLY, _is_kw_only)):
            if seen_kw_only:
                raise TypeError(f"{name!r} is KW_ONLY, but KW_ONLY has already been specified")
            seen_kw_only = kw_only = True
        else:
            own_fields.append(_get_field(cls, name, a_type, kw_only))
    for f in own_fields:
        all_fields[f.name] = f
        if isinstance(getattr(cls, f.name, None), Field):
            if f.default is MISSING:
                delattr(cls, f.name)
            else:
                setattr(cls, f.name, f.default)
    for name, value in own.items():
        if isinstance(value, Field) and name not in annotations:
            raise TypeError(f"{name!r} is a field but has no type annotation")
    if frozen_bases:
        if any(frozen_bases) and not frozen:
            raise TypeError("cannot inherit non-frozen dataclass from a frozen one")
        if frozen and not all(frozen_bases):
            raise TypeError("cannot inherit frozen dataclass from a non-frozen one")
    setattr(cls, _FIELDS, all_fields)

    own_hash = own.get("__hash__", MISSING)
    has_explicit_hash = not (own_hash is MISSING or own_hash is None and "__eq__" in own)
    if order and not eq:
        raise ValueError("eq must be true if order is true")

    in_init = [f for f in all_fields.values() if f._field_type in (_FIELD, _FIELD_INITVAR)]
    std = [f for f in in_init if not f.kw_only]
    keyword = [f for f in in_init if f.kw_only]
    methods = _Methods()
    if init:
        _make_init(methods, in_init, std, keyword, frozen, hasattr(cls, _POST_INIT_NAME),
                   "__dataclass_self__" if "self" in all_fields else "self", slots)
    if "__replace__" not in own:
        cls.__replace__ = _replace
    group = [f for f in all_fields.values() if f._field_type is _FIELD]
    if repr:
        shown = ", ".join([f"{f.name}={{self.{f.name}!r}}" for f in group if f.repr])
        methods.add("__repr__", ["self"], [f'return f"{{self.__class__.__qualname__}}({shown})"'],
                    wrapper=_recursive)
    compared = [f for f in group if f.compare]
    if eq:
        terms = " and ".join([f"self.{f.name}==other.{f.name}" for f in compared]) or "True"
        methods.add("__eq__", ["self", "other"],
                    ["if self is other:", " return True", "if other.__class__ is self.__class__:",
                     f" return {terms}", "return NotImplemented"])
    if order:
        mine, theirs = _tuple_text("self", compared), _tuple_text("other", compared)
        for name, operator in (("__lt__", "<"), ("__le__", "<="), ("__gt__", ">"), ("__ge__", ">=")):
            methods.add(name, ["self", "other"],
                        ["if other.__class__ is self.__class__:", f" return {mine}{operator}{theirs}",
                         "return NotImplemented"],
                        conflict=f"Cannot overwrite attribute {name} in class {cls.__name__}. "
                                 "Consider using functools.total_ordering")
    if frozen:
        methods.values["__dataclass_cls__"] = cls
        methods.values["__dataclass_Frozen__"] = FrozenInstanceError
        names = _name_tuple(group)
        condition = "if type(self) is __dataclass_cls__" + (f" or name in {names}" if names else "") + ":"
        for name, more, verb in (("__setattr__", ["value"], "assign to"), ("__delattr__", [], "delete")):
            methods.add(name, ["self", "name", *more],
                        [condition, f' raise __dataclass_Frozen__(f"cannot {verb} field {{name!r}}")',
                         f"super(__dataclass_cls__, self).{name}(name{''.join([', ' + each for each in more])})"],
                        conflict=f"Cannot overwrite attribute {name} in class {cls.__name__}")
    if unsafe_hash:
        if has_explicit_hash:
            raise TypeError(f"Cannot overwrite attribute __hash__ in class {cls.__name__}")
        make_hash = True
    else:
        make_hash = eq and frozen and not has_explicit_hash
    if make_hash:
        hashed = [f for f in group if (f.compare if f.hash is None else f.hash)]
        methods.add("__hash__", ["self"], [f"return hash({_tuple_text('self', hashed)})"], conflict=False)
    elif eq and not frozen and not has_explicit_hash:
        cls.__hash__ = None
    methods.put_into(cls, module_globals)

    if not getattr(cls, "__doc__"):
        try:
            text = _signature_text(cls, init, std, keyword)
        except (TypeError, ValueError):
            text = ""
        cls.__doc__ = cls.__name__ + text
    if match_args and "__match_args__" not in own:
        cls.__match_args__ = tuple([f.name for f in std if f.init])
    if weakref_slot and not slots:
        raise TypeError("weakref_slot is True but slots is False")
    if slots:
        cls = _add_slots(cls, frozen, weakref_slot)
    if hasattr(cls, "__abstractmethods__"):
        from abc import update_abstractmethods
        update_abstractmethods(cls)
    return cls


def _name_tuple(group):
    return "{" + ", ".join([f"{f.name!r}" for f in group]) + "}" if group else ""


def _signature_text(cls, init, std, keyword):
    """What str(inspect.signature(cls)) is; found without inspect where __init__ was made here."""
    if (not init or type(cls) is not type or cls.__new__ is not object.__new__
            or not all(type(f.type) is type and f.type.__module__ == "builtins" or isinstance(f.type, str)
                       for f in std + keyword)):
        from inspect import signature
        return str(signature(cls)).replace(" -> None", "")
    parts = []
    for group in (std, keyword):
        if group is keyword and any(f.init for f in group):
            parts.append("*")
        for f in group:
            if f.init:
                text = f"{f.name}: {f.type!r}" if isinstance(f.type, str) else f"{f.name}: {f.type.__qualname__}"
                if f.default is not MISSING:
                    text += f" = {f.default!r}"
                elif f.default_factory is not MISSING:
                    text += " = <factory>"
                parts.append(text)
    return f"({', '.join(parts)})"


def _dataclass_getstate(self):
    return [getattr(self, f.name) for f in fields(self)]


def _dataclass_setstate(self, state):
    for f, value in zip(fields(self), state):
        object.__setattr__(self, f.name, value)


def _slots_of(cls):
    slots = cls.__dict__.get("__slots__", MISSING)
    if slots is None:
        return
    if slots is MISSING:
        names = []
        if getattr(cls, "__weakrefoffset__", -1) != 0:
            names.append("__weakref__")
        if getattr(cls, "__dictrefoffset__", -1) != 0:
            names.append("__dict__")
        yield from names
    elif isinstance(slots, str):
        yield slots
    elif not hasattr(slots, "__next__"):
        yield from slots
    else:
        raise TypeError(f"Slots of '{cls.__name__}' cannot be determined")


def _add_slots(cls, is_frozen, weakref_slot):
    """The class made anew with __slots__, which cannot be added to one that exists."""
    namespace = dict(cls.__dict__)
    if "__slots__" in namespace:
        raise TypeError(f"{cls.__name__} already specifies __slots__")
    names = tuple([f.name for f in fields(cls)])
    inherited = {name for base in cls.__mro__[1:-1] for name in _slots_of(base)}
    namespace["__slots__"] = tuple([name for name in names + (("__weakref__",) if weakref_slot else ())
                                    if name not in inherited])
    for name in names:
        namespace.pop(name, None)
    namespace.pop("__dict__", None)
    namespace.pop("__weakref__", None)
    qualname = getattr(cls, "__qualname__", None)
    cls = type(cls)(cls.__name__, cls.__bases__, namespace)
    if qualname is not None:
        cls.__qualname__ = qualname
    if is_frozen:
        if "__getstate__" not in namespace:
            cls.__getstate__ = _dataclass_getstate
        if "__setstate__" not in namespace:
            cls.__setstate__ = _dataclass_setstate
    return cls


def dataclass(cls=None, /, *, init=True, repr=True, eq=True, order=False, unsafe_hash=False, frozen=False,
              match_args=True, kw_only=False, slots=False, weakref_slot=False):
    """Class decorator that adds methods made from the annotated fields."""
    def wrap(cls):
        return _process_class(cls, init, repr, eq, order, unsafe_hash, frozen, match_args, kw_only, slots,
                              weakref_slot)
    return wrap if cls is None else wrap(cls)


def fields(class_or_instance):
    """The fields, in order, as a tuple."""
    try:
        found = getattr(class_or_instance, _FIELDS)
    except AttributeError:
        raise TypeError("must be called with a dataclass type or instance") from None
    return tuple([f for f in found.values() if f._field_type is _FIELD])


def _is_dataclass_instance(obj):
    return hasattr(type(obj), _FIELDS)


def is_dataclass(obj):
    """Is it such a class or an instance of one?"""
    return hasattr(obj if isinstance(obj, type) else type(obj), _FIELDS)


_ATOMIC = frozenset((type(None), bool, int, float, str, complex, bytes, type(...), type(NotImplemented),
                     type(lambda: 0), type(len), type, range, property, type((lambda: 0).__code__)))


def asdict(obj, *, dict_factory=dict):
    """A dict of the fields, with dataclass instances inside converted as well."""
    if not _is_dataclass_instance(obj):
        raise TypeError("asdict() should be called on dataclass instances")
    return _convert(obj, dict_factory, True)


def astuple(obj, *, tuple_factory=tuple):
    """A tuple of the fields, with dataclass instances inside converted as well."""
    if not _is_dataclass_instance(obj):
        raise TypeError("astuple() should be called on dataclass instances")
    return _convert(obj, tuple_factory, False)


def _convert(obj, factory, named):
    cls = type(obj)
    if cls in _ATOMIC:
        return obj
    if hasattr(cls, _FIELDS):
        values = [(f.name, _convert(getattr(obj, f.name), factory, named)) for f in fields(obj)]
        return factory(values if named else [value for _, value in values])
    if cls is list:
        return [_convert(each, factory, named) for each in obj]
    if cls is dict:
        return {_convert(key, factory, named): _convert(value, factory, named)
                for key, value in obj.items()}
    if issubclass(cls, tuple):
        parts = [_convert(each, factory, named) for each in obj]
        return cls(*parts) if hasattr(obj, "_fields") else cls(parts)
    if issubclass(cls, dict):
        pairs = [(_convert(key, factory, named), _convert(value, factory, named))
                 for key, value in obj.items()]
        if not hasattr(cls, "default_factory"):
            return cls(pairs)
        made = cls(obj.default_factory)
        for key, value in pairs:
            made[key] = value
        return made
    if issubclass(cls, list):
        return cls([_convert(each, factory, named) for each in obj])
    from copy import deepcopy
    return deepcopy(obj)


def make_dataclass(cls_name, fields, *, bases=(), namespace=None, init=True, repr=True, eq=True, order=False,
                   unsafe_hash=False, frozen=False, match_args=True, kw_only=False, slots=False, weakref_slot=False,
                   module=None):
    """A dataclass from a list of names, (name, type) and (name, type, default or field())."""
    from keyword import iskeyword
    if namespace is None:
        namespace = {}
    seen, annotations, defaults = set(), {}, {}
    for item in fields:
        if isinstance(item, str):
            name, a_type = item, "typing.Any"
        elif len(item) == 2:
            name, a_type = item
        elif len(item) == 3:
            name, a_type, default = item
            defaults[name] = default
        else:
            raise TypeError(f"Invalid field: {item!r}")
        if not isinstance(name, str) or not name.isidentifier():
            raise TypeError(f"Field names must be valid identifiers: {name!r}")
        if iskeyword(name):
            raise TypeError(f"Field names must not be keywords: {name!r}")
        if name in seen:
            raise TypeError(f"Field name duplicated: {name!r}")
        seen.add(name)
        annotations[name] = a_type

    def exec_body(target):
        target.update(namespace)
        target.update(defaults)
        target["__annotations__"] = annotations

    from types import new_class
    cls = new_class(cls_name, bases, {}, exec_body)
    if module is None:
        try:
            module = sys._getframemodulename(1) or "__main__"
        except AttributeError:
            try:
                module = sys._getframe(1).f_globals.get("__name__", "__main__")
            except (AttributeError, ValueError):
                pass
    if module is not None:
        cls.__module__ = module
    return dataclass(cls, init=init, repr=repr, eq=eq, order=order, unsafe_hash=unsafe_hash, frozen=frozen,
                     match_args=match_args, kw_only=kw_only, slots=slots, weakref_slot=weakref_slot)


def replace(obj, /, **changes):
    """A new object with some fields changed."""
    if not _is_dataclass_instance(obj):
        raise TypeError("replace() should be called on dataclass instances")
    return _replace(obj, **changes)


def _replace(self, /, **changes):
    for f in getattr(self, _FIELDS).values():
        if f._field_type is _FIELD_CLASSVAR:
            continue
        if not f.init:
            if f.name in changes:
                raise TypeError(f"field {f.name} is declared with init=False, it cannot be specified with replace()")
            continue
        if f.name not in changes:
            if f._field_type is _FIELD_INITVAR and f.default is MISSING:
                raise TypeError(f"InitVar {f.name!r} must be specified with replace()")
            changes[f.name] = getattr(self, f.name)
    return self.__class__(**changes)
