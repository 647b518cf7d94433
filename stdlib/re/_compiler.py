# SPDX-License-Identifier: MIT
"""Compiling patterns, by the name that CPython's half has."""
import re

from re import _parser
from re._constants import *

MAXCODE = (1 << 32) - 1


def isstring(obj):
    return isinstance(obj, (str, bytes))


def compile(p, flags=0):
    """A pattern object from its text; trees are not compiled."""
    if not isstring(p):
        raise NotImplementedError("re._compiler.compile() takes text: trees are not compiled in ouro")
    return re.compile(p, flags)
