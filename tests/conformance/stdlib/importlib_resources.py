# importlib.resources: files of packages in folders, archives, several folders at once, and behind loaders of the older kind.
# needs: zlib
import importlib
import importlib.abc
import importlib.machinery
import importlib.resources as resources
import io
import os
import struct
import sys
import tempfile
import types
import warnings
import zlib
from importlib.resources import abc


def attempt(function, *args, **keywords):
    try:
        return function(*args, **keywords)
    except Exception as error:
        return type(error).__name__


def archive(files):
    body, directory = b"", b""
    for name, data in files.items():
        name = name.encode()
        fields = (20, 0, 0, 0, 33, zlib.crc32(data), len(data), len(data), len(name), 0)
        directory += struct.pack("<4sH5H3L2H", b"PK\1\2", 20, *fields) + struct.pack("<3H2L", 0, 0, 0, 0, len(body)) + name
        body += struct.pack("<4s5H3L2H", b"PK\3\4", *fields) + name + data
    return body + directory + struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, len(files), len(files), len(directory), len(body), 0)


def look(package):
    folder = resources.files(package)
    print(isinstance(folder, abc.Traversable), folder.is_dir(), folder.is_file(), folder.name)
    print(sorted(item.name for item in folder.iterdir() if not item.name.startswith("__")))
    inner = folder / "data" / "inner.bin"
    print(inner.name, inner.is_file(), inner.read_bytes(), folder.joinpath("data", "inner.bin").is_file(), folder.joinpath("data/inner.bin").is_file())
    print(repr((folder / "text.txt").read_text(encoding="utf-8")), (folder / "none").is_file(), attempt((folder / "none").read_bytes), (folder / "data").is_dir())
    with (folder / "text.txt").open("rb") as binary, (folder / "text.txt").open(encoding="utf-8") as text:
        print(binary.read(4), text.readline())
    with resources.as_file(folder / "text.txt") as path, resources.as_file(folder / "data") as tree:
        print(path.read_bytes(), sorted(os.listdir(tree)), tree.name)
    print(resources.read_text(package, "text.txt"), resources.read_binary(package, "data", "inner.bin"), resources.is_resource(package, "text.txt"),
          resources.is_resource(package, "data"), attempt(resources.read_text, package, "data", "inner.bin"))
    with resources.open_binary(package, "text.txt") as binary, resources.open_text(package, "text.txt", encoding="latin-1") as text, resources.path(package, "text.txt") as path:
        print(binary.read(), len(text.read()), path.is_file())


files = {"pack/__init__.py": b"", "pack/text.txt": "d\xe9j\xe0\n".encode(), "pack/data/": b"", "pack/data/inner.bin": b"\0\1", "pack/mod.py": b""}
with tempfile.TemporaryDirectory() as top:
    for name, data in files.items():
        for place in ("plain", "one/space" if "mod" not in name else "two/space"):
            path = os.path.join(top, place, name if place == "plain" else name.replace("pack/", "", 1))
            if name.endswith("/"):
                os.makedirs(path, exist_ok=True)
            elif place == "plain" or not name.endswith("__init__.py"):
                os.makedirs(os.path.dirname(path), exist_ok=True)
                with open(path, "wb") as file:
                    file.write(data)
    with open(os.path.join(top, "packed.zip"), "wb") as file:
        file.write(archive({"pack/": b"", **files}))
    for place in ("plain", "packed.zip"):
        sys.path.insert(0, os.path.join(top, place))
        for name in [name for name in sys.modules if name.split(".")[0] == "pack"]:
            del sys.modules[name]
        look("pack")
        import pack.mod

        print(sorted(item.name for item in resources.files(pack.mod).iterdir() if not item.name.startswith("__")))
        print(type(pack.__loader__.get_resource_reader("pack")).__name__)
    sys.path[:0] = [os.path.join(top, "one"), os.path.join(top, "two")]
    look("space")


class Old(importlib.abc.Loader):
    def exec_module(self, module):
        pass

    def get_resource_reader(self, name):
        return Reader()


class Reader(abc.ResourceReader):
    def open_resource(self, resource):
        if resource != "file":
            raise FileNotFoundError(resource)
        return io.BytesIO(b"from a reader")

    def resource_path(self, resource):
        raise FileNotFoundError

    def is_resource(self, path):
        return path == "file"

    def contents(self):
        return ["file", "folder"]


module = types.ModuleType("old")
module.__spec__ = importlib.machinery.ModuleSpec("old", Old())
folder = resources.files(module)
print([(item.name, item.is_file()) for item in folder.iterdir()], folder.joinpath("file").read_bytes(), folder.joinpath("file").read_text(), attempt(folder.joinpath("x").open))
module.__spec__ = importlib.machinery.ModuleSpec("none", None)
print(list(resources.files(module).iterdir()), attempt(resources.files(module).joinpath("x").open), attempt(resources.files, "no.such"), attempt(resources.read_text, None, "x"))
with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter("always")
    resources.files(package="importlib")
print([str(warning.message) for warning in caught])
