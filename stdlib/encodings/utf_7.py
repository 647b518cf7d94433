# SPDX-License-Identifier: MIT
"""UTF-7 (RFC 2152)."""

import codecs

from encodings._define import define

define(globals(), "utf-7", codecs.utf_7_encode, codecs.utf_7_decode, partial=True)
