# SPDX-License-Identifier: MIT
"""The name under which importlib knows how modules are loaded."""

import sys

import _frozen_importlib

sys.modules[__name__] = _frozen_importlib
