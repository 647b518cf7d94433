# SPDX-License-Identifier: MIT
"""UTF-8 that begins with a mark."""

import codecs


def encode(input, errors="strict"):
    return codecs.BOM_UTF8 + codecs.utf_8_encode(input, errors)[0], len(input)


def _skip_mark(input):
    """How many bytes a mark takes at the beginning; None while that cannot be told."""
    if len(input) < 3 and codecs.BOM_UTF8.startswith(input):
        return None
    return 3 if input[:3] == codecs.BOM_UTF8 else 0


def decode(input, errors="strict"):
    skipped = _skip_mark(bytes(input[:3])) or 0
    output, taken = codecs.utf_8_decode(input[skipped:], errors, True)
    return output, taken + skipped


class IncrementalEncoder(codecs.IncrementalEncoder):
    def __init__(self, errors="strict"):
        codecs.IncrementalEncoder.__init__(self, errors)
        self.first = 1

    def encode(self, input, final=False):
        output = codecs.utf_8_encode(input, self.errors)[0]
        if self.first:
            self.first = 0
            output = codecs.BOM_UTF8 + output
        return output

    def reset(self):
        codecs.IncrementalEncoder.reset(self)
        self.first = 1

    def getstate(self):
        return self.first

    def setstate(self, state):
        self.first = state


class IncrementalDecoder(codecs.BufferedIncrementalDecoder):
    def __init__(self, errors="strict"):
        codecs.BufferedIncrementalDecoder.__init__(self, errors)
        self.first = 1

    def _buffer_decode(self, input, errors, final):
        skipped = 0
        if self.first:
            skipped = _skip_mark(bytes(input[:3]))
            if skipped is None:
                if not final:
                    return "", 0
                skipped = 0
            self.first = 0
        output, taken = codecs.utf_8_decode(input[skipped:], errors, final)
        return output, taken + skipped

    def reset(self):
        codecs.BufferedIncrementalDecoder.reset(self)
        self.first = 1

    def getstate(self):
        return codecs.BufferedIncrementalDecoder.getstate(self)[0], self.first

    def setstate(self, state):
        codecs.BufferedIncrementalDecoder.setstate(self, state)
        self.first = state[1]


class StreamWriter(codecs.StreamWriter):
    first = True

    def encode(self, input, errors="strict"):
        if not self.first:
            return codecs.utf_8_encode(input, errors)
        self.first = False
        return encode(input, errors)

    def reset(self):
        codecs.StreamWriter.reset(self)
        self.first = True


class StreamReader(codecs.StreamReader):
    first = True

    def decode(self, input, errors="strict"):
        skipped = 0
        if self.first:
            skipped = _skip_mark(bytes(input[:3]))
            if skipped is None:
                return "", 0
            self.first = False
        output, taken = codecs.utf_8_decode(input[skipped:], errors)
        return output, taken + skipped

    def reset(self):
        codecs.StreamReader.reset(self)
        self.first = True


def getregentry():
    """What codecs.lookup() gives."""
    return codecs.CodecInfo(encode, decode, StreamReader, StreamWriter, IncrementalEncoder, IncrementalDecoder, name="utf-8-sig")
