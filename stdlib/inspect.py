# SPDX-License-Identifier: MIT
"""Looking at live objects: kinds, signatures, members, documentation, source, frames."""

import sys
import types

from _inspect_kinds import (CO_ASYNC_GENERATOR, CO_COROUTINE, CO_GENERATOR, CO_ITERABLE_COROUTINE, CO_NESTED,  # noqa: F401: offered here
                            CO_NEWLOCALS, CO_NOFREE, CO_OPTIMIZED, CO_VARARGS, CO_VARKEYWORDS,
                            TPFLAGS_IS_ABSTRACT, _has_code_flag, _is_coroutine_mark, isabstract, isasyncgen,
                            isasyncgenfunction, isawaitable, isbuiltin, isclass, iscode, iscoroutine,
                            iscoroutinefunction, isdatadescriptor, isframe, isfunction, isgenerator,
                            isgeneratorfunction, isgetsetdescriptor, ismemberdescriptor, ismethod,
                            ismethoddescriptor, ismethodwrapper, ismodule, isroutine, istraceback,
                            markcoroutinefunction, unwrap, _unwrap_partial)


# ---- members

def getmro(cls):
    """The method resolution order."""
    return cls.__mro__


def _getmembers(object, predicate, getter):
    names = dir(object)
    mro = ()
    if isclass(object):
        mro = (object,) + getmro(object)
        # DynamicClassAttributes of a metaclass do not show in dir().
        for base in object.__bases__:
            for name, value in base.__dict__.items():
                if isinstance(value, types.DynamicClassAttribute):
                    names.append(name)
    results, processed = [], set()
    for key in names:
        try:
            value = getter(object, key)
            if key in processed:
                raise AttributeError
        except AttributeError:
            for base in mro:
                if key in base.__dict__:
                    value = base.__dict__[key]
                    break
            else:
                continue
        if not predicate or predicate(value):
            results.append((key, value))
        processed.add(key)
    results.sort(key=lambda pair: pair[0])
    return results


def getmembers(object, predicate=None):
    """All (name, value) pairs of an object's members that satisfy the predicate, sorted by name."""
    return _getmembers(object, predicate, getattr)


def getmembers_static(object, predicate=None):
    """The same without running descriptors, __getattr__ or __getattribute__."""
    return _getmembers(object, predicate, getattr_static)


_sentinel = object()


def _class_lookup(klass, name):
    for entry in type.__dict__["__mro__"].__get__(klass):
        value = type.__dict__["__dict__"].__get__(entry).get(name, _sentinel)
        if value is not _sentinel:
            return value
    return _sentinel


def _instance_lookup(obj, name):
    try:
        attributes = object.__getattribute__(obj, "__dict__")
    except AttributeError:
        return _sentinel
    return dict.get(attributes, name, _sentinel) if isinstance(attributes, dict) else _sentinel


def getattr_static(obj, attr, default=_sentinel):
    """An attribute as it is stored: nothing is run to find it."""
    instance_result = _sentinel
    if isinstance(obj, type):
        klass = obj
    else:
        klass = type(obj)
        described = _class_lookup(klass, "__dict__")
        if described is _sentinel or isinstance(described, (types.MemberDescriptorType, types.GetSetDescriptorType)):
            instance_result = _instance_lookup(obj, attr)
    klass_result = _class_lookup(klass, attr)
    if instance_result is not _sentinel and klass_result is not _sentinel:
        kind = type(klass_result)
        if _class_lookup(kind, "__get__") is not _sentinel and (
                _class_lookup(kind, "__set__") is not _sentinel or _class_lookup(kind, "__delete__") is not _sentinel):
            return klass_result
    if instance_result is not _sentinel:
        return instance_result
    if klass_result is not _sentinel:
        return klass_result
    if obj is klass:
        value = _class_lookup(type(klass), attr)
        if value is not _sentinel:
            return value
    if default is not _sentinel:
        return default
    raise AttributeError(attr)


def _home_of(cls, name, value, mro, metaclasses):
    """The class that an attribute of cls comes from, by its value."""
    home = getattr(value, "__objclass__", None)
    if home in mro:
        return home
    home = None
    for each in mro:
        if getattr(each, name, None) is value:
            home = each
    for each in metaclasses:
        try:
            if each.__getattr__(cls, name) is value:
                home = each
        except AttributeError:
            pass
    return home


def classify_class_attrs(cls):
    """A list of Attribute(name, kind, defining_class, object) for what dir(cls) has, and for what only instances show."""
    mro, metaclasses = getmro(cls), [base for base in getmro(type(cls)) if base not in (type, object)]
    virtual = [name for base in mro for name, value in base.__dict__.items()
               if isinstance(value, types.DynamicClassAttribute) and value.fget is not None]
    result, seen = [], set()
    for name in (*dir(cls), *virtual):
        value = own = home = None
        if name not in seen and name != "__dict__":
            try:
                value = getattr(cls, name)
            except Exception:
                pass
            else:
                home = _home_of(cls, name, value, mro, metaclasses)
        for base in (*mro, *metaclasses):
            if name in base.__dict__:
                own = base.__dict__[name]
                if home not in metaclasses:
                    home = base
                break
        if home is None:  # dir() made it up
            continue
        if isinstance(own, (staticmethod, types.BuiltinMethodType)):
            kind, value = "static method", own
        elif isinstance(own, (classmethod, types.ClassMethodDescriptorType)):
            kind, value = "class method", own
        elif isinstance(own, property):
            kind, value = "property", own
        else:
            if value is None:
                value = own
            kind = "method" if isroutine(value) else "data"
        result.append(_record("Attribute")(name, kind, home, value))
        seen.add(name)
    return result


def get_annotations(obj, *, globals=None, locals=None, eval_str=False):
    """The annotations of a class, module or callable, perhaps with those that are text evaluated."""
    if isinstance(obj, type):
        own = obj.__dict__.get("__annotations__")
        if isinstance(own, types.GetSetDescriptorType):
            own = None
        module = sys.modules.get(getattr(obj, "__module__", None))
        scope = getattr(module, "__dict__", None)
        inner = dict(vars(obj))
        wrapped = obj
    elif isinstance(obj, types.ModuleType):
        own, scope, inner, wrapped = getattr(obj, "__annotations__", None), obj.__dict__, None, None
    elif callable(obj):
        own, scope, inner = getattr(obj, "__annotations__", None), getattr(obj, "__globals__", None), None
        wrapped = obj
    else:
        raise TypeError(f"{obj!r} is not a module, class, or callable.")
    if own is None:
        return {}
    if not isinstance(own, dict):
        raise ValueError(f"{obj!r}.__annotations__ is neither a dict nor None")
    if not own:
        return {}
    if not eval_str:
        return dict(own)
    if wrapped is not None:
        wrapped = _unwrap_partial(unwrap(wrapped))
        scope = getattr(wrapped, "__globals__", scope)
    globals = scope if globals is None else globals
    locals = (inner or {}) if locals is None else locals
    parameters = getattr(obj, "__type_params__", ())
    if parameters:
        locals = {**{p.__name__: p for p in parameters}, **locals}
    return {key: eval(value, globals, locals) if isinstance(value, str) else value for key, value in own.items()}


# ---- documentation and source

from _inspect_source import (cleandoc, _finddoc, findsource, getabsfile, getcomments,  # noqa: F401: offered here
                             getdoc, getfile, getmodule, getmodulename, getsource, getsourcefile,
                             getsourcelines, indentsize)


# ---- trees of classes

def walktree(classes, children, parent):
    """[(class, its bases), [the same for those below it], …] for each of some classes; `children` maps a class to those below it."""
    tree = []
    classes.sort(key=lambda cls: (cls.__module__, cls.__name__))
    for cls in classes:
        tree.append((cls, cls.__bases__))
        if cls in children:
            tree.append(walktree(children[cls], children, cls))
    return tree


def getclasstree(classes, unique=False):
    """The given classes as a tree by their bases, for walktree(); a class with several bases stands below each, or if `unique` below one."""
    children, roots = {}, []
    for cls in classes:
        if not cls.__bases__ and cls not in roots:
            roots.append(cls)
        for base in cls.__bases__:
            below = children.setdefault(base, [])
            if cls not in below:
                below.append(cls)
            if unique and base in classes:
                break
    roots += [base for base in children if base not in classes]
    return walktree(roots, children, None)


# ---- frames

def _named(name, fields):
    from collections import namedtuple
    return namedtuple(name, fields, module=__name__)


_LAZY = {
    "Attribute": "name kind defining_class object",
    "FullArgSpec": "args varargs varkw defaults kwonlyargs kwonlydefaults annotations",
    "ArgInfo": "args varargs keywords locals",
    "Arguments": "args varargs varkw",
    "ClosureVars": "nonlocals globals builtins unbound",
    "_Traceback": "filename lineno function code_context index",
    "_FrameInfo": "frame filename lineno function code_context index",
}


def __getattr__(name):
    if name in _LAZY:
        made = _named(name.lstrip("_"), _LAZY[name])
    elif name == "BufferFlags":
        made = _buffer_flags()
    elif name == "Traceback":
        made = _positioned(__getattr__("_Traceback"), "Traceback")
    elif name == "FrameInfo":
        made = _positioned(__getattr__("_FrameInfo"), "FrameInfo")
    elif name in ("BlockFinder", "EndOfBlock", "getblock"):
        import _source_block
        made = getattr(_source_block, name)
    else:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    globals()[name] = made
    return made


def _record(name):
    return globals().get(name) or __getattr__(name)


def _buffer_flags():
    import enum

    class BufferFlags(enum.IntFlag):
        """What __buffer__() is asked for (PEP 688)."""

        SIMPLE = 0
        WRITABLE = 1
        FORMAT = 4
        ND = 8
        STRIDES = 0x10 | ND
        C_CONTIGUOUS = 0x20 | STRIDES
        F_CONTIGUOUS = 0x40 | STRIDES
        ANY_CONTIGUOUS = 0x80 | STRIDES
        INDIRECT = 0x100 | STRIDES
        CONTIG = ND | WRITABLE
        CONTIG_RO = ND
        STRIDED = STRIDES | WRITABLE
        STRIDED_RO = STRIDES
        RECORDS = STRIDES | WRITABLE | FORMAT
        RECORDS_RO = STRIDES | FORMAT
        FULL = INDIRECT | WRITABLE | FORMAT
        FULL_RO = INDIRECT | FORMAT
        READ = 0x100
        WRITE = 0x200

    BufferFlags.__qualname__ = "BufferFlags"
    return BufferFlags


def _positioned(base, name):
    def __new__(cls, *args, positions=None, **kwds):
        self = base.__new__(cls, *args, **kwds)
        self.positions = positions
        return self

    def __repr__(self):
        shown = ", ".join(f"{field}={getattr(self, field)!r}" for field in (*base._fields, "positions"))
        return f"{name}({shown})"
    return type(name, (base,), {"__new__": __new__, "__repr__": __repr__, "__module__": __name__})


def getframeinfo(frame, context=1):
    """Where a frame or traceback stands: Traceback(filename, lineno, function, code_context, index)."""
    if istraceback(frame):
        lineno, frame = frame.tb_lineno, frame.tb_frame
    else:
        lineno = frame.f_lineno
    if not isframe(frame):
        raise TypeError(f"{frame!r} is not a frame or traceback object")
    filename = getsourcefile(frame) or getfile(frame)
    lines = index = None
    if context > 0:
        start = lineno - 1 - context // 2
        try:
            lines, _ = findsource(frame)
        except OSError:
            lines = None
        else:
            start = max(0, min(start, len(lines) - context))
            lines = lines[start:start + context]
            index = lineno - 1 - start
    return _record("Traceback")(filename, lineno, frame.f_code.co_name, lines, index)


def getouterframes(frame, context=1):
    """FrameInfo of a frame and all that called it."""
    result = []
    while frame:
        info = getframeinfo(frame, context)
        result.append(_record("FrameInfo")(frame, *info, positions=info.positions))
        frame = frame.f_back
    return result


def getinnerframes(tb, context=1):
    """FrameInfo of each entry of a traceback."""
    result = []
    while tb:
        info = getframeinfo(tb, context)
        result.append(_record("FrameInfo")(tb.tb_frame, *info, positions=info.positions))
        tb = tb.tb_next
    return result


def getlineno(frame):
    """The line that a frame is at."""
    return frame.f_lineno


def currentframe():
    """The caller's frame."""
    return sys._getframe(1)


def stack(context=1):
    """FrameInfo of the caller and all above it."""
    return getouterframes(sys._getframe(1), context)


def trace(context=1):
    """FrameInfo from the caller to where the exception that is being handled was raised."""
    exc = sys.exception()
    return getinnerframes(None if exc is None else exc.__traceback__, context)


def getargs(co):
    """Arguments(args, varargs, varkw) of a code object."""
    if not iscode(co):
        raise TypeError(f"{co!r} is not a code object")
    names, count = co.co_varnames, co.co_argcount + co.co_kwonlyargcount
    varargs = varkw = None
    if co.co_flags & CO_VARARGS:
        varargs, count = names[count], count + 1
    if co.co_flags & CO_VARKEYWORDS:
        varkw = names[count]
    return _record("Arguments")(list(names[:co.co_argcount + co.co_kwonlyargcount]), varargs, varkw)


def getargvalues(frame):
    """ArgInfo(args, varargs, keywords, locals) of a frame."""
    args, varargs, varkw = getargs(frame.f_code)
    return _record("ArgInfo")(args, varargs, varkw, frame.f_locals)


def formatargvalues(args, varargs, varkw, locals, formatarg=str, formatvarargs=lambda name: "*" + name,
                    formatvarkw=lambda name: "**" + name, formatvalue=lambda value: "=" + repr(value)):
    """The text "(a=1, *args=(), …)" for what getargvalues() gave."""
    shown = [(formatarg, name) for name in args]
    shown += [(formatted, name) for formatted, name in ((formatvarargs, varargs), (formatvarkw, varkw)) if name]
    return "(" + ", ".join(formatted(name) + formatvalue(locals[name]) for formatted, name in shown) + ")"


def getclosurevars(func):
    """ClosureVars(nonlocals, globals, builtins, unbound) that a function refers to."""
    if ismethod(func):
        func = func.__func__
    if not isfunction(func):
        raise TypeError(f"{func!r} is not a Python function")
    code = func.__code__
    nonlocals = {}
    for name, cell in zip(code.co_freevars, func.__closure__ or ()):
        try:
            nonlocals[name] = cell.cell_contents
        except ValueError:
            pass
    import builtins
    space, found, built_in, unbound = func.__globals__, {}, {}, set()
    for name in code.co_names:
        if name in space:
            found[name] = space[name]
        elif hasattr(builtins, name):
            built_in[name] = getattr(builtins, name)
        else:
            unbound.add(name)
    return _record("ClosureVars")(nonlocals, found, built_in, unbound)


# ---- states of generators and their kin

GEN_CREATED, GEN_RUNNING, GEN_SUSPENDED, GEN_CLOSED = "GEN_CREATED", "GEN_RUNNING", "GEN_SUSPENDED", "GEN_CLOSED"
CORO_CREATED, CORO_RUNNING, CORO_SUSPENDED, CORO_CLOSED = ("CORO_CREATED", "CORO_RUNNING", "CORO_SUSPENDED",
                                                           "CORO_CLOSED")
AGEN_CREATED, AGEN_RUNNING, AGEN_SUSPENDED, AGEN_CLOSED = ("AGEN_CREATED", "AGEN_RUNNING", "AGEN_SUSPENDED",
                                                           "AGEN_CLOSED")


def _state(prefix, running, suspended, frame):
    if running:
        return prefix + "_RUNNING"
    if suspended:
        return prefix + "_SUSPENDED"
    return prefix + ("_CLOSED" if frame is None else "_CREATED")


def getgeneratorstate(generator):
    """GEN_CREATED, GEN_RUNNING, GEN_SUSPENDED or GEN_CLOSED."""
    return _state("GEN", generator.gi_running, generator.gi_suspended, generator.gi_frame)


def getcoroutinestate(coroutine):
    """CORO_CREATED, CORO_RUNNING, CORO_SUSPENDED or CORO_CLOSED."""
    return _state("CORO", coroutine.cr_running, coroutine.cr_suspended, coroutine.cr_frame)


def getasyncgenstate(agen):
    """AGEN_CREATED, AGEN_RUNNING, AGEN_SUSPENDED or AGEN_CLOSED."""
    return _state("AGEN", agen.ag_running, agen.ag_suspended, agen.ag_frame)


def getgeneratorlocals(generator):
    """The local variables of a generator."""
    if not isgenerator(generator):
        raise TypeError(f"{generator!r} is not a Python generator")
    return generator.gi_frame.f_locals if generator.gi_frame is not None else {}


def getcoroutinelocals(coroutine):
    """The local variables of a coroutine."""
    return coroutine.cr_frame.f_locals if coroutine.cr_frame is not None else {}


def getasyncgenlocals(agen):
    """The local variables of an asynchronous generator."""
    if not isasyncgen(agen):
        raise TypeError(f"{agen!r} is not a Python async generator")
    return agen.ag_frame.f_locals if agen.ag_frame is not None else {}


from _signature import (BoundArguments, Parameter, Signature, _empty, _ParameterKind, _POSITIONAL_ONLY,
                        _POSITIONAL_OR_KEYWORD, _VAR_POSITIONAL, _KEYWORD_ONLY, _VAR_KEYWORD, formatannotation,
                        signature)


def getfullargspec(func):
    """FullArgSpec(args, varargs, varkw, defaults, kwonlyargs, kwonlydefaults, annotations) of a callable."""
    try:
        sig = signature(func, follow_wrapped=False)
    except Exception as ex:
        raise TypeError("unsupported callable") from ex
    bound = ismethod(func)
    args, varargs, varkw, defaults, kwonlyargs, kwdefaults, annotations = [], None, None, (), [], {}, {}
    if bound:
        args.append(func.__func__.__code__.co_varnames[0])
    for param in sig.parameters.values():
        kind, name = param.kind, param.name
        if kind in (_POSITIONAL_ONLY, _POSITIONAL_OR_KEYWORD):
            args.append(name)
            if param.default is not param.empty:
                defaults += (param.default,)
        elif kind is _VAR_POSITIONAL:
            varargs = name
        elif kind is _KEYWORD_ONLY:
            kwonlyargs.append(name)
            if param.default is not param.empty:
                kwdefaults[name] = param.default
        else:
            varkw = name
        if param.annotation is not param.empty:
            annotations[name] = param.annotation
    if sig.return_annotation is not sig.empty:
        annotations = {"return": sig.return_annotation, **annotations}
    return _record("FullArgSpec")(args, varargs, varkw, defaults or None, kwonlyargs, kwdefaults or None, annotations)


def getcallargs(func, /, *positional, **named):
    """What each parameter of a function gets from these arguments."""
    if ismethod(func):
        positional, func = (func.__self__, *positional), func.__func__
    bound = signature(func, follow_wrapped=False).bind(*positional, **named)
    bound.apply_defaults()
    return dict(bound.arguments)
