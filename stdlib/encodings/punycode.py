# SPDX-License-Identifier: MIT
"""Punycode (RFC 3492): text as ASCII letters, digits and hyphens."""

from encodings._define import define

_BASE, _TMIN, _TMAX, _SKEW, _DAMP, _FIRST_BIAS, _FIRST_N = 36, 1, 26, 38, 700, 72, 128
_DIGITS = "abcdefghijklmnopqrstuvwxyz0123456789"


def _adapt(delta, count, first):
    delta = delta // _DAMP if first else delta // 2
    delta += delta // count
    k = 0
    while delta > (_BASE - _TMIN) * _TMAX // 2:
        delta //= _BASE - _TMIN
        k += _BASE
    return k + (_BASE - _TMIN + 1) * delta // (delta + _SKEW)


def _threshold(k, bias):
    return _TMIN if k <= bias else _TMAX if k >= bias + _TMAX else k - bias


def punycode_encode(text):
    """Text as punycode."""
    out = [c for c in text if ord(c) < 128]
    handled = basic = len(out)
    if basic:
        out.append("-")
    n, delta, bias = _FIRST_N, 0, _FIRST_BIAS
    points = list(map(ord, text))
    while handled < len(points):
        least = min(p for p in points if p >= n)
        delta += (least - n) * (handled + 1)
        n = least
        for p in points:
            if p < n:
                delta += 1
            elif p == n:
                q, k = delta, _BASE
                while q >= (t := _threshold(k, bias)):
                    out.append(_DIGITS[t + (q - t) % (_BASE - t)])
                    q = (q - t) // (_BASE - t)
                    k += _BASE
                out.append(_DIGITS[q])
                bias = _adapt(delta, handled + 1, handled == basic)
                delta = 0
                handled += 1
        delta += 1
        n += 1
    return "".join(out).encode("ascii")


def punycode_decode(text, errors="strict"):
    """Text that punycode stands for."""
    if isinstance(text, str):
        text = text.encode("ascii")
    text = bytes(text)
    base, hyphen, extended = text.rpartition(b"-")
    first = len(base) + len(hyphen)
    try:
        out = list(base.decode("ascii", errors))
    except UnicodeDecodeError as error:
        raise UnicodeDecodeError("ascii", text, error.start, error.end, error.reason) from None
    strict = errors == "strict"

    def wrong(at, reason):
        return UnicodeDecodeError("punycode", text, first + at, first + at + 1, reason)

    n, i, bias = _FIRST_N, 0, _FIRST_BIAS
    at = 0
    extended = extended.decode("latin-1")
    while at < len(extended):
        old, weight, k = i, 1, _BASE
        while True:
            if at >= len(extended):
                if strict:
                    raise wrong(at, "incomplete punycode string")
                return "".join(out)
            digit = _DIGITS.find(extended[at].lower())
            if digit < 0:
                if strict:
                    raise wrong(at, f"Invalid extended code point '{ord(extended[at].upper())}'")
                return "".join(out)
            at += 1
            i += digit * weight
            t = _threshold(k, bias)
            if digit < t:
                break
            weight *= _BASE - t
            k += _BASE
        bias = _adapt(i - old, len(out) + 1, old == 0)
        n += i // (len(out) + 1)
        i %= len(out) + 1
        if n > 0x10FFFF:
            if strict:
                raise wrong(i - 1, f"Invalid character U+{n:x}")
            n = ord("?")
        out.insert(i, chr(n))
        i += 1
    return "".join(out)


def _encode(input, errors="strict"):
    return punycode_encode(input), len(input)


def _decode(input, errors="strict"):
    if errors not in ("strict", "replace", "ignore"):
        raise UnicodeError(f"Unsupported error handling: {errors}")
    return punycode_decode(input, errors), len(input)


define(globals(), "punycode", _encode, _decode)
