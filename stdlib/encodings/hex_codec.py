# SPDX-License-Identifier: MIT
"""Bytes as hexadecimal digits."""

import binascii

from encodings._define import define


def hex_encode(input, errors="strict"):
    assert errors == "strict"
    return binascii.b2a_hex(input), len(input)


def hex_decode(input, errors="strict"):
    assert errors == "strict"
    return binascii.a2b_hex(input), len(input)


define(globals(), "hex", hex_encode, hex_decode, is_text=False)
