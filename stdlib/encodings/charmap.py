# SPDX-License-Identifier: MIT
"""Bytes and characters by a mapping, which is an argument; without one, as Latin-1."""

import codecs

from encodings._define import define

define(globals(), "charmap", codecs.charmap_encode, codecs.charmap_decode)
