# SPDX-License-Identifier: MIT
"""JSONEncoder: objects as JSON."""
try:
    from _json import encode_basestring, encode_basestring_ascii, make_encoder

    c_encode_basestring, c_encode_basestring_ascii, c_make_encoder = encode_basestring, encode_basestring_ascii, make_encoder
except ImportError:  # hidden
    from ._in_python import encode_basestring, encode_basestring_ascii, make_encoder

    c_encode_basestring = c_encode_basestring_ascii = c_make_encoder = None

__all__ = ["JSONEncoder"]

INFINITY = float("inf")


class JSONEncoder:
    """Writes dicts, lists, tuples, str, numbers, True, False and None; default() says what stands for anything else."""

    item_separator = ", "
    key_separator = ": "

    def __init__(self, *, skipkeys=False, ensure_ascii=True, check_circular=True, allow_nan=True, sort_keys=False,
                 indent=None, separators=None, default=None):
        self.skipkeys = skipkeys
        self.ensure_ascii = ensure_ascii
        self.check_circular = check_circular
        self.allow_nan = allow_nan
        self.sort_keys = sort_keys
        self.indent = indent
        if separators is not None:
            self.item_separator, self.key_separator = separators
        elif indent is not None:
            self.item_separator = ","
        if default is not None:
            self.default = default

    def default(self, o):
        """Something that can be written in the place of `o`."""
        raise TypeError(f"Object of type {o.__class__.__name__} is not JSON serializable")

    def encode(self, o):
        """`o` as one text."""
        if isinstance(o, str):
            return (encode_basestring_ascii if self.ensure_ascii else encode_basestring)(o)
        chunks = self.iterencode(o, _one_shot=True)
        if not isinstance(chunks, (list, tuple)):
            chunks = list(chunks)
        return "".join(chunks)

    def iterencode(self, o, _one_shot=False):
        """`o` as pieces of text."""
        indent = self.indent
        if indent is not None and not isinstance(indent, str):
            indent = " " * indent
        encoder = make_encoder({} if self.check_circular else None, self.default,
                               encode_basestring_ascii if self.ensure_ascii else encode_basestring, indent,
                               self.key_separator, self.item_separator, self.sort_keys, self.skipkeys, self.allow_nan)
        return encoder(o, 0) if _one_shot else encoder.iterate(o, 0)
