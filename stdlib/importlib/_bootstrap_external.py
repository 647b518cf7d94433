# SPDX-License-Identifier: MIT
"""The name under which importlib knows finders and loaders of files."""

import sys

import _frozen_importlib_external

sys.modules[__name__] = _frozen_importlib_external
