# SPDX-License-Identifier: MIT
"""UTF-16 with a mark of its byte order."""

import codecs

from encodings._define import define_marked

define_marked(globals(), "utf-16", (codecs.utf_16_encode, codecs.utf_16_decode), (codecs.utf_16_le_encode, codecs.utf_16_le_decode),
              (codecs.utf_16_be_encode, codecs.utf_16_be_decode), codecs.utf_16_ex_decode, 2)
