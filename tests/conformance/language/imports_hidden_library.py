# What stands in sys.path before the library hides the modules that the library has in files: packages, modules, those in C, but not a
# folder without code, nor what is loaded before any script. What stands after it hides nothing.
import importlib
import importlib.util
import os
import sys
import sysconfig

folder = os.path.join(os.path.dirname(os.path.abspath(__file__)), "_pkg_hiding")
sys.path.insert(0, folder)
sys.path.append(folder + "/_late")

print(importlib.util.find_spec("queue").origin == folder + "/queue.py", importlib.util.find_spec("cmath").has_location)
import json
import json.inner
import cmath
import queue
import secrets

print(queue.Queue, json.inner.value, hasattr(json, "loads"), hasattr(secrets, "part"), hasattr(secrets, "token_hex"))
import codecs
import io
import os
import sys
import time

print(time.time() > 0, io.StringIO.__module__, importlib.util.find_spec("time").origin)
import heapq
import only_here

print(hasattr(heapq, "heappush"), importlib.util.find_spec("heapq").origin != folder + "/_late/heapq.py")

# Once such a module is gone, the library's comes.
del sys.modules["queue"], sys.modules["json"], sys.modules["json.inner"]
sys.path.remove(folder)
sys.path_importer_cache.clear()
import json
import queue

print(json.loads("[1]"), queue.Queue.__name__)
try:
    import json.inner
except ModuleNotFoundError as error:
    print(error)

# The other way round by a finder of the script's own.
class Finder:
    @classmethod
    def find_spec(cls, name, path=None, target=None):
        if name == "queue":
            print("asked for", name, path, target is not None)


sys.meta_path.insert(0, Finder)
sys.path.insert(0, folder)
importlib.reload(queue)
print(queue.Queue, queue.__file__ == folder + "/queue.py")

# The library's modules have a file in a folder that stands in sys.path.
for module in (os, json, heapq, importlib.util):
    print(module.__name__, os.path.relpath(module.__file__, sysconfig.get_path("stdlib")), os.path.isabs(module.__file__))
print(sysconfig.get_path("stdlib") in sys.path, json.__path__ == [os.path.dirname(json.__file__)])
print(os.__spec__.origin, os.__spec__.has_location, hasattr(os, "__cached__"), hasattr(sys, "__file__"), repr(sys.__package__))
print(len(sys.stdlib_module_names), sorted(sys.stdlib_module_names)[::40])
