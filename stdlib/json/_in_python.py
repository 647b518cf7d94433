# SPDX-License-Identifier: MIT
"""What `json` has where the native `_json` is hidden. JSONDecodeError is put here by `decoder`, which needs this module first."""

import re

NUMBER_RE = re.compile(r"(-?(?:0|[1-9][0-9]*))(\.[0-9]+)?([eE][-+]?[0-9]+)?")
_BACKSLASH = {'"': '"', "\\": "\\", "/": "/", "b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t"}
_SPACE = " \t\n\r"
_INFINITY = float("inf")


def _skip(s, at):
    """Where white space ends."""
    while s[at:at + 1] in _SPACE and at < len(s):
        at += 1
    return at


# ---- reading


def _four_digits(s, at):
    digits = s[at:at + 4]
    if len(digits) == 4 and all(c in "0123456789abcdefABCDEF" for c in digits):
        return int(digits, 16)
    raise JSONDecodeError("Invalid \\uXXXX escape", s, at - 1)


def scanstring(s, end, strict=True):
    """The text of a string that begins after a quote at end - 1, and where what follows it begins."""
    parts, begin = [], end - 1
    while True:
        start = end
        while end < len(s) and s[end] not in '"\\' and s[end] > "\x1f":
            end += 1
        parts.append(s[start:end])
        if end == len(s):
            raise JSONDecodeError("Unterminated string starting at", s, begin)
        c = s[end]
        end += 1
        if c == '"':
            return "".join(parts), end
        if c != "\\":
            if strict:
                raise JSONDecodeError("Invalid control character %r at" % c, s, end)
            parts.append(c)
            continue
        if end == len(s):
            raise JSONDecodeError("Unterminated string starting at", s, begin)
        escape = s[end]
        if escape != "u":
            if escape not in _BACKSLASH:
                raise JSONDecodeError("Invalid \\escape: %r" % escape, s, end)
            parts.append(_BACKSLASH[escape])
            end += 1
            continue
        code = _four_digits(s, end + 1)
        end += 5
        if 0xD800 <= code <= 0xDBFF and s.startswith("\\u", end):
            low = _four_digits(s, end + 2)
            if 0xDC00 <= low <= 0xDFFF:
                code = 0x10000 + ((code - 0xD800) << 10 | low - 0xDC00)
                end += 6
        parts.append(chr(code))


def make_scanner(context):
    """A function that reads one value of a text, as the context (a JSONDecoder) says: scan(text, index) -> (value, end)."""
    strict, memo = context.strict, context.memo
    parse_string = context.parse_string
    literals = {"null": None, "true": True, "false": False}
    constants = ("NaN", "Infinity", "-Infinity")

    def scan(s, at):
        c = s[at:at + 1]
        if c == '"':
            return parse_string(s, at + 1, strict)
        if c == "{":
            return read_object(s, at + 1)
        if c == "[":
            return read_array(s, at + 1)
        for word, value in literals.items():
            if s.startswith(word, at):
                return value, at + len(word)
        number = NUMBER_RE.match(s, at)
        if number is not None:
            whole, fraction, exponent = number.groups()
            if fraction or exponent:
                return context.parse_float(whole + (fraction or "") + (exponent or "")), number.end()
            return context.parse_int(whole), number.end()
        for word in constants:
            if s.startswith(word, at):
                return context.parse_constant(word), at + len(word)
        raise StopIteration(at)

    def read_value(s, at):
        try:
            return scan(s, at)
        except StopIteration as nothing:
            raise JSONDecodeError("Expecting value", s, nothing.value) from None

    def read_object(s, at):
        pairs = []
        at = _skip(s, at)
        if s[at:at + 1] == "}":
            at += 1
        else:
            while True:
                if s[at:at + 1] != '"':
                    raise JSONDecodeError("Expecting property name enclosed in double quotes", s, at)
                key, at = scanstring(s, at + 1, strict)
                key = memo.setdefault(key, key)
                at = _skip(s, at)
                if s[at:at + 1] != ":":
                    raise JSONDecodeError("Expecting ':' delimiter", s, at)
                value, at = read_value(s, _skip(s, at + 1))
                pairs.append((key, value))
                at = _skip(s, at)
                comma = s[at:at + 1]
                if comma == "}":
                    at += 1
                    break
                if comma != ",":
                    raise JSONDecodeError("Expecting ',' delimiter", s, at)
                comma_at, at = at, _skip(s, at + 1)
                if s[at:at + 1] == "}":
                    raise JSONDecodeError("Illegal trailing comma before end of object", s, comma_at)
        if context.object_pairs_hook is not None:
            return context.object_pairs_hook(pairs), at
        made = dict(pairs)
        return made if context.object_hook is None else context.object_hook(made), at

    def read_array(s, at):
        values = []
        at = _skip(s, at)
        if s[at:at + 1] == "]":
            return values, at + 1
        while True:
            value, at = read_value(s, at)
            values.append(value)
            at = _skip(s, at)
            comma = s[at:at + 1]
            if comma == "]":
                return values, at + 1
            if comma != ",":
                raise JSONDecodeError("Expecting ',' delimiter", s, at)
            comma_at, at = at, _skip(s, at + 1)
            if s[at:at + 1] == "]":
                raise JSONDecodeError("Illegal trailing comma before end of array", s, comma_at)

    def scan_once(s, at):
        if at < 0:
            raise ValueError("idx cannot be negative")
        try:
            return scan(s, at)
        finally:
            memo.clear()

    return scan_once


# ---- writing

_ESCAPES = {chr(c): "\\u%04x" % c for c in range(32)} | {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t", "\f": "\\f", "\b": "\\b"}


def encode_basestring(s, /):
    """A str as JSON, with what is not ASCII as it is."""
    if not isinstance(s, str):
        raise TypeError("first argument must be a string, not %s" % type(s).__name__)
    return '"%s"' % "".join([_ESCAPES.get(c, c) for c in s])


def _escape(c):
    if c in _ESCAPES:
        return _ESCAPES[c]
    code = ord(c)
    if code < 127 or c == "\x7f":
        return c
    if code < 0x10000:
        return "\\u%04x" % code
    code -= 0x10000
    return "\\u%04x\\u%04x" % (0xD800 | code >> 10, 0xDC00 | code & 0x3FF)


def encode_basestring_ascii(s, /):
    """A str as JSON in ASCII."""
    if not isinstance(s, str):
        raise TypeError("first argument must be a string, not %s" % type(s).__name__)
    return '"%s"' % "".join(map(_escape, s))


class make_encoder:
    """Writes values as pieces of text."""

    def __init__(self, markers, default, encoder, indent, key_separator, item_separator, sort_keys, skipkeys, allow_nan):
        self._markers = markers  # ids of the containers that are being written, or None
        self._default = default
        self._text = encoder
        self._indent = indent
        self._key_separator, self._item_separator = key_separator, item_separator
        self._sort_keys, self._skip_keys, self._allow_nan = sort_keys, skipkeys, allow_nan

    def __call__(self, o, level):
        return tuple(self.iterate(o, level))

    def _float(self, o):
        if o == o and o not in (_INFINITY, -_INFINITY):
            return float.__repr__(o)
        if not self._allow_nan:
            raise ValueError("Out of range float values are not JSON compliant: " + repr(o))
        return "NaN" if o != o else "Infinity" if o > 0 else "-Infinity"

    def _simple(self, o):
        """The text of what is no container, None for anything else."""
        if isinstance(o, str):
            return self._text(o)
        if o is None:
            return "null"
        if o is True:
            return "true"
        if o is False:
            return "false"
        if isinstance(o, int):
            return int.__repr__(o)
        if isinstance(o, float):
            return self._float(o)
        return None

    def iterate(self, o, level):
        text = self._simple(o)
        if text is not None:
            yield text
            return
        markers = self._markers
        if markers is not None:
            if id(o) in markers:
                raise ValueError("Circular reference detected")
            markers[id(o)] = o
        if isinstance(o, (list, tuple)):
            yield from self._container("[]", ((None, value) for value in o), level) if o else ("[]",)
        elif isinstance(o, dict):
            yield from self._container("{}", self._pairs(o), level) if o else ("{}",)
        else:
            yield from self.iterate(self._default(o), level)
        if markers is not None:
            del markers[id(o)]

    def _container(self, brackets, pairs, level):
        before = separator = ""
        if self._indent is not None:
            before = "\n" + self._indent * (level + 1)
        separator = self._item_separator + before
        start = brackets[0] + before
        for key, value in pairs:
            yield start
            start = separator
            if key is not None:
                yield self._text(key)
                yield self._key_separator
            yield from self.iterate(value, level + 1)
        if start is not separator:  # every key was left out
            yield brackets
            return
        if self._indent is not None:
            yield "\n" + self._indent * level
        yield brackets[1]

    def _pairs(self, o):
        for key, value in sorted(o.items()) if self._sort_keys else o.items():
            if not isinstance(key, str):
                text = self._simple(key)
                if text is None:
                    if self._skip_keys:
                        continue
                    raise TypeError("keys must be str, int, float, bool or None, not %s" % key.__class__.__name__)
                key = text
            yield key, value


for _function, _home in ((scanstring, "decoder"), (make_scanner, "scanner"), (encode_basestring, "encoder"), (encode_basestring_ascii, "encoder")):
    _function.__module__ = "json." + _home
del _function, _home
