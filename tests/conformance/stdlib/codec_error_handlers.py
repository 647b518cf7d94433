# What error handlers may answer, and what the decoder goes on with.
import codecs


def attempt(function, *args):
    try:
        print(ascii(function(*args)))
    except Exception as error:
        print(type(error).__name__, error)


answers = {
    "number": 5, "pair": (5, 5), "three": ("", 1, 2), "text": ("?", 1), "bytes": (b"?", 1), "real": ("", 1.0), "behind": ("", 99), "before": ("", -99),
    "last": ("", -1), "again": ("\ud800", 1),
}
for name, answer in answers.items():
    codecs.register_error(name, lambda error, answer=answer: answer)
for encoding in "euc_jp", "big5", "hz", "iso2022_jp":
    for name in answers:
        if name not in ("last", "number", "pair", "three", "real"):
            attempt("\u0999b".encode, encoding, name)
        if name != "last":
            attempt(b"\xffbb".decode, encoding, name)
for data, encoding in (b"\xffab", "ascii"), (b"\xffab", "utf-8"), (b"\x00\xd8a", "utf-16-le"), (b"\x81ab", "cp1252"), (b"\xffab", "utf-7"):
    for name in "number", "pair", "three", "text", "behind", "before":
        attempt(data.decode, encoding, name)


def longer(error):
    error.object = b"ab\xe9" + b"\x00" * 7
    return "!", error.start


def shorter(error):
    error.object = b""
    return "!", 0


codecs.register_error("longer", longer)
codecs.register_error("shorter", shorter)
for data, encoding in (b"\x00", "utf-16"), (b"\x00", "utf-32"), (b"\xff", "ascii"), (b"\xff", "utf-8"), (b"\x81", "cp1252"), (b"++", "utf-7"), (b"\\u12", "unicode-escape"):
    attempt(data.decode, encoding, "shorter")
attempt(b"\x00".decode, "utf-16", "longer")
for encoding in "utf-8", "utf_8", "UTF8", "utf-16", "utf_16le", "UTF-16-BE", "utf32", "utf-32be", "ascii", "utf-7x":
    for data in b"\xed\xa0\x80", b"\x00\xd8\x00\x00", b"\xd8\x00", b"\x00\x00\xd8\x00":
        attempt(codecs.lookup_error("surrogatepass"), UnicodeDecodeError(encoding, data, 0, 1, "why"))
    attempt(codecs.lookup_error("surrogatepass"), UnicodeEncodeError(encoding, "\ud800", 0, 1, "why"))
broken = UnicodeEncodeError("ascii", "a", 0, 1, "why")
broken.object = []
for name in "ignore", "replace", "xmlcharrefreplace", "backslashreplace", "namereplace", "surrogateescape", "surrogatepass":
    attempt(codecs.lookup_error(name), broken)
print(UnicodeDecodeError("ascii", bytearray(b"\xff"), 0, 1, "why").object, UnicodeDecodeError("ascii", memoryview(b"\xff"), 0, 1, "why").object)

# Encodings of more than a byte take whole units only, and text of which every character is ASCII.
for name, answer in {"text": "ab", "snake": "\U0001f40d", "accent": "\xe9", "one": b"1", "two": b"12", "four": b"1234"}.items():
    codecs.register_error("put", lambda error, answer=answer: (answer, error.end))
    for encoding in "ascii", "latin-1", "utf-8", "utf-16-le", "utf-32-be":
        attempt("[\udc80]".encode, encoding, "put")
