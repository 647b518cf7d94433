# Finders are asked by one thread at a time, also where they import something themselves or raise; what the library's folder has.
import importlib
import importlib.machinery
import sys
import threading
import time


class Careless:
    calls = x = 0

    @classmethod
    def find_spec(cls, name, path=None, target=None):
        if not name.startswith("_none"):
            return None
        cls.calls += 1
        x = cls.x
        time.sleep(0.002)
        cls.x = x + 1
        if name.endswith("7"):
            raise OSError(name)
        if name.endswith("8"):
            import _none8_inner
        return None


def look(n):
    for k in range(3):
        try:
            importlib.import_module(f"_none{k}_{n}")
        except (ImportError, OSError) as error:
            outcomes.append(type(error).__name__)


outcomes = []
sys.meta_path.insert(0, Careless)
threads = [threading.Thread(target=look, args=(n,)) for n in range(10)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(Careless.calls, Careless.x, {name: outcomes.count(name) for name in sorted(set(outcomes))})
sys.meta_path.remove(Careless)
del Careless


# The folder of the library has a finder, too.
import encodings
import pkgutil

names = {name for _, name, _ in pkgutil.iter_modules(encodings.__path__)}
print({"utf_8", "latin_1", "idna"} <= names, "json" in names)
whole = {name: is_package for _, name, is_package in pkgutil.iter_modules([sys._stdlib_dir])}
print(whole["asyncio"], whole["heapq"], "encodings.utf_8" in whole, "sys" in whole)
for arguments in (("heapq",), ("sys",), ("math",), ("encodings",), ("encodings.utf_8", encodings.__path__), ("encodings.heapq", encodings.__path__)):
    spec = importlib.machinery.PathFinder.find_spec(*arguments)
    print(arguments[0], spec and (spec.name, spec.submodule_search_locations is None))
for path in (sys._stdlib_dir + "/nowhere", "/nowhere", sys._stdlib_dir + "/heapq.py"):
    print(pkgutil.get_importer(path))
