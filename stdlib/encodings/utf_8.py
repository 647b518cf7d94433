# SPDX-License-Identifier: MIT
"""UTF-8."""

import codecs

from encodings._define import define

define(globals(), "utf-8", codecs.utf_8_encode, codecs.utf_8_decode, partial=True)
