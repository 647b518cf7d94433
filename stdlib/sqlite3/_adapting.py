# SPDX-License-Identifier: MIT
"""Values of other types as values that SQLite has, and back (PEP 246)."""

from _sqlite3 import ProgrammingError

PARSE_DECLTYPES = 1
PARSE_COLNAMES = 2

adapters = {}    # (type, protocol): function
converters = {}  # name of a declared type, in capitals: function of bytes

any_base_type = False  # an adapter for int, float, str or bytearray was registered


class PrepareProtocol:
    """The protocol that values which are bound to parameters are adapted to."""


PrepareProtocol.__module__ = "sqlite3"


def register_adapter(type, adapter, /):
    """Binds values of exactly this type as what adapter(value) gives."""
    global any_base_type
    if type in (int, float, str, bytearray):
        any_base_type = True
    adapters[type, PrepareProtocol] = adapter


def register_converter(typename, converter, /):
    """Makes values of columns of this declared type by converter(bytes)."""
    if not isinstance(typename, str):
        raise TypeError(f"register_converter() argument 1 must be str, not {type(typename).__name__}")
    converters[typename.upper()] = converter


_none_given = object()


def adapt(obj, proto=PrepareProtocol, alt=_none_given, /):
    """What stands for the object: by its adapter, the protocol's or its own __adapt__; else `alt`."""
    adapter = adapters.get((type(obj), proto))
    if adapter is not None:
        return adapter(obj)
    for owner, other in (proto, obj), (obj, proto):
        method = getattr(owner, "__adapt__" if owner is proto else "__conform__", None)
        if method is not None:
            try:
                adapted = method(other)
            except TypeError:
                continue
            if adapted is not None:
                return adapted
    if alt is not _none_given:
        return alt
    raise ProgrammingError("can't adapt")


def adapt_or_keep(value):
    """What is bound for a value."""
    return adapt(value, PrepareProtocol, value)
