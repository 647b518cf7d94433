# SPDX-License-Identifier: MIT
"""The abstract base classes of containers, iterators and awaitables."""

from _collections_abc import *
from _collections_abc import _CallableGenericAlias, __all__
