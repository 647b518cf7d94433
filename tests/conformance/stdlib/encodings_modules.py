# Encodings as modules: incremental and stream forms of each, byte order marks, UTF-7, codecs from bytes to bytes, names as they are looked
# up, and decoding of escapes with warnings and error handlers.
import codecs
import encodings.ascii
import encodings.utf_8
import io
import warnings


def show(action):
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        try:
            result = repr(action())
        except Exception as error:
            result = type(error).__name__ + ": " + str(error)
    print(result, *[str(each.message) for each in caught])


text = "h\u00e9\u20ac\U0001f600+-~\\\n\r\nz"
for name in ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "utf-32-be", "utf-7", "unicode-escape", "raw-unicode-escape"):
    info = codecs.lookup(name)
    data = text.encode(name)
    decoder, pieces = info.incrementaldecoder(), []
    for byte in data:
        pieces.append(decoder.decode(bytes((byte,))))
        state = decoder.getstate()
        decoder = info.incrementaldecoder()
        decoder.setstate(state)
    pieces.append(decoder.decode(b"", True))
    encoder = info.incrementalencoder()
    assert "".join(pieces) == text and decoder.buffer == b"", name
    assert b"".join(map(encoder.encode, text)).decode(name) == text, name
    reader = info.streamreader(io.BytesIO(data))
    print(info.name, len(data), repr(reader.readline()), repr(reader.read(1)), repr(reader.read(0)), repr(reader.read()))
    writer = info.streamwriter(stream := io.BytesIO())
    writer.writelines(["a", "b"])
    assert stream.getvalue().decode(name) == "ab"
show(lambda: codecs.getreader("utf-16")(io.BytesIO(b"\xff\xff\xff\xff")).read())
for function in (codecs.utf_16_ex_decode, codecs.utf_32_ex_decode):
    for data in (b"", b"\xff\xfea\0\0\0", b"\xff\xfe\0\0a\0\0\0", b"\0\0\xfe\xff\0\0\0a", b"a\0\0\0b"):
        show(lambda: function(data, "replace", 0, False))

print("-- UTF-7")
for each in ("a+b", "\u20ac", "\U0001f600x", "\xe9-", "\xe9a", "~\\", "", "1 + 1 = 2"):
    encoded = each.encode("utf-7")
    print(encoded, encoded.decode("utf-7") == each)
for data in (b"a+2AE-b", b"a+2AE\xffb", b"a+2AE", b"a+2AEA-b", b"a+IKwgrNgB\xffb", b"+", b"+-", b"+!", b"\xe4", b"+AOQ"):
    show(lambda: data.decode("utf-7"))
    show(lambda: data.decode("utf-7", "replace"))
show(lambda: codecs.utf_7_decode(b"a+IK"))

print("-- bytes to bytes, and others")
for name in ("hex", "base64", "quopri", "uu"):
    encoded = codecs.encode(b"ab\tc=\xff" * 12, name)
    print(name, encoded, codecs.decode(encoded, name) == b"ab\tc=\xff" * 12)
    show(lambda: b"61".decode(name))
show(lambda: codecs.decode(b"begin 666 x\n#86)C\n", "uu"))
show(lambda: codecs.decode(b"nothing", "uu"))
print(codecs.encode("Uryyb", "rot13"))
show(lambda: "a".encode("undefined"))
print(encodings.utf_8.getregentry().name, encodings.ascii.__name__, encodings.normalize_encoding("UTF...8--x"))
show(lambda: encodings.no_such_codec)
found = (1, 2, 3, 4)
search = lambda name: print("asked for", name) or (found if name == "own_8" else None)
codecs.register(search)
for name in ("OWN---8", "Own   8", "own\xe9-8", "own.8"):
    show(lambda: codecs.lookup(name))
codecs.unregister(search)

print("-- escapes")
for data in (rb"\x41\101\u20ac\N{BULLET}", rb"\8", rb"\777", rb"\z", rb"\x4", rb"\U00110000", rb"\N{no}", b"\\", rb"\u12"):
    for errors in ("strict", "ignore", "replace", "backslashreplace"):
        show(lambda: codecs.unicode_escape_decode(data, errors))
    show(lambda: codecs.unicode_escape_decode(data, "strict", False))
    show(lambda: codecs.raw_unicode_escape_decode(data, "replace", False))
    show(lambda: codecs.escape_decode(data, "replace"))
show(lambda: "[\udc80\ud800\udfff]".encode("utf-8", "surrogateescape"))
decoder = codecs.getincrementaldecoder("utf-8")("surrogatepass")
print(decoder.decode(b"\xed"), decoder.decode(b"\xa4"), ascii(decoder.decode(b"\x81", True)))
