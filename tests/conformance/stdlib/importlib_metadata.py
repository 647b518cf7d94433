# importlib.metadata: distributions along sys.path, in folders and archives, of the newer and the older form.
# needs: zlib
import importlib.metadata as metadata
import os
import struct
import sys
import tempfile
import zlib


def attempt(function, *args, **keywords):
    try:
        return function(*args, **keywords)
    except Exception as error:
        return "%s: %s" % (type(error).__name__, error)


def archive(files):
    body, directory = b"", b""
    for name, data in files.items():
        name = name.encode()
        fields = (20, 0, 0, 0, 33, zlib.crc32(data), len(data), len(data), len(name), 0)
        directory += struct.pack("<4sH5H3L2H", b"PK\1\2", 20, *fields) + struct.pack("<3H2L", 0, 0, 0, 0, len(body)) + name
        body += struct.pack("<4s5H3L2H", b"PK\3\4", *fields) + name + data
    return body + directory + struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, len(files), len(files), len(directory), len(body), 0)


HEADERS = b"""Metadata-Version: 2.1
Name: Some.Thing
Version: 1.5
Summary: What it is
Keywords: one two
Classifier: A
Classifier: B
Requires-Dist: other (>=1)
Requires-Dist: more; extra == "all"
Provides-Extra: all

The description.
Two lines.
"""
FILES = {
    "Some_Thing-1.5.dist-info/METADATA": HEADERS,
    "Some_Thing-1.5.dist-info/RECORD": b"thing.py,sha256=abc,12\nsome/__init__.py,,\nmissing.py,,\n",
    "Some_Thing-1.5.dist-info/entry_points.txt": b"[console_scripts]\n# comment\nrun = thing:main\njoin = os.path:join [x, y]\n\n[plug]\nmod = thing\n",
    "thing.py": b"def main(): pass\n",
    "some/__init__.py": b"",
}
OLD = {
    "older-0.1.egg-info/PKG-INFO": b"Metadata-Version: 1.0\nName: older\nVersion: 0.1\n",
    "older-0.1.egg-info/requires.txt": b"plain>1\n\n[extra]\nwith @ http://x\n\n[:python_version < '3']\nback\n\n[both:os_name == 'nt']\nlast\n",
    "older-0.1.egg-info/top_level.txt": b"old\n",
    "older-0.1.egg-info/SOURCES.txt": b"old.py\nnone.py\n",
    "old.py": b"",
}


def look(name):
    dist = metadata.distribution(name)
    print(dist.version, dist.name, metadata.version(name.upper()), metadata.requires(name), dist.metadata["summary"], dist.metadata.get_all("Classifier"))
    print(dist.metadata.json, len(dist.metadata), "name" in dist.metadata, dist.metadata.get("none", 5))
    print(sorted(map(str, metadata.files(name))), [(file.size, file.hash and (file.hash.mode, file.hash.value)) for file in metadata.files(name) if file.name == "thing.py"])
    print([file.read_text() for file in metadata.files(name) if file.name == "thing.py"])
    points = metadata.entry_points(group="console_scripts")
    print(sorted(points.names), points["run"], points["run"].module, points["run"].attr, points["join"].extras, points["join"].load() is os.path.join)
    print(sorted(metadata.entry_points().groups), [point.name for point in metadata.entry_points().select(name="mod")], points["run"].dist.name, attempt(points.__getitem__, "none"))


with tempfile.TemporaryDirectory() as top:
    for name, data in {**FILES, **OLD}.items():
        os.makedirs(os.path.dirname(os.path.join(top, "plain", name)), exist_ok=True)
        with open(os.path.join(top, "plain", name), "wb") as file:
            file.write(data)
    with open(os.path.join(top, "packed.zip"), "wb") as file:
        file.write(archive(FILES))
    path = sys.path[:]
    rest = [entry for entry in sys.path[1:] if "site-packages" not in entry]
    sys.path[:] = [os.path.join(top, "plain"), *rest]
    look("some-thing")
    print(metadata.version("older"), metadata.requires("older"), [str(file) for file in metadata.files("older")])
    print(sorted((name, dists) for name, dists in metadata.packages_distributions().items()))
    print(sorted(dist.metadata["Name"] for dist in metadata.distributions()), [dist.version for dist in metadata.distributions(name="OLDER")])
    print(attempt(metadata.version, "none"), attempt(metadata.distribution, ""), metadata.Distribution.at(os.path.join(top, "plain", "older-0.1.egg-info")).version)
    sys.path[:] = [os.path.join(top, "packed.zip"), *rest]
    look("Some_Thing")
    sys.path[:] = path

point = metadata.EntryPoint("a", "b:c", "d")
print(point, point == metadata.EntryPoint("a", "b:c", "d"), point < metadata.EntryPoint("b", "", ""), len({point, metadata.EntryPoint("a", "b:c", "d")}), attempt(setattr, point, "name", 1))
print(issubclass(metadata.PackageNotFoundError, ModuleNotFoundError), attempt(metadata.Distribution.discover, context=metadata.DistributionFinder.Context(), name="x"))
