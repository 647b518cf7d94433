# Encodings of one byte per character: what each byte is in all of them, their other names, and character maps of a program's own.
import codecs
import encodings.aliases
import hashlib
import importlib

NAMES = sorted({*encodings.aliases.aliases.values(), *"cp1006 cp720 cp737 cp856 cp874 cp875 koi8_t koi8_u mac_arabic mac_croatian mac_farsi mac_romanian palmos".split()})
ALL = bytes(range(256))


def digest(data):
    return hashlib.blake2b(data, digest_size=8).hexdigest()


for name in NAMES:
    if name == "mbcs":
        continue
    module = importlib.import_module("encodings." + name)
    table = getattr(module, "decoding_table", None)
    if table is None:
        continue
    info = codecs.lookup(name)
    decoded = ALL.decode(name, "replace")
    print(name, info.name, info._is_text_encoding, digest(decoded.encode()),
          digest(decoded.encode(name, "ignore")), len(table) >= 256, module.getregentry().name)
    print("", *sorted(alias for alias, real in encodings.aliases.aliases.items() if real == name and alias.islower() and codecs.lookup(alias).name == info.name))


def attempt(function, *args):
    try:
        print(ascii(function(*args)))
    except Exception as error:
        print(type(error).__name__, error)


codecs.register_error("again", lambda error: ("?", error.end))
codecs.register_error("bytes", lambda error: (b"\xfe", -1))
codecs.register_error("hopeless", lambda error: ("\x80", error.end))
table = "".join(map(chr, range(128))) + "\ufffe\u20ac"
reverse = codecs.charmap_build(table + "\ufffe" * 126)
for data, errors in (b"ab\x81", None), (b"a\x80b\x81\x90", "replace"), (b"a\x80", "strict"), (42, "strict"), (b"a\x80b", "again"), (b"a\x80b", "bytes"):
    attempt(codecs.charmap_decode, data, errors, table)
for mapping in {97: None, 98: "xy", 99: 100}, {97: 0x110000}, {97: b""}, {97: "\ufffe"}, {97: 0xFFFE}, None, []:
    attempt(codecs.charmap_decode, b"abc", "strict", mapping)
    attempt(codecs.charmap_decode, b"abc", "ignore", mapping)
for text, errors in (("a\u20acb", "strict"), ("a\u20ac\x80\x81b", "strict"), ("a\x80\x81b\x82", "replace"), ("a\x80\x81b", "xmlcharrefreplace"),
                     ("a\x80b", "again"), ("a\x80b", "bytes"), ("a\x80b", "hopeless"), ("", "no handler"), ("\x80", "no handler")):
    attempt(codecs.charmap_encode, text, errors, reverse)
for mapping in {97: b"xx", 98: "x"}, {97: b"xx", 98: 300}, {97: b"xx", 98: None}, None:
    attempt(codecs.charmap_encode, "abc\xe9", "ignore", mapping)
attempt("\u20ac\xdf".encode, "cp1252")
attempt(b"\x80\x81".decode, "cp1252")
attempt("\u4e00".encode, "cp037")
