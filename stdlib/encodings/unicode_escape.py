# SPDX-License-Identifier: MIT
"""Text as it stands in a Python string literal."""

import codecs

from encodings._define import define

define(globals(), "unicode-escape", codecs.unicode_escape_encode, codecs.unicode_escape_decode, partial=True)
