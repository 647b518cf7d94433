# SPDX-License-Identifier: MIT
"""Looking at live objects: kinds, signatures, members, documentation, source, frames."""

import sys
import types

CO_OPTIMIZED, CO_NEWLOCALS, CO_VARARGS, CO_VARKEYWORDS, CO_NESTED = 1, 2, 4, 8, 16
CO_GENERATOR, CO_NOFREE, CO_COROUTINE, CO_ITERABLE_COROUTINE, CO_ASYNC_GENERATOR = 32, 64, 128, 256, 512
TPFLAGS_IS_ABSTRACT = 1 << 20


# ---- kinds of objects

def ismodule(object):
    """Whether it is a module."""
    return isinstance(object, types.ModuleType)


def isclass(object):
    """Whether it is a class."""
    return isinstance(object, type)


def ismethod(object):
    """Whether it is a bound method written in Python."""
    return isinstance(object, types.MethodType)


def ismethoddescriptor(object):
    """Whether it is a method descriptor, but neither a method, a class nor a function."""
    if isclass(object) or ismethod(object) or isfunction(object) or _unwrap_partial(object) is not object:
        return False
    tp = type(object)
    return hasattr(tp, "__get__") and not hasattr(tp, "__set__") and not hasattr(tp, "__delete__")


def isdatadescriptor(object):
    """Whether it is a data descriptor: one with __set__ or __delete__."""
    if isclass(object) or ismethod(object) or isfunction(object):
        return False
    tp = type(object)
    return hasattr(tp, "__set__") or hasattr(tp, "__delete__")


def ismemberdescriptor(object):
    """Whether it is the descriptor of a slot."""
    return isinstance(object, types.MemberDescriptorType)


def isgetsetdescriptor(object):
    """Whether it is a computed attribute of a built-in type."""
    return isinstance(object, types.GetSetDescriptorType)


def isfunction(object):
    """Whether it is a function written in Python."""
    return isinstance(object, types.FunctionType)


def _has_code_flag(f, flag):
    f = _unwrap_partial(f)
    while ismethod(f):
        f = f.__func__
    f = _unwrap_partial(f)
    return isfunction(f) and bool(f.__code__.co_flags & flag)


def _unwrap_partial(func):
    """The function inside of partial objects."""
    functools = sys.modules.get("functools")
    if functools is not None:
        while isinstance(func, functools.partial):
            func = func.func
    return func


def isgeneratorfunction(obj):
    """Whether calling it makes a generator."""
    return _has_code_flag(obj, CO_GENERATOR)


_is_coroutine_mark = object()


def markcoroutinefunction(func):
    """Decorator: iscoroutinefunction() shall be true of it."""
    if hasattr(func, "__func__"):
        func = func.__func__
    func._is_coroutine_marker = _is_coroutine_mark
    return func


def iscoroutinefunction(obj):
    """Whether calling it makes a coroutine (async def, or marked)."""
    if _has_code_flag(obj, CO_COROUTINE):
        return True
    f = _unwrap_partial(obj)
    if ismethod(f):
        f = f.__func__
    native = sys.modules.get("_asyncio")  # whose functions and methods are native
    if native is not None and native._makes_coroutines(f):
        return True
    return getattr(f, "_is_coroutine_marker", None) is _is_coroutine_mark


def isasyncgenfunction(obj):
    """Whether calling it makes an asynchronous generator."""
    return _has_code_flag(obj, CO_ASYNC_GENERATOR)


def isasyncgen(object):
    """Whether it is an asynchronous generator."""
    return isinstance(object, types.AsyncGeneratorType)


def isgenerator(object):
    """Whether it is a generator."""
    return isinstance(object, types.GeneratorType)


def iscoroutine(object):
    """Whether it is a coroutine."""
    return isinstance(object, types.CoroutineType)


def isawaitable(object):
    """Whether it can be awaited."""
    if isinstance(object, types.CoroutineType):
        return True
    if isinstance(object, types.GeneratorType):
        return bool(object.gi_code.co_flags & CO_ITERABLE_COROUTINE)
    return getattr(type(object), "__await__", None) is not None


def istraceback(object):
    """Whether it is a traceback."""
    return isinstance(object, types.TracebackType)


def isframe(object):
    """Whether it is a frame."""
    return isinstance(object, types.FrameType)


def iscode(object):
    """Whether it is a code object."""
    return isinstance(object, types.CodeType)


def isbuiltin(object):
    """Whether it is a built-in function or bound method."""
    return isinstance(object, types.BuiltinFunctionType)


def ismethodwrapper(object):
    """Whether it is a bound special method of a built-in type."""
    return isinstance(object, types.MethodWrapperType)


def isroutine(object):
    """Whether it is any kind of function or method."""
    return (isbuiltin(object) or isfunction(object) or ismethod(object) or ismethoddescriptor(object)
            or ismethodwrapper(object))


def isabstract(object):
    """Whether it is an abstract class."""
    if not isinstance(object, type):
        return False
    return bool(getattr(object, "__abstractmethods__", None))


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


def unwrap(func, *, stop=None):
    """The function that __wrapped__ attributes lead to."""
    first, memo = func, {id(func)}
    while not isinstance(func, type) and hasattr(func, "__wrapped__"):
        if stop is not None and stop(func):
            break
        func = func.__wrapped__
        if id(func) in memo or len(memo) >= sys.getrecursionlimit():
            raise ValueError(f"wrapper loop when unwrapping {first!r}")
        memo.add(id(func))
    return func


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

def cleandoc(doc):
    """A docstring without the indentation of its lines."""
    lines = doc.expandtabs().split("\n")
    margin = min((len(line) - len(line.lstrip(" ")) for line in lines[1:] if line.strip(" ")), default=sys.maxsize)
    lines[0] = lines[0].lstrip(" ")
    if margin < sys.maxsize:
        lines[1:] = [line[margin:] for line in lines[1:]]
    while lines and not lines[-1]:
        lines.pop()
    while lines and not lines[0]:
        lines.pop(0)
    return "\n".join(lines)


def _finddoc(obj):
    if isclass(obj):
        for base in obj.__mro__:
            if base is not object:
                try:
                    doc = base.__doc__
                except AttributeError:
                    continue
                if doc is not None:
                    return doc
        return None
    if ismethod(obj):
        name, cls = obj.__func__.__name__, obj.__self__
        if not isclass(cls):
            cls = type(cls)
    elif isfunction(obj):
        name, cls = obj.__name__, _class_of_function(obj)
    elif isbuiltin(obj):
        name, cls = obj.__name__, obj.__self__
        if not isclass(cls):
            cls = type(cls)
    elif isinstance(obj, property):
        name, cls = obj.fget.__name__, _class_of_function(obj.fget)
    elif ismethoddescriptor(obj) or isdatadescriptor(obj):
        name, cls = obj.__name__, obj.__objclass__
    else:
        return None
    for base in getattr(cls, "__mro__", ()):
        try:
            doc = getattr(base, name).__doc__
        except AttributeError:
            continue
        if doc is not None:
            return doc
    return None


def _class_of_function(func):
    cls = sys.modules.get(func.__module__)
    for name in func.__qualname__.split(".")[:-1]:
        cls = getattr(cls, name, None)
    return cls if isclass(cls) else None


def getdoc(object):
    """The documentation of an object, from what it overrides if it has none, with indentation cleaned up."""
    try:
        doc = object.__doc__
    except AttributeError:
        return None
    if doc is None:
        try:
            doc = _finddoc(object)
        except (AttributeError, TypeError):
            return None
    return cleandoc(doc) if isinstance(doc, str) else None


def getfile(object):
    """The file that an object was defined in."""
    if ismodule(object):
        if getattr(object, "__file__", None):
            return object.__file__
        raise TypeError(f"{object!r} is a built-in module")
    if isclass(object):
        if hasattr(object, "__module__"):
            module = sys.modules.get(object.__module__)
            if getattr(module, "__file__", None):
                return module.__file__
            if object.__module__ == "__main__":
                raise OSError("source code not available")
        raise TypeError(f"{object!r} is a built-in class")
    if ismethod(object):
        object = object.__func__
    if isfunction(object):
        object = object.__code__
    if istraceback(object):
        object = object.tb_frame
    if isframe(object):
        object = object.f_code
    if iscode(object):
        return object.co_filename
    raise TypeError("module, class, method, function, traceback, frame, or code object was expected, got "
                    f"{type(object).__name__}")


def getsourcefile(object):
    """The file with an object's source, or None. A loader may have the source of a file that is not there."""
    filename = getfile(object)
    from os.path import exists
    import linecache
    if filename in linecache.cache or exists(filename):
        return filename
    module = getmodule(object, filename)
    loader = getattr(module, "__loader__", None) or getattr(getattr(module, "__spec__", None), "loader", None)
    return filename if loader is not None else None


def getabsfile(object, _filename=None):
    """The absolute path of the file that an object is from."""
    import os
    return os.path.normcase(os.path.abspath(_filename or getsourcefile(object) or getfile(object)))


def getmodule(object, _filename=None):
    """The module that an object was defined in, or None."""
    if ismodule(object):
        return object
    if hasattr(object, "__module__"):
        return sys.modules.get(object.__module__)
    try:
        file = getfile(object)
    except (TypeError, OSError):
        return None
    for module in list(sys.modules.values()):
        if ismodule(module) and getattr(module, "__file__", None) == file:
            return module
    main = sys.modules["__main__"]
    name = getattr(object, "__name__", None)
    if name and getattr(main, name, None) is object:
        return main
    return None


def getmodulename(path):
    """The name of the module in a file, or None."""
    import importlib.machinery
    name = path.rsplit("/", 1)[-1]
    for suffix in sorted(importlib.machinery.all_suffixes(), key=len, reverse=True):
        if name.endswith(suffix):
            return name[:-len(suffix)]
    return None


def findsource(object):
    """All lines of the file with an object's source, and the index of its first line."""
    file = getsourcefile(object)
    if not file:
        file = getfile(object)
        if not (file.startswith("<") and file.endswith(">")):
            raise OSError("source code not available")
    import linecache
    linecache.checkcache(file)
    module = getmodule(object, file)
    lines = linecache.getlines(file, module.__dict__ if module else None)
    if not lines:
        raise OSError("could not get source code")
    if ismodule(object):
        return lines, 0
    if isclass(object):
        try:
            return lines, vars(object)["__firstlineno__"] - 1
        except (TypeError, KeyError):
            raise OSError("source code not available") from None
    if ismethod(object):
        object = object.__func__
    if isfunction(object):
        object = object.__code__
    if istraceback(object):
        object = object.tb_frame
    if isframe(object):
        object = object.f_code
    if iscode(object):
        number = object.co_firstlineno - 1
        if number >= len(lines):
            raise OSError("lineno is out of bounds")
        return lines, number
    raise OSError("could not find code object")


def indentsize(line):
    """The column in which the text of a line starts, tabs expanded."""
    line = line.expandtabs()
    return len(line) - len(line.lstrip())


def getsourcelines(object):
    """The lines of an object's source, and the number of the first."""
    object = unwrap(object)
    lines, number = findsource(object)
    if istraceback(object):
        object = object.tb_frame
    if ismodule(object) or (isframe(object) and object.f_code.co_name == "<module>"):
        return lines, 0
    from _source_block import getblock
    return getblock(lines[number:]), number + 1


def getsource(object):
    """The text of an object's source."""
    lines, _ = getsourcelines(object)
    return "".join(lines)


def getcomments(object):
    """The comment lines right before an object's source, or None."""
    try:
        lines, number = findsource(object)
    except (OSError, TypeError):
        return None
    found = []
    if ismodule(object):
        start = 1 if lines and lines[0][:2] == "#!" else 0
        while start < len(lines) and lines[start].strip() in ("", "#"):
            start += 1
        while start < len(lines) and lines[start][:1] == "#":
            found.append(lines[start].expandtabs())
            start += 1
        return "".join(found) or None
    indent = len(lines[number]) - len(lines[number].lstrip())
    while number > 0:
        number -= 1
        line = lines[number].expandtabs()
        if line.lstrip()[:1] != "#" or len(line) - len(line.lstrip()) != indent:
            break
        found.insert(0, line.lstrip())
    return "".join(found) or None


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
