# SPDX-License-Identifier: MIT
"""Files that lie in packages, wherever those are: in folders, archives, or what else a loader reads from."""

from ._common import Anchor, Package, as_file, files
from ._functional import contents, is_resource, open_binary, open_text, path, read_binary, read_text
from .abc import ResourceReader

__all__ = [
    "Package", "Anchor", "ResourceReader", "as_file", "files", "contents", "is_resource", "open_binary", "open_text", "path", "read_binary",
    "read_text",
]
