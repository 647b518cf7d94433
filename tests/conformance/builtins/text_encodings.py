# Text to bytes and back: UTF-8, UTF-16, UTF-32, Latin-1, ASCII, with BOMs, error handlers and partial input.
texts = ["", "plain", "café", "日本語", "😀🎉", "a\x00b", "\ufeffbom", "ÿ", "\x80\x9f", "mixed é 日 😀"]
encodings = ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "utf-32-be",
             "latin-1", "ascii", "iso8859-1"]
for enc in encodings:
    row = []
    for t in texts:
        try:
            b = t.encode(enc)
            row.append(f"{len(b)}{'=' if b.decode(enc) == t else '!'}")
        except UnicodeEncodeError as error:
            row.append(f"{error.start}-{error.end} {error.reason}")
    print(enc, row)
for data, enc in ((b"\xff\xfeA\x00", "utf-16"), (b"\xfe\xff\x00A", "utf-16"), (b"A\x00", "utf-16"),
                  (b"A\x00B", "utf-16-le"), (b"\x00\xd8", "utf-16-le"), (b"\x00\xdc\x00\x00", "utf-16-le"),
                  (b"\x3d\xd8\x00\xde", "utf-16-le"), (b"A\0\0\0", "utf-32"), (b"A\0\0", "utf-32-le"),
                  (b"\0\0\x11\0", "utf-32-le"), (b"\xef\xbb\xbfx", "utf-8"), (b"\xef\xbb\xbfx", "utf-8-sig"),
                  (b"\xc3", "utf-8"), (b"\xf0\x9f\x98", "utf-8"), (b"\xf4\x90\x80\x80", "utf-8"),
                  (b"\xed\xb0\x80", "utf-8"), (b"\xe0\x80\x80", "utf-8"), (b"\xfe", "utf-8"),
                  (b"ok\x80", "ascii"), (b"\x80\xff", "latin-1")):
    for handler in ("strict", "replace", "ignore"):
        try:
            print(data, enc, handler, ascii(data.decode(enc, handler)), end="; ")
        except UnicodeDecodeError as error:
            print(data, enc, error.start, error.end, error.reason, end="; ")
    print()
for name in ("UTF-8", "utf8", "Utf_8", "U8", "LATIN1", "iso-8859-1", "L1", "us-ascii", "646", "utf16",
             "UTF-32BE", "nope", "", "utf-8 ", "utf 8", "\u00e9"):
    try:
        print(ascii(name), "é".encode(name, "replace"), end="; ")
    except LookupError as error:
        print(ascii(str(error)), end="; ")
print()
s = "aé😀\udc80"
for handler in ("ignore", "replace", "backslashreplace", "xmlcharrefreplace", "namereplace",
                "surrogateescape", "surrogatepass"):
    for enc in ("ascii", "utf-8", "latin-1", "utf-16-le"):
        try:
            print(s.encode(enc, handler), end=" ")
        except UnicodeEncodeError as error:
            print(error.start, error.end, end=" ")
    print(handler)
print(b"\x80abc\xff".decode("utf-8", "surrogateescape").encode("utf-8", "surrogateescape"),
      b"\xff".decode("ascii", "backslashreplace"), "\U0010ffff".encode(),
      "\x7f\x80\u07ff\u0800\uffff\U00010000".encode().hex(), bytes("é", "utf-8"), str(b"\xc3\xa9", "utf-8"),
      "é".encode() + "日".encode(), "é".encode("utf-8").decode("latin-1"),
      "caf\u00e9".encode("unicode_escape"), b"\\u00e9\\n".decode("unicode_escape"),
      "é\n".encode("raw_unicode_escape"))
