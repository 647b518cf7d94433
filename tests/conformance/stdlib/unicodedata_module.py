# unicodedata: names there and back, properties of a sample of all characters, normal forms, and what is refused.
import unicodedata as u

print(u.unidata_version)
for c in "a é ½ ² ５ 一 豈 가 힣 \u0301 \u05d0 ( ≤ 𝒜 \U0001f600 \u0378 \ue000 \x00 \u2167 \u1b170 \U00018cd5 \U0002ebf0".split(" "):
    c = c[:1]
    print(ascii(c), u.name(c, None), u.category(c), u.bidirectional(c), u.combining(c), u.mirrored(c),
          u.east_asian_width(c), u.decomposition(c), u.decimal(c, None), u.digit(c, None), u.numeric(c, None))


def mixed(value, total):
    for ch in repr(value):
        total = (total * 31 + ord(ch)) % (2 ** 61 - 1)
    return total


total = 7
for code in range(0, 0x110000, 61):
    c = chr(code)
    total = mixed((u.name(c, ""), u.category(c), u.bidirectional(c), u.combining(c), u.mirrored(c), u.east_asian_width(c),
                   u.decomposition(c), u.numeric(c, 0)), total)
    if name := u.name(c, ""):
        assert u.lookup(name) == c
print(total)
for name in ("latin small letter e with acute", "NUL", "LF", "LATIN CAPITAL LETTER GHA", "BELL", "ALERT", "keycap number sign",
             "LATIN SMALL LETTER R WITH TILDE", "HANGUL SYLLABLE GAG", "hangul syllable gag", "HANGUL SYLLABLE X", "CJK UNIFIED IDEOGRAPH-4E00",
             "cjk unified ideograph-4e00", "CJK UNIFIED IDEOGRAPH-0041", "CJK COMPATIBILITY IDEOGRAPH-F900", "no such", "", "x" * 300, " SPACE"):
    try:
        print(ascii(u.lookup(name)))
    except KeyError as error:
        print(error)
print("\N{GREEK SMALL LETTER ALPHA}\N{bullet}\N{Latin Small Letter A With Diaeresis}\N{CJK UNIFIED IDEOGRAPH-9FFF}\N{HANGUL SYLLABLE GA}",
      ascii("\N{NULL}\N{SPACE}"), f"\N{EM DASH}{1}\N{EN DASH}", r"\N{x}", b"\N{x}")
for source in (r"'\N{keycap number sign}'", r"'\N{}'", r"'\N'", r"'\N{SPACE'", r"'\N{no}'", r"f'\N{no}'"):
    try:
        eval(source)
    except SyntaxError as error:
        print(source, error.msg)
for text in ("e\u0301", "é", "ﬁ", "가", "\u1112\u1161\u11ab", "a\u0316\u0301\u0316", "Å", "\u0958", "\ud800e\u0301", "\ufdfa", ""):
    print([ascii(u.normalize(form, text)) for form in ("NFC", "NFD", "NFKC", "NFKD")],
          [u.is_normalized(form, text) for form in ("NFC", "NFD", "NFKC", "NFKD")])
for function, *arguments in ((u.category, "ab"), (u.category, ""), (u.category, 1), (u.name, "\0"), (u.name, 1), (u.decimal, "½"),
                             (u.digit, "a"), (u.numeric, "a"), (u.normalize, "NFX", "a"), (u.normalize, "NFX", ""), (u.normalize, "NFC", 1),
                             (u.is_normalized, "", "a"), (u.name, "\0", 5)):
    try:
        print(function.__name__, repr(function(*arguments)))
    except (TypeError, ValueError) as error:
        print(function.__name__, type(error).__name__, error)
