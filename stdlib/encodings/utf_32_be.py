# SPDX-License-Identifier: MIT
"""UTF-32, big-endian."""

import codecs

from encodings._define import define

define(globals(), "utf-32-be", codecs.utf_32_be_encode, codecs.utf_32_be_decode, partial=True)
