# SPDX-License-Identifier: MIT
"""Bytes compressed with bz2."""

import bz2
import codecs

from encodings._define import define


def bz2_encode(input, errors="strict"):
    assert errors == "strict"
    return bz2.compress(input), len(input)


def bz2_decode(input, errors="strict"):
    assert errors == "strict"
    return bz2.decompress(input), len(input)


define(globals(), "bz2", bz2_encode, bz2_decode, is_text=False)


class IncrementalEncoder(codecs.IncrementalEncoder):
    def __init__(self, errors="strict"):
        assert errors == "strict"
        self.errors = errors
        self.compressobj = bz2.BZ2Compressor()

    def encode(self, input, final=False):
        output = self.compressobj.compress(input)
        return output + self.compressobj.flush() if final else output

    def reset(self):
        self.compressobj = bz2.BZ2Compressor()


class IncrementalDecoder(codecs.IncrementalDecoder):
    def __init__(self, errors="strict"):
        assert errors == "strict"
        self.errors = errors
        self.decompressobj = bz2.BZ2Decompressor()

    def decode(self, input, final=False):
        try:
            return self.decompressobj.decompress(input)
        except EOFError:
            return ""

    def reset(self):
        self.decompressobj = bz2.BZ2Decompressor()


def getregentry():
    """What codecs.lookup() gives."""
    return codecs.CodecInfo(bz2_encode, bz2_decode, StreamReader, StreamWriter, IncrementalEncoder, IncrementalDecoder, name="bz2", _is_text_encoding=False)
