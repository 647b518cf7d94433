# SPDX-License-Identifier: MIT
"""What a module of this package consists of, from the pair of functions that its encoding is."""

import codecs


def _give(namespace, *definitions):
    for each in definitions:
        each.__module__ = namespace["__name__"]
        each.__qualname__ = each.__name__
        namespace[each.__name__] = each


def define(namespace, name, encoder, decoder, *, is_text=True, partial=False):
    """Puts a codec's functions, classes and getregentry() into a module. With `partial`, decoder(input, errors, final) may leave the rest."""

    def encode(input, errors="strict"):
        return encoder(input, errors)

    if partial:
        def decode(input, errors="strict"):
            return decoder(input, errors, True)
    else:
        def decode(input, errors="strict"):
            return decoder(input, errors)

    class Codec(codecs.Codec):
        def encode(self, input, errors="strict"):
            return encoder(input, errors)

        def decode(self, input, errors="strict"):
            return decoder(input, errors)

    class IncrementalEncoder(codecs.IncrementalEncoder):
        def encode(self, input, final=False):
            return encoder(input, self.errors)[0]

    if partial:
        class IncrementalDecoder(codecs.BufferedIncrementalDecoder):
            def _buffer_decode(self, input, errors, final):
                return decoder(input, errors, final)
    else:
        class IncrementalDecoder(codecs.IncrementalDecoder):
            def decode(self, input, final=False):
                return decoder(input, self.errors)[0]

    class StreamWriter(Codec, codecs.StreamWriter):
        charbuffertype = str if is_text else bytes

    class StreamReader(Codec, codecs.StreamReader):
        charbuffertype = str if is_text else bytes

        if partial:
            def decode(self, input, errors="strict"):
                return decoder(input, errors, False)

    def getregentry():
        """What codecs.lookup() gives."""
        return codecs.CodecInfo(encode, decode, StreamReader, StreamWriter, IncrementalEncoder, IncrementalDecoder, name=name,
                                _is_text_encoding=None if is_text else False)

    _give(namespace, encode, decode, Codec, IncrementalEncoder, IncrementalDecoder, StreamWriter, StreamReader, getregentry)


def define_marked(namespace, name, whole, little, big, find_order, width):
    """The same for an encoding that begins with a mark of its byte order: UTF-16 and UTF-32."""
    import sys

    native = little if sys.byteorder == "little" else big
    swapped = big if native is little else little
    encode = whole[0]

    def decode(input, errors="strict"):
        return whole[1](input, errors, True)

    def begin(input, errors, final):
        """(text, bytes taken, what decodes the rest or None)"""
        output, taken, order = find_order(input, errors, 0, final)
        if not order and taken >= width:
            raise UnicodeDecodeError(name, input, 0, width, "Stream does not start with BOM")
        return output, taken, {0: None, -1: little[1], 1: big[1]}[order]

    class IncrementalEncoder(codecs.IncrementalEncoder):
        def __init__(self, errors="strict"):
            codecs.IncrementalEncoder.__init__(self, errors)
            self.encoder = None

        def encode(self, input, final=False):
            if self.encoder is None:
                output = encode(input, self.errors)[0]
                self.encoder = native[0]
                return output
            return self.encoder(input, self.errors)[0]

        def reset(self):
            codecs.IncrementalEncoder.reset(self)
            self.encoder = None

        def getstate(self):
            return 2 if self.encoder is None else 0

        def setstate(self, state):
            self.encoder = None if state else native[0]

    class IncrementalDecoder(codecs.BufferedIncrementalDecoder):
        def __init__(self, errors="strict"):
            codecs.BufferedIncrementalDecoder.__init__(self, errors)
            self.decoder = None

        def _buffer_decode(self, input, errors, final):
            if self.decoder is not None:
                return self.decoder(input, self.errors, final)
            output, taken, self.decoder = begin(input, errors, final)
            return output, taken

        def reset(self):
            codecs.BufferedIncrementalDecoder.reset(self)
            self.decoder = None

        def getstate(self):
            kept = codecs.BufferedIncrementalDecoder.getstate(self)[0]
            return kept, 2 if self.decoder is None else int(self.decoder is not native[1])

        def setstate(self, state):
            codecs.BufferedIncrementalDecoder.setstate(self, state)
            self.decoder = {0: native[1], 1: swapped[1]}.get(state[1])

    class StreamWriter(codecs.StreamWriter):
        def __init__(self, stream, errors="strict"):
            codecs.StreamWriter.__init__(self, stream, errors)
            self.encoder = None

        def encode(self, input, errors="strict"):
            if self.encoder is None:
                output = encode(input, errors)
                self.encoder = native[0]
                return output
            return self.encoder(input, errors)

        def reset(self):
            codecs.StreamWriter.reset(self)
            self.encoder = None

    class StreamReader(codecs.StreamReader):
        decoder = None

        def decode(self, input, errors="strict"):
            if self.decoder is not None:
                return self.decoder(input, errors, False)
            output, taken, self.decoder = begin(input, errors, False)
            return output, taken

        def reset(self):
            codecs.StreamReader.reset(self)
            self.decoder = None

    def getregentry():
        """What codecs.lookup() gives."""
        return codecs.CodecInfo(encode, decode, StreamReader, StreamWriter, IncrementalEncoder, IncrementalDecoder, name=name)

    namespace["encode"] = encode
    _give(namespace, decode, IncrementalEncoder, IncrementalDecoder, StreamWriter, StreamReader, getregentry)


def define_table(namespace):
    """The same for an encoding of one byte per character, which the module is named after."""
    from encodings._ibm_tables import TABLES as ibm_tables
    from encodings._tables import TABLES

    name = namespace["__name__"].rpartition(".")[2]
    table = TABLES.get(name) or ibm_tables[name]
    if len(table) == 128:
        table = "".join(map(chr, range(128))) + table
    reverse = codecs.charmap_build(table)
    define(namespace, name.replace("_", "-"), lambda input, errors="strict": codecs.charmap_encode(input, errors, reverse),
           lambda input, errors="strict": codecs.charmap_decode(input, errors, table))
    namespace.update(decoding_table=table, encoding_table=reverse)


def define_multibyte(namespace):
    """The same for an encoding of East Asia."""
    import _multibytecodec

    name = namespace["__name__"].rpartition(".")[2]
    for module in "cn", "hk", "iso2022", "jp", "kr", "tw":
        try:
            found = __import__("_codecs_" + module).getcodec(name)
            break
        except LookupError:
            pass

    class Codec(codecs.Codec):
        encode = found.encode
        decode = found.decode

    class IncrementalEncoder(_multibytecodec.MultibyteIncrementalEncoder, codecs.IncrementalEncoder):
        codec = found

    class IncrementalDecoder(_multibytecodec.MultibyteIncrementalDecoder, codecs.IncrementalDecoder):
        codec = found

    class StreamReader(Codec, _multibytecodec.MultibyteStreamReader, codecs.StreamReader):
        codec = found

    class StreamWriter(Codec, _multibytecodec.MultibyteStreamWriter, codecs.StreamWriter):
        codec = found

    def getregentry():
        """What codecs.lookup() gives."""
        return codecs.CodecInfo(found.encode, found.decode, StreamReader, StreamWriter, IncrementalEncoder, IncrementalDecoder, name=name)

    namespace["codec"] = found
    _give(namespace, Codec, IncrementalEncoder, IncrementalDecoder, StreamWriter, StreamReader, getregentry)
