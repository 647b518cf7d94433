# SPDX-License-Identifier: MIT
"""The part of `shutil` that makes and unpacks archives; `tarfile` and `zipfile` are imported when they are needed."""

import os
import stat

from shutil import ReadError, RegistryError, copyfileobj

__all__ = [
    "make_archive", "get_archive_formats", "register_archive_format", "unregister_archive_format", "unpack_archive", "get_unpack_formats",
    "register_unpack_format", "unregister_unpack_format",
]

# Of tar files: what tarfile calls the compression, and the module that it takes.
_COMPRESSIONS = {None: ("", None), "gzip": ("gz", "zlib"), "bzip2": ("bz2", "bz2"), "xz": ("xz", "lzma")}


def _can_import(name):
    if name is None:
        return True
    try:
        __import__(name)
    except ImportError:
        return False
    return True


def _make_folder_for(path, dry_run, logger):
    folder = os.path.dirname(path)
    if folder and not os.path.exists(folder):
        if logger is not None:
            logger.info("creating %s", folder)
        if not dry_run:
            os.makedirs(folder)


def _find_id(name, module, function, index):
    """The number of a user or group; None for no name, or one that nobody has."""
    if name is None:
        return None
    try:
        return getattr(__import__(module), function)(name)[index]
    except (ImportError, KeyError):
        return None


def _make_tarball(base_name, base_dir, compress="gzip", verbose=0, dry_run=0, owner=None, group=None, logger=None, root_dir=None):
    """A tar file of a folder; its name."""
    if compress not in _COMPRESSIONS or not _can_import(_COMPRESSIONS[compress][1]):
        raise ValueError("bad value for 'compress', or compression format not supported : {0}".format(compress))
    suffix = _COMPRESSIONS[compress][0]
    archive_name = base_name + ".tar" + ("." + suffix if suffix else "")
    _make_folder_for(archive_name, dry_run, logger)
    if logger is not None:
        logger.info("Creating tar archive")
    uid, gid = _find_id(owner, "pwd", "getpwnam", 2), _find_id(group, "grp", "getgrnam", 2)

    def owned(info):
        if gid is not None:
            info.gid, info.gname = gid, group
        if uid is not None:
            info.uid, info.uname = uid, owner
        return info

    if not dry_run:
        import tarfile

        source = base_dir if root_dir is None else os.path.join(root_dir, base_dir)
        with tarfile.open(archive_name, "w|" + suffix) as archive:
            archive.add(source, base_dir, filter=owned)
    return archive_name if root_dir is None else os.path.abspath(archive_name)


def _make_zipfile(base_name, base_dir, verbose=0, dry_run=0, logger=None, owner=None, group=None, root_dir=None):
    """A zip file of a folder; its name."""
    import zipfile

    archive_name = base_name + ".zip"
    _make_folder_for(archive_name, dry_run, logger)
    if logger is not None:
        logger.info("creating '%s' and adding '%s' to it", archive_name, base_dir)
    if not dry_run:
        with zipfile.ZipFile(archive_name, "w", compression=zipfile.ZIP_DEFLATED) as archive:

            def add(path, name):
                archive.write(path, name)
                if logger is not None:
                    logger.info("adding '%s'", path)

            inside = os.path.normpath(base_dir)
            source = os.path.normpath(base_dir if root_dir is None else os.path.join(root_dir, base_dir))
            if inside != os.curdir:
                add(source, inside)
            for folder, folders, names in os.walk(source):
                inside = os.path.normpath(folder if root_dir is None else os.path.relpath(folder, root_dir))
                for name in sorted(folders):
                    add(os.path.join(folder, name), os.path.join(inside, name))
                for name in names:
                    path = os.path.normpath(os.path.join(folder, name))
                    if os.path.isfile(path):
                        add(path, os.path.join(inside, name))
    return archive_name if root_dir is None else os.path.abspath(archive_name)


_make_tarball.supports_root_dir = True
_make_zipfile.supports_root_dir = True


def _ensure_directory(path):
    folder = os.path.dirname(path)
    if not os.path.isdir(folder):
        os.makedirs(folder)


def _unpack_zipfile(filename, extract_dir):
    import zipfile

    if not zipfile.is_zipfile(filename):
        raise ReadError("%s is not a zip file" % filename)
    with zipfile.ZipFile(filename) as archive:
        for info in archive.infolist():
            name = info.filename
            if name.startswith("/") or ".." in name:  # it would lie elsewhere
                continue
            target = os.path.join(extract_dir, *name.split("/"))
            if not target:
                continue
            _ensure_directory(target)
            if not name.endswith("/"):
                with archive.open(name) as source, open(target, "wb") as file:
                    copyfileobj(source, file)


def _unpack_tarfile(filename, extract_dir, *, filter=None):
    import tarfile

    try:
        archive = tarfile.open(filename)
    except tarfile.TarError:
        raise ReadError("%s is not a compressed or uncompressed tar file" % filename) from None
    with archive:
        archive.extractall(extract_dir, filter=filter)


# Of each format: function, its extra arguments, description; and for unpacking the extensions before these.
_ARCHIVE_FORMATS = {"tar": (_make_tarball, [("compress", None)], "uncompressed tar file")}
_UNPACK_FORMATS = {"tar": ([".tar"], _unpack_tarfile, [], "uncompressed tar file"), "zip": ([".zip"], _unpack_zipfile, [], "ZIP file")}
if _can_import("zlib"):
    _ARCHIVE_FORMATS["gztar"] = _make_tarball, [("compress", "gzip")], "gzip'ed tar-file"
    _ARCHIVE_FORMATS["zip"] = _make_zipfile, [], "ZIP file"
    _UNPACK_FORMATS["gztar"] = [".tar.gz", ".tgz"], _unpack_tarfile, [], "gzip'ed tar-file"
if _can_import("bz2"):
    _ARCHIVE_FORMATS["bztar"] = _make_tarball, [("compress", "bzip2")], "bzip2'ed tar-file"
    _UNPACK_FORMATS["bztar"] = [".tar.bz2", ".tbz2"], _unpack_tarfile, [], "bzip2'ed tar-file"
if _can_import("lzma"):
    _ARCHIVE_FORMATS["xztar"] = _make_tarball, [("compress", "xz")], "xz'ed tar-file"
    _UNPACK_FORMATS["xztar"] = [".tar.xz", ".txz"], _unpack_tarfile, [], "xz'ed tar-file"


def get_archive_formats():
    """(name, description) of every format that can be made."""
    return sorted((name, entry[2]) for name, entry in _ARCHIVE_FORMATS.items())


def register_archive_format(name, function, extra_args=None, description=""):
    """Add a format: function(base_name, base_dir, **arguments) makes an archive; extra_args are pairs of names and values."""
    extra_args = [] if extra_args is None else extra_args
    if not callable(function):
        raise TypeError("The %s object is not callable" % function)
    if not isinstance(extra_args, (tuple, list)):
        raise TypeError("extra_args needs to be a sequence")
    for element in extra_args:
        if not isinstance(element, (tuple, list)) or len(element) != 2:
            raise TypeError("extra_args elements are : (arg_name, value)")
    _ARCHIVE_FORMATS[name] = function, extra_args, description


def unregister_archive_format(name):
    """Take a format away."""
    del _ARCHIVE_FORMATS[name]


def make_archive(base_name, format, root_dir=None, base_dir=None, verbose=0, dry_run=0, owner=None, group=None, logger=None):
    """Make an archive of base_dir as it is seen from root_dir (both: the current folder); its name, which is base_name and an extension."""
    try:
        function, extra_args, _ = _ARCHIVE_FORMATS[format]
    except KeyError:
        raise ValueError("unknown archive format '%s'" % format) from None
    arguments = {"dry_run": dry_run, "logger": logger, "owner": owner, "group": group, **dict(extra_args)}
    if base_dir is None:
        base_dir = os.curdir
    came_from = None
    if root_dir is not None:
        if not stat.S_ISDIR(os.stat(root_dir).st_mode):
            import errno

            raise NotADirectoryError(errno.ENOTDIR, "Not a directory", root_dir)
        if getattr(function, "supports_root_dir", False):
            base_name = os.fspath(base_name)
            arguments["root_dir"] = root_dir
        else:
            came_from = os.getcwd()
            if logger is not None:
                logger.debug("changing into '%s'", root_dir)
            base_name = os.path.abspath(base_name)
            if not dry_run:
                os.chdir(root_dir)
    try:
        return function(base_name, base_dir, **arguments)
    finally:
        if came_from is not None:
            if logger is not None:
                logger.debug("changing back to '%s'", came_from)
            os.chdir(came_from)


def get_unpack_formats():
    """(name, extensions, description) of every format that can be unpacked."""
    return sorted((name, entry[0], entry[3]) for name, entry in _UNPACK_FORMATS.items())


def register_unpack_format(name, extensions, function, extra_args=None, description=""):
    """Add a format: function(filename, folder, **arguments) unpacks what has one of the extensions."""
    known = {extension: format for format, entry in _UNPACK_FORMATS.items() for extension in entry[0]}
    for extension in extensions:
        if extension in known:
            raise RegistryError('%s is already registered for "%s"' % (extension, known[extension]))
    if not callable(function):
        raise TypeError("The registered function must be a callable")
    _UNPACK_FORMATS[name] = extensions, function, [] if extra_args is None else extra_args, description


def unregister_unpack_format(name):
    """Take a format away."""
    del _UNPACK_FORMATS[name]


def unpack_archive(filename, extract_dir=None, format=None, *, filter=None):
    """Unpack an archive into a folder (the current one), as the format says, or the extension of its name.

    `filter` is that of tarfile's extraction.
    """
    extract_dir = os.fspath(os.getcwd() if extract_dir is None else extract_dir)
    filename = os.fspath(filename)
    filters = {} if filter is None else {"filter": filter}
    if format is None:
        for name, entry in _UNPACK_FORMATS.items():
            if any(filename.endswith(extension) for extension in entry[0]):
                format = name
                break
        else:
            raise ReadError("Unknown archive format '{0}'".format(filename))
    try:
        _, function, extra_args, _ = _UNPACK_FORMATS[format]
    except KeyError:
        raise ValueError("Unknown unpack format '{0}'".format(format)) from None
    function(filename, extract_dir, **dict(extra_args), **filters)
