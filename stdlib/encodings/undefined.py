# SPDX-License-Identifier: MIT
"""An encoding that refuses everything: with it as default, implicit conversions show."""

from encodings._define import define


def _refuse(input, errors="strict"):
    raise UnicodeError("undefined encoding")


define(globals(), "undefined", _refuse, _refuse)
