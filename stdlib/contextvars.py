# SPDX-License-Identifier: MIT
"""Context variables (PEP 567): face of the native _contextvars."""

from _contextvars import Context, ContextVar, Token, copy_context

__all__ = ("Context", "ContextVar", "Token", "copy_context")
