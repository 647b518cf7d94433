# SPDX-License-Identifier: MIT
"""Compression with XZ and LZMA: files, and bytes in one piece or in several."""
from _lzma import *
from _lzma import _decode_filter_properties, _encode_filter_properties

import _compression

__all__ = [
    "CHECK_NONE", "CHECK_CRC32", "CHECK_CRC64", "CHECK_SHA256", "CHECK_ID_MAX", "CHECK_UNKNOWN",
    "FILTER_LZMA1", "FILTER_LZMA2", "FILTER_DELTA", "FILTER_X86", "FILTER_IA64", "FILTER_ARM", "FILTER_ARMTHUMB", "FILTER_POWERPC", "FILTER_SPARC",
    "FORMAT_AUTO", "FORMAT_XZ", "FORMAT_ALONE", "FORMAT_RAW",
    "MF_HC3", "MF_HC4", "MF_BT2", "MF_BT3", "MF_BT4", "MODE_FAST", "MODE_NORMAL", "PRESET_DEFAULT", "PRESET_EXTREME",
    "LZMACompressor", "LZMADecompressor", "LZMAFile", "LZMAError", "open", "compress", "decompress", "is_check_supported",
]


class LZMAFile(_compression.CompressedFile):
    """A binary file that is compressed with XZ or LZMA; `filename` may be an open file."""

    def __init__(self, filename=None, mode="r", *, format=None, check=-1, preset=None, filters=None):
        """mode is one of 'r', 'w', 'x' and 'a', with a 'b' or without; the rest is as for LZMACompressor and LZMADecompressor."""
        if mode in ("r", "rb"):
            if check != -1:
                raise ValueError("Cannot specify an integrity check when opening a file for reading")
            if preset is not None:
                raise ValueError("Cannot specify a preset compression level when opening a file for reading")
        elif mode in ("w", "wb", "a", "ab", "x", "xb"):
            self._start_writing(LZMACompressor(format=FORMAT_XZ if format is None else format, check=check, preset=preset, filters=filters))
        else:
            raise ValueError(f"Invalid mode: {mode!r}")
        self._open(filename, mode)
        if "r" in mode:
            self._start_reading(LZMADecompressor, trailing_error=LZMAError, format=FORMAT_AUTO if format is None else format, filters=filters)

    def peek(self, size=-1):
        """Some of the bytes that come next, at least one but at the end; the position stays."""
        return super().peek(size)


def open(filename, mode="rb", *, format=None, check=-1, preset=None, filters=None, encoding=None, errors=None, newline=None):
    """Opens a file compressed with XZ or LZMA; with a 't' in the mode as text."""
    def make(mode):
        return LZMAFile(filename, mode, format=format, check=check, preset=preset, filters=filters)

    return _compression.open_as_text(make, mode, encoding, errors, newline)


def compress(data, format=FORMAT_XZ, check=-1, preset=None, filters=None):
    """Bytes, compressed; the arguments are LZMACompressor's."""
    compressor = LZMACompressor(format, check, preset, filters)
    return compressor.compress(data) + compressor.flush()


def decompress(data, format=FORMAT_AUTO, memlimit=None, filters=None):
    """The bytes that were compressed; several streams may follow each other. The arguments are LZMADecompressor's."""
    return _compression.decompress_streams(data, lambda: LZMADecompressor(format, memlimit, filters), LZMAError, LZMAError)
