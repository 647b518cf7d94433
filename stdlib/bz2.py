# SPDX-License-Identifier: MIT
"""Compression with bzip2: files, and bytes in one piece or in several."""
from _bz2 import BZ2Compressor, BZ2Decompressor

import _compression

__all__ = ["BZ2File", "BZ2Compressor", "BZ2Decompressor", "open", "compress", "decompress"]


class BZ2File(_compression.CompressedFile):
    """A binary file that is compressed with bzip2; `filename` may be an open file."""

    def __init__(self, filename, mode="r", *, compresslevel=9):
        """mode is one of 'r', 'w', 'x' and 'a', with a 'b' or without; compresslevel is from 1 to 9."""
        if not 1 <= compresslevel <= 9:
            raise ValueError("compresslevel must be between 1 and 9")
        if mode not in ("", "r", "rb", "w", "wb", "x", "xb", "a", "ab"):
            raise ValueError(f"Invalid mode: {mode!r}")
        writes = mode and "r" not in mode
        if writes:
            self._start_writing(BZ2Compressor(compresslevel))
        self._open(filename, mode or "rb")
        if not writes:
            self._start_reading(BZ2Decompressor, trailing_error=OSError)


def open(filename, mode="rb", compresslevel=9, encoding=None, errors=None, newline=None):
    """Opens a file compressed with bzip2; with a 't' in the mode as text."""
    return _compression.open_as_text(lambda mode: BZ2File(filename, mode, compresslevel=compresslevel), mode, encoding, errors, newline)


def compress(data, compresslevel=9):
    """Bytes, compressed."""
    compressor = BZ2Compressor(compresslevel)
    return compressor.compress(data) + compressor.flush()


def decompress(data):
    """The bytes that were compressed; several streams may follow each other."""
    return _compression.decompress_streams(data, BZ2Decompressor, OSError, ValueError) if data else b""
