# SPDX-License-Identifier: MIT
"""Internationalised domain names (RFC 3490): labels that are not ASCII are prepared (RFC 3491) and become xn-- and punycode.

The properties of characters are those of the present Unicode, where the RFCs have 3.2's.
"""

import codecs
import re

ace_prefix = b"xn--"
sace_prefix = "xn--"
dots = re.compile("[.\u3002\uff0e\uff61]")

# Tables of RFC 3454, apart from what the categories of characters say: B.1, C.2.2, C.6 to C.9.
_TO_NOTHING = re.compile("[\u00ad\u034f\u1806\u180b-\u180d\u200b-\u200d\u2060\ufe00-\ufe0f\ufeff]")
_PROHIBITED = re.compile(
    "[\u06dd\u070f\u180e\u2028\u2029\u2061-\u2063\u206a-\u206f\U0001d173-\U0001d17a"
    "\ufff9-\ufffd\u2ff0-\u2ffb\u0340\u0341\u200e\u200f\u202a-\u202e\U000e0001\U000e0020-\U000e007f]"
)
_PROHIBITED_CATEGORIES = ("Zs", "Co", "Cs")


def _is_prohibited(c, category):
    if c <= "\x7f":
        return False
    if category in _PROHIBITED_CATEGORIES or (category == "Cc" and c > "\x7f"):
        return True
    return 0xFDD0 <= ord(c) <= 0xFDEF or ord(c) & 0xFFFE == 0xFFFE or _PROHIBITED.match(c) is not None


def _failed(label, start, end, reason):
    return UnicodeEncodeError("idna", label, start, end, reason)


def nameprep(label):
    """The label folded and composed, as it is compared; UnicodeEncodeError if it holds what no label may."""
    from unicodedata import bidirectional, category, normalize

    folded = []
    for c in _TO_NOTHING.sub("", label):
        once = c.casefold()
        again = normalize("NFKC", "".join(d.casefold() for d in normalize("NFKC", once)))
        folded.append(again if again != normalize("NFKC", once) else once)
    label = normalize("NFKC", "".join(folded))
    for i, c in enumerate(label):
        if _is_prohibited(c, category(c)):
            raise _failed(label, i, i + 1, f"Invalid character {c!r}")
    directions = [bidirectional(c) for c in label]
    backwards = [direction in ("R", "AL") for direction in directions]
    if any(backwards):
        if "L" in directions:
            at = directions.index("L")
            raise _failed(label, at, at + 1, "Violation of BIDI requirement 2")
        for at in (0, len(label) - 1):
            if not backwards[at]:
                raise _failed(label, at, at + 1, "Violation of BIDI requirement 3")
    return label


def _checked(label, encoded):
    if not encoded:
        raise _failed(label, 0, 1, "label empty")
    if len(encoded) > 63:
        raise _failed(label, 0, len(label), "label too long")
    return encoded


def ToASCII(label):
    """One label as it goes over the net."""
    if label.isascii():
        return _checked(label, label.encode("ascii"))
    label = nameprep(label)
    if label.isascii():
        return _checked(label, label.encode("ascii"))
    if label.lower().startswith(sace_prefix):
        raise _failed(label, 0, len(sace_prefix), "Label starts with ACE prefix")
    return _checked(label, ace_prefix + label.encode("punycode"))


def ToUnicode(label):
    """One label as it is shown."""
    if len(label) > 1024:  # no label is as long as that, whatever its preparation takes away
        if isinstance(label, str):
            label = label.encode("utf-8", errors="backslashreplace")
        raise UnicodeDecodeError("idna", label, 0, len(label), "label way too long")
    if isinstance(label, str):
        if not label.isascii():
            label = nameprep(label)
        try:
            label = label.encode("ascii")
        except UnicodeEncodeError as error:
            raise _failed(label, error.start, error.end, "Invalid character in IDN label") from None
    if not label.lower().startswith(ace_prefix):
        return str(label, "ascii")
    try:
        shown = label[len(ace_prefix):].decode("punycode")
    except UnicodeDecodeError as error:
        start, end = error.start + len(ace_prefix), error.end + len(ace_prefix)
        raise UnicodeDecodeError("idna", label, start, end, error.reason) from None
    again = ToASCII(shown)
    if label.lower() != again.lower():
        raise UnicodeDecodeError("idna", label, 0, len(label), f"IDNA does not round-trip, '{label!r}' != '{again!r}'")
    return shown


def _split(labels, final=True):
    """The labels that are whole, and the dot that follows them."""
    if not labels[-1]:
        return labels[:-1], "."
    if final:
        return labels, ""
    return labels[:-1], "." if len(labels) > 1 else ""


def _need_strict(errors):
    if errors != "strict":
        raise UnicodeError(f"Unsupported error handling: {errors}")


def _encode_labels(input, labels):
    """Labels joined by dots; where one is wrong, the error says so of the whole input."""
    encoded, at = [], 0
    for label in labels:
        try:
            encoded.append(ToASCII(label))
        except UnicodeError as error:
            raise _failed(input, at + error.start, at + error.end, error.reason) from None
        at += len(label) + 1
    return b".".join(encoded)


def _decode_labels(input, labels):
    shown, at = [], 0
    for label in labels:
        try:
            shown.append(ToUnicode(label))
        except UnicodeError as error:
            raise UnicodeDecodeError("idna", input, at + error.start, at + error.end, error.reason) from None
        at += len(label) + 1
    return ".".join(shown)


class Codec(codecs.Codec):
    """Whole names."""

    def encode(self, input, errors="strict"):
        _need_strict(errors)
        if not input:
            return b"", 0
        if input.isascii():  # nothing needs to be prepared, but every label must have a size that is allowed
            at = 0
            labels = input.split(".")
            for n, label in enumerate(labels):
                if not label and n < len(labels) - 1:
                    raise _failed(input, at, at + 1, "label empty")
                if len(label) > 63:
                    raise _failed(input, at, at + len(label), "label too long")
                at += len(label) + 1
            return input.encode("ascii"), len(input)
        labels, dot = _split(dots.split(input))
        return _encode_labels(input, labels) + dot.encode("ascii"), len(input)

    def decode(self, input, errors="strict"):
        _need_strict(errors)
        if not input:
            return "", 0
        if not isinstance(input, bytes):
            input = bytes(input)
        if input.isascii() and ace_prefix not in input.lower():
            return input.decode("ascii"), len(input)
        labels = input.split(b".")
        dot = ""
        if not labels[-1]:
            labels.pop()
            dot = "."
        return _decode_labels(input, labels) + dot, len(input)


class IncrementalEncoder(codecs.BufferedIncrementalEncoder):
    """Names that come in pieces: what follows the last dot waits."""

    def _buffer_encode(self, input, errors, final):
        _need_strict(errors)
        if not input:
            return b"", 0
        labels, dot = _split(dots.split(input), final)
        taken = sum(map(len, labels)) + max(len(labels) - 1, 0) + len(dot)
        return _encode_labels(input, labels) + dot.encode("ascii"), taken


class IncrementalDecoder(codecs.BufferedIncrementalDecoder):
    """The same for bytes."""

    def _buffer_decode(self, input, errors, final):
        _need_strict(errors)
        if not input:
            return "", 0
        if not isinstance(input, str):
            input = bytes(input)
            try:
                input = input.decode("ascii")
            except UnicodeDecodeError as error:
                raise UnicodeDecodeError("idna", input, error.start, error.end, error.reason) from None
        labels, dot = _split(dots.split(input), final)
        taken = sum(map(len, labels)) + max(len(labels) - 1, 0) + len(dot)
        return _decode_labels(input.encode("ascii", errors="backslashreplace"), labels) + dot, taken


class StreamWriter(Codec, codecs.StreamWriter):
    """Writes names."""


class StreamReader(Codec, codecs.StreamReader):
    """Reads names."""


def getregentry():
    """What codecs.lookup() gives."""
    return codecs.CodecInfo(Codec().encode, Codec().decode, StreamReader, StreamWriter, IncrementalEncoder, IncrementalDecoder, name="idna")
