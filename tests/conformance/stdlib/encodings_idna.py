# The codecs idna, punycode and zlib: whole names and pieces, what is prohibited, where errors are, sizes of labels.
# needs: zlib
import codecs
import encodings.idna as idna


def attempt(function, *args):
    try:
        return function(*args)
    except UnicodeError as error:
        return type(error).__name__, *error.args


for name in ("python.org", "python.org.", "pyth\xf6n.org", "b\xfccher\u3002\u4f8b\u3048.com.", "Stra\xdfe", "\u05d0\u05d1", "\u2163.x", "", "a\xadb\u200d\xe9"):
    encoded = name.encode("idna")
    print(encoded, encoded.decode("idna"))
for name in ("a..b", ".a", "a" * 64, "foo." + "\xff" * 60, "\u3042\u3055.\u034f", "\u2028x", "\ue000", "\ufdd0", "\u05d0a", "\u05d01", "xn--\xe9", "\xa0", "\u0660\u05d0"):
    print(ascii(name), ascii(attempt(name.encode, "idna")))
for data in (b"xn--pythn-mua.org", b"XN--pythn-mua.ORG.", b"\xffa.b", b"a.b\xff", b"xn--pythn-m&ua.org", b"xn--016c" + b"a" * 70, b"xn--" + b"a" * 1100, b"xn--a-ecp.x", b"xn--"):
    print(data[:30], ascii(attempt(data.decode, "idna"))[:120])
print(attempt("a".encode, "idna", "ignore"), attempt(b"a".decode, "idna", "replace"))
print(idna.ToASCII("\xe9"), idna.ToUnicode("xn--9ca"), ascii(idna.nameprep("F\xc4\xdf\u1806\uff21")), ascii(attempt(idna.ToUnicode, "\xe9")))

encoder = codecs.getincrementalencoder("idna")()
print([encoder.encode("\xe4x"), encoder.encode("ample.org"), encoder.encode("", True), encoder.encode("a.\xe9.", True)])
decoder = codecs.getincrementaldecoder("idna")()
print([decoder.decode(b"xn--xam"), decoder.decode(b"ple-9ta.o"), decoder.decode(b"rg."), decoder.decode(b"", True)], attempt(decoder.decode, b"\xff"))
print("".join(codecs.iterdecode([b"xn--", b"9ca.", b"x"], "idna")), b"".join(codecs.iterencode("\xe9.x.", "idna")))

for text in ("", "abc", "b\xfccher", "\u4ed6\u4eec\u4e3a\u4ec0\u4e48", "a-\U0001f600", "\xff\xfe"):
    encoded = text.encode("punycode")
    print(encoded, encoded.decode("punycode") == text, ascii(encoded.upper().decode("punycode")))
for data in (b"xn--w&", b"&x", b"ab&4", b"\xffa-b", b"a&-&b", b"zzzzzz", b"a-9"):
    print(data, [ascii(attempt(data.decode, "punycode", errors)) for errors in ("strict", "ignore", "replace", "none")])

packed = codecs.encode(b"text" * 50, "zip")
print(codecs.decode(packed, "zlib_codec") == b"text" * 50, codecs.lookup("zip").name, b"".join(codecs.iterdecode([packed[:5], packed[5:]], "zlib"))[:8])
