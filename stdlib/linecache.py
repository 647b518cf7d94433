# SPDX-License-Identifier: MIT
"""Lines of source files, kept for those who print tracebacks."""

__all__ = ["getline", "clearcache", "checkcache", "lazycache"]

# filename -> (size, time of change, lines, full name), or (function that gives the source,) until it is asked for
cache = {}


def clearcache():
    """Forget all lines."""
    cache.clear()


def getline(filename, lineno, module_globals=None):
    """A line of a file with its newline, or '' when there is none."""
    lines = getlines(filename, module_globals)
    return lines[lineno - 1] if 1 <= lineno <= len(lines) else ""


def getlines(filename, module_globals=None):
    """All lines of a file, or [] when it cannot be read."""
    entry = cache.get(filename)
    if entry is not None and len(entry) != 1:
        return entry[2]
    try:
        return updatecache(filename, module_globals)
    except MemoryError:
        clearcache()
        return []


def _register_code(code, string, name):
    """Remember source that has no file under the file name that its code bears."""
    cache[code] = len(string), None, [line + "\n" for line in string.splitlines()], name


def checkcache(filename=None):
    """Forget the lines of files that have changed."""
    names = list(cache) if filename is None else [filename] if filename in cache else []
    for name in names:
        entry = cache.get(name)
        if entry is None or len(entry) == 1:
            continue
        size, mtime, _, fullname = entry
        if mtime is None:
            continue
        import os
        try:
            stat = os.stat(fullname)
        except (OSError, ValueError):
            cache.pop(name, None)
            continue
        if size != stat.st_size or mtime != stat.st_mtime:
            cache.pop(name, None)


def _is_made_up(filename):
    return not filename or filename.startswith("<") and filename.endswith(">")


def updatecache(filename, module_globals=None):
    """Read a file anew; [] when that fails."""
    if len(cache.get(filename, ())) != 1:
        cache.pop(filename, None)
    if _is_made_up(filename):
        return []
    import os
    fullname = filename
    try:
        stat = os.stat(fullname)
    except OSError:
        if lazycache(filename, module_globals):
            try:
                data = cache[filename][0]()
            except (ImportError, OSError):
                pass
            else:
                if data is None:
                    return []
                lines = [line + "\n" for line in data.splitlines()]
                cache[filename] = len(data), None, lines, fullname
                return lines
        if os.path.isabs(filename):
            return []
        import sys
        for folder in sys.path:
            try:
                fullname = os.path.join(folder, filename)
                stat = os.stat(fullname)
                break
            except (TypeError, AttributeError, OSError, ValueError):
                pass
        else:
            return []
    except ValueError:
        return []
    try:
        with open(fullname, "rb") as file:
            text = _decode(file.read())
    except (OSError, UnicodeDecodeError, SyntaxError):
        return []
    lines = _split(text)
    if not lines:
        lines = ["\n"]
    elif not lines[-1].endswith("\n"):
        lines[-1] += "\n"
    cache[filename] = stat.st_size, stat.st_mtime, lines, fullname
    return lines


def _split(text):
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    lines = text.split("\n")
    last = lines.pop()
    lines = [line + "\n" for line in lines]
    if last:
        lines.append(last)
    return lines


def _decode(data):
    """Source text from bytes, by its mark or by the coding comment in its first two lines (PEP 263)."""
    encoding = "utf-8"
    if data.startswith(b"\xef\xbb\xbf"):
        data = data[3:]
    for line in data.split(b"\n", 2)[:2]:
        comment = line.strip()
        if comment.startswith(b"#"):
            at = comment.find(b"coding")
            if at >= 0 and comment[at + 6:at + 7] in (b":", b"="):
                words = comment[at + 7:].split()
                if words:
                    encoding = words[0].split(b";")[0].decode("latin-1")
                break
        elif comment:
            break
    try:
        return data.decode(encoding)
    except LookupError:
        raise SyntaxError(f"unknown encoding: {encoding}") from None


def lazycache(filename, module_globals):
    """Note where the source of a module that is not a file can be had; True when it is there."""
    if filename in cache:
        return len(cache[filename]) == 1
    if _is_made_up(filename) or not module_globals or "__name__" not in module_globals:
        return False
    spec = module_globals.get("__spec__")
    name = getattr(spec, "name", None) or module_globals["__name__"]
    loader = getattr(spec, "loader", None) or module_globals.get("__loader__")
    get_source = getattr(loader, "get_source", None)
    if loader is None and isinstance(file := module_globals.get("__file__"), str) and file != filename:
        # Modules have no loaders: the source of the module is that of its file.
        def get_source(name):
            return "".join(getlines(file))
    if not name or not get_source:
        return False
    cache[filename] = (lambda: get_source(name),)
    return True
