# str: indexing and slicing of non-ASCII text, comparison, multiplication, iteration, construction,
# repr of odd characters.
s = "aé日😀z"
print(len(s), s[0], s[1], s[2], s[3], s[4], s[-1], s[-4], s[1:4], s[::-1], s[::2], s[3:], s[:2], list(s),
      [ord(c) for c in s], s[2:2] == "")
print(s * 2, 3 * "é", "a" * 0, "a" * -1, "" * 10, s + "!", "a" "é" + "日", len("é" * 1000), ("é" * 1000)[999],
      ("ab日" * 100)[150:156])
print("a" < "b", "a" < "é" < "日" < "😀", "Z" < "a", "" < "a", "abc" < "abd", "ab" < "abc",
      "\uffff" < "\U00010000", "a" == "a", "é" == "e\u0301", "a" != b"a", max("aé日"), min("bé"),
      sorted("zé日a"))
print(str(), str(5), str("x"), str(b"x"), str(b"\xe9", "latin-1"), str(b"\xff", errors="replace",
    encoding="ascii"), str(None), str([1, "a"]), str(object=1.5), str(bytearray(b"q"), "utf-8"),
      str(memoryview(b"mv"), "ascii"))
print(repr("'"), repr('"'), repr("'\""), repr("\\"), repr("\n\t\r"), repr("\x00\x1f\x7f\x80\x9f\xa0\xad"),
      repr("\u0378\u200b\u2028\ufeff\ud800\ue000\uffff"), repr("\U0001f600\U000e0001\U0010ffff"), repr("é日"),
      ascii("é日😀\x80"), repr("\u3000"), repr("a\u0301"))
print(hash("a") == hash("a"), hash("") == hash(""), hash("é日") == hash("é" + "日"), {"é": 1}["\u00e9"],
      chr(233), chr(0x1f600), ord("😀"), chr(0) == "\x00", ord("\ud800"), len(chr(0x10ffff)))
for action in ("'abc'[3]", "'abc'[-4]", "'a' + 1", "1 + 'a'", "'a' * 1.5", "'a' * 'b'", "'a' - 'b'",
               "'a' < 1", "str('a')['b']", "str('a')[None]", "chr(-1)", "chr(0x110000)", "chr('a')",
               "chr(1.5)",
               "ord('')", "ord('ab')", "ord(5)", "str(b'x', 'nope')", "str('a', 'utf-8')", "str(5, 'ascii')",
               "str(b'\\xff', 'ascii')", "str(b'\\xff', 'utf-8')", "str(1, 2, 3, 4)", "str(x=1)",
               "'a'.__getitem__('b')", "ord(b'ab')", "'a' * (2 ** 63)", "'a' + None", "'a' + b'b'",
               "len('a', 'b')", "'abc'[1:'x']", "'abc'[1] = 'x'", "iter('a').x", "'a' in 5", "'a'.join"):
    try:
        print(action, "=", str(eval(action)).split(" at 0x")[0])
    except Exception as error:
        print(f"{action}: {type(error).__name__}: {error}")
it = iter("aé日")
print(next(it), list(it), next(it, "end"), type(it).__name__, it.__length_hint__(), list(reversed("aé😀")),
      [*enumerate("éa", 1)], dict(zip("ab", "éé")), tuple("日本"), set("aab") == {"a", "b"}, "é日"[::-1],
      "".join(reversed("日本")))
print("abc".__contains__("b"), "abc".__len__(), "abc".__getitem__(1), "abc".__add__("d"), "a".__mul__(3),
      "a".__rmul__(3), "a".__eq__(1), "a".__lt__("b"), "a".__hash__() == hash("a"), "a".__str__(),
      "a".__repr__(), "a%s".__mod__(1), "x".__rmod__("%s"), "a".__format__(">3"), "a".__getnewargs__())
big = "".join(chr(i) for i in range(0x20, 0x2100)) + "".join(chr(i) for i in range(0x1f600, 0x1f640))
print(len(big), big[5000] == chr(0x20 + 5000), big[-1] == chr(0x1f63f), big.index(chr(0x1f600)),
      len(big.encode()), big.encode().decode() == big, big[100:8000:1000].encode("unicode_escape"),
      sum(map(ord, big)), big.upper() != big, big[::-1][::-1] == big)
text = ""
for i in range(500):
    text += chr(97 + i % 26) + ("é" if i % 50 == 0 else "")
print(len(text), text[:12], text[-5:], text.count("é"), text[251], text[-251])
print("%c%c" % (233, "日"), "é日".encode("utf-8").hex(), bytes("é", "utf-8"),
      "\N{SNOWMAN}\N{LATIN SMALL LETTER SHARP S}", "\x41" == "A", "a\0b".split("\0"), len("a\0b"),
      "tab\there".expandtabs(), "multi\nline".splitlines())
