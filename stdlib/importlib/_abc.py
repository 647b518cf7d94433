# SPDX-License-Identifier: MIT
"""The root of loaders, apart from `importlib.abc` so that `importlib.util` need not load that."""

import abc

from ._bootstrap_external import _load_module_shim


class Loader(metaclass=abc.ABCMeta):
    """Makes and runs modules."""

    def create_module(self, spec):
        """A module for this spec, or None for a plain one."""
        return None

    def load_module(self, fullname):
        """Deprecated: the loaded module, from sys.modules if it is there."""
        if not hasattr(self, "exec_module"):
            raise ImportError
        return _load_module_shim(self, fullname)
