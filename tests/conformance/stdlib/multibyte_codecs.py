# Encodings of East Asia: what every code and every character of them is, in whole and in pieces, with what is wrong and how it is handled.
import codecs
import hashlib
import io

CODECS = (
    "big5 big5hkscs cp932 cp949 cp950 euc_jis_2004 euc_jisx0213 euc_jp euc_kr gb18030 gb2312 gbk hz iso2022_jp iso2022_jp_1 iso2022_jp_2 "
    "iso2022_jp_2004 iso2022_jp_3 iso2022_jp_ext iso2022_kr johab shift_jis shift_jis_2004 shift_jisx0213").split()
codecs.register_error("mark", lambda error: (f"<{error.start}-{error.end}{error.reason[2:4]}>", error.end))
codecs.register_error("point", lambda error: (f"?{error.start}".encode(), error.end))


def digest(data):
    return hashlib.blake2b(data, digest_size=8).hexdigest()


everything = "".join(map(chr, range(0xD800))) + "".join(map(chr, range(0xE000, 0x2FFFF)))
pairs = b"".join(bytes((a, b, 10)) for a in range(0x80, 256) for b in range(0x30, 256))
triples = b"".join(bytes((0x8F, a, b, 10)) for a in range(0xA1, 256) for b in range(0xA1, 256))
some = b"".join(bytes((a, b, 0x31, 10)) for a in range(0x80, 256, 5) for b in range(0x20, 256, 7)) + bytes(range(0x80, 256)) + b"\x81"
for name in CODECS:
    print(name, codecs.lookup(name).name, digest(everything.encode(name, "ignore")), digest(pairs.decode(name, "replace").encode()),
          digest(triples.decode(name, "replace").encode()), digest(some.decode(name, "mark").encode()))

for mark in b"$B $@ $A $(C $)C $(D $(O $(P $(Q (J (I .A .F &@\x1b$B (X".split():
    codes = b"".join(b"\x1b" + mark + bytes((a, b)) + b"\x1bN" + bytes((a,)) + b"\x0e\x0f\n" for a in range(0x21, 0x7F) for b in range(0x21, 0x7F))
    print(mark, *(digest(codes.decode(name, "replace").encode()) + digest(codes[:90].decode(name, "mark").encode()) for name in CODECS if name[:3] == "iso"))

text = "a\xe6\u0300b\u304b\u309a\u4e9c\u4e02\U0002000b\uac02\xca\u0304\uff71~\\\xa5\n\ud800\u0999!"
for name in CODECS:
    whole = text.encode(name, "point")
    encoder = codecs.getincrementalencoder(name)("point")
    pieces = [encoder.encode(each) for each in text] + [encoder.encode("", True)]
    print(name, whole, b"".join(pieces).hex() == whole.hex(), text.encode(name, "xmlcharrefreplace"), text.encode(name, "replace"))
    decoder = codecs.getincrementaldecoder(name)("mark")
    pieces = [decoder.decode(whole[n:n + 1]) for n in range(len(whole))] + [decoder.decode(b"", True)]
    print("", ascii(whole.decode(name, "replace")), ascii("".join(pieces)))
    reader = codecs.getreader(name)(io.BytesIO(text[:-3].encode(name, "ignore")))
    print("", ascii([reader.read(1), reader.readline(), reader.read()]))
    writer = codecs.getwriter(name)(io.BytesIO(), "ignore")
    writer.writelines([text, text])
    writer.reset()
    print("", writer.stream.getvalue())


def attempt(function, *args):
    try:
        print(ascii(function(*args)))
    except Exception as error:
        print(type(error).__name__, error)


encoder, decoder = codecs.getincrementalencoder("euc_jis_2004")(), codecs.getincrementaldecoder("iso2022_jp")()
attempt(encoder.encode, "\xe6")
attempt(encoder.getstate)
attempt(encoder.encode, "\u0999")
attempt(encoder.encode, "\u0300")
attempt(encoder.setstate, 9)
attempt(encoder.setstate, "9")
attempt(decoder.decode, b"\x1b$B$\"$")
attempt(decoder.getstate)
attempt(decoder.decode, b"", True)
attempt(decoder.setstate, (b"123456789", 0))
attempt(decoder.setstate, (b"", 1 << 64))
attempt(decoder.decode, "")
attempt(codecs.getencoder("big5"), 5)
attempt(codecs.getdecoder("big5"), b"\xa4\x40\xff")
attempt(codecs.getdecoder("big5"), b"\xa4\x40\xffz")
attempt(codecs.getdecoder("big5"), b"\xff", "no handler")
