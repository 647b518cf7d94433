# SPDX-License-Identifier: MIT
"""Latin-1 with \\uXXXX for what it lacks."""

import codecs

from encodings._define import define

define(globals(), "raw-unicode-escape", codecs.raw_unicode_escape_encode, codecs.raw_unicode_escape_decode, partial=True)
