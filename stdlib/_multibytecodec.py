# SPDX-License-Identifier: MIT
"""Encodings of several bytes per character, piece by piece and over streams. The codecs themselves are native (stdlib/multibyte)."""

import _codecs_tw

_MultibyteCodec = type(_codecs_tw.getcodec("big5"))
_MOST_PENDING_CHARACTERS = 2
_MOST_PENDING_BYTES = 8


class _Piecewise:
    """What the four classes have in common: `codec` is an attribute of the class."""

    def _begin(self, errors):
        cls = type(self)
        if not isinstance(cls.codec, _MultibyteCodec):
            raise TypeError("codec is unexpected type")
        self._errors = errors
        self._state = cls.codec._begin(isinstance(self, _Decoding))

    def __init__(self, /, *args, **kwargs):
        pass

    @property
    def errors(self):
        """how to treat errors"""
        return self._errors

    @errors.setter
    def errors(self, value):
        if not isinstance(value, str):
            raise TypeError("errors must be a string")
        self._errors = value

    @errors.deleter
    def errors(self):
        raise AttributeError("cannot delete attribute")


def _check_errors(errors, name, position):
    if not isinstance(errors, str):
        shown = "None" if errors is None else type(errors).__name__
        raise TypeError(f"{name}() argument {position} must be str, not {shown}")


class _Encoding(_Piecewise):
    _pending = ""

    def _encode(self, text, final):
        text = self._pending + (text if isinstance(text, str) else str(text))
        out, taken, state = self.codec._encode(text, self._errors, self._state, final)
        if len(text) - taken > _MOST_PENDING_CHARACTERS:
            raise UnicodeError("pending buffer overflow")
        self._pending, self._state = text[taken:], state
        return out


class _Decoding(_Piecewise):
    _pending = b""

    def _decode(self, data, final):
        data = self._pending + data if self._pending else data
        text, taken, state = self.codec._decode(data, self._errors, self._state, final)
        if len(data) - taken > _MOST_PENDING_BYTES:
            raise UnicodeError("pending buffer overflow")
        self._pending, self._state = bytes(data[taken:]), state
        return text

    def reset(self, /):
        self._pending, self._state = b"", self.codec._begin(True)


class MultibyteIncrementalEncoder(_Encoding):
    def __new__(cls, /, errors="strict"):
        _check_errors(errors, "IncrementalEncoder", 1)
        self = super().__new__(cls)
        self._begin(errors)
        return self

    def encode(self, /, input, final=False):
        return self._encode(input, final)

    def reset(self, /):
        self._pending, self._state = "", self.codec._encode("", self._errors, self._state, True)[2]

    def getstate(self, /):
        pending = self._pending.encode()
        return int.from_bytes(bytes((len(pending),)) + pending + self._state, "little")

    def setstate(self, state, /):
        if not isinstance(state, int):
            raise TypeError(f"setstate() argument must be int, not {type(state).__name__}")
        size, *data = state.to_bytes(1 + _MOST_PENDING_BYTES + 8, "little")
        if size > _MOST_PENDING_BYTES:
            raise UnicodeError("pending buffer too large")
        self._pending, self._state = bytes(data[:size]).decode(), bytes(data[size:size + 8])


class MultibyteIncrementalDecoder(_Decoding):
    def __new__(cls, /, errors="strict"):
        _check_errors(errors, "IncrementalDecoder", 1)
        self = super().__new__(cls)
        self._begin(errors)
        return self

    def decode(self, /, input, final=False):
        try:
            data = memoryview(input)
        except TypeError:
            raise TypeError(f"a bytes-like object is required, not '{type(input).__name__}'") from None
        return self._decode(bytes(data), final)

    def getstate(self, /):
        return self._pending, int.from_bytes(self._state, "little")

    def setstate(self, state, /):
        if not isinstance(state, tuple):
            raise TypeError(f"setstate() argument must be tuple, not {type(state).__name__}")
        if len(state) != 2 or not isinstance(state[0], bytes) or not isinstance(state[1], int):
            raise TypeError("setstate(): illegal state argument")
        pending, number = state
        number = number.to_bytes(8, "little")
        if len(pending) > _MOST_PENDING_BYTES:
            cls = type(self)
            raise UnicodeDecodeError(cls.codec._name, pending, 0, len(pending), "pending buffer too large")
        self._pending, self._state = pending, number


class MultibyteStreamReader(_Decoding):
    def __new__(cls, /, stream, errors="strict"):
        _check_errors(errors, "StreamReader", 2)
        self = super().__new__(cls)
        self._begin(errors)
        self.stream = stream
        return self

    def _read(self, method, size):
        if size is not None and not isinstance(size, int):
            raise TypeError("arg 1 must be an integer")
        if size is None or size < 0:
            size = -1
        if size == 0:
            return ""
        while True:
            data = method() if size < 0 else method(size)
            if not isinstance(data, bytes):
                raise TypeError(f"stream function returned a non-bytes object ({type(data).__name__})")
            # One byte more completes a character that a size has cut.
            text = self._decode(data, size < 0 or not data)
            if size < 0 or text or not data:
                return text
            size = 1

    def read(self, size=None, /):
        return self._read(self.stream.read, size)

    def readline(self, size=None, /):
        return self._read(self.stream.readline, size)

    def readlines(self, size=None, /):
        return self._read(self.stream.read, size).splitlines(True)


class MultibyteStreamWriter(_Encoding):
    def __new__(cls, /, stream, errors="strict"):
        _check_errors(errors, "StreamWriter", 2)
        self = super().__new__(cls)
        self._begin(errors)
        self.stream = stream
        return self

    def write(self, text, /):
        self.stream.write(self._encode(text, False))

    def writelines(self, lines, /):
        if not hasattr(type(lines), "__getitem__") or isinstance(lines, dict):
            raise TypeError("arg must be a sequence object")
        for n in range(len(lines)):
            self.write(lines[n])

    def reset(self, /):
        if self._pending:
            data = self._encode("", True)
            if data:
                self.stream.write(data)
