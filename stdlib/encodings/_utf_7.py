# SPDX-License-Identifier: MIT
"""UTF-7 (RFC 2152): text in ASCII, where +…- holds UTF-16 as base64. codecs.utf_7_encode() and utf_7_decode() are these."""

import codecs

_DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
_VALUES = {ord(digit): value for value, digit in enumerate(_DIGITS)}
_DIRECT = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789'(),-./:? \t\r\n!\"#$%&*;<=>@[]^_`{|}")


def encode(text, errors=None):
    """(bytes, characters taken); every text can be encoded."""
    out = []
    shifted = False
    bits = held = 0
    for character in text:
        if character in _DIRECT:
            if shifted:
                if held:
                    out.append(_DIGITS[bits << 6 - held & 63])
                if character in _DIGITS or character == "-":
                    out.append("-")
                shifted = False
                bits = held = 0
            out.append(character)
            continue
        if not shifted:
            if character == "+":
                out.append("+-")
                continue
            out.append("+")
            shifted = True
        n = ord(character)
        for unit in (n,) if n < 0x10000 else (0xD800 + (n - 0x10000 >> 10), 0xDC00 + (n & 0x3FF)):
            bits = bits << 16 | unit
            held += 16
            while held >= 6:
                held -= 6
                out.append(_DIGITS[bits >> held & 63])
            bits &= (1 << held) - 1
    if shifted:
        if held:
            out.append(_DIGITS[bits << 6 - held & 63])
        out.append("-")
    return "".join(out).encode("ascii"), len(text)


def decode(data, errors=None, final=False):
    """(text, bytes taken); without `final`, a sequence that is not closed is left."""
    data = bytes(data)
    size = len(data)
    out = []
    at = start = out_start = bits = held = high = 0
    shifted = False
    while True:
        problem = None
        if at >= size:
            if not shifted or not final:
                break
            if not high and held < 6 and not (held and bits):
                break
            problem = "unterminated shift sequence"
            shifted = False
        elif shifted:
            byte = data[at]
            value = _VALUES.get(byte)
            if value is not None:
                bits = bits << 6 | value
                held += 6
                at += 1
                if held < 16:
                    continue
                held -= 16
                unit = bits >> held
                bits &= (1 << held) - 1
                if high:
                    if 0xDC00 <= unit < 0xE000:
                        out.append(chr(0x10000 + (high - 0xD800 << 10) + (unit - 0xDC00)))
                        high = 0
                        continue
                    out.append(chr(high))
                    high = 0
                if 0xD800 <= unit < 0xDC00:
                    high = unit
                else:
                    out.append(chr(unit))
                continue
            shifted = False
            if held >= 6:
                at += 1
                problem = "partial character in shift sequence"
            elif held and bits:
                at += 1
                problem = "non-zero padding bits in shift sequence"
            else:
                if high and byte < 128 and byte != 43:
                    out.append(chr(high))
                high = 0
                if byte == 45:
                    at += 1
                continue
        elif data[at] == 43:
            start = at
            at += 1
            if at < size and data[at] == 45:
                at += 1
                out.append("+")
            elif at < size and data[at] not in _VALUES:
                at += 1
                problem = "ill-formed sequence"
            else:
                shifted = True
                out_start = len(out)
                bits = held = high = 0
                continue
            if problem is None:
                continue
        elif data[at] < 128:
            out.append(chr(data[at]))
            at += 1
            continue
        else:
            start = at
            at += 1
            problem = "unexpected special character"
        error = UnicodeDecodeError("utf7", data, start, at, problem)
        answer = codecs.lookup_error(errors or "strict")(error)
        if not isinstance(answer, tuple) or len(answer) != 2 or not isinstance(answer[0], str) or not isinstance(answer[1], int):
            raise TypeError("decoding error handler must return (str, int) tuple")
        data = error.object  # which the handler may have replaced
        if not isinstance(data, bytes):
            raise TypeError("object attribute must be bytes")
        size = len(data)
        replacement, at = answer
        if at < 0:
            at += size
        if not 0 <= at <= size:
            raise IndexError(f"position {at} from error handler out of bounds")
        out.append(replacement)
    if shifted and not final:
        return "".join(out[:out_start]), start
    return "".join(out), at
