# SPDX-License-Identifier: MIT
"""ISO 8859-1, the first 256 characters."""

import codecs

from encodings._define import define

define(globals(), "iso8859-1", codecs.latin_1_encode, codecs.latin_1_decode)
