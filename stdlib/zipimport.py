# SPDX-License-Identifier: MIT
"""Modules from zip archives (PEP 273): the hook of sys.path_hooks for paths that lead to an archive, or into one.

Archives are read as .ZIP File Format Specification 6.3 has it, with a comment, Zip64 records, and anything in front of the archive.
"""

import io
import struct
import sys

import _imp
from _frozen_importlib import ModuleSpec, _call_with_frames_removed, _verbose_message, spec_from_loader
from _frozen_importlib_external import _LoaderBasics, _path_join, _path_split, _path_stat

__all__ = ["ZipImportError", "zipimporter"]


class ZipImportError(ImportError):
    """An archive cannot be read, or does not have the module."""


# Of each archive's path: {path of a file in it: (path with the archive's, method, size there, size, offset, time, date, checksum)}.
# Folders end in a slash.
_zip_directory_cache = {}

_END = struct.Struct("<4s4H2LH")
_END_64 = struct.Struct("<4sQ2H2L4Q")
_LOCATOR_64 = 20
_ENTRY = struct.Struct("<4s6H3L5H2L")
_LOCAL = struct.Struct("<4s5H3L2H")
_LONGEST_COMMENT = 0xFFFF
_SEE_EXTRA = 0xFFFFFFFF
_UTF8_NAME = 0x800

# How a module's path may go on: a package, or a file.
_SEARCH_ORDER = (("/__init__.py", True), (".py", False))


class zipimporter(_LoaderBasics):
    """Finder and loader of the modules in an archive, or in a folder of it: zipimporter('/path/app.zip/folder')."""

    def __init__(self, path):
        if not isinstance(path, str):
            raise TypeError("expected str, not %r" % type(path))
        if not path:
            raise ZipImportError("archive path is empty", path=path)
        inside = []
        while True:
            try:
                mode = _path_stat(path).st_mode
                break
            except (OSError, ValueError):
                head, tail = _path_split(path)
                if head == path:
                    raise ZipImportError("not a Zip file", path=path) from None
                path = head
                inside.append(tail)
        if mode & 0o170000 != 0o100000:
            raise ZipImportError("not a Zip file", path=path)
        if path not in _zip_directory_cache:
            _zip_directory_cache[path] = _read_directory(path)
        self.archive = path
        self.prefix = "".join(part + "/" for part in reversed(inside) if part)

    def _get_files(self):
        files = _zip_directory_cache.get(self.archive)
        if files is None:
            try:
                files = _zip_directory_cache[self.archive] = _read_directory(self.archive)
            except ZipImportError:
                files = {}
        return files

    def invalidate_caches(self):
        """Read the archive's directory again when next asked."""
        _zip_directory_cache.pop(self.archive, None)

    def _path_of(self, fullname):
        return self.prefix + fullname.rpartition(".")[2]

    def _find(self, fullname):
        """The archive's entry for a module and whether it is a package; (None, None) if there is none."""
        files, path = self._get_files(), self._path_of(fullname)
        for suffix, is_package in _SEARCH_ORDER:
            entry = files.get(path + suffix)
            if entry is not None:
                return entry, is_package
        return None, None

    def _need(self, fullname):
        entry, is_package = self._find(fullname)
        if entry is None:
            files, path = self._get_files(), self._path_of(fullname)
            for suffix, _ in _SEARCH_ORDER:
                if path + suffix + "c" in files:
                    raise ZipImportError("bytecode files are not in ouro: %r" % files[path + suffix + "c"][0], name=fullname)
            raise ZipImportError("can't find module %r" % fullname, name=fullname)
        return entry, is_package

    def find_spec(self, fullname, target=None):
        """The spec of a module, of a part of a namespace package, or None."""
        entry, is_package = self._find(fullname)
        if entry is not None:
            return spec_from_loader(fullname, self, is_package=is_package)
        path = self._path_of(fullname)
        if path + "/" not in self._get_files():
            return None
        spec = ModuleSpec(fullname, None, is_package=True)
        spec.submodule_search_locations.append(self.archive + "/" + path)
        return spec

    def get_code(self, fullname):
        """The code object of a module."""
        entry, _ = self._need(fullname)
        source = _get_data(self.archive, entry).replace(b"\r\n", b"\n").replace(b"\r", b"\n")
        return _call_with_frames_removed(compile, source, entry[0], "exec", dont_inherit=True)

    def get_data(self, pathname):
        """The bytes of a file, by its path in the archive or with the archive's path before it."""
        key = pathname.removeprefix(self.archive + "/")
        try:
            entry = self._get_files()[key]
        except KeyError:
            raise OSError(0, "", key) from None
        return _get_data(self.archive, entry)

    def get_filename(self, fullname):
        """What the module's __file__ is."""
        return self._need(fullname)[0][0]

    def get_source(self, fullname):
        """The module's text."""
        return _get_data(self.archive, self._need(fullname)[0]).decode()

    def is_package(self, fullname):
        """Whether the module is a package."""
        return self._need(fullname)[1]

    def load_module(self, fullname):
        """Deprecated: the module, imported again if it is there."""
        import warnings

        warnings.warn(
            "zipimport.zipimporter.load_module() is deprecated and slated for removal in Python 3.12; use exec_module() instead",
            DeprecationWarning, stacklevel=2,
        )
        entry, is_package = self._need(fullname)
        code = self.get_code(fullname)
        module = sys.modules.get(fullname)
        if not isinstance(module, type(sys)):
            module = sys.modules[fullname] = type(sys)(fullname)
        try:
            module.__loader__ = self
            if is_package:
                module.__path__ = [_path_join(self.archive, self._path_of(fullname))]
            module.__file__ = entry[0]
            module.__spec__ = spec_from_loader(fullname, self, is_package=is_package)
            module.__package__ = module.__spec__.parent
            exec(code, module.__dict__)
        except BaseException:
            del sys.modules[fullname]
            raise
        try:
            module = sys.modules[fullname]
        except KeyError:
            raise ImportError("Loaded module %r not found in sys.modules" % fullname) from None
        _verbose_message("import {} # loaded from Zip {}", fullname, entry[0])
        return module

    def get_resource_reader(self, fullname):
        """The reader of a package's resources."""
        from importlib.readers import ZipReader

        return ZipReader(self, fullname)

    def __repr__(self):
        return '<zipimporter object "%s/%s">' % (self.archive, self.prefix)


# ---- archives


def _read_exactly(file, size, archive):
    data = file.read(size)
    if len(data) != size:
        raise ZipImportError("can't read Zip file: %r" % archive, path=archive)
    return data


def _find_end(file, archive):
    """What the record at an archive's end says: where it lies, size and offset of the directory, how many entries that has."""
    size = file.seek(0, 2)
    start = max(size - _LONGEST_COMMENT - _END.size - _END_64.size - _LOCATOR_64, 0)
    file.seek(start)
    tail = file.read()
    at, at_64 = tail.rfind(b"PK\5\6"), tail.rfind(b"PK\6\6")
    if at < 0:
        raise ZipImportError("not a Zip file: %r" % archive, path=archive)
    if at_64 >= 0 and at_64 + _END_64.size + _LOCATOR_64 == at:
        *_, count, directory_size, offset = _END_64.unpack_from(tail, at_64)
        return start + at_64, directory_size, offset, count
    if len(tail) < at + _END.size:
        raise ZipImportError("corrupt Zip file: %r" % archive, path=archive)
    _, _, _, count, _, directory_size, offset, _ = _END.unpack_from(tail, at)
    return start + at, directory_size, offset, count


def _read_directory(archive):
    """The archive's directory, as _zip_directory_cache has it."""
    try:
        file = io.open_code(archive)
    except OSError:
        raise ZipImportError("can't open Zip file: %r" % archive, path=archive) from None
    with file:
        before = file.tell()  # descriptors that were inherited share their position
        try:
            files = _read_entries(file, archive)
        except OSError:
            raise ZipImportError("can't read Zip file: %r" % archive, path=archive) from None
        finally:
            file.seek(before)
    _verbose_message("zipimport: found {} names in {!r}", len(files), archive)
    for path in list(files):
        # Archives need not have entries for their folders.
        while (path := path.rstrip("/").rpartition("/")[0] + "/") != "/" and path not in files:
            files[path] = (_path_join(archive, path), 0, 0, 0, 0, 0, 0, 0)
    return files


def _read_entries(file, archive):
    end, size, offset, count = _find_end(file, archive)
    if end < size:
        raise ZipImportError("bad central directory size: %r" % archive, path=archive)
    if end < offset:
        raise ZipImportError("bad central directory offset: %r" % archive, path=archive)
    start = end - size
    shift = start - offset  # bytes before the archive, such as a line that names its interpreter
    if shift < 0:
        raise ZipImportError("bad central directory size or offset: %r" % archive, path=archive)
    files, found = {}, 0
    file.seek(start)
    while True:
        header = file.read(_ENTRY.size)
        if len(header) < 4:
            raise EOFError("EOF read where not expected")
        if header[:4] != b"PK\1\2":
            if found != count:
                raise ZipImportError("mismatched num_entries: %d should be %d in %r" % (found, count, archive), path=archive)
            return files
        if len(header) != _ENTRY.size:
            raise EOFError("EOF read where not expected")
        _, _, _, flags, method, time, date, checksum, packed, unpacked, name_size, extra_size, comment_size, _, _, _, at = _ENTRY.unpack(header)
        name = _read_exactly(file, name_size, archive)
        extra = _read_exactly(file, extra_size + comment_size, archive)[:extra_size]
        # Without the flag it is what the first archivers had.
        name = name.decode() if flags & _UTF8_NAME else name.decode("ascii") if name.isascii() else name.decode("cp437")
        if _SEE_EXTRA in (packed, unpacked, at):
            unpacked, packed, at = _from_extra(extra, (unpacked, packed, at), archive)
        if at > offset:
            raise ZipImportError("bad local header offset: %r" % archive, path=archive)
        files[name] = (_path_join(archive, name), method, packed, unpacked, at + shift, time, date, checksum)
        found += 1


def _from_extra(extra, fields, archive):
    """Fields that are too large for their place, from the Zip64 part of an entry; the others stay."""
    wrong = ZipImportError("can't read header extra: %r" % archive, path=archive)
    while extra:
        if len(extra) < 4:
            raise wrong
        tag, size = struct.unpack_from("<2H", extra)
        if len(extra) < 4 + size:
            raise wrong
        if tag == 1:
            if size % 8 or size > 24:
                raise wrong
            large = list(struct.unpack_from("<%dQ" % (size // 8), extra, 4))
            try:
                return [large.pop(0) if field == _SEE_EXTRA else field for field in fields]
            except IndexError:
                raise wrong from None
        extra = extra[4 + size:]
    return fields


def _get_data(archive, entry):
    """The bytes of an entry, unpacked."""
    _, method, packed, _, at, _, _, _ = entry
    with io.open_code(archive) as file:
        try:
            file.seek(at)
        except OSError:
            raise ZipImportError("can't read Zip file: %r" % archive, path=archive) from None
        header = file.read(_LOCAL.size)
        if len(header) != _LOCAL.size:
            raise EOFError("EOF read where not expected")
        *start, name_size, extra_size = _LOCAL.unpack(header)
        if start[0] != b"PK\3\4":
            raise ZipImportError("bad local file header: %r" % archive, path=archive)
        file.seek(name_size + extra_size, 1)
        data = file.read(packed)
    if len(data) != packed:
        raise OSError("zipimport: can't read data")
    return data if method == 0 else _decompress(data)


_decompressing = False


def _decompress(data):
    global _decompressing
    try:
        if _decompressing:
            raise ImportError  # zlib itself is looked for in an archive that needs it
        _decompressing = True
        try:
            from zlib import decompress
        finally:
            _decompressing = False
    except Exception:
        raise ZipImportError("can't decompress data; zlib not available") from None
    return decompress(data, -15)


_imp.set_archive_hook(zipimporter)
