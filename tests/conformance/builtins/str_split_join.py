# str: split, rsplit, splitlines, join, strip family with all kinds of whitespace and limits.
for s in ("a b  c", "  a b  ", "", "   ", "a,b,,c", ",", "a\tb\nc\x0bd\x0ce\x1cf\x85g\u2028h\xa0i\u3000j",
          "one"):
    print(s.split(), s.rsplit(), s.split(None, 1), s.rsplit(None, 1), s.split(maxsplit=0),
          s.rsplit(maxsplit=0))
    print(s.split(","), s.rsplit(",", 1), s.split(",", 1), s.split(" "), s.split(sep=",", maxsplit=-1),
          s.split("b"), s.rsplit("  ", 5))
print("aXXbXXXc".split("XX"), "aXXbXXXc".rsplit("XX"), "abc".split("abc"), "abcabc".split("abc"),
      "abc".split("abcd"), "<>".join("xyz").split("<>", 2))
for s in ("a\nb\r\nc\rd", "a\n", "\n", "", "\n\n", "a\r\n\r\nb",
          "a\x0bb\x0cc\x1cd\x1de\x1ef\x85g\u2028h\u2029i", "no end", "\r\r\n\n", "a\x1fb"):
    print(s.splitlines(), s.splitlines(True), s.splitlines(keepends=False) == s.splitlines())
print(",".join([]), ",".join(["a"]), ",".join(["a", "b"]), "".join("abc"), "-".join("é日😀"),
      ", ".join({"k": 1, "l": 2}), "ab".join(("x", "y", "z")), "x".join(str(i) for i in range(5)),
      "é".join(["a", "b"]))


class S(str): pass


one = S("sub")
print(type("".join([one])).__name__, type(",".join([one])).__name__, type(one.strip()).__name__,
      type(S(" a ").strip()).__name__, [type(x).__name__ for x in S("a b").split()])
for s in ("  a b  ", "xxabcxx", "\t\n x \r\x0b\x0c", "\u2003\xa0y\u3000\x1c\x85", "", "xyxy", "aéb",
          "\u200bz\u200b", "mississippi"):
    print(repr(s.strip()), repr(s.lstrip()), repr(s.rstrip()), repr(s.strip("x")), repr(s.strip("xy")),
          repr(s.lstrip("xm")), repr(s.rstrip("ip")), repr(s.strip("")), repr(s.strip("éb")), end="; ")
print()
for action in ('"a".split("")', '"a".split(1)', '"a".rsplit("")', '"a".split("a", "b")', '"".join([1])',
               '"".join(["a", 1])', '"".join(["a", None, "b"])', '",".join(5)', '",".join(None)', '"".join()',
               '"a".strip(1)', '"a".strip("a", "b")', '"a".split(b"a")', '"a".join([b"a"])',
               '"a".splitlines("x")', '"a\\nb".splitlines(1.5)', '"a".split(maxsplit=None)', '"a".split(x=1)',
               '"a".join(["b"], 1)', 'str.join(["a"], ",")', '"a".split("a", 1, 2)'):
    try:
        print(action, eval(action))
    except Exception as error:
        print(f"{action}: {type(error).__name__}: {error}")


def broken():
    yield "a"
    raise KeyError("while joining")


try:
    "".join(broken())
except KeyError as error:
    print(repr(error))
print(" a  b ".split(" "), " a  b ".split(" ", 1), "a b c d".split(maxsplit=2), "a b c d".rsplit(maxsplit=2),
      " a b c ".split(None, 1), " a b c ".rsplit(None, 1), "a  b".split(None, 5), "1,2,3".split(",", 0))
text = "word " * 1000
print(len(text.split()), len(text.split(" ")), len(text.splitlines()), len(" ".join(text.split())),
      len("x".join(text)), text.strip() == text[:-1])
