# SPDX-License-Identifier: MIT
"""UTF-16, big-endian."""

import codecs

from encodings._define import define

define(globals(), "utf-16-be", codecs.utf_16_be_encode, codecs.utf_16_be_decode, partial=True)
