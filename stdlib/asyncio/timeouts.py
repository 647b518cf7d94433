# SPDX-License-Identifier: MIT
"""Blocks that are cancelled when they take too long."""

from _asyncio import Timeout, timeout, timeout_at

__all__ = ("Timeout", "timeout", "timeout_at")
