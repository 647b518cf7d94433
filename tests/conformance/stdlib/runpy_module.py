# runpy and pkgutil: modules, files, folders and archives run as programs; which modules there are, and data beside them.
# needs: zlib
import os
import pkgutil
import runpy
import struct
import sys
import tempfile
import zlib


def archive(files):
    """A zip file, every second entry of it compressed."""
    body, directory = b"", b""
    for n, (name, data) in enumerate(files.items()):
        name, packed = name.encode(), data
        if n % 2:
            maker = zlib.compressobj(wbits=-15)
            packed = maker.compress(data) + maker.flush()
        fields = (20, 0, 8 if n % 2 else 0, 0, 33, zlib.crc32(data), len(packed), len(data), len(name), 0)
        directory += struct.pack("<4sH5H3L2H", b"PK\1\2", 20, *fields) + struct.pack("<3H2L", 0, 0, 0, 0, len(body)) + name
        body += struct.pack("<4s5H3L2H", b"PK\3\4", *fields) + name + packed
    return body + directory + struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, len(files), len(files), len(directory), len(body), 0)


def attempt(function, *args, **keywords):
    try:
        return function(*args, **keywords)
    except Exception as error:
        return "%s: %s" % (type(error).__name__, str(error).replace(top, "TOP"))


def shown(namespace):
    return {key: str(value).replace(top, "TOP") for key, value in sorted(namespace.items())
            if key not in ("__builtins__", "__loader__", "__spec__", "__cached__")}


with tempfile.TemporaryDirectory() as top:
    sys.path.insert(0, top)
    files = {
        "pack/__init__.py": b"x = 'package'\n",
        "pack/__main__.py": b"import sys\nwhere = __name__, __package__, __spec__.name, sys.argv[0]\n",
        "pack/inner.py": b"from . import x\nme = __name__\n",
        "pack/data.txt": b"some text\n",
        "pack/deep/__init__.py": b"",
        "pack/deep/leaf.py": b"1/0\n",
        "plain.py": b"import sys\nanswer = 6 * given\nseen = __name__ in sys.modules, sys.argv[0]\n",
    }
    for name, data in files.items():
        path = os.path.join(top, *name.split("/"))
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "wb") as file:
            file.write(data)
    packed = os.path.join(top, "packed.zip")
    with open(packed, "wb") as file:
        file.write(archive({**files, "__main__.py": b"import pack.inner\nfound = pack.inner.me, pack.x, __file__, __package__\n"}))
    open(os.path.join(top, "pack", "deep", "pack.pkg"), "w").close()

    print(shown(runpy.run_module("plain", {"given": 7})))
    print(shown(runpy.run_module("plain", {"given": 7}, "named.main", alter_sys=True)))
    print(shown(runpy.run_module("pack", alter_sys=True)))
    print(shown(runpy.run_path(os.path.join(top, "plain.py"), {"given": 2}, "by.path")))
    print(shown(runpy.run_path(packed)))
    for name in ("missing", "pack.missing", "missing.inner", "pack.deep", ".relative", "plain.py", "plain.inner", "sys", "pack.deep.leaf"):
        print(name, attempt(runpy.run_module, name))
    print(attempt(runpy.run_path, os.path.join(top, "pack", "deep")))
    print(attempt(runpy.run_path, os.path.join(top, "none.py")))

    sys.modules.pop("pack", None)
    for place in (top, packed):
        print([(type(found).__name__, name, package) for found, name, package in pkgutil.iter_modules([place], "a.")])
    print([(name, package) for _, name, package in pkgutil.walk_packages([top])])
    print(pkgutil.get_data("pack", "data.txt"), attempt(pkgutil.get_data, "pack", "none.txt"), pkgutil.get_data("sys", "x"))
    for name in ("pack.inner:me", "pack.inner.me", "pack:inner", "os.path.join", "pack.nothing", "1x", "pack:", ":x", "a b"):
        found = attempt(pkgutil.resolve_name, name)
        print(name, getattr(found, "__name__", found))
    print(attempt(lambda: list(pkgutil.iter_modules(top))))
    print([each.replace(top, "TOP") for each in pkgutil.extend_path(["first"], "pack")], pkgutil.extend_path("frozen", "pack"))
    print(attempt(lambda: list(pkgutil.iter_importers(".x"))), pkgutil.get_importer(os.path.join(top, "plain.py")))

    for name in list(sys.modules):
        if name.split(".")[0] == "pack":
            del sys.modules[name]
    sys.path[0] = packed
    import pack.inner

    loader = pack.__loader__
    print(type(loader).__module__, type(loader).__name__, pack.__file__.replace(top, "TOP"), [p.replace(top, "TOP") for p in pack.__path__])
    print(repr(loader).replace(top, "TOP"), loader.prefix, loader.is_package("pack"), repr(loader.get_source("pack")))
    print(loader.get_data("pack/data.txt"), attempt(loader.get_data, "none"), attempt(loader.get_code, "none"))
    print(pkgutil.get_data("pack", "data.txt"), pack.inner.__spec__.origin.replace(top, "TOP"))
    try:
        import pack.deep.leaf
    except ZeroDivisionError as error:
        trace = error.__traceback__
        while trace.tb_next:
            trace = trace.tb_next
        print(trace.tb_frame.f_code.co_filename.replace(top, "TOP"), trace.tb_lineno)
    import zipimport

    for path in ("", packed + "/pack", top, packed + ".none", 1):
        print(str(attempt(lambda: zipimport.zipimporter(path).prefix)))
