# SPDX-License-Identifier: MIT
"""Work that goes on side by side: see concurrent.futures."""
