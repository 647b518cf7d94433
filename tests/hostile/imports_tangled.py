# limit: memory=64M deadline=20 ; outcome: ok
# One thread runs a module that wants what a finder must look for, while the finder, asked by another thread, wants that module: they would
# wait for each other forever, so one of them does not.
import importlib
import importlib.machinery
import sys
import threading


class Loader:
    @staticmethod
    def create_module(spec):
        return None

    @staticmethod
    def exec_module(module):
        if module.__name__ == "_first":
            running.set()
            asked.wait(5)
            import _second
        module.done = True


class Tangled:
    @staticmethod
    def find_spec(name, path=None, target=None):
        if name == "_third":
            running.wait(5)
            asked.set()
            import _first
        if name in ("_first", "_second", "_third"):
            return importlib.machinery.ModuleSpec(name, Loader)


running, asked = threading.Event(), threading.Event()
sys.meta_path.insert(0, Tangled)
one = threading.Thread(target=importlib.import_module, args=("_first",))
one.start()
running.wait(5)
import _third

one.join()
assert all(sys.modules[name].done for name in ("_first", "_second", "_third"))

# Many threads whose modules want each other's, in rings.
class Ring:
    @staticmethod
    def find_spec(name, path=None, target=None):
        if name.startswith("_ring"):
            return importlib.machinery.ModuleSpec(name, RingLoader)


class RingLoader(Loader):
    @staticmethod
    def exec_module(module):
        n = int(module.__name__[5:])
        importlib.import_module(f"_ring{(n + 1) % 8}")
        importlib.import_module(f"_ring{(n + 3) % 8}")


sys.meta_path.insert(0, Ring)
threads = [threading.Thread(target=importlib.import_module, args=(f"_ring{n % 8}",)) for n in range(16)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
