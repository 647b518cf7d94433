# SPDX-License-Identifier: MIT
"""Where an enum that `enum._simple_enum` made differs from one that was made by a class statement."""

# What belongs to one class alone, or is compared member by member.
_OF_THE_CLASS = frozenset(("__module__", "_member_map_", "_value2member_map_", "__doc__", "__static_attributes__", "__firstlineno__"))
_OF_THE_MEMBER = frozenset(("__module__", "__objclass__", "_inverted_"))
_INHERITED = ("__str__", "__repr__", "__format__", "__getnewargs_ex__", "__getnewargs__", "__reduce_ex__", "__reduce__")


def _unlike(key, checked, simple, kind=""):
    return "%r:\n         checked%s -> %r\n         simple%s  -> %r" % (key, kind, checked, kind, simple)


def _of_classes(checked, simple, members):
    for key in sorted((checked.keys() | simple.keys()) - _OF_THE_CLASS - members):
        if key not in simple:
            yield "missing key: %r" % (key,)
        elif key not in checked:
            yield "extra key:   %r" % (key,)
        elif not callable(checked[key]) and not isinstance(checked[key], property) and checked[key] != simple[key]:
            yield _unlike(key, checked[key], simple[key])


def _of_members(name, checked, simple):
    for key in (checked.keys() | simple.keys()) - _OF_THE_MEMBER:
        if key not in simple:
            yield "missing key %r not in the simple enum member %r" % (key, name)
        elif key not in checked:
            yield "extra key %r in simple enum member %r" % (key, name)
        elif checked[key] != simple[key]:
            yield _unlike(key, checked[key], simple[key], " member")


def _function_of(cls, name):
    method = getattr(cls, name, None)
    return getattr(method, "__func__", method)


def _test_simple_enum(checked_enum, simple_enum):
    """TypeError, with all differences, unless the enums are alike."""
    checked, simple = checked_enum.__dict__, simple_enum.__dict__
    members = checked_enum._member_map_.keys() | simple_enum._member_map_.keys()
    found = list(_of_classes(checked, simple, members))
    for name in members:
        if name not in simple:
            found.append("missing member from simple enum: %r" % name)
        elif name not in checked:
            found.append("extra member in simple enum: %r" % name)
        else:
            unlike = list(_of_members(name, checked_enum[name].__dict__, simple_enum[name].__dict__))
            if unlike:
                found.append("%r member mismatch:\n      %s" % (name, "\n      ".join(unlike)))
    for name in _INHERITED:
        if name not in checked and name not in simple:
            one, other = _function_of(checked_enum, name), _function_of(simple_enum, name)
            if one != other:
                found.append("%r:  checked -> %-30r simple -> %r" % (name, one, other))
    if found:
        raise TypeError("enum mismatch:\n   %s" % "\n   ".join(found))
