# SPDX-License-Identifier: MIT
"""The name under which importlib knows how modules are loaded: the same module, or a copy of it where that is hidden."""

import sys

try:
    import _frozen_importlib

    sys.modules[__name__] = _frozen_importlib
except ImportError:
    import _imp

    exec(_imp.get_frozen_object("_frozen_importlib"), globals())
