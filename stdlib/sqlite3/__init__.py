# SPDX-License-Identifier: MIT
"""Databases of SQLite, as PEP 249 has them."""

from . import dbapi2
from .dbapi2 import *
from .dbapi2 import __getattr__
