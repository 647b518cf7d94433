# unicodedata.ucd_3_2_0, the database by which stringprep and IDNA of 2003 are defined, beside today's.
import hashlib
import unicodedata

old = unicodedata.ucd_3_2_0
print(type(old), old.unidata_version, unicodedata.unidata_version)
for database in unicodedata, old:
    for name in "category bidirectional combining mirrored east_asian_width decomposition".split():
        function = getattr(database, name)
        print(name, hashlib.blake2b("\n".join(str(function(chr(code))) for code in range(0, 0x30000, 11)).encode(), digest_size=8).hexdigest())
    for name in "decimal digit numeric name".split():
        function = getattr(database, name)
        print(name, hashlib.blake2b("\n".join(str(function(chr(code), None)) for code in range(0, 0x30000, 11)).encode(), digest_size=8).hexdigest())
    for form in "NFC NFD NFKC NFKD".split():
        text = " ".join(map(chr, (*range(0x80, 0x3200), *range(0xF900, 0x10000), *range(0x2F800, 0x2FA20))))
        print(form, hashlib.blake2b(database.normalize(form, text).encode("utf-8", "surrogatepass"), digest_size=8).hexdigest())

for code in 0xB9, 0x1369, 0x2F868, 0x2F9BF, 0x1F680, 0x2EBF0, 0x31EF:
    c = chr(code)
    print(hex(code), *(ascii((each.category(c), each.decimal(c, None), each.name(c, None), each.normalize("NFC", c))) for each in (unicodedata, old)))


def attempt(function, *args):
    try:
        print(ascii(function(*args)))
    except Exception as error:
        print(type(error).__name__, error)


for name in "EURO SIGN", "LATIN SMALL LETTER GHA", "LATIN SMALL LETTER R WITH TILDE", "ROCKET":
    attempt(unicodedata.lookup, name)
    attempt(old.lookup, name)
attempt(old.name, "\U0001f680")
attempt(old.category, "ab")
attempt(old.normalize, "NFX", "\xe9")
attempt(old.normalize, 5, "\xe9")
attempt(old.is_normalized, "NFC", "e\u0301")
attempt(type(old))
# A final of Hangul composes, what stands before the first one doesn't.
attempt(unicodedata.normalize, "NFC", "\u1100\u1175\u11a7\u1100\u1175\u11a8\u1100\u1175\u11c3")
print([code for code in range(0x2EBEE, 0x2EE60) if not chr(code).isalpha()], "\u4eac".isnumeric(), "\u2e2f".isidentifier(), "\u31ef".isprintable())
