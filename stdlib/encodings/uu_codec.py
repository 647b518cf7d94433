# SPDX-License-Identifier: MIT
"""Bytes as a uuencoded file."""

import binascii

from encodings._define import define

_LINE = 45


def uu_encode(input, errors="strict", filename="<data>", mode=0o666):
    assert errors == "strict"
    filename = filename.replace("\n", "\\n").replace("\r", "\\r")
    data = bytes(input)
    lines = [f"begin {mode & 0o777:o} {filename}\n".encode("ascii")]
    lines += [binascii.b2a_uu(data[at:at + _LINE]) for at in range(0, len(data), _LINE)]
    lines.append(b" \nend\n")
    return b"".join(lines), len(input)


def uu_decode(input, errors="strict"):
    assert errors == "strict"
    lines = iter(bytes(input).splitlines(keepends=True))
    for line in lines:
        if line[:5] == b"begin":
            break
    else:
        raise ValueError('Missing "begin" line in input data')
    out = []
    for line in lines:
        if line == b"end\n":
            break
        try:
            out.append(binascii.a2b_uu(line))
        except binascii.Error:
            # Some encoders write more than the line's length says.
            out.append(binascii.a2b_uu(line[:((line[0] - 32 & 63) * 4 + 5) // 3]))
    else:
        raise ValueError("Truncated input data")
    return b"".join(out), len(input)


define(globals(), "uu", uu_encode, uu_decode, is_text=False)
