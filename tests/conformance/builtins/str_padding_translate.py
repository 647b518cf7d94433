# str: center, ljust, rjust, zfill, expandtabs, translate, maketrans, encode with every error handler.
for s in ("", "ab", "abc", "é日"):
    for w in (0, 3, 6, 7, -5):
        print(repr(s.center(w)), repr(s.ljust(w, "*")), repr(s.rjust(w, "é")), repr(s.center(w, "-")),
              end=" ")
    print()
for s in ("", "5", "-5", "+5", "--5", "abc", "-", "+-1", "١"):
    print([s.zfill(w) for w in (0, 1, 3, 5)], end=" ")
print()
for s in ("a\tb", "\t", "ab\tc\td", "a\nb\tc", "a\r\tb", "12345678\tx", "é\tx", ""):
    print(repr(s.expandtabs()), repr(s.expandtabs(4)), repr(s.expandtabs(0)), repr(s.expandtabs(tabsize=1)),
          repr(s.expandtabs(-3)), end=" ")
print()
t = str.maketrans("abc", "xyz", "d")
print(t, "abcd aé".translate(t), "abc".translate({97: "long", 98: None, 99: 0x1F600}), "abc".translate({}),
      str.maketrans({"a": 1, 98: "two", "c": None}), "ab".translate({ord("a"): "é"}),
      "日本".translate({0x65e5: "sun"}))


class Table:
    def __getitem__(self, key):
        if key == ord("b"): raise LookupError
        return chr(key).upper()


print("abc".translate(Table()), "aaa".translate("x" * 97 + "Q"), str.maketrans("", ""),
      str.maketrans("aa", "xy"))
for s, enc in (("abc", "utf-8"), ("é", "utf-8"), ("é", "latin-1"), ("é", "utf-16-le"), ("é", "utf-16-be"),
               ("😀", "utf-8"), ("😀", "utf-16-le"), ("é", "utf-32-le"), ("é", "UTF8"), ("é", "iso-8859-1"),
               ("a", "ascii"), ("", "ascii"), ("é", "utf-8-sig"), ("é", "Latin_1"), ("a", "US-ASCII")):
    print(s.encode(enc), end=" ")
print()
for handler in ("strict", "ignore", "replace", "xmlcharrefreplace", "backslashreplace", "namereplace",
                "surrogateescape", "surrogatepass", "nothing"):
    for s, enc in (("aé😀b", "ascii"), ("a\udc80", "utf-8"), ("\ud800x", "utf-8"), ("€", "latin-1")):
        try:
            print(handler, s.encode(enc, handler), end="; ")
        except (UnicodeError, LookupError) as error:
            print(handler, type(error).__name__, ascii(str(error)), end="; ")
    print()
for action in ('"a".center("x")', '"a".center(5, "xy")', '"a".center(5, "")', '"a".ljust(5, 1)',
               '"a".ljust(5, b"x")', '"a".zfill("x")', '"a".zfill()', '"a".expandtabs("x")',
               'str.maketrans("ab", "c")', 'str.maketrans(1)', 'str.maketrans("a", 1)',
               'str.maketrans({"ab": 1})', 'str.maketrans({1.5: 1})', 'str.maketrans("a", "b", 5)',
               '"a".translate()', '"a".translate(5)', '"a".translate({97: 1.5})', '"a".translate({97: -1})',
               '"a".translate({97: 0x110000})', '"a".encode(5)', '"a".encode("nope")',
               '"a".encode("utf-8", 5)', '"a".center()', '"\\u20ac".encode("latin-1")', '"\\ud800".encode()',
               '"a\\xe9\\xe9b".encode("ascii")'):
    try:
        print(action, eval(action))
    except Exception as error:
        print(f"{action}: {type(error).__name__}: {ascii(str(error))}")
