# SPDX-License-Identifier: MIT
"""The codecs that the library has, found by their names or aliases."""

import _codecs
import codecs

from encodings.aliases import aliases

_cache = {}


class CodecRegistryError(LookupError, SystemError):
    """An encoding's definition is not as it has to be."""


def normalize_encoding(encoding):
    """Runs of what is neither letter, digit nor dot become one underscore each."""
    if isinstance(encoding, bytes):
        encoding = str(encoding, "ascii")
    out = []
    gap = False
    for c in encoding:
        if c.isalnum() or c == ".":
            if gap and out:
                out.append("_")
            if c.isascii():
                out.append(c)
            gap = False
        else:
            gap = True
    return "".join(out)


def search_function(encoding):
    """The CodecInfo of an encoding, or None."""
    if encoding in _cache:
        return _cache[encoding]
    name = normalize_encoding(encoding).lower()
    native = _codecs._canonical(name)
    if native is not None:
        found = _native(native)
    else:
        name = aliases.get(name) or aliases.get(name.replace(".", "_")) or name
        make = _MAKERS.get(name)
        found = make() if make is not None else _charmap(name)
    _cache[encoding] = found
    return found


# ---- native encodings

_SHOWN = {"latin-1": "iso8859-1"}


def _native(name):
    def encode(input, errors="strict"):
        return _codecs._encode(input, name, errors), len(input)

    if name == "utf-8-sig":
        def decode(input, errors="strict"):
            return _codecs._decode(input, name, errors), len(input)

        def partial(input, errors="strict"):
            return decode(input, errors)
    else:
        partial = getattr(_codecs, name.replace("-", "_") + "_decode")

        def decode(input, errors="strict"):
            return partial(input, errors, True)

    class IncrementalEncoder(codecs.IncrementalEncoder):
        def __init__(self, errors="strict"):
            codecs.IncrementalEncoder.__init__(self, errors)
            self._encoder = _codecs._Encoder(name, errors)

        def encode(self, input, final=False):
            if isinstance(input, str) and not input:
                return b""
            return self._encoder.encode(input)

        def reset(self):
            self._encoder.set_start(True)

        def getstate(self):
            return 2 if self._encoder.at_start() else 0

        def setstate(self, state):
            self._encoder.set_start(state != 0)

    class IncrementalDecoder(codecs.IncrementalDecoder):
        def __init__(self, errors="strict"):
            codecs.IncrementalDecoder.__init__(self, errors)
            self._decoder = _codecs._Decoder(name, errors)

        def decode(self, input, final=False):
            return self._decoder.decode(input, final)

        def reset(self):
            self._decoder.reset()

        def getstate(self):
            return self._decoder.getstate()

        def setstate(self, state):
            self._decoder.setstate(state)

    class StreamWriter(codecs.StreamWriter):
        def __init__(self, stream, errors="strict"):
            codecs.StreamWriter.__init__(self, stream, errors)
            self._encoder = _codecs._Encoder(name, errors)

        def encode(self, input, errors="strict"):
            return self._encoder.encode(input), len(input)

        def reset(self):
            codecs.StreamWriter.reset(self)
            self._encoder.set_start(True)

    class StreamReader(codecs.StreamReader):
        def __init__(self, stream, errors="strict"):
            codecs.StreamReader.__init__(self, stream, errors)
            self._decoder = _codecs._Decoder(name, errors)

        def decode(self, input, errors="strict"):
            # What is incomplete stays in the decoder; all of the input counts as taken.
            return self._decoder.decode(input), len(input)

        def reset(self):
            codecs.StreamReader.reset(self)
            self._decoder.reset()

    return codecs.CodecInfo(encode, decode, StreamReader, StreamWriter, IncrementalEncoder, IncrementalDecoder, name=_SHOWN.get(name, name))


# ---- encodings that are a pair of functions


def _simple(name, encode, decode, is_text=True, buffered=False):
    class Codec(codecs.Codec):
        def encode(self, input, errors="strict"):
            return encode(input, errors)

        def decode(self, input, errors="strict"):
            return decode(input, errors)

    class IncrementalEncoder(codecs.IncrementalEncoder):
        def encode(self, input, final=False):
            return encode(input, self.errors)[0]

    if buffered:
        class IncrementalDecoder(codecs.BufferedIncrementalDecoder):
            def _buffer_decode(self, input, errors, final):
                return decode(input, errors, final)
    else:
        class IncrementalDecoder(codecs.IncrementalDecoder):
            def decode(self, input, final=False):
                return decode(input, self.errors)[0]

    class StreamWriter(Codec, codecs.StreamWriter):
        charbuffertype = str if is_text else bytes

    class StreamReader(Codec, codecs.StreamReader):
        charbuffertype = str if is_text else bytes

    return codecs.CodecInfo(encode, decode, StreamReader, StreamWriter, IncrementalEncoder, IncrementalDecoder, name=name,
                            _is_text_encoding=None if is_text else False)


def _charmap(name):
    try:
        from encodings._tables import NAMES, TABLES
    except ImportError:
        return None
    upper = TABLES.get(name)
    if upper is None:
        return None
    table = "".join(map(chr, range(128))) + upper
    reverse = codecs.charmap_build(table)
    return _simple(NAMES[name], lambda input, errors="strict": codecs.charmap_encode(input, errors, reverse),
                   lambda input, errors="strict": codecs.charmap_decode(input, errors, table))


def _unicode_escape():
    return _simple("unicode-escape", _codecs.unicode_escape_encode,
                   lambda input, errors="strict", final=True: _codecs.unicode_escape_decode(input, errors, final), buffered=True)


def _raw_unicode_escape():
    return _simple("raw-unicode-escape", _codecs.raw_unicode_escape_encode,
                   lambda input, errors="strict", final=True: _codecs.raw_unicode_escape_decode(input, errors, final), buffered=True)


def _check_strict(errors):
    if errors != "strict":
        raise AssertionError(f"errors {errors!r} are not supported by this codec")


def _hex():
    def encode(input, errors="strict"):
        _check_strict(errors)
        return bytes(input).hex().encode("ascii"), len(input)

    def decode(input, errors="strict"):
        _check_strict(errors)
        import binascii

        return binascii.a2b_hex(input), len(input)

    return _simple("hex", encode, decode, is_text=False)


def _base64():
    def encode(input, errors="strict"):
        _check_strict(errors)
        import base64

        return base64.encodebytes(input), len(input)

    def decode(input, errors="strict"):
        _check_strict(errors)
        import base64

        return base64.decodebytes(input), len(input)

    return _simple("base64", encode, decode, is_text=False)


def _rot_13():
    table = {}
    for first in (65, 97):
        for n in range(26):
            table[first + n] = first + (n + 13) % 26

    def turn(input, errors="strict"):
        return str.translate(input, table), len(input)

    return _simple("rot-13", turn, turn, is_text=False)


def _punycode():
    def encode(input, errors="strict"):
        from encodings.punycode import punycode_encode

        return punycode_encode(input), len(input)

    def decode(input, errors="strict"):
        from encodings.punycode import punycode_decode

        return punycode_decode(input, errors), len(input)

    return _simple("punycode", encode, decode)


def _check_idna(errors):
    if errors != "strict":
        raise UnicodeError(f"Unsupported error handling: {errors}")


def _idna():
    def encode(input, errors="strict"):
        _check_idna(errors)
        from encodings.idna import encode_name

        return encode_name(input), len(input)

    def decode(input, errors="strict"):
        _check_idna(errors)
        from encodings.idna import decode_name

        return decode_name(bytes(input)), len(input)

    return _simple("idna", encode, decode)


_MAKERS = {
    "unicode_escape": _unicode_escape, "unicodeescape": _unicode_escape, "raw_unicode_escape": _raw_unicode_escape,
    "rawunicodeescape": _raw_unicode_escape, "hex_codec": _hex, "base64_codec": _base64, "rot_13": _rot_13, "punycode": _punycode,
    "idna": _idna,
}

# Whichever of codecs and encodings is imported first imports the other; here both know all that is needed.
codecs.register(search_function)
