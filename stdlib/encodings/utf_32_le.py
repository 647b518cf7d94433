# SPDX-License-Identifier: MIT
"""UTF-32, little-endian."""

import codecs

from encodings._define import define

define(globals(), "utf-32-le", codecs.utf_32_le_encode, codecs.utf_32_le_decode, partial=True)
