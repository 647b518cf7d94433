# SPDX-License-Identifier: MIT
"""UTF-16, little-endian."""

import codecs

from encodings._define import define

define(globals(), "utf-16-le", codecs.utf_16_le_encode, codecs.utf_16_le_decode, partial=True)
