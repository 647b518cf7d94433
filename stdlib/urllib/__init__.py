# SPDX-License-Identifier: MIT
"""URLs: urllib.parse. What fetches them (urllib.request, urllib.robotparser) is not in ouro."""
