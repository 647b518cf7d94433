# SPDX-License-Identifier: MIT
"""The same as functions of a package and the parts of a path in it."""

from ._common import as_file, files

_MISSING = object()


def _find(anchor, path_names):
    if anchor is None:
        raise TypeError("anchor must be module or string, got None")
    return files(anchor).joinpath(*path_names)


def _encoding(path_names, encoding):
    if encoding is not _MISSING:
        return encoding
    if len(path_names) > 1:  # the last of them used to be the encoding
        raise TypeError("'encoding' argument required with multiple path names")
    return "utf-8"


def open_binary(anchor, *path_names):
    """A file of the package, open for reading bytes."""
    return _find(anchor, path_names).open("rb")


def open_text(anchor, *path_names, encoding=_MISSING, errors="strict"):
    """A file of the package, open for reading text."""
    encoding = _encoding(path_names, encoding)
    return _find(anchor, path_names).open("r", encoding=encoding, errors=errors)


def read_binary(anchor, *path_names):
    """The bytes of a file of the package."""
    return _find(anchor, path_names).read_bytes()


def read_text(anchor, *path_names, encoding=_MISSING, errors="strict"):
    """The text of a file of the package."""
    encoding = _encoding(path_names, encoding)
    with _find(anchor, path_names).open("r", encoding=encoding, errors=errors) as file:
        return file.read()


def path(anchor, *path_names):
    """A context manager with a file of the package on disk, see as_file()."""
    return as_file(_find(anchor, path_names))


def is_resource(anchor, *path_names):
    """Whether the path leads to a file of the package."""
    return _find(anchor, path_names).is_file()


def contents(anchor, *path_names):
    """Deprecated: the names of what lies in a folder of the package."""
    import warnings

    warnings.warn("importlib.resources.contents is deprecated. Use files(anchor).iterdir() instead.", DeprecationWarning, stacklevel=2)
    return (item.name for item in _find(anchor, path_names).iterdir())
