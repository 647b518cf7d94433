# SPDX-License-Identifier: MIT
"""The codecs that the library has, found by their names or aliases. Each is a module of this package with a function getregentry()."""

import _codecs
import codecs

from encodings import aliases

_cache = {}


class CodecRegistryError(LookupError, SystemError):
    """An encoding's definition is not as it has to be."""


def normalize_encoding(encoding):
    """Runs of what is neither letter, digit nor dot become one underscore each."""
    if isinstance(encoding, bytes):
        encoding = str(encoding, "ascii")
    out = []
    gap = False
    for c in encoding:
        if c.isalnum() or c == ".":
            if gap and out:
                out.append("_")
            if c.isascii():
                out.append(c)
            gap = False
        else:
            gap = True
    return "".join(out)


def search_function(encoding):
    """The CodecInfo of an encoding, or None."""
    if encoding in _cache:
        return _cache[encoding]
    name = normalize_encoding(encoding).lower()
    alias = aliases.aliases.get(name) or aliases.aliases.get(name.replace(".", "_"))
    found = None
    for candidate in (_codecs._canonical(name), alias, name):
        if candidate and "." not in candidate:
            found = _from_module(candidate.replace("-", "_"))
            if found is not None:
                break
    _cache[encoding] = found
    return found


def _from_module(name):
    try:
        module = __import__("encodings." + name, fromlist=["getregentry"], level=0)
    except ImportError:
        return None
    entry = getattr(module, "getregentry", None)
    if entry is None:
        return None
    info = entry()
    if isinstance(info, codecs.CodecInfo):
        return info
    if not 4 <= len(info) <= 7:
        raise CodecRegistryError(f'module "{module.__name__}" ({module.__file__}) failed to register')
    if not callable(info[0]) or not callable(info[1]) or any(each is not None and not callable(each) for each in info[2:6]):
        raise CodecRegistryError(f'incompatible codecs in module "{module.__name__}" ({module.__file__})')
    return codecs.CodecInfo(*(tuple(info) + (None,) * (6 - len(info)) + (name,))[:7])


def __getattr__(name):
    """Modules of the package are there without being imported, as if they had been looked up."""
    if not name.startswith("_"):
        try:
            return __import__("encodings." + name, fromlist=["getregentry"], level=0)
        except ImportError:
            pass
    raise AttributeError(f"module 'encodings' has no attribute {name!r}")


# Whichever of codecs and encodings is imported first imports the other; here both know all that is needed.
codecs.register(search_function)
