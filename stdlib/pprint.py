# SPDX-License-Identifier: MIT
"""Data printed so that it can be read: what is too long for a line is spread over several, one item on each."""

import collections as _collections
import sys as _sys
import types as _types

__all__ = ["pprint", "pformat", "isreadable", "isrecursive", "saferepr", "PrettyPrinter", "pp"]


def pprint(object, stream=None, indent=1, width=80, depth=None, *, compact=False, sort_dicts=True,
           underscore_numbers=False):
    """Prints to a stream, standard output if none is given."""
    PrettyPrinter(indent, width, depth, stream, compact=compact, sort_dicts=sort_dicts,
                  underscore_numbers=underscore_numbers).pprint(object)


def pformat(object, indent=1, width=80, depth=None, *, compact=False, sort_dicts=True, underscore_numbers=False):
    """What pprint() would print."""
    return PrettyPrinter(indent, width, depth, compact=compact, sort_dicts=sort_dicts,
                         underscore_numbers=underscore_numbers).pformat(object)


def pp(object, *args, sort_dicts=False, **kwargs):
    """Prints, with the keys of dicts in their own order."""
    pprint(object, *args, sort_dicts=sort_dicts, **kwargs)


def saferepr(object):
    """repr() on a line, which says where an object contains itself."""
    return PrettyPrinter()._safe_repr(object, {}, None, 0)[0]


def isreadable(object):
    """Whether eval() could make the object out of its repr()."""
    return PrettyPrinter()._safe_repr(object, {}, None, 0)[1]


def isrecursive(object):
    """Whether the object contains itself."""
    return PrettyPrinter()._safe_repr(object, {}, None, 0)[2]


class _safe_key:
    """A key to sort by even where values cannot be compared: then types and ids decide."""

    __slots__ = ("value",)

    def __init__(self, value):
        self.value = value

    def __lt__(self, other):
        try:
            return self.value < other.value
        except TypeError:
            return (str(type(self.value)), id(self.value)) < (str(type(other.value)), id(other.value))


def _sorted_items(mapping):
    return sorted(mapping.items(), key=lambda item: (_safe_key(item[0]), _safe_key(item[1])))


_SCALARS = frozenset((str, bytes, bytearray, float, complex, bool, type(None)))


class PrettyPrinter:
    """Prints by its options.

    The functions for types share their parameters: `indent` is the column where the object begins, `allowance` how many
    characters must follow it on its last line, `context` holds the ids of what it is within, `level` how deep it is.
    """

    def __init__(self, indent=1, width=80, depth=None, stream=None, *, compact=False, sort_dicts=True,
                 underscore_numbers=False):
        indent, width = int(indent), int(width)
        if indent < 0:
            raise ValueError("indent must be >= 0")
        if depth is not None and depth <= 0:
            raise ValueError("depth must be > 0")
        if not width:
            raise ValueError("width must be != 0")
        self._indent_per_level = indent
        self._width = width
        self._depth = depth
        self._stream = _sys.stdout if stream is None else stream
        self._compact = bool(compact)
        self._sort_dicts = sort_dicts
        self._underscore_numbers = underscore_numbers

    def pprint(self, object):
        if self._stream is not None:
            self._format(object, self._stream, 0, 0, {}, 0)
            self._stream.write("\n")

    def pformat(self, object):
        from io import StringIO
        stream = StringIO()
        self._format(object, stream, 0, 0, {}, 0)
        return stream.getvalue()

    def isrecursive(self, object):
        return self.format(object, {}, 0, 0)[2]

    def isreadable(self, object):
        _text, readable, recursive = self.format(object, {}, 0, 0)
        return readable and not recursive

    def format(self, object, context, maxlevels, level):
        """The text of an object on a line, whether it is readable, and whether it is recursive. For heirs to override."""
        return self._safe_repr(object, context, maxlevels, level)

    def _repr(self, object, context, level):
        text, readable, recursive = self.format(object, context.copy(), self._depth, level)
        if not readable:
            self._readable = False
        if recursive:
            self._recursive = True
        return text

    def _format(self, object, stream, indent, allowance, context, level):
        if id(object) in context:
            stream.write(_recursion(object))
            self._recursive, self._readable = True, False
            return
        text = self._repr(object, context, level)
        if len(text) > self._width - indent - allowance:
            spread = self._dispatch.get(type(object).__repr__)
            if spread is None and _has_own_repr(object):
                spread = PrettyPrinter._pprint_dataclass
            if spread is not None:
                context[id(object)] = 1
                spread(self, object, stream, indent, allowance, context, level + 1)
                del context[id(object)]
                return
        stream.write(text)

    # Items, one after another.

    def _pad(self, stream):
        stream.write(" " * (self._indent_per_level - 1))

    def _format_items(self, items, stream, indent, allowance, context, level):
        self._pad(stream)
        indent += self._indent_per_level
        items = list(items)
        last = len(items) - 1
        separator, next_line = "", ",\n" + " " * indent
        room = whole = self._width - indent + 1  # of a compact line: each item is counted with ", "
        for place, item in enumerate(items):
            if place == last:
                room -= allowance
                whole -= allowance
            if self._compact:
                text = self._repr(item, context, level)
                need = len(text) + 2
                if room < need:
                    room = whole
                    if separator:
                        separator = next_line
                if room >= need:
                    room -= need
                    stream.write(separator + text)
                    separator = ", "
                    continue
            stream.write(separator)
            separator = next_line
            self._format(item, stream, indent, allowance if place == last else 1, context, level)

    def _format_dict_items(self, items, stream, indent, allowance, context, level):
        indent += self._indent_per_level
        last = len(items) - 1
        for place, (key, value) in enumerate(items):
            text = self._repr(key, context, level)
            stream.write(text + ": ")
            self._format(value, stream, indent + len(text) + 2, allowance if place == last else 1, context, level)
            if place != last:
                stream.write(",\n" + " " * indent)

    def _format_namespace_items(self, items, stream, indent, allowance, context, level):
        last = len(items) - 1
        for place, (name, value) in enumerate(items):
            stream.write(name + "=")
            if id(value) in context:
                stream.write("...")  # as the repr() of a dataclass has it
            else:
                self._format(value, stream, indent + len(name) + 1, allowance if place == last else 1, context, level)
            if place != last:
                stream.write(",\n" + " " * indent)

    # A function for each type: by its __repr__, so that heirs which have one of their own are left alone.

    _dispatch = {}

    def _pprint_dict(self, object, stream, indent, allowance, context, level):
        stream.write("{")
        self._pad(stream)
        if object:
            items = _sorted_items(object) if self._sort_dicts else object.items()
            self._format_dict_items(items, stream, indent, allowance + 1, context, level)
        stream.write("}")

    _dispatch[dict.__repr__] = _pprint_dict

    def _pprint_ordered_dict(self, object, stream, indent, allowance, context, level):
        if not object:
            stream.write(repr(object))
            return
        name = type(object).__name__
        stream.write(name + "(")
        self._format(list(object.items()), stream, indent + len(name) + 1, allowance + 1, context, level)
        stream.write(")")

    _dispatch[_collections.OrderedDict.__repr__] = _pprint_ordered_dict

    def _pprint_list(self, object, stream, indent, allowance, context, level):
        stream.write("[")
        self._format_items(object, stream, indent, allowance + 1, context, level)
        stream.write("]")

    _dispatch[list.__repr__] = _pprint_list

    def _pprint_tuple(self, object, stream, indent, allowance, context, level):
        end = ",)" if len(object) == 1 else ")"
        stream.write("(")
        self._format_items(object, stream, indent, allowance + len(end), context, level)
        stream.write(end)

    _dispatch[tuple.__repr__] = _pprint_tuple

    def _pprint_set(self, object, stream, indent, allowance, context, level):
        if not object:
            stream.write(repr(object))
            return
        start, end = "{", "}"
        if type(object) is not set:
            start, end = type(object).__name__ + "({", "})"
            indent += len(start) - 1
        stream.write(start)
        self._format_items(sorted(object, key=_safe_key), stream, indent, allowance + len(end), context, level)
        stream.write(end)

    _dispatch[set.__repr__] = _dispatch[frozenset.__repr__] = _pprint_set

    def _pprint_str(self, object, stream, indent, allowance, context, level):
        if not object:
            stream.write(repr(object))
            return
        outermost = level == 1
        if outermost:  # it stands in parentheses
            indent += 1
            allowance += 1
        chunks = []
        lines = object.splitlines(True)
        for place, line in enumerate(lines):
            last = place == len(lines) - 1
            room = self._width - indent
            if len(repr(line)) <= room - (allowance if last else 0):
                chunks.append(repr(line))
            else:
                chunks += _wrapped_words(line, room, allowance if last else 0)
        if len(chunks) == 1:
            stream.write(repr(lines[-1]))
            return
        text = ("\n" + " " * indent).join(chunks)
        stream.write(f"({text})" if outermost else text)

    _dispatch[str.__repr__] = _pprint_str

    def _pprint_bytes(self, object, stream, indent, allowance, context, level):
        if len(object) <= 4:
            stream.write(repr(object))
            return
        outermost = level == 1
        if outermost:
            indent += 1
            allowance += 1
        text = ("\n" + " " * indent).join(_wrapped_bytes(object, self._width - indent, allowance))
        stream.write(f"({text})" if outermost else text)

    _dispatch[bytes.__repr__] = _pprint_bytes

    def _pprint_bytearray(self, object, stream, indent, allowance, context, level):
        stream.write("bytearray(")
        self._pprint_bytes(bytes(object), stream, indent + 10, allowance + 1, context, level + 1)
        stream.write(")")

    _dispatch[bytearray.__repr__] = _pprint_bytearray

    def _pprint_mappingproxy(self, object, stream, indent, allowance, context, level):
        stream.write("mappingproxy(")
        self._format(object.copy(), stream, indent + 13, allowance + 1, context, level)
        stream.write(")")

    _dispatch[_types.MappingProxyType.__repr__] = _pprint_mappingproxy

    def _pprint_fields(self, name, items, stream, indent, allowance, context, level):
        stream.write(name + "(")
        self._format_namespace_items(items, stream, indent + len(name) + 1, allowance, context, level)
        stream.write(")")

    def _pprint_simplenamespace(self, object, stream, indent, allowance, context, level):
        name = "namespace" if type(object) is _types.SimpleNamespace else type(object).__name__
        self._pprint_fields(name, object.__dict__.items(), stream, indent, allowance, context, level)

    _dispatch[_types.SimpleNamespace.__repr__] = _pprint_simplenamespace

    def _pprint_dataclass(self, object, stream, indent, allowance, context, level):
        from dataclasses import fields
        items = [(field.name, getattr(object, field.name)) for field in fields(object) if field.repr]
        self._pprint_fields(type(object).__name__, items, stream, indent, allowance, context, level)

    def _pprint_default_dict(self, object, stream, indent, allowance, context, level):
        if not object:
            stream.write(repr(object))
            return
        name = type(object).__name__
        factory = self._repr(object.default_factory, context, level)
        indent += len(name) + 1
        stream.write(f"{name}({factory},\n" + " " * indent)
        self._pprint_dict(object, stream, indent, allowance + 1, context, level)
        stream.write(")")

    _dispatch[_collections.defaultdict.__repr__] = _pprint_default_dict

    def _pprint_counter(self, object, stream, indent, allowance, context, level):
        if not object:
            stream.write(repr(object))
            return
        name = type(object).__name__
        stream.write(name + "({")
        self._pad(stream)
        self._format_dict_items(object.most_common(), stream, indent + len(name) + 1, allowance + 2, context, level)
        stream.write("})")

    _dispatch[_collections.Counter.__repr__] = _pprint_counter

    def _pprint_chain_map(self, object, stream, indent, allowance, context, level):
        if not object.maps:
            stream.write(repr(object))
            return
        name = type(object).__name__
        indent += len(name) + 1
        stream.write(name + "(")
        for mapping in object.maps[:-1]:
            self._format(mapping, stream, indent, 1, context, level)
            stream.write(",\n" + " " * indent)
        self._format(object.maps[-1], stream, indent, allowance + 1, context, level)
        stream.write(")")

    _dispatch[_collections.ChainMap.__repr__] = _pprint_chain_map

    def _pprint_deque(self, object, stream, indent, allowance, context, level):
        if not object:
            stream.write(repr(object))
            return
        name = type(object).__name__
        indent += len(name) + 1
        bounded = object.maxlen is not None
        stream.write(name + "([")
        self._format_items(object, stream, indent, 2 if bounded else allowance + 2, context, level)
        if bounded:
            stream.write("],\n" + " " * indent + f"maxlen={self._repr(object.maxlen, context, level)})")
        else:
            stream.write("])")

    _dispatch[_collections.deque.__repr__] = _pprint_deque

    def _pprint_user(self, object, stream, indent, allowance, context, level):
        self._format(object.data, stream, indent, allowance, context, level - 1)

    for _type in (_collections.UserDict, _collections.UserList, _collections.UserString):
        _dispatch[_type.__repr__] = _pprint_user
    del _type

    # On one line.

    def _safe_repr(self, object, context, maxlevels, level):
        kind = type(object)
        if kind in _SCALARS:
            return repr(object), True, False
        own = getattr(kind, "__repr__", None)
        if issubclass(kind, int) and own is int.__repr__:
            return format(object, "_d") if self._underscore_numbers else repr(object), True, False

        if issubclass(kind, dict) and own is dict.__repr__:
            shape = "{%s}"
        elif issubclass(kind, list) and own is list.__repr__:
            shape = "[%s]"
        elif issubclass(kind, tuple) and own is tuple.__repr__:
            shape = "(%s,)" if len(object) == 1 else "(%s)"
        else:
            text = repr(object)
            return text, text and not text.startswith("<"), False
        if not object:
            return shape % "", True, False
        if maxlevels and level >= maxlevels:
            return shape % "...", False, id(object) in context
        if id(object) in context:
            return _recursion(object), False, True

        context[id(object)] = 1
        readable, recursive, texts = True, False, []

        def add(item):
            nonlocal readable, recursive
            text, is_readable, is_recursive = self.format(item, context, maxlevels, level + 1)
            readable = readable and is_readable
            recursive = recursive or is_recursive
            return text

        if shape == "{%s}":
            for key, value in _sorted_items(object) if self._sort_dicts else object.items():
                texts.append(f"{add(key)}: {add(value)}")
        else:
            for item in object:
                texts.append(add(item))
        del context[id(object)]
        return shape % ", ".join(texts), readable, True if recursive else False


def _recursion(object):
    return f"<Recursion on {type(object).__name__} with id={id(object)}>"


def _has_own_repr(object):
    """Whether this is an instance of a dataclass, with the __repr__ that dataclass() made."""
    if isinstance(object, type) or not hasattr(type(object), "__dataclass_fields__"):
        return False
    made = getattr(object.__repr__, "__wrapped__", None)
    return object.__dataclass_params__.repr and made is not None and "__create_fn__" in made.__qualname__


def _wrapped_words(line, room, allowance):
    """The repr()s of parts of a line, which is divided after blanks; the last part has less room."""
    import re
    words = re.findall(r"\S+\s*|\s+", line)
    current = ""
    for place, word in enumerate(words):
        if place == len(words) - 1:
            room -= allowance
        if current and len(repr(current + word)) > room:
            yield repr(current)
            current = ""
        current += word
    if current:
        yield repr(current)


def _wrapped_bytes(value, room, allowance):
    """The repr()s of parts, which are multiples of four bytes."""
    current = b""
    last = len(value) // 4 * 4
    for start in range(0, len(value), 4):
        part = value[start:start + 4]
        if start == last:
            room -= allowance
        if current and len(repr(current + part)) > room:
            yield repr(current)
            current = b""
        current += part
    if current:
        yield repr(current)
