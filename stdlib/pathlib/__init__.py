# SPDX-License-Identifier: MIT
"""Paths of files as objects."""

from ._abc import UnsupportedOperation
from ._local import Path, PosixPath, PurePath, PurePosixPath, PureWindowsPath, WindowsPath

__all__ = ["UnsupportedOperation", "PurePath", "PurePosixPath", "PureWindowsPath", "Path", "PosixPath", "WindowsPath"]
