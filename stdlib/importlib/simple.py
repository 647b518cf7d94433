# SPDX-License-Identifier: MIT
"""The older name of importlib.resources.simple."""

from .resources.simple import ResourceContainer, ResourceHandle, SimpleReader, TraversableReader

__all__ = ["SimpleReader", "ResourceHandle", "ResourceContainer", "TraversableReader"]
