# SPDX-License-Identifier: MIT
"""The import system's own finders and loaders."""

from _imp import BuiltinImporter, FrozenImporter, ModuleSpec, PathFinder
from ._bootstrap_external import (
    AppleFrameworkLoader,
    BYTECODE_SUFFIXES,
    DEBUG_BYTECODE_SUFFIXES,
    EXTENSION_SUFFIXES,
    ExtensionFileLoader,
    FileFinder,
    NamespaceLoader,
    OPTIMIZED_BYTECODE_SUFFIXES,
    SOURCE_SUFFIXES,
    SourceFileLoader,
    SourcelessFileLoader,
    WindowsRegistryFinder,
)

__all__ = [
    "AppleFrameworkLoader",
    "BYTECODE_SUFFIXES", "BuiltinImporter", "DEBUG_BYTECODE_SUFFIXES", "EXTENSION_SUFFIXES", "ExtensionFileLoader", "FileFinder",
    "FrozenImporter", "ModuleSpec", "NamespaceLoader", "OPTIMIZED_BYTECODE_SUFFIXES", "PathFinder", "SOURCE_SUFFIXES",
    "SourceFileLoader", "SourcelessFileLoader", "WindowsRegistryFinder", "all_suffixes",
]


def all_suffixes():
    """Every suffix that a module's file may have."""
    return SOURCE_SUFFIXES + BYTECODE_SUFFIXES + EXTENSION_SUFFIXES
