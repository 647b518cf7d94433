# SPDX-License-Identifier: MIT
"""Groups of tasks that end with their block."""

from _asyncio import TaskGroup

__all__ = ("TaskGroup",)
