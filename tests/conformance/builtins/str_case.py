# str: case conversions beyond ASCII, capitalize, title, swapcase, casefold and the is... predicates.
words = ["", "hello", "HELLO", "Hello World", "hELLO wORLD", "ß", "ﬁ", "ŉ", "İ", "ı", "ǆ", "ǅ", "Σας", "ΟΔΟΣ",
         "ΟΔΟΣ ΟΔΟΣ", "Ἀ", "ᾳ", "ÿ", "µ", "it's", "they're bill's", "x1y2", "1st", "日本", "𐐀", "𐐨", "Ⅷ", "ⓐ",
         "a-b_c.d", "\t a", "éÉ", "ŒUVRE", "straße", "Ǳabc", "αΣ", "Σ", "aΣb", "aΣ.b", "ͅ"]
for w in words:
    print(*(ascii(f(w)) if not w.isascii() else repr(f(w)) for f in (str.upper, str.lower, str.title,
        str.capitalize, str.swapcase, str.casefold)), sep=" ")
for w in words:
    print(*(int(f(w)) for f in (str.isupper, str.islower, str.istitle)), end=", ")
print()
samples = ["", "a", "1", " ", "A1", "abc", "1.5", "-1", "²", "½", "Ⅷ", "٣", "一", "é", "日本", "_", "a b", "\n",
           "\xa0", "\u3000", "\u200b", "\x1c", "\x85", "\x00", "\x7f", "\xad", "\ud800", "\ue000",
           "\U0001f600", "\u0301", "e\u0301", "ª", "ʰ", "à1", "0x", "123", "١٢", "𝟗", "①", "㊿", "𐒠", "\u1680",
           "\u2028", "x=1", "9a"]
for w in samples:
    print(ascii(w), *(int(f(w)) for f in (str.isalpha, str.isdigit, str.isdecimal, str.isnumeric, str.isalnum,
                                          str.isspace, str.isprintable, str.isidentifier, str.isascii)),
          end="; ")
print()
print("Straße".casefold() == "STRASSE".casefold(), "ΣΑΣ".lower(), "ﬁsh".title(), "ǆungla".title(),
      "ŉ".upper(), "ß".title(), "hello wORLD's 3rd".title(), "o'neil mc-donald".title(), "HELLO".capitalize(),
      "éCOLE".capitalize(), "ﬀ".capitalize())
print("aB1é".swapcase(), "ß".swapcase(), "İ".lower() == "i̇", len("İ".lower()), len("ß".upper()),
      len("ﬃ".upper()), "ΐ".upper() == "Ϊ́", len("ΐ".upper()))
for bad in ('"a".upper(1)', 'str.upper()', 'str.upper(5)', '"a".isupper(1)', 'b"a".isdecimal()',
            '"a".title(x=1)'):
    try:
        print(eval(bad))
    except (TypeError, AttributeError) as error:
        print(bad, error)
