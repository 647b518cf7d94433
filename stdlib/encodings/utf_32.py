# SPDX-License-Identifier: MIT
"""UTF-32 with a mark of its byte order."""

import codecs

from encodings._define import define_marked

define_marked(globals(), "utf-32", (codecs.utf_32_encode, codecs.utf_32_decode), (codecs.utf_32_le_encode, codecs.utf_32_le_decode),
              (codecs.utf_32_be_encode, codecs.utf_32_be_decode), codecs.utf_32_ex_decode, 4)
