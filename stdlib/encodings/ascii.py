# SPDX-License-Identifier: MIT
"""ASCII."""

import codecs

from encodings._define import define

define(globals(), "ascii", codecs.ascii_encode, codecs.ascii_decode)
