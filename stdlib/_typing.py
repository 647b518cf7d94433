# SPDX-License-Identifier: MIT
"""Type parameters, type aliases and Generic: what the syntax of PEP 695 and 696 makes, without loading `typing`."""

import sys



class _NoDefaultType:
    """The default of a type parameter that has none."""

    __slots__ = ()

    def __new__(cls):
        return NoDefault if "NoDefault" in globals() else object.__new__(cls)

    def __repr__(self):
        return "typing.NoDefault"

    def __reduce__(self):
        return "NoDefault"


NoDefault = _NoDefaultType()
_NoDefaultType.__module__ = "typing"


def _forms():
    import _typing_forms
    return _typing_forms


def _calling_module():
    try:
        return sys._getframemodulename(2)
    except AttributeError:
        return sys._getframe(2).f_globals.get("__name__")


class _Parameter:
    """What the three kinds of type parameters share."""

    __slots__ = ()

    def _init(self, name, default, module):
        self.__name__ = name
        self._default = default
        self._default_thunk = None
        self.__module__ = module

    @property
    def __default__(self):
        """The default, evaluated when first asked for."""
        if self._default_thunk is not None:
            self._default = self._default_thunk()
            self._default_thunk = None
        return self._default

    def has_default(self):
        """Is there a default?"""
        return self._default_thunk is not None or self._default is not NoDefault

    def __mro_entries__(self, bases):
        raise TypeError(f"Cannot subclass an instance of {type(self).__name__}")

    def __reduce__(self):
        return self.__name__

    def __init_subclass__(cls, **kwargs):
        if cls.__module__ != "_typing":
            raise TypeError(f"type 'typing.{cls.__base__.__name__}' is not an acceptable base type")

    def __or__(self, other):
        return _forms().Union[self, other]

    def __ror__(self, other):
        return _forms().Union[other, self]


def _show_variance(self):
    if self.__infer_variance__:
        return self.__name__
    return ("+" if self.__covariant__ else "-" if self.__contravariant__ else "~") + self.__name__


def _check_variance(covariant, contravariant, infer_variance):
    if covariant and contravariant:
        raise ValueError("Bivariant types are not supported.")
    if infer_variance and (covariant or contravariant):
        raise ValueError("Variance cannot be specified with infer_variance.")
    return bool(covariant), bool(contravariant), bool(infer_variance)


def _check_name(function, name):
    if not isinstance(name, str):
        raise TypeError(f"{function}() argument 'name' must be str, not {type(name).__name__}")
    return name


class TypeVar(_Parameter):
    """A type variable."""

    def __init__(self, name, *constraints, bound=None, default=NoDefault, covariant=False, contravariant=False,
                 infer_variance=False):
        self._init(_check_name("typevar", name), default, _calling_module())
        self.__covariant__, self.__contravariant__, self.__infer_variance__ = _check_variance(
            covariant, contravariant, infer_variance)
        if len(constraints) == 1:
            raise TypeError("A single constraint is not allowed")
        if constraints and bound is not None:
            raise TypeError("Constraints cannot be combined with bound=...")
        self._bound = None if bound is None else _forms()._type_check(bound, "Bound must be a type.")
        self._constraints = constraints
        self._bound_thunk = self._constraints_thunk = None

    @property
    def __bound__(self):
        """The bound, evaluated when first asked for."""
        if self._bound_thunk is not None:
            self._bound = self._bound_thunk()
            self._bound_thunk = None
        return self._bound

    @property
    def __constraints__(self):
        """The constraints, evaluated when first asked for."""
        if self._constraints_thunk is not None:
            self._constraints = self._constraints_thunk()
            self._constraints_thunk = None
        return self._constraints

    __repr__ = _show_variance

    def __typing_subst__(self, arg):
        return _forms()._typevar_subst(self, arg)

    def __typing_prepare_subst__(self, alias, args):
        params = alias.__parameters__
        i = params.index(self)
        if i < len(args):
            return args
        if i == len(args) and self.has_default():
            return (*args, self.__default__)
        raise TypeError(f"Too few arguments for {alias}; actual {len(args)}, expected at least {i + 1}")


class _ParamSpecPart:
    __slots__ = "__origin__", "__weakref__"

    def __init__(self, origin):
        self.__origin__ = origin

    def __eq__(self, other):
        if type(other) is not type(self):
            return NotImplemented
        return self.__origin__ == other.__origin__

    def __hash__(self):
        return hash((type(self), self.__origin__))

    def __mro_entries__(self, bases):
        raise TypeError(f"Cannot subclass an instance of {type(self).__name__}")

    def __init_subclass__(cls, **kwargs):
        if cls.__module__ != "_typing":
            raise TypeError(f"type 'typing.{cls.__base__.__name__}' is not an acceptable base type")


class ParamSpecArgs(_ParamSpecPart):
    """P.args."""

    __slots__ = ()

    def __repr__(self):
        return f"{self.__origin__.__name__}.args"


class ParamSpecKwargs(_ParamSpecPart):
    """P.kwargs."""

    __slots__ = ()

    def __repr__(self):
        return f"{self.__origin__.__name__}.kwargs"


class ParamSpec(_Parameter):
    """A variable that stands for the parameters of a callable (PEP 612)."""

    def __init__(self, name, *, bound=None, default=NoDefault, covariant=False, contravariant=False,
                 infer_variance=False):
        self._init(_check_name("paramspec", name), default, _calling_module())
        self.__covariant__, self.__contravariant__, self.__infer_variance__ = _check_variance(
            covariant, contravariant, infer_variance)
        self.__bound__ = None if bound is None else _forms()._type_check(bound, "Bound must be a type.")

    @property
    def args(self):
        """The positional arguments."""
        return ParamSpecArgs(self)

    @property
    def kwargs(self):
        """The keyword arguments."""
        return ParamSpecKwargs(self)

    __repr__ = _show_variance

    def __typing_subst__(self, arg):
        return _forms()._paramspec_subst(self, arg)

    def __typing_prepare_subst__(self, alias, args):
        return _forms()._paramspec_prepare_subst(self, alias, args)


class TypeVarTuple(_Parameter):
    """A variable that stands for any number of types (PEP 646)."""

    def __init__(self, name, *, default=NoDefault):
        self._init(_check_name("typevartuple", name), default, _calling_module())

    def __iter__(self):
        yield _forms().Unpack[self]

    def __repr__(self):
        return self.__name__

    def __typing_subst__(self, arg):
        raise TypeError("Substitution of bare TypeVarTuple is not supported")

    def __typing_prepare_subst__(self, alias, args):
        return _forms()._typevartuple_prepare_subst(self, alias, args)


def _unpacked(params):
    """Parameters as they are shown: *Ts is Unpack[Ts]."""
    if not any(isinstance(each, TypeVarTuple) for each in params):
        return params
    unpack = _forms().Unpack
    return tuple([unpack[each] if isinstance(each, TypeVarTuple) else each for each in params])


def _check_order(params):
    default_seen = False
    for each in params:
        if not isinstance(each, TypeVarTuple) and each.has_default():
            default_seen = True
        elif default_seen and isinstance(each, (TypeVar, ParamSpec)):
            raise TypeError(f"non-default type parameter '{each!r}' follows default type parameter")


type _Alias = None
TypeAliasType = type(_Alias)
del _Alias


class Generic:
    """Base of classes with type parameters."""

    __slots__ = ()
    _is_protocol = False

    @classmethod
    def __class_getitem__(cls, args):
        return _forms()._generic_class_getitem(cls, args)

    @classmethod
    def __init_subclass__(cls, *args, **kwargs):
        return _forms()._generic_init_subclass(cls, *args, **kwargs)


for _each in (TypeVar, ParamSpec, ParamSpecArgs, ParamSpecKwargs, TypeVarTuple, Generic):
    _each.__module__ = "typing"
del _each


def _idfunc(x):
    return x


# ---- what the interpreter calls for the syntax

def _make_typevar(name, bound, constraints):
    """[T], [T: bound], [T: (constraint, …)]: the functions evaluate what they stand for."""
    made = TypeVar(name, infer_variance=True)
    made.__module__ = _calling_module()
    made._bound_thunk, made._constraints_thunk = bound, constraints
    return made


def _make_paramspec(name):
    made = ParamSpec(name, infer_variance=True)
    made.__module__ = _calling_module()
    return made


def _make_typevartuple(name):
    made = TypeVarTuple(name)
    made.__module__ = _calling_module()
    return made


def _set_default(parameter, default):
    parameter._default_thunk = default
    return parameter


def _subscript_generic(params):
    return Generic[_unpacked(params)]
