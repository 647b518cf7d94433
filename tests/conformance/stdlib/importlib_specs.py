# Specs compared with what has their attributes, the bytecode file of a spec, lazy modules that ask for themselves or choose a class,
# the hash of source text, the repr of a namespace package, readers of resources of the older kind.
import importlib.abc
import importlib.machinery
import importlib.resources
import importlib.util
import inspect
import io
import os
import sys
import tempfile
import types
from importlib.machinery import ModuleSpec

spec = ModuleSpec("m", "loader", origin="there")
twin = types.SimpleNamespace(name="m", loader="loader", origin="there", submodule_search_locations=None, cached=None, has_location=False)
print(spec == twin, spec != twin, twin == spec, spec == ModuleSpec("m", "loader"), spec == "m", spec == types.SimpleNamespace(name="m"))
twin.has_location = True
print(spec == twin, spec != twin)
for origin in (None, "a/m.py", "a/m.pyc", "a/m.so"):
    spec = ModuleSpec("m", None, origin=origin)
    before = spec.cached
    spec.has_location = True
    print(before, spec.cached and spec.cached.replace(sys.implementation.cache_tag, "TAG"))

print(importlib.util.source_hash(b""), importlib.util.source_hash(b"print()\n"), importlib.util.source_hash(bytearray(range(256))))
try:
    importlib.util.source_hash("text")
except TypeError as error:
    print(error)
print(importlib.machinery.WindowsRegistryFinder.__name__, issubclass(importlib.machinery.WindowsRegistryFinder, importlib.abc.MetaPathFinder))
print([inspect.getmodulename(path) for path in ("a/b.py", "c.pyc", "d.txt", "e.f.py", "/g/", ".py")])


class Source(importlib.abc.InspectLoader):
    def __init__(self, text):
        self.text = text

    def get_source(self, name):
        return self.text


def lazy(name, text):
    spec = importlib.util.spec_from_loader(name, importlib.util.LazyLoader(Source(text)))
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module


module = lazy("asks", "print('runs'); import asks; print(asks.__name__, hasattr(asks, 'late'), asks.early); late = 2")
print("before", type(module).__name__)
module.early = 1
print(module.late, type(module).__name__)
module = lazy("chooses", """
import sys, types
class Fixed(types.ModuleType):
    def __setattr__(self, name, value):
        raise AttributeError("fixed")
x = 5
sys.modules[__name__].__class__ = Fixed
""")
print(module.x, type(module).__name__)
try:
    module.x = 6
except AttributeError as error:
    print(error)
module = lazy("replaces", "import sys; sys.modules[__name__] = None")
try:
    module.x
except ValueError as error:
    print(error)
module = lazy("has_source", "here = 1\n")
module.__file__ = "/nowhere/has_source.py"
print(inspect.getsource(module).split(), inspect.getsourcefile(module))

with tempfile.TemporaryDirectory() as folder:
    os.mkdir(folder + "/_bare")
    sys.path.insert(0, folder)
    import _bare

    print(repr(_bare).replace(folder, "FOLDER"), _bare.__file__, type(_bare.__loader__).__name__)
    sys.path.remove(folder)


class Reader:
    def open_resource(self, name):
        return io.BytesIO(b"content of " + str(name).encode())

    def is_resource(self, name):
        return name == "a"

    def contents(self):
        return iter(["a", "b"])


class ReaderLoader(Source):
    def get_resource_reader(self, name):
        return Reader()


package = importlib.util.module_from_spec(ModuleSpec("_package", ReaderLoader(""), is_package=True))
files = importlib.resources.files(package)
print(files.name, files.is_dir(), files.is_file(), [each.name for each in files.iterdir()], files.read_text(encoding="utf-8"))
for path in (files / "a", files / "b", files / "a" / "c", files / "a" / "c" / "d"):
    try:
        print(path.name, path.is_file(), path.is_dir(), list(path.iterdir()), path.read_bytes())
    except FileNotFoundError as error:
        print(error)
bare = importlib.util.module_from_spec(ModuleSpec("_nothing", Source(""), is_package=True))
files = importlib.resources.files(bare)
print(files.name, list(files.iterdir()), (files / "x").name, (files / "x").is_file())

import warnings

with warnings.catch_warnings(record=True) as seen:
    warnings.simplefilter("always")
    print(importlib.machinery.SourceFileLoader("_itself", __file__).name, importlib.machinery.BuiltinImporter.load_module("sys") is sys)
    with tempfile.NamedTemporaryFile("w", suffix=".py") as file:
        file.write("x = 1\n")
        file.flush()
        print(importlib.machinery.SourceFileLoader("_file", file.name).load_module().x)
print(*{str(each.message) for each in seen})
try:
    importlib.reload(5)
except TypeError as error:
    print(error, type(error.__context__).__name__, error.__suppress_context__)
