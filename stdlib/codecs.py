# SPDX-License-Identifier: MIT
"""The registry of encodings and of what is done about errors, and the base classes for both."""

import _codecs
import builtins
import sys
from _codecs import *

__all__ = [
    "register", "lookup", "open", "EncodedFile", "BOM", "BOM_BE", "BOM_LE", "BOM32_BE", "BOM32_LE", "BOM64_BE", "BOM64_LE", "BOM_UTF8",
    "BOM_UTF16", "BOM_UTF16_LE", "BOM_UTF16_BE", "BOM_UTF32", "BOM_UTF32_LE", "BOM_UTF32_BE", "CodecInfo", "Codec", "IncrementalEncoder",
    "IncrementalDecoder", "StreamReader", "StreamWriter", "StreamReaderWriter", "StreamRecoder", "getencoder", "getdecoder",
    "getincrementalencoder", "getincrementaldecoder", "getreader", "getwriter", "encode", "decode", "iterencode", "iterdecode",
    "strict_errors", "ignore_errors", "replace_errors", "xmlcharrefreplace_errors", "backslashreplace_errors", "namereplace_errors",
    "register_error", "lookup_error",
]

BOM_UTF8 = b"\xef\xbb\xbf"
BOM_LE = BOM_UTF16_LE = b"\xff\xfe"
BOM_BE = BOM_UTF16_BE = b"\xfe\xff"
BOM_UTF32_LE = b"\xff\xfe\x00\x00"
BOM_UTF32_BE = b"\x00\x00\xfe\xff"
BOM = BOM_UTF16 = BOM_UTF16_LE if sys.byteorder == "little" else BOM_UTF16_BE
BOM_UTF32 = BOM_UTF32_LE if sys.byteorder == "little" else BOM_UTF32_BE
BOM32_LE = BOM_UTF16_LE
BOM32_BE = BOM_UTF16_BE
BOM64_LE = BOM_UTF32_LE
BOM64_BE = BOM_UTF32_BE


# ---- what a codec consists of


class CodecInfo(tuple):
    """What looking up an encoding gives: (encode, decode, streamreader, streamwriter), and more by name."""

    _is_text_encoding = True

    def __new__(cls, encode, decode, streamreader=None, streamwriter=None, incrementalencoder=None, incrementaldecoder=None, name=None, *,
                _is_text_encoding=None):
        self = tuple.__new__(cls, (encode, decode, streamreader, streamwriter))
        self.name = name
        self.encode = encode
        self.decode = decode
        self.incrementalencoder = incrementalencoder
        self.incrementaldecoder = incrementaldecoder
        self.streamwriter = streamwriter
        self.streamreader = streamreader
        if _is_text_encoding is not None:
            self._is_text_encoding = _is_text_encoding
        return self

    def __repr__(self):
        cls = self.__class__
        return f"<{cls.__module__}.{cls.__qualname__} object for encoding {self.name} at {id(self):#x}>"

    def __getnewargs__(self):
        return tuple(self)


class Codec:
    """Encoding and decoding without state."""

    def encode(self, input, errors="strict"):
        """(encoded, amount of input taken)"""
        raise NotImplementedError

    def decode(self, input, errors="strict"):
        """(decoded, amount of input taken)"""
        raise NotImplementedError


class IncrementalEncoder:
    """Encoding piece by piece."""

    def __init__(self, errors="strict"):
        self.errors = errors
        self.buffer = ""

    def encode(self, input, final=False):
        """The encoded input."""
        raise NotImplementedError

    def reset(self):
        """Back to the state at the beginning."""

    def getstate(self):
        """The state as a number."""
        return 0

    def setstate(self, state):
        """A state that getstate() gave."""


class BufferedIncrementalEncoder(IncrementalEncoder):
    """An encoder that keeps input it cannot encode yet."""

    def __init__(self, errors="strict"):
        IncrementalEncoder.__init__(self, errors)
        self.buffer = ""

    def _buffer_encode(self, input, errors, final):
        raise NotImplementedError

    def encode(self, input, final=False):
        data = self.buffer + input
        result, taken = self._buffer_encode(data, self.errors, final)
        self.buffer = data[taken:]
        return result

    def reset(self):
        IncrementalEncoder.reset(self)
        self.buffer = ""

    def getstate(self):
        return self.buffer or 0

    def setstate(self, state):
        self.buffer = state or ""


class IncrementalDecoder:
    """Decoding piece by piece."""

    def __init__(self, errors="strict"):
        self.errors = errors

    def decode(self, input, final=False):
        """The decoded input."""
        raise NotImplementedError

    def reset(self):
        """Back to the state at the beginning."""

    def getstate(self):
        """(input kept back, a number)"""
        return b"", 0

    def setstate(self, state):
        """A state that getstate() gave."""


class BufferedIncrementalDecoder(IncrementalDecoder):
    """A decoder that keeps input it cannot decode yet."""

    def __init__(self, errors="strict"):
        IncrementalDecoder.__init__(self, errors)
        self.buffer = b""

    def _buffer_decode(self, input, errors, final):
        raise NotImplementedError

    def decode(self, input, final=False):
        data = self.buffer + input
        result, taken = self._buffer_decode(data, self.errors, final)
        self.buffer = data[taken:]
        return result

    def reset(self):
        IncrementalDecoder.reset(self)
        self.buffer = b""

    def getstate(self):
        return self.buffer, 0

    def setstate(self, state):
        self.buffer = state[0]


class _OverStream:
    """What everything that stands over another stream has in common: the rest is that stream's."""

    def __getattr__(self, name, getattr=getattr):
        return getattr(self.stream, name)

    def __enter__(self):
        return self

    def __exit__(self, type, value, tb):
        self.stream.close()

    def __reduce_ex__(self, proto):
        raise TypeError("can't serialize %s" % self.__class__.__name__)


class StreamWriter(_OverStream, Codec):
    """Writes text to a stream of bytes."""

    def __init__(self, stream, errors="strict"):
        self.stream = stream
        self.errors = errors

    def write(self, object):
        data, _ = self.encode(object, self.errors)
        self.stream.write(data)

    def writelines(self, list):
        self.write("".join(list))

    def reset(self):
        """Writes what is kept back."""

    def seek(self, offset, whence=0):
        self.stream.seek(offset, whence)
        if whence == 0 and offset == 0:
            self.reset()


class StreamReader(_OverStream, Codec):
    """Reads text from a stream of bytes."""

    charbuffertype = str

    def __init__(self, stream, errors="strict"):
        self.stream = stream
        self.errors = errors
        self.bytebuffer = b""
        self._empty_charbuffer = self.charbuffertype()
        self.charbuffer = self._empty_charbuffer
        self.linebuffer = None

    def decode(self, input, errors="strict"):
        raise NotImplementedError

    def _join_lines(self):
        if self.linebuffer:
            self.charbuffer = self._empty_charbuffer.join(self.linebuffer)
            self.linebuffer = None

    def read(self, size=-1, chars=-1, firstline=False):
        """Text: about `size` bytes of it, `chars` characters, or all."""
        self._join_lines()
        if chars < 0:
            chars = size
        while True:
            if chars >= 0 and len(self.charbuffer) >= chars:
                break
            newdata = self.stream.read() if size < 0 else self.stream.read(size)
            data = self.bytebuffer + newdata
            if not data:
                break
            try:
                newchars, taken = self.decode(data, self.errors)
            except UnicodeDecodeError as error:
                if not firstline:
                    raise
                newchars, taken = self.decode(data[:error.start], self.errors)
                if len(newchars.splitlines(keepends=True)) <= 1:
                    raise
            self.bytebuffer = data[taken:]
            self.charbuffer += newchars
            if not newdata:
                break
        if chars < 0:
            result = self.charbuffer
            self.charbuffer = self._empty_charbuffer
        else:
            result = self.charbuffer[:chars]
            self.charbuffer = self.charbuffer[chars:]
        return result

    def readline(self, size=None, keepends=True):
        """One line."""
        if self.linebuffer:
            line = self.linebuffer.pop(0)
            if not self.linebuffer:
                self.linebuffer = None
            return line if keepends else line.splitlines(keepends=False)[0]
        readsize = size or 72
        line = self._empty_charbuffer
        while True:
            data = self.read(readsize, firstline=True)
            if data and isinstance(data, str) and data.endswith("\r"):
                data += self.read(size=1, chars=1)
            line += data
            lines = line.splitlines(keepends=True)
            if lines and (len(lines) > 1 or lines[0].splitlines(keepends=False)[0] != lines[0]):
                self.charbuffer = self._empty_charbuffer.join(lines[1:]) + self.charbuffer
                line = lines[0]
                break
            if not data or size is not None:
                break
            if readsize < 8000:
                readsize *= 2
        if line and not keepends:
            line = line.splitlines(keepends=False)[0]
        return line

    def readlines(self, sizehint=None, keepends=True):
        return self.read().splitlines(keepends)

    def reset(self):
        self.bytebuffer = b""
        self.charbuffer = self._empty_charbuffer
        self.linebuffer = None

    def seek(self, offset, whence=0):
        self.stream.seek(offset, whence)
        self.reset()

    def __next__(self):
        line = self.readline()
        if line:
            return line
        raise StopIteration

    def __iter__(self):
        return self


class StreamReaderWriter(_OverStream):
    """A StreamReader and a StreamWriter over one stream."""

    encoding = "unknown"

    def __init__(self, stream, Reader, Writer, errors="strict"):
        self.stream = stream
        self.reader = Reader(stream, errors)
        self.writer = Writer(stream, errors)
        self.errors = errors

    def read(self, size=-1):
        return self.reader.read(size)

    def readline(self, size=None, keepends=True):
        return self.reader.readline(size, keepends)

    def readlines(self, sizehint=None):
        return self.reader.readlines(sizehint)

    def __next__(self):
        return next(self.reader)

    def __iter__(self):
        return self

    def write(self, data):
        return self.writer.write(data)

    def writelines(self, list):
        return self.writer.writelines(list)

    def reset(self):
        self.reader.reset()
        self.writer.reset()

    def seek(self, offset, whence=0):
        self.stream.seek(offset, whence)
        self.reader.reset()
        if whence == 0 and offset == 0:
            self.writer.reset()


class StreamRecoder(_OverStream):
    """Bytes in one encoding over a stream of bytes in another."""

    data_encoding = "unknown"
    file_encoding = "unknown"

    def __init__(self, stream, encode, decode, Reader, Writer, errors="strict"):
        self.stream = stream
        self.encode = encode
        self.decode = decode
        self.reader = Reader(stream, errors)
        self.writer = Writer(stream, errors)
        self.errors = errors

    def read(self, size=-1):
        return self.encode(self.reader.read(size), self.errors)[0]

    def readline(self, size=None):
        line = self.reader.readline() if size is None else self.reader.readline(size)
        return self.encode(line, self.errors)[0]

    def readlines(self, sizehint=None):
        return self.encode(self.reader.read(), self.errors)[0].splitlines(keepends=True)

    def __next__(self):
        return self.encode(next(self.reader), self.errors)[0]

    def __iter__(self):
        return self

    def write(self, data):
        return self.writer.write(self.decode(data, self.errors)[0])

    def writelines(self, list):
        return self.writer.write(self.decode(b"".join(list), self.errors)[0])

    def reset(self):
        self.reader.reset()
        self.writer.reset()

    def seek(self, offset, whence=0):
        self.reader.seek(offset, whence)
        self.writer.seek(offset, whence)


# ---- the registry of encodings

_search_functions = []
_known = {}


def register(search_function, /):
    """Adds a function that finds an encoding by its normalised name, or gives None."""
    if not callable(search_function):
        raise TypeError("argument must be callable")
    _search_functions.append(search_function)


def unregister(search_function, /):
    """Takes a function of register() away again."""
    if search_function in _search_functions:
        _search_functions.remove(search_function)
        _known.clear()


def _normalized(encoding):
    """Lower case, with one underscore for each run of what is neither letter, digit nor dot; what is not ASCII is left out."""
    out = []
    gap = False
    for c in encoding.lower():
        if c.isascii() and (c.isalnum() or c == "."):
            if gap and out:
                out.append("_")
            gap = False
            out.append(c)
        else:
            gap = True
    return "".join(out)


def lookup(encoding, /):
    """The CodecInfo of an encoding; LookupError."""
    if not isinstance(encoding, str):
        raise TypeError(f"lookup() argument must be str, not {type(encoding).__name__}")
    if "\0" in encoding:
        raise ValueError("embedded null character")
    key = _normalized(encoding)
    found = _known.get(key)
    if found is not None:
        return found
    for search in _search_functions:
        found = search(key)
        if found is None:
            continue
        if not isinstance(found, tuple) or len(found) != 4:
            raise TypeError("codec search functions must return 4-tuples")
        _known[key] = found
        return found
    raise LookupError(f"unknown encoding: {encoding}")


def _forget_codec(encoding, /):
    del _known[encoding]


def _call(function, data, errors, encoding, what):
    try:
        result = function(data, errors)
    except Exception as error:
        error.add_note(f"{what} with {encoding!r} codec failed")
        raise
    if not isinstance(result, tuple) or len(result) != 2:
        raise TypeError(f"{'encoder' if what == 'encoding' else 'decoder'} must return a tuple (object, integer)")
    return result[0]


def _is_native(data, encoding, kind):
    return isinstance(data, kind) and isinstance(encoding, str) and _codecs._canonical(encoding) is not None


def encode(obj, encoding="utf-8", errors="strict"):
    """Encodes an object by any codec."""
    if _is_native(obj, encoding, str):
        return _codecs._encode(obj, encoding, errors)
    return _call(lookup(encoding)[0], obj, errors, encoding, "encoding")


def decode(obj, encoding="utf-8", errors="strict"):
    """Decodes an object by any codec."""
    if _is_native(obj, encoding, (bytes, bytearray, memoryview)):
        return _codecs._decode(obj, encoding, errors)
    return _call(lookup(encoding)[1], obj, errors, encoding, "decoding")


def _text_codec(encoding, alternative):
    info = lookup(encoding)
    if not getattr(info, "_is_text_encoding", True):
        raise LookupError(f"'{encoding}' is not a text encoding; use {alternative} to handle arbitrary codecs")
    return info


def _encode_text(text, encoding, errors):
    """str.encode() for encodings that are not native."""
    return _call(_text_codec(encoding, "codecs.encode()")[0], text, errors, encoding, "encoding")


def _decode_text(data, encoding, errors):
    """bytes.decode() for encodings that are not native."""
    return _call(_text_codec(encoding, "codecs.decode()")[1], data, errors, encoding, "decoding")


def getencoder(encoding):
    """The function that encodes."""
    return lookup(encoding).encode


def getdecoder(encoding):
    """The function that decodes."""
    return lookup(encoding).decode


def getincrementalencoder(encoding):
    """The class that encodes piece by piece."""
    encoder = lookup(encoding).incrementalencoder
    if encoder is None:
        raise LookupError(encoding)
    return encoder


def getincrementaldecoder(encoding):
    """The class that decodes piece by piece."""
    decoder = lookup(encoding).incrementaldecoder
    if decoder is None:
        raise LookupError(encoding)
    return decoder


def getreader(encoding):
    """The class of streams that decode."""
    return lookup(encoding).streamreader


def getwriter(encoding):
    """The class of streams that encode."""
    return lookup(encoding).streamwriter


def iterencode(iterator, encoding, errors="strict", **kwargs):
    """Encodes what an iterator gives, piece by piece."""
    encoder = getincrementalencoder(encoding)(errors, **kwargs)
    for piece in iterator:
        output = encoder.encode(piece)
        if output:
            yield output
    output = encoder.encode("", True)
    if output:
        yield output


def iterdecode(iterator, encoding, errors="strict", **kwargs):
    """Decodes what an iterator gives, piece by piece."""
    decoder = getincrementaldecoder(encoding)(errors, **kwargs)
    for piece in iterator:
        output = decoder.decode(piece)
        if output:
            yield output
    output = decoder.decode(b"", True)
    if output:
        yield output


def open(filename, mode="r", encoding=None, errors="strict", buffering=-1):
    """A file whose text is encoded by any codec."""
    if encoding is not None and "b" not in mode:
        mode += "b"
    file = builtins.open(filename, mode, buffering)
    if encoding is None:
        return file
    try:
        info = lookup(encoding)
        stream = StreamReaderWriter(file, info.streamreader, info.streamwriter, errors)
        stream.encoding = encoding
        return stream
    except:
        file.close()
        raise


def EncodedFile(file, data_encoding, file_encoding=None, errors="strict"):
    """A stream of bytes in data_encoding over a file in file_encoding."""
    if file_encoding is None:
        file_encoding = data_encoding
    data_info = lookup(data_encoding)
    file_info = lookup(file_encoding)
    stream = StreamRecoder(file, data_info.encode, data_info.decode, file_info.streamreader, file_info.streamwriter, errors)
    stream.data_encoding = data_encoding
    stream.file_encoding = file_encoding
    return stream


def utf_7_encode(str, errors=None, /):
    """(bytes, characters taken)"""
    from encodings._utf_7 import encode

    if not isinstance(str, builtins.str):
        raise TypeError(f"utf_7_encode() argument 1 must be str, not {type(str).__name__}")
    return encode(str, errors)


def utf_7_decode(data, errors=None, final=False, /):
    """(text, bytes taken)"""
    from encodings._utf_7 import decode

    return decode(_bytes_of(data), errors, final)


def _bytes_of(data):
    with memoryview(data) as view:
        return view.tobytes()


def _ex_decode(data, errors, byteorder, final, marks, little, big, whole):
    data = _bytes_of(data)
    skipped = 0
    if not byteorder:
        for mark, order in marks:
            if data.startswith(mark):
                skipped, byteorder = len(mark), order
                break
    decode = little if byteorder < 0 else big if byteorder > 0 else whole
    text, taken = decode(data[skipped:] if skipped else data, errors, final)
    return text, taken + skipped, byteorder


def utf_16_ex_decode(data, errors=None, byteorder=0, final=False, /):
    """(text, bytes taken, byte order: -1 little-endian, 1 big-endian, 0 not told by a mark)"""
    return _ex_decode(data, errors, byteorder, final, ((BOM_UTF16_LE, -1), (BOM_UTF16_BE, 1)), utf_16_le_decode, utf_16_be_decode, utf_16_decode)


def utf_32_ex_decode(data, errors=None, byteorder=0, final=False, /):
    """(text, bytes taken, byte order: -1 little-endian, 1 big-endian, 0 not told by a mark)"""
    return _ex_decode(data, errors, byteorder, final, ((BOM_UTF32_LE, -1), (BOM_UTF32_BE, 1)), utf_32_le_decode, utf_32_be_decode, utf_32_decode)


def make_identity_dict(rng):
    """{n: n} for each number."""
    return {i: i for i in rng}


def make_encoding_map(decoding_map):
    """The reverse of a decoding map; None for what has several origins."""
    made = {}
    for key, value in decoding_map.items():
        made[value] = None if value in made else key
    return made


# ---- what is done about errors


def _error_range(error, *kinds):
    if issubclass(type(error), kinds):  # whatever it says its class is
        decoding = isinstance(error, UnicodeDecodeError)
        if not isinstance(error.object, bytes if decoding else str):
            raise TypeError(f"object attribute must be {'bytes' if decoding else 'unicode'}")
        return error.start, error.end
    raise TypeError(f"don't know how to handle {type(error).__name__} in error callback")


def strict_errors(error, /):
    """Raises the error."""
    if issubclass(type(error), Exception):
        raise error
    raise TypeError("codec must pass exception instance")


def ignore_errors(error, /):
    """Leaves out what is wrong."""
    _, end = _error_range(error, UnicodeEncodeError, UnicodeDecodeError, UnicodeTranslateError)
    return "", end


def replace_errors(error, /):
    """A question mark, or U+FFFD."""
    start, end = _error_range(error, UnicodeEncodeError, UnicodeDecodeError, UnicodeTranslateError)
    if isinstance(error, UnicodeEncodeError):
        return "?" * (end - start), end
    if isinstance(error, UnicodeDecodeError):
        return "\ufffd", end
    return "\ufffd" * (end - start), end


def xmlcharrefreplace_errors(error, /):
    """&#number;"""
    start, end = _error_range(error, UnicodeEncodeError)
    return "".join(f"&#{ord(c)};" for c in error.object[start:end]), end


def _escaped(character):
    n = ord(character)
    return f"\\x{n:02x}" if n < 0x100 else f"\\u{n:04x}" if n < 0x10000 else f"\\U{n:08x}"


def backslashreplace_errors(error, /):
    r"""\x.., \u...., \U........"""
    start, end = _error_range(error, UnicodeEncodeError, UnicodeDecodeError, UnicodeTranslateError)
    if isinstance(error, UnicodeDecodeError):
        return "".join(f"\\x{n:02x}" for n in error.object[start:end]), end
    return "".join(map(_escaped, error.object[start:end])), end


def namereplace_errors(error, /):
    r"""\N{name}"""
    start, end = _error_range(error, UnicodeEncodeError)
    import unicodedata

    out = []
    for character in error.object[start:end]:
        name = unicodedata.name(character, None)
        out.append(_escaped(character) if name is None else "\\N{%s}" % name)
    return "".join(out), end


def _surrogateescape(error, /):
    start, end = _error_range(error, UnicodeEncodeError, UnicodeDecodeError)
    if isinstance(error, UnicodeEncodeError):
        out = bytearray()
        for character in error.object[start:end]:
            n = ord(character)
            if not 0xDC80 <= n <= 0xDCFF:
                raise error
            out.append(n - 0xDC00)
        return bytes(out), end
    out = []
    for n in error.object[start:min(end, start + 4)]:
        if n < 128:
            break
        out.append(chr(0xDC00 + n))
    if not out:
        raise error
    return "".join(out), start + len(out)


def _surrogatepass(error, /):
    start, end = _error_range(error, UnicodeEncodeError, UnicodeDecodeError)
    width, order = {
        "utf8": (3, None), "cp65001": (3, None), "utf16": (2, sys.byteorder), "utf16le": (2, "little"), "utf16be": (2, "big"),
        "utf32": (4, sys.byteorder), "utf32le": (4, "little"), "utf32be": (4, "big"),
    }.get(error.encoding.lower().replace("_", "").replace("-", ""), (0, None))
    if not width:
        raise error
    if isinstance(error, UnicodeEncodeError):
        out = bytearray()
        for character in error.object[start:end]:
            n = ord(character)
            if not 0xD800 <= n <= 0xDFFF:
                raise error
            if order is None:
                out += bytes((0xE0 | n >> 12, 0x80 | n >> 6 & 63, 0x80 | n & 63))
            else:
                out += n.to_bytes(width, order)
        return bytes(out), end
    piece = bytes(error.object[start:start + width])
    if len(piece) < width:
        raise error
    if order is None:
        n = (piece[0] & 15) << 12 | (piece[1] & 63) << 6 | piece[2] & 63
        if piece[0] & 0xF0 != 0xE0 or piece[1] & 0xC0 != 0x80 or piece[2] & 0xC0 != 0x80:
            raise error
    else:
        n = int.from_bytes(piece, order)
    if not 0xD800 <= n <= 0xDFFF:
        raise error
    return chr(n), start + width


_error_handlers = {
    "strict": strict_errors, "ignore": ignore_errors, "replace": replace_errors, "xmlcharrefreplace": xmlcharrefreplace_errors,
    "backslashreplace": backslashreplace_errors, "namereplace": namereplace_errors, "surrogateescape": _surrogateescape,
    "surrogatepass": _surrogatepass,
}


def register_error(errors, handler, /):
    """Gives a function of (error) -> (replacement, position) a name as an error handler."""
    if not isinstance(errors, str):
        raise TypeError(f"register_error() argument 1 must be str, not {type(errors).__name__}")
    if not callable(handler):
        raise TypeError("handler must be callable")
    _error_handlers[errors] = handler


def lookup_error(name, /):
    """The error handler of this name; LookupError."""
    try:
        return _error_handlers[name]
    except KeyError:
        raise LookupError(f"unknown error handler name '{name}'") from None


import encodings  # noqa: E402, F401  registers the search function that finds what the library has
