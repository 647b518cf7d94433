# SPDX-License-Identifier: MIT
"""Bytes as quoted-printable lines (RFC 2045), blanks quoted too."""

import binascii

from encodings._define import define


def quopri_encode(input, errors="strict"):
    assert errors == "strict"
    return binascii.b2a_qp(bytes(input), quotetabs=True), len(input)


def quopri_decode(input, errors="strict"):
    assert errors == "strict"
    return binascii.a2b_qp(bytes(input)), len(input)


define(globals(), "quopri", quopri_encode, quopri_decode, is_text=False)
