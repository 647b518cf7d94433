# Escapes, raw strings, implicit concatenation, triple quotes and prefixes of str and bytes literals.
print(repr("\a\b\f\n\r\t\v\\\'\"\0"))
print(repr("\x41\u00e9\U0001F600\N{LATIN SMALL LETTER E WITH ACUTE}\N{bullet}\101\7\377"))
print("line \
continued", 'a' "b" '''c''' """d""", "tab\tend")
print(r"\n\t\\", R'\'', r"\"", rb"\x41", Rb'\n', bR"\\", br'''x''')
print(b"\x00\xff\101\n\t'", b'"', b"'\"", b"abc" b'def', B"\\")
print("""triple
"quoted" 'text'
  kept indent""")
print('''a\
b''', """'''""", "'" '"', """it's "ok\"""")
print(u"unicode", U'prefix', len("é"), len("😀"), len("e\u0301"), "é" == "e\u0301")
print(repr("'"), repr('"'), repr("'\""), repr("\\"), repr("\x7f\x80\xa0\xad\u200b\ud800\U0010ffff"))
print(ascii("é😀\n'"), ascii("plain"), "\N{GREEK SMALL LETTER ALPHA}" == "α")
print(("implicit "
       "over "
       "lines"), "x" "y" * 2, ["a" "b", "c"])
print("%s" "%d" % ("a", 1), "a" "b".upper(), "\u0041" r"\u0041" "\x41")
print(len("""
"""), "\
" == "", '' "" '', not '')
for code in (r"'\x4'", r"'\u12'", r"'\U12345678'", r"'\N{no such name}'", r"'\N'", r"b'\x'", "b'é'", "'abc",
             '"""abc',
             "ub'x'", "'a' b'b'", r"r'\'", "'a\nb'"):
    try:
        print(ascii(eval(code)))
    except SyntaxError as error:
        print(f"{ascii(code)}: {error.msg}")
