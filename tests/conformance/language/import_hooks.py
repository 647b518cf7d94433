# Finders on sys.meta_path and sys.path_hooks written in Python, their loaders, reload() and lazy modules (PEP 302, 451, 562).
import importlib
import importlib.abc
import importlib.machinery
import importlib.util
import os
import sys
import tempfile
import threading
import traceback

SOURCES = {
    "alpha": "value = 1\n",
    "pack": "from . import inner\nname = __name__\n",
    "pack.inner": "where = __spec__.parent\n",
    "broken": "1 / 0\n",
    "lazy": "print('lazy runs')\nattribute = 'there'\n",
}


class Loader(importlib.abc.Loader):
    def create_module(self, spec):
        print("create", spec.name)

    def exec_module(self, module):
        exec(SOURCES[module.__name__], module.__dict__)


class Finder(importlib.abc.MetaPathFinder):
    def find_spec(self, name, path, target=None):
        print("find", name, path, target)
        if name in SOURCES:
            return importlib.util.spec_from_loader(name, Loader(), origin="memory", is_package=name == "pack")


finder = Finder()
sys.meta_path.insert(0, finder)
import alpha

print(alpha, alpha.value, alpha.__loader__ is alpha.__spec__.loader)
import pack.inner

print(pack.name, pack.inner.where, pack.__path__, pack.inner.__package__)
for name in ("broken", "missing", "pack.missing", "alpha.missing"):
    try:
        importlib.import_module(name)
    except Exception as error:
        print(type(error).__name__, error, getattr(error, "name", "-"), name in sys.modules)
SOURCES["alpha"] = "value = 2\n"
print(importlib.reload(alpha) is alpha, alpha.value)
print(importlib.import_module(".inner", "pack") is pack.inner)
try:
    importlib.import_module(".inner")
except TypeError as error:
    print(error)

spec = importlib.util.spec_from_loader("lazy", importlib.util.LazyLoader(Loader()))
lazy = importlib.util.module_from_spec(spec)
spec.loader.exec_module(lazy)
print("made")
print(lazy.attribute, type(lazy).__name__)
sys.meta_path.remove(finder)

with tempfile.TemporaryDirectory() as folder:
    os.mkdir(os.path.join(folder, "spread"))
    with open(os.path.join(folder, "spread", "part.py"), "w") as file:
        file.write("x = 'part'\n")
    with open(os.path.join(folder, "plain.py"), "w") as file:
        file.write("def __getattr__(name):\n    if name == 'wanted':\n        return 42\n    raise AttributeError(name)\n")
    sys.path.insert(0, folder)
    import spread.part

    print(spread.part.x, type(spread.__path__).__name__, len(spread.__path__), spread.__file__ if hasattr(spread, "__file__") else "no file")
    import plain

    print(plain.wanted, type(plain.__loader__).__name__, plain.__spec__.has_location)
    print(os.path.relpath(plain.__file__, folder), os.path.relpath(plain.__loader__.get_filename(), folder))
    print(importlib.util.find_spec("spread.nothing"), importlib.util.find_spec("plain").name)
    sys.path.remove(folder)


class Entry:
    def __init__(self, path):
        if path != "<memory>":
            raise ImportError(path)

    def find_spec(self, name, target=None):
        print("entry", name)
        if name == "from_entry":
            SOURCES[name] = "x = 'entry'\n"
            return importlib.util.spec_from_loader(name, Loader())


sys.path_hooks.append(Entry)
sys.path.append("<memory>")
import from_entry

print(from_entry.x, type(sys.path_importer_cache["<memory>"]).__name__)
sys.path.remove("<memory>")
sys.path_hooks.remove(Entry)
sys.path_importer_cache.clear()
print(importlib.util.resolve_name("..b", "a.c"), importlib.util.resolve_name("b", None))
print([kind.__name__ for kind in sys.meta_path if isinstance(kind, type)][:3])
sys.modules["stopped"] = None
try:
    import stopped
except ModuleNotFoundError as error:
    print(error)
