# SPDX-License-Identifier: MIT
"""Signatures of callables: the part of inspect that binds arguments to parameters (PEP 362)."""

import types
from enum import IntEnum

__all__ = ["BoundArguments", "Parameter", "Signature", "signature"]


class _empty:
    """Marker object for Signature.empty and Parameter.empty."""


_empty.__module__ = "inspect"


class _ParameterKind(IntEnum):
    POSITIONAL_ONLY = "positional-only"
    POSITIONAL_OR_KEYWORD = "positional or keyword"
    VAR_POSITIONAL = "variadic positional"
    KEYWORD_ONLY = "keyword-only"
    VAR_KEYWORD = "variadic keyword"

    def __new__(cls, description):
        member = int.__new__(cls, len(cls.__members__))
        member._value_ = len(cls.__members__)
        member.description = description
        return member

    def __str__(self):
        return self.name


(_POSITIONAL_ONLY, _POSITIONAL_OR_KEYWORD, _VAR_POSITIONAL, _KEYWORD_ONLY, _VAR_KEYWORD) = _ParameterKind


def formatannotation(annotation, base_module=None, *, quote_annotation_strings=True):
    """An annotation as signatures show it."""
    if not quote_annotation_strings and isinstance(annotation, str):
        return annotation
    if getattr(annotation, "__module__", None) == "typing":
        return repr(annotation).replace("typing.", "")
    if isinstance(annotation, types.GenericAlias):
        return str(annotation)
    if isinstance(annotation, type):
        if annotation.__module__ in ("builtins", base_module):
            return annotation.__qualname__
        return annotation.__module__ + "." + annotation.__qualname__
    return repr(annotation)


class Parameter:
    """One parameter: name, kind, default, annotation."""

    __slots__ = ("_name", "_kind", "_default", "_annotation")
    POSITIONAL_ONLY = _POSITIONAL_ONLY
    POSITIONAL_OR_KEYWORD = _POSITIONAL_OR_KEYWORD
    VAR_POSITIONAL = _VAR_POSITIONAL
    KEYWORD_ONLY = _KEYWORD_ONLY
    VAR_KEYWORD = _VAR_KEYWORD
    empty = _empty

    def __init__(self, name, kind, *, default=_empty, annotation=_empty):
        try:
            self._kind = _ParameterKind(kind)
        except ValueError:
            raise ValueError(f"value {kind!r} is not a valid Parameter.kind")
        if default is not _empty and self._kind in (_VAR_POSITIONAL, _VAR_KEYWORD):
            raise ValueError(f"{self._kind.description} parameters cannot have default values")
        self._default, self._annotation = default, annotation
        if name is _empty:
            raise ValueError("name is a required attribute for Parameter")
        if not isinstance(name, str):
            raise TypeError(f"name must be a str, not a {type(name).__name__}")
        if name[:1] == "." and name[1:].isdigit():
            # The argument of a comprehension's own function.
            if self._kind != _POSITIONAL_OR_KEYWORD:
                raise ValueError("implicit arguments must be passed as positional or keyword arguments, "
                                 f"not {self._kind.description}")
            self._kind, name = _POSITIONAL_ONLY, f"implicit{name[1:]}"
        from keyword import iskeyword
        if (iskeyword(name) and self._kind is not _POSITIONAL_ONLY) or not name.isidentifier():
            raise ValueError(f"{name!r} is not a valid parameter name")
        self._name = name

    name = property(lambda self: self._name)
    kind = property(lambda self: self._kind)
    default = property(lambda self: self._default)
    annotation = property(lambda self: self._annotation)

    def replace(self, *, name=..., kind=..., annotation=..., default=...):
        """A copy with other values."""
        return type(self)(self._name if name is ... else name, self._kind if kind is ... else kind,
                          default=self._default if default is ... else default,
                          annotation=self._annotation if annotation is ... else annotation)

    __replace__ = replace

    def __str__(self):
        return self._format()

    def _format(self, *, quote_annotation_strings=True):
        text = self._name
        if self._annotation is not _empty:
            text += ": " + formatannotation(self._annotation, quote_annotation_strings=quote_annotation_strings)
        if self._default is not _empty:
            text += (" = " if self._annotation is not _empty else "=") + repr(self._default)
        return {_VAR_POSITIONAL: "*", _VAR_KEYWORD: "**"}.get(self._kind, "") + text

    def __repr__(self):
        return f'<{type(self).__name__} "{self}">'

    def __reduce__(self):
        return type(self), (self._name, self._kind), {"_default": self._default, "_annotation": self._annotation}

    def __setstate__(self, state):
        self._default, self._annotation = state["_default"], state["_annotation"]

    def _values(self):
        return self._name, self._kind, self._default, self._annotation

    def __hash__(self):
        return hash(self._values())

    def __eq__(self, other):
        if self is other:
            return True
        if not isinstance(other, Parameter):
            return NotImplemented
        return self._values() == other._values()


class BoundArguments:
    """What each parameter of a signature got."""

    __slots__ = ("arguments", "_signature", "__weakref__")

    def __init__(self, signature, arguments):
        self.arguments, self._signature = arguments, signature

    signature = property(lambda self: self._signature)

    @property
    def args(self):
        """The arguments to pass by position."""
        args = []
        for name, param in self._signature.parameters.items():
            if param.kind in (_VAR_KEYWORD, _KEYWORD_ONLY) or name not in self.arguments:
                break
            if param.kind == _VAR_POSITIONAL:
                args.extend(self.arguments[name])
            else:
                args.append(self.arguments[name])
        return tuple(args)

    @property
    def kwargs(self):
        """The arguments to pass by name."""
        kwargs, started = {}, False
        for name, param in self._signature.parameters.items():
            if not started:
                if param.kind in (_VAR_KEYWORD, _KEYWORD_ONLY):
                    started = True
                elif name not in self.arguments:
                    started = True
                    continue
            if not started or name not in self.arguments:
                continue
            if param.kind == _VAR_KEYWORD:
                kwargs.update(self.arguments[name])
            elif param.kind != _VAR_POSITIONAL:
                kwargs[name] = self.arguments[name]
        return kwargs

    def apply_defaults(self):
        """Give the parameters that got nothing their defaults."""
        filled = {}
        for name, param in self._signature.parameters.items():
            if name in self.arguments:
                filled[name] = self.arguments[name]
            elif param.default is not _empty:
                filled[name] = param.default
            elif param.kind is _VAR_POSITIONAL:
                filled[name] = ()
            elif param.kind is _VAR_KEYWORD:
                filled[name] = {}
        self.arguments = filled

    def __eq__(self, other):
        if self is other:
            return True
        if not isinstance(other, BoundArguments):
            return NotImplemented
        return self._signature == other._signature and self.arguments == other.arguments

    def __repr__(self):
        return f"<{type(self).__name__} ({', '.join(f'{k}={v!r}' for k, v in self.arguments.items())})>"


class Signature:
    """The parameters of a callable in their order, and what it returns."""

    __slots__ = ("_return_annotation", "_parameters")
    _parameter_cls = Parameter
    _bound_arguments_cls = BoundArguments
    empty = _empty

    def __init__(self, parameters=None, *, return_annotation=_empty, __validate_parameters__=True):
        found, top, seen_default = {}, _POSITIONAL_ONLY, False
        for param in parameters or ():
            kind, name = param.kind, param.name
            if __validate_parameters__:
                if kind < top:
                    raise ValueError(f"wrong parameter order: {top.description} parameter before "
                                     f"{kind.description} parameter")
                top = kind
                if kind in (_POSITIONAL_ONLY, _POSITIONAL_OR_KEYWORD):
                    if param.default is not _empty:
                        seen_default = True
                    elif seen_default:
                        raise ValueError("non-default argument follows default argument")
                if name in found:
                    raise ValueError(f"duplicate parameter name: {name!r}")
            found[name] = param
        self._parameters = types.MappingProxyType(found)
        self._return_annotation = return_annotation

    @classmethod
    def from_callable(cls, obj, *, follow_wrapped=True, globals=None, locals=None, eval_str=False):
        """The signature of a callable."""
        return _from_callable(obj, cls, follow_wrapped, True, globals, locals, eval_str)

    parameters = property(lambda self: self._parameters)
    return_annotation = property(lambda self: self._return_annotation)

    def replace(self, *, parameters=..., return_annotation=...):
        """A copy with other parts."""
        return type(self)(self._parameters.values() if parameters is ... else parameters,
                          return_annotation=self._return_annotation if return_annotation is ... else return_annotation)

    __replace__ = replace

    def _values(self):
        by_place = tuple(p for p in self._parameters.values() if p.kind != _KEYWORD_ONLY)
        by_name = {p.name: p for p in self._parameters.values() if p.kind == _KEYWORD_ONLY}
        return by_place, by_name, self._return_annotation

    def __hash__(self):
        by_place, by_name, returns = self._values()
        return hash((by_place, frozenset(by_name.values()), returns))

    def __eq__(self, other):
        if self is other:
            return True
        if not isinstance(other, Signature):
            return NotImplemented
        return self._values() == other._values()

    def bind(self, /, *args, **kwargs):
        """BoundArguments of a call with these; TypeError if it would fail."""
        return self._bind(args, kwargs)

    def bind_partial(self, /, *args, **kwargs):
        """The same where some may still be missing."""
        return self._bind(args, kwargs, partial=True)

    def _bind(self, args, kwargs, *, partial=False):
        arguments, parameters = {}, list(self._parameters.values())
        values, at = list(args), 0
        positional_only_by_name = []
        count = len(parameters)
        index = 0
        # By position.
        while index < count:
            param = parameters[index]
            if param.kind == _VAR_POSITIONAL:
                if at < len(values):
                    arguments[param.name] = tuple(values[at:])
                at = len(values)
                index += 1
                break
            if at >= len(values):
                break
            if param.kind in (_VAR_KEYWORD, _KEYWORD_ONLY):
                raise TypeError("too many positional arguments") from None
            if param.name in kwargs and param.kind != _POSITIONAL_ONLY:
                raise TypeError(f"multiple values for argument {param.name!r}") from None
            arguments[param.name] = values[at]
            at += 1
            index += 1
        if at < len(values):
            raise TypeError("too many positional arguments") from None
        # By name.
        collector = None
        for param in parameters[index:]:
            if param.kind == _VAR_KEYWORD:
                collector = param
                continue
            if param.kind == _VAR_POSITIONAL:
                continue
            name = param.name
            if param.kind == _POSITIONAL_ONLY:
                if name in kwargs and param.default is not _empty:
                    positional_only_by_name.append(name)
                    continue
                if param.default is _empty and not partial:
                    if name in kwargs:
                        raise TypeError(f"{name!r} parameter is positional only, but was passed as a keyword")
                    raise TypeError(f"missing a required argument: {name!r}")
                continue
            if name in kwargs:
                arguments[name] = kwargs.pop(name)
            elif not partial and param.default is _empty:
                raise TypeError(f"missing a required argument: {name!r}") from None
        if kwargs:
            if collector is not None:
                arguments[collector.name] = kwargs
            elif positional_only_by_name:
                raise TypeError("got some positional-only arguments passed as keyword arguments: "
                                f"{', '.join(map(repr, positional_only_by_name))!r}".replace('"', "'"))
            else:
                raise TypeError(f"got an unexpected keyword argument {next(iter(kwargs))!r}")
        order = {name: n for n, name in enumerate(self._parameters)}
        arguments = dict(sorted(arguments.items(), key=lambda pair: order[pair[0]]))
        return self._bound_arguments_cls(self, arguments)

    def __reduce__(self):
        return (type(self), (tuple(self._parameters.values()),), {"_return_annotation": self._return_annotation})

    def __setstate__(self, state):
        self._return_annotation = state["_return_annotation"]

    def __repr__(self):
        return f"<{type(self).__name__} {self}>"

    def __str__(self):
        return self.format()

    def format(self, *, max_width=None, quote_annotation_strings=True):
        """The signature as text, one parameter a line where it is wider than `max_width`."""
        result, positional_only, star = [], False, True
        for param in self._parameters.values():
            shown = param._format(quote_annotation_strings=quote_annotation_strings)
            if param.kind == _POSITIONAL_ONLY:
                positional_only = True
            elif positional_only:
                result.append("/")
                positional_only = False
            if param.kind == _VAR_POSITIONAL:
                star = False
            elif param.kind == _KEYWORD_ONLY and star:
                result.append("*")
                star = False
            result.append(shown)
        if positional_only:
            result.append("/")
        text = f"({', '.join(result)})"
        if max_width is not None and len(text) > max_width:
            text = "(\n    " + ",\n    ".join(result) + "\n)"
        if self._return_annotation is not _empty:
            text += " -> " + formatannotation(self._return_annotation,
                                              quote_annotation_strings=quote_annotation_strings)
        return text


for _class in (_ParameterKind, Parameter, BoundArguments, Signature):
    _class.__module__ = "inspect"


# ---- where signatures come from

def signature(obj, *, follow_wrapped=True, globals=None, locals=None, eval_str=False):
    """The signature of a callable."""
    return Signature.from_callable(obj, follow_wrapped=follow_wrapped, globals=globals, locals=locals,
                                   eval_str=eval_str)


signature.__module__ = formatannotation.__module__ = "inspect"


def _from_function(cls, func, globals=None, locals=None, eval_str=False):
    import inspect
    code = func.__code__
    annotations = inspect.get_annotations(func, globals=globals, locals=locals, eval_str=eval_str)
    names = code.co_varnames
    defaults, keyword_defaults = func.__defaults__ or (), func.__kwdefaults__ or {}
    count, first_default = code.co_argcount, code.co_argcount - len(defaults)
    make = cls._parameter_cls
    parameters = []
    for n, name in enumerate(names[:count]):
        parameters.append(make(name, _POSITIONAL_ONLY if n < code.co_posonlyargcount else _POSITIONAL_OR_KEYWORD,
                               default=defaults[n - first_default] if n >= first_default else _empty,
                               annotation=annotations.get(name, _empty)))
    after = count + code.co_kwonlyargcount
    if code.co_flags & 4:
        parameters.append(make(names[after], _VAR_POSITIONAL, annotation=annotations.get(names[after], _empty)))
    for name in names[count:count + code.co_kwonlyargcount]:
        parameters.append(make(name, _KEYWORD_ONLY, default=keyword_defaults.get(name, _empty),
                               annotation=annotations.get(name, _empty)))
    if code.co_flags & 8:
        name = names[after + bool(code.co_flags & 4)]
        parameters.append(make(name, _VAR_KEYWORD, annotation=annotations.get(name, _empty)))
    return cls(parameters, return_annotation=annotations.get("return", _empty), __validate_parameters__=False)


def _split(text):
    """The parts of a text signature between its outer commas."""
    depth, part, quote = 0, "", None
    for c in text:
        if quote:
            quote = None if c == quote else quote
        elif c in "'\"":
            quote = c
        elif c in "([{":
            depth += 1
        elif c in ")]}":
            depth -= 1
        if c == "," and not depth and not quote:
            yield part.strip()
            part = ""
        else:
            part += c
    if part.strip():
        yield part.strip()


def _from_text(cls, obj, text, skip_bound=True):
    """From what __text_signature__ says: "($self, /, key, default=None)"."""
    parts = list(_split(text.strip()[1:-1]))
    make, kind, parameters = cls._parameter_cls, _POSITIONAL_OR_KEYWORD, []
    drop = False
    for n, part in enumerate(parts):
        if part == "/":
            parameters = [p.replace(kind=_POSITIONAL_ONLY) for p in parameters]
        elif part == "*":
            kind = _KEYWORD_ONLY
        elif part.startswith("**"):
            parameters.append(make(part[2:], _VAR_KEYWORD))
        elif part.startswith("*"):
            parameters.append(make(part[1:], _VAR_POSITIONAL))
            kind = _KEYWORD_ONLY
        else:
            name, equals, default = part.partition("=")
            if name.startswith("$"):
                name = name[1:]
                drop = skip_bound and getattr(obj, "__self__", None) is not None and \
                    not isinstance(getattr(obj, "__self__", None), types.ModuleType)
                # asyncio's methods are native here, but written in Python in CPython.
                home = getattr(getattr(obj, "__objclass__", None), "__module__", None) or ""
                parameters.append(make(name, kind if home.startswith("asyncio.") else _POSITIONAL_ONLY))
                continue
            if default == "<unrepresentable>":
                raise ValueError(f"{obj!r} builtin has invalid signature")
            parameters.append(make(name, kind, default=eval(default, {}) if equals else _empty))
    return cls(parameters[1:] if drop else parameters)


def _from_builtin(cls, obj, skip_bound=True):
    text = getattr(obj, "__text_signature__", None)
    if not text:
        raise ValueError(f"no signature found for builtin {obj!r}")
    made = _from_text(cls, obj, text, skip_bound)
    home = getattr(getattr(obj, "__objclass__", obj), "__module__", None)
    return _of_asyncio(obj.__qualname__, made) if isinstance(home, str) and home.startswith("asyncio.") else made


def _of_asyncio(name, made):
    """With what a text cannot say: the constants of `socket`, and the annotations of timeouts."""
    parameters = made.parameters
    if name.endswith(".create_server"):
        import socket
        known = {"family": socket.AF_UNSPEC, "flags": socket.AI_PASSIVE}
        return made.replace(parameters=[p.replace(default=known.get(p.name, p.default)) for p in parameters.values()])
    if name in ("timeout", "timeout_at", "Timeout.when", "Timeout.reschedule", "Timeout.expired"):
        from asyncio import Timeout
        from typing import Optional
        seconds = Optional[float]
        result = {"Timeout.when": seconds, "Timeout.reschedule": None, "Timeout.expired": bool}.get(name, Timeout)
        return made.replace(return_annotation=result,
                            parameters=[p if p.name == "self" else p.replace(annotation=seconds) for p in parameters.values()])
    return made


def _bound(sig):
    """A signature without its first parameter."""
    params = tuple(sig.parameters.values())
    if not params or params[0].kind in (_VAR_KEYWORD, _KEYWORD_ONLY):
        raise ValueError("invalid method signature")
    if params[0].kind in (_POSITIONAL_ONLY, _POSITIONAL_OR_KEYWORD):
        params = params[1:]
    return sig.replace(parameters=params)


def _of_partial(wrapped, partial, extra_args=()):
    """The signature that is left of `wrapped` once a partial has given some arguments."""
    old, new = wrapped.parameters, dict(wrapped.parameters)
    try:
        bound = wrapped.bind_partial(*extra_args, *(partial.args or ()), **(partial.keywords or {}))
    except TypeError as ex:
        raise ValueError(f"partial object {partial!r} has incorrect arguments") from ex
    by_name = False
    for name, param in old.items():
        if name not in bound.arguments:
            if by_name and param.kind is _POSITIONAL_OR_KEYWORD:
                new[name] = param.replace(kind=_KEYWORD_ONLY)
            elif by_name and param.kind is _VAR_POSITIONAL:
                new.pop(name)
            continue
        value = bound.arguments[name]
        if param.kind is _POSITIONAL_ONLY:
            new.pop(name)
            continue
        if param.kind is _POSITIONAL_OR_KEYWORD:
            if name in (partial.keywords or {}):
                by_name = True
                new[name] = param.replace(default=value, kind=_KEYWORD_ONLY)
            else:
                new.pop(name)
            continue
        if param.kind is _KEYWORD_ONLY:
            new[name] = param.replace(default=value)
    ordered = [p for p in new.values() if p.kind < _KEYWORD_ONLY]
    ordered += [p for p in new.values() if p.kind is _KEYWORD_ONLY]
    ordered += [p for p in new.values() if p.kind is _VAR_KEYWORD]
    return wrapped.replace(parameters=ordered)


def _user_method(cls, name):
    """A special method of a class written in Python, or None."""
    method = getattr(cls, name, None)
    if method is None or isinstance(method, (types.WrapperDescriptorType, types.MethodWrapperType,
                                             types.ClassMethodDescriptorType, types.BuiltinFunctionType)):
        return None
    return method


def _from_class(obj, cls, get):
    """What calling a class takes: the metaclass's __call__, __new__, or __init__."""
    call = _user_method(type(obj), "__call__")
    if call is not None:
        return _bound(get(call))
    new, init = _user_method(obj, "__new__"), _user_method(obj, "__init__")
    for base in obj.__mro__:
        if new is not None and "__new__" in base.__dict__:
            return _bound(get(new))
        if init is not None and "__init__" in base.__dict__:
            return _bound(get(init))
    for base in obj.__mro__[:-1]:
        text = getattr(base, "__text_signature__", None) if "__text_signature__" in base.__dict__ or \
            not base.__flags__ & 512 else None
        if text:
            return _from_text(cls, obj, text, False)
    if type not in obj.__mro__:
        if obj.__init__ is object.__init__ and obj.__new__ is object.__new__:
            return cls()
        raise ValueError(f"no signature found for builtin type {obj!r}")
    raise ValueError(f"no signature found for builtin {obj!r}")


def _from_callable(obj, cls, follow_wrapped=True, skip_bound=True, globals=None, locals=None, eval_str=False):
    import inspect

    def get(target):
        return _from_callable(target, cls, follow_wrapped, skip_bound, globals, locals, eval_str)

    if not callable(obj):
        raise TypeError(f"{obj!r} is not a callable object")
    if isinstance(obj, types.MethodType):
        sig = get(obj.__func__)
        return _bound(sig) if skip_bound else sig
    if follow_wrapped:
        obj = inspect.unwrap(obj, stop=lambda f: hasattr(f, "__signature__") or isinstance(f, types.MethodType))
        if isinstance(obj, types.MethodType):
            return get(obj)
    sig = getattr(obj, "__signature__", None)
    if sig is not None:
        made = sig if isinstance(sig, (Signature, str)) or not callable(sig) else sig()
        if isinstance(made, str):  # as __text_signature__, for what cannot have that
            made = _from_text(cls, obj, made)
        if not isinstance(made, Signature):
            raise TypeError(f"unexpected object {sig!r} in __signature__ attribute")
        return made
    partialmethod = getattr(obj, "__partialmethod__", None)
    if partialmethod is not None and hasattr(partialmethod, "func"):
        wrapped = get(partialmethod.func)
        sig = _of_partial(wrapped, partialmethod, (None,))
        first = tuple(wrapped.parameters.values())[0]
        return sig if first.kind is _VAR_POSITIONAL else sig.replace(parameters=(first, *sig.parameters.values()))
    if isinstance(obj, types.FunctionType):
        return _from_function(cls, obj, globals, locals, eval_str)
    if isinstance(obj, (types.BuiltinFunctionType, types.MethodDescriptorType, types.WrapperDescriptorType,
                        types.MethodWrapperType, types.ClassMethodDescriptorType)):
        return _from_builtin(cls, obj, skip_bound)
    from functools import partial
    if isinstance(obj, partial):
        return _of_partial(get(obj.func), obj)
    if isinstance(obj, type):
        return _from_class(obj, cls, get)
    call = getattr(type(obj), "__call__", None)
    if call is not None:
        text = getattr(obj, "__text_signature__", None)
        if text:
            return _from_text(cls, obj, text, False)
        try:
            sig = get(call)
        except ValueError as ex:
            raise ValueError(f"no signature found for {obj!r}") from ex
        return _bound(sig) if skip_bound else sig
    raise ValueError(f"callable {obj!r} is not supported by signature")
