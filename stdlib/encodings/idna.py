# SPDX-License-Identifier: MIT
"""Internationalised domain names (RFC 3490): labels that are not ASCII become xn-- and punycode."""

from encodings._define import define
from encodings.punycode import punycode_decode, punycode_encode

ace_prefix = b"xn--"
_DOTS = "\u3002\uff0e\uff61"


def nameprep(label):
    """The label folded and composed, as it is compared."""
    import unicodedata

    label = "".join(c for c in label if c not in "\u00ad\u034f\u1806\u180b\u180c\u180d\u200b\u200c\u200d\u2060\ufeff")
    label = unicodedata.normalize("NFKC", label.casefold())
    for c in label:
        if unicodedata.category(c) in ("Zs", "Cc", "Co", "Cs", "Cn") and c != " ":
            raise UnicodeError(f"Invalid character {c!r}")
    return label


def ToASCII(label):
    """One label as it goes over the net."""
    try:
        ascii_label = label.encode("ascii")
    except UnicodeError:
        label = nameprep(label)
        try:
            ascii_label = label.encode("ascii")
        except UnicodeError:
            if label.startswith("xn--"):
                raise UnicodeError("Label starts with ACE prefix") from None
            ascii_label = ace_prefix + punycode_encode(label)
    if 0 < len(ascii_label) < 64:
        return ascii_label
    raise UnicodeError("label empty or too long" if not ascii_label else "label too long")


def ToUnicode(label):
    """One label as it is shown."""
    if isinstance(label, bytes):
        label = label.decode("ascii")
    if not label.lower().startswith("xn--"):
        return label
    return punycode_decode(label[4:])


def encode_name(name):
    """A host name as bytes."""
    if not name:
        return b""
    try:
        whole = name.encode("ascii")
    except UnicodeEncodeError:
        pass
    else:
        labels = whole.split(b".")
        for label in labels[:-1]:
            if not 0 < len(label) < 64:
                raise UnicodeError("label empty or too long")
        if len(labels[-1]) >= 64:
            raise UnicodeError("label too long")
        return whole
    for dot in _DOTS:
        name = name.replace(dot, ".")
    labels = name.split(".")
    tail = b""
    if not labels[-1]:
        labels.pop()
        tail = b"."
    return b".".join(map(ToASCII, labels)) + tail


def decode_name(name):
    """A host name as text."""
    if not name:
        return ""
    if ace_prefix not in name.lower():
        try:
            return name.decode("ascii")
        except UnicodeDecodeError:
            pass
    return ".".join(map(ToUnicode, name.split(b".")))


def _encode(input, errors="strict"):
    _check(errors)
    return encode_name(input), len(input)


def _decode(input, errors="strict"):
    _check(errors)
    return decode_name(bytes(input)), len(input)


def _check(errors):
    if errors != "strict":
        raise UnicodeError(f"Unsupported error handling: {errors}")


define(globals(), "idna", _encode, _decode)
