# Ordering and equality of strings by code point, against other types, in sorts, keys and chains.
words = ["", "a", "A", "aa", "ab", "b", "é", "e", "z", "日", "😀", "\uffff", "\x00", "a\x00", "Z", "ß", "ss",
         "e\u0301"]
print([ascii(w) for w in sorted(words)], [ascii(w) for w in sorted(words, key=str.casefold)][:6],
      ascii(max(words)), ascii(min(words)))
for x, y in (("a", "b"), ("a", "a"), ("a", "A"), ("ab", "a"), ("", "a"), ("é", "e"), ("é", "z"), ("日", "é"),
             ("\uffff", "😀"), ("10", "9"), ("a\x00", "a"), ("e\u0301", "é")):
    print(x < y, x <= y, x == y, x != y, x >= y, x > y, end="; ")
print()
print("a" == "a" == "a" != "b", "a" < "b" < "c" > "b", "abc" in ["abc"], 
      "x" == "".join(["x"]), "ab" == "a" "b", "é" == "\xe9", "1" == 1, "a" == b"a", "a" != None,
      sorted(["b", "a"], reverse=True), sorted("hello"), sorted({"b": 1, "a": 2}), {"a", "A"} == {"A", "a"},
      ("a", 1) < ("b", 0), ["a"] < ["a", ""])
for code in ("'a' < 1", "'a' > None", "'a' <= b'a'", "'a' >= ['a']", "sorted(['a', 1])", "max('a', 1)",
             "'a'.__lt__(1)", "'a'.__eq__(1)", "'a'.__gt__('b')", "'a'.__ne__('a')", "str.__lt__('a', 'b')",
             "str.__lt__(1, 'b')"):
    try:
        print(code, "->", eval(code))
    except TypeError as error:
        print(f"{code}: {error}")


class S(str):
    def __eq__(self, o): return "S.eq"
    def __lt__(self, o): return "S.lt"
    __hash__ = str.__hash__


print(S("a") == "a", "a" == S("a"), "a" < S("b"), S("a") < "b", "a" > S("b"), {"a": 1}.get(S("a")),
      S("q") in ["z"], ["q"].index(S("zzz")), S("a") != "a", "a" >= S("a"))
