# SPDX-License-Identifier: MIT
"""Bytes compressed with zlib."""

import codecs
import zlib

from encodings._define import define


def zlib_encode(input, errors="strict"):
    assert errors == "strict"
    return zlib.compress(input), len(input)


def zlib_decode(input, errors="strict"):
    assert errors == "strict"
    return zlib.decompress(input), len(input)


define(globals(), "zlib", zlib_encode, zlib_decode, is_text=False)


class IncrementalEncoder(codecs.IncrementalEncoder):
    def __init__(self, errors="strict"):
        assert errors == "strict"
        self.errors = errors
        self.compressobj = zlib.compressobj()

    def encode(self, input, final=False):
        output = self.compressobj.compress(input)
        return output + self.compressobj.flush() if final else output

    def reset(self):
        self.compressobj = zlib.compressobj()


class IncrementalDecoder(codecs.IncrementalDecoder):
    def __init__(self, errors="strict"):
        assert errors == "strict"
        self.errors = errors
        self.decompressobj = zlib.decompressobj()

    def decode(self, input, final=False):
        output = self.decompressobj.decompress(input)
        return output + self.decompressobj.flush() if final else output

    def reset(self):
        self.decompressobj = zlib.decompressobj()


def getregentry():
    """What codecs.lookup() gives."""
    return codecs.CodecInfo(zlib_encode, zlib_decode, StreamReader, StreamWriter, IncrementalEncoder, IncrementalDecoder, name="zlib", _is_text_encoding=False)
