# SPDX-License-Identifier: MIT
"""Bytes as text in alphabets of 16, 32, 64 and 85 characters (RFC 4648, and Ascii85's family), and back. Base 64 itself is `binascii`'s."""

import binascii
import functools
import struct

__all__ = [
    "encode", "decode", "encodebytes", "decodebytes",
    "b64encode", "b64decode", "b32encode", "b32decode", "b32hexencode", "b32hexdecode", "b16encode", "b16decode",
    "b85encode", "b85decode", "a85encode", "a85decode", "z85encode", "z85decode",
    "standard_b64encode", "standard_b64decode", "urlsafe_b64encode", "urlsafe_b64decode",
]

bytes_types = (bytes, bytearray)


def _bytes_from_decode_data(s):
    if isinstance(s, str):
        try:
            return s.encode("ascii")
        except UnicodeEncodeError:
            raise ValueError("string argument should contain only ASCII characters") from None
    if isinstance(s, bytes_types):
        return s
    try:
        return memoryview(s).tobytes()
    except TypeError:
        raise TypeError("argument should be a bytes-like object or ASCII string, not %r" % s.__class__.__name__) from None


def _bytes(s):
    return s if isinstance(s, bytes_types) else memoryview(s).tobytes()


# ---- base 64

_TO_URLSAFE = bytes.maketrans(b"+/", b"-_")
_FROM_URLSAFE = bytes.maketrans(b"-_", b"+/")


def b64encode(s, altchars=None):
    """Bytes in base 64; `altchars` are two bytes to stand for + and /."""
    encoded = binascii.b2a_base64(s, newline=False)
    if altchars is None:
        return encoded
    assert len(altchars) == 2, repr(altchars)
    return encoded.translate(bytes.maketrans(b"+/", altchars))


def b64decode(s, altchars=None, validate=False):
    """What base 64 stands for. Characters outside the alphabet are passed over, or an error if `validate` is true."""
    s = _bytes_from_decode_data(s)
    if altchars is not None:
        altchars = _bytes_from_decode_data(altchars)
        assert len(altchars) == 2, repr(altchars)
        s = s.translate(bytes.maketrans(altchars, b"+/"))
    return binascii.a2b_base64(s, strict_mode=validate)


def standard_b64encode(s):
    """Bytes in base 64 with the alphabet of RFC 4648, section 4."""
    return b64encode(s)


def standard_b64decode(s):
    """What that stands for."""
    return b64decode(s)


def urlsafe_b64encode(s):
    """Bytes in base 64 with - and _, which may stand in names of files and URLs."""
    return b64encode(s).translate(_TO_URLSAFE)


def urlsafe_b64decode(s):
    """What that stands for."""
    return b64decode(_bytes_from_decode_data(s).translate(_FROM_URLSAFE))


# ---- base 32: five bytes are eight characters

_B32 = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"
_B32HEX = b"0123456789ABCDEFGHIJKLMNOPQRSTUV"
_CHARACTERS_OF = (0, 2, 4, 5, 7)  # that say something, of so many bytes in the last group


@functools.cache
def _pairs(alphabet):
    return [bytes((a, b)) for a in alphabet for b in alphabet]


@functools.cache
def _values(alphabet):
    return {c: value for value, c in enumerate(alphabet)}


def _b32encode(alphabet, s):
    s = _bytes(s)
    rest = len(s) % 5
    if rest:
        s = s + bytes(5 - rest)
    pairs = _pairs(alphabet)
    encoded = bytearray()
    for at in range(0, len(s), 5):
        group = int.from_bytes(s[at:at + 5])
        for shift in (30, 20, 10, 0):
            encoded += pairs[group >> shift & 1023]
    if rest:
        padding = 8 - _CHARACTERS_OF[rest]
        encoded[-padding:] = b"=" * padding
    return bytes(encoded)


def _b32decode(alphabet, s, casefold=False, map01=None):
    s = _bytes_from_decode_data(s)
    if len(s) % 8:
        raise binascii.Error("Incorrect padding")
    if map01 is not None:
        map01 = _bytes_from_decode_data(map01)
        assert len(map01) == 1, repr(map01)
        s = s.translate(bytes.maketrans(b"01", b"O" + map01))
    if casefold:
        s = s.upper()
    data = s.rstrip(b"=")
    padding = len(s) - len(data)
    values = _values(alphabet)
    decoded = bytearray()
    for at in range(0, len(data), 8):
        part = data[at:at + 8]
        group = 0
        try:
            for c in part:
                group = group << 5 | values[c]
        except KeyError:
            raise binascii.Error("Non-base32 digit found") from None
        decoded += (group << 5 * (8 - len(part))).to_bytes(5)
    if padding > 6 or 8 - padding not in (*_CHARACTERS_OF, 8):
        raise binascii.Error("Incorrect padding")
    if padding and decoded:
        del decoded[_CHARACTERS_OF.index(8 - padding) - 5:]
    return bytes(decoded)


def b32encode(s):
    """Bytes in base 32."""
    return _b32encode(_B32, s)


def b32decode(s, casefold=False, map01=None):
    """What base 32 stands for. `casefold` lets small letters in; `map01` is the letter that a 1 stands for, and a 0 is an O then."""
    return _b32decode(_B32, s, casefold, map01)


def b32hexencode(s):
    """Bytes in base 32 with the alphabet that keeps their order."""
    return _b32encode(_B32HEX, s)


def b32hexdecode(s, casefold=False):
    """What that stands for."""
    return _b32decode(_B32HEX, s, casefold)


# ---- base 16


def b16encode(s):
    """Bytes in hexadecimal digits, with capitals."""
    return binascii.hexlify(s).upper()


def b16decode(s, casefold=False):
    """What hexadecimal digits stand for; `casefold` lets small letters in."""
    s = _bytes_from_decode_data(s)
    if casefold:
        s = s.upper()
    if s.translate(None, b"0123456789ABCDEF"):
        raise binascii.Error("Non-base16 digit found")
    return binascii.unhexlify(s)


# ---- base 85: four bytes are five characters

_A85 = bytes(range(33, 118))
_A85START = b"<~"
_A85END = b"~>"
_B85 = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz!#$%&()*+-;<=>?@^_`{|}~"
_Z85 = b"0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ.-:+=^!/*?&<>()[]{}@%$#"
_ONLY_B85 = bytes(set(_B85) - set(_Z85))
_TO_Z85 = bytes.maketrans(_B85, _Z85)
_FROM_Z85 = bytes.maketrans(_Z85 + _ONLY_B85, _B85 + bytes(len(_ONLY_B85)))


def _85encode(b, alphabet, pad=False, foldnuls=False, foldspaces=False):
    b = _bytes(b)
    padding = -len(b) % 4
    if padding:
        b = b + bytes(padding)
    pairs = _pairs(alphabet)
    groups = []
    for word in struct.unpack("!%dI" % (len(b) // 4), b):
        if foldnuls and not word:
            groups.append(b"z")
        elif foldspaces and word == 0x20202020:
            groups.append(b"y")
        else:
            groups.append(pairs[word // 614125] + pairs[word // 85 % 7225] + alphabet[word % 85:word % 85 + 1])
    if padding and not pad:
        if groups[-1] == b"z":
            groups[-1] = alphabet[:1] * 5
        groups[-1] = groups[-1][:-padding]
    return b"".join(groups)


def a85encode(b, *, foldspaces=False, wrapcol=0, pad=False, adobe=False):
    """Bytes in Ascii85, in which z stands for four zeros and, with `foldspaces`, y for four spaces.

    Lines have at most `wrapcol` characters if it is not 0; `pad` fills the last group up; `adobe` adds the marks <~ and ~>.
    """
    result = _85encode(b, _A85, pad, True, foldspaces)
    if adobe:
        result = _A85START + result
    if wrapcol:
        wrapcol = max(2 if adobe else 1, wrapcol)
        lines = [result[at:at + wrapcol] for at in range(0, len(result), wrapcol)]
        if adobe and len(lines[-1]) + 2 > wrapcol:
            lines.append(b"")
        result = b"\n".join(lines)
    return result + _A85END if adobe else result


def _word(digits):
    number = 0
    for digit in digits:
        number = 85 * number + digit
    return number


def a85decode(b, *, foldspaces=False, adobe=False, ignorechars=b" \t\n\r\v"):
    """What Ascii85 stands for; `ignorechars` are passed over."""
    b = _bytes_from_decode_data(b)
    if adobe:
        if not b.endswith(_A85END):
            raise ValueError("Ascii85 encoded byte sequences must end with {!r}".format(_A85END))
        b = b[2:-2] if b.startswith(_A85START) else b[:-2]
    decoded, group = [], []
    short = {b"z"[0]: bytes(4)}
    if foldspaces:
        short[b"y"[0]] = b"    "
    for c in b + b"uuuu":  # what the last group is filled up with
        if 33 <= c <= 117:
            group.append(c - 33)
            if len(group) == 5:
                number = _word(group)
                if number >> 32:
                    raise ValueError("Ascii85 overflow")
                decoded.append(number.to_bytes(4))
                group.clear()
        elif c in short:
            if group:
                raise ValueError("%c inside Ascii85 5-tuple" % c)
            decoded.append(short[c])
        elif c not in ignorechars:
            raise ValueError("Non-Ascii85 digit found: %c" % c)
    result = b"".join(decoded)
    filled = 4 - len(group)
    return result[:-filled] if filled else result


def b85encode(b, pad=False):
    """Bytes in base 85, as git writes them; `pad` fills the last group up."""
    return _85encode(b, _B85, pad)


def b85decode(b):
    """What base 85 stands for."""
    b = _bytes_from_decode_data(b)
    padding = -len(b) % 5
    b = b + b"~" * padding
    values = _values(_B85)
    decoded = []
    for at in range(0, len(b), 5):
        digits = [values.get(c) for c in b[at:at + 5]]
        if None in digits:
            raise ValueError("bad base85 character at position %d" % (at + digits.index(None)))
        number = _word(digits)
        if number >> 32:
            raise ValueError("base85 overflow in hunk starting at byte %d" % at)
        decoded.append(number.to_bytes(4))
    result = b"".join(decoded)
    return result[:-padding] if padding else result


def z85encode(s):
    """Bytes in base 85, as ZeroMQ writes them."""
    return b85encode(s).translate(_TO_Z85)


def z85decode(s):
    """What that stands for."""
    try:
        return b85decode(_bytes_from_decode_data(s).translate(_FROM_Z85))
    except ValueError as error:
        raise ValueError(error.args[0].replace("base85", "z85")) from None


# ---- whole files, in lines

MAXLINESIZE = 76
MAXBINSIZE = MAXLINESIZE // 4 * 3


def encode(input, output):
    """Write a binary file to another in base 64."""
    while data := input.read(MAXBINSIZE):
        while len(data) < MAXBINSIZE and (more := input.read(MAXBINSIZE - len(data))):
            data += more
        output.write(binascii.b2a_base64(data))


def decode(input, output):
    """Write what the lines of a file stand for to another."""
    while line := input.readline():
        output.write(binascii.a2b_base64(line))


def _input_type_check(s):
    try:
        view = memoryview(s)
    except TypeError as error:
        raise TypeError("expected bytes-like object, not %s" % s.__class__.__name__) from error
    if view.format not in ("c", "b", "B"):
        raise TypeError("expected single byte elements, not %r from %s" % (view.format, s.__class__.__name__))
    if view.ndim != 1:
        raise TypeError("expected 1-D data, not %d-D data from %s" % (view.ndim, s.__class__.__name__))


def encodebytes(s):
    """Bytes in base 64, in lines of 76 characters."""
    _input_type_check(s)
    return b"".join(binascii.b2a_base64(s[at:at + MAXBINSIZE]) for at in range(0, len(s), MAXBINSIZE))


def decodebytes(s):
    """What such lines stand for."""
    _input_type_check(s)
    return binascii.a2b_base64(s)


def main():
    """What `-m base64 [-e | -d | -u] [file]` does."""
    import sys

    usage = "usage: %s [-h|-d|-e|-u] [file|-]\n        -h: print this help message and exit\n        -d, -u: decode\n        -e: encode (default)" % sys.argv[0]
    names = sys.argv[1:]
    function = encode
    while names and names[0].startswith("-") and names[0] != "-":
        options = names.pop(0)[1:]
        if options == "-":
            break
        for option in options:
            if option not in "hdeu":
                print("option -%s not recognized" % option, file=sys.stderr)
                print(usage, file=sys.stderr)
                sys.exit(2)
            if option == "h":
                print(usage)
                return
            function = encode if option == "e" else decode
    if names and names[0] != "-":
        with open(names[0], "rb") as file:
            function(file, sys.stdout.buffer)
    else:
        function(sys.stdin.buffer, sys.stdout.buffer)


if __name__ == "__main__":
    main()
