# SPDX-License-Identifier: MIT
"""Text as HTML has it, with references to characters, and back."""

import re as _re

__all__ = ["escape", "unescape"]


def escape(s, quote=True):
    """`s` with references for &, < and >, and with `quote` for both quotes."""
    s = s.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return s.replace('"', "&quot;").replace("'", "&#x27;") if quote else s


def unescape(s):
    """`s` with the characters that references name, of which HTML 5 has rules for wrong ones too."""
    return _reference.sub(_character, s) if "&" in s else s


_reference = _re.compile(r"&(#[0-9]+;?|#[xX][0-9a-fA-F]+;?|[^\t\n\f <&#;]{1,32};?)")

def _character(match):
    name = match[1]
    if name[0] != "#":
        return _named(name)
    digits = name[1:].rstrip(";")
    code = int(digits[1:], 16) if digits[0] in "xX" else int(digits)
    if 0x80 <= code < 0xa0:
        try:  # The HTML standard, 13.2.5.80: these numbers are meant as Windows has them
            return bytes((code,)).decode("cp1252")
        except UnicodeDecodeError:
            return chr(code)
    if code == 0 or 0xd800 <= code <= 0xdfff or code > 0x10ffff:
        return "\ufffd"
    if code == 0xd:
        return "\r"
    control = code < 0x20 and code not in (0x9, 0xa, 0xc) or code == 0x7f
    if control or 0xfdd0 <= code <= 0xfdef or code & 0xfffe == 0xfffe:
        return ""
    return chr(code)


def _named(name):
    from html.entities import html5
    if name in html5:
        return html5[name]
    for end in range(len(name) - 1, 1, -1):  # the longest name that it begins with
        if name[:end] in html5:
            return html5[name[:end]] + name[end:]
    return "&" + name
