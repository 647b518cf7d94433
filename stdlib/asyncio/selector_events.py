# SPDX-License-Identifier: MIT
"""The base of the loops that wait for descriptors."""

from _asyncio import BaseEventLoop as BaseSelectorEventLoop

__all__ = ("BaseSelectorEventLoop",)
