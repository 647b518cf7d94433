# SPDX-License-Identifier: MIT
# A module that puts a finder for names below its own into sys.meta_path when it is imported, while one of those names is being imported.
import os
import sys
import tempfile

SOURCE = """
import sys
from importlib.util import spec_from_loader

__path__ = []


class Finder:
    def find_spec(self, name, path, target=None):
        return spec_from_loader(name, self) if name.startswith(__name__ + ".") else None

    def create_module(self, spec):
        return None

    def exec_module(self, module):
        module.text = "made for " + module.__name__
        module.__path__ = []


sys.meta_path.append(Finder())
"""

with tempfile.TemporaryDirectory() as folder:
    with open(os.path.join(folder, "lazy_parent.py"), "w") as file:
        file.write(SOURCE)
    sys.path.insert(0, folder)
    from lazy_parent.one.two import text

    print(text)
    print(sorted(name for name in sys.modules if name.startswith("lazy_parent")))
