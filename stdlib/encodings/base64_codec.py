# SPDX-License-Identifier: MIT
"""Bytes as lines of base64 (RFC 2045)."""

import binascii

from encodings._define import define

_LINE = 57  # bytes that make 76 characters


def base64_encode(input, errors="strict"):
    assert errors == "strict"
    data = bytes(input)
    return b"".join(binascii.b2a_base64(data[at:at + _LINE]) for at in range(0, len(data), _LINE)), len(input)


def base64_decode(input, errors="strict"):
    assert errors == "strict"
    return binascii.a2b_base64(memoryview(input)), len(input)


define(globals(), "base64", base64_encode, base64_decode, is_text=False)
