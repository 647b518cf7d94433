# str: find, index, count, startswith, endswith, in, replace, partition and their ranges, empty
# needles, errors.
s = "héllo wörld héllo"
for name in ("find", "rfind", "index", "rindex", "count"):
    for args in (("l",), ("héllo",), ("",), ("x",), ("l", 5), ("l", -3), ("o", 0, 5), ("", 3), ("", 100),
                 ("", 17), ("ö", -100, 100), ("h", 1, -1), ("lo", None, None), ("l", 10, 2), (s,),
                 (s + "x",)):
        try:
            print(getattr(s, name)(*args), end=" ")
        except ValueError as error:
            print(error, end=" ")
    print(name)
print("ll" in s, "" in s, "" in "", "x" in "", s in s, "é" in s, "e" in s)
for args in (("h",), ("",), (("x", "h"),), ((),), ("wör", 6), ("wör", 6, 8), ("", 100), ("", 17),
             ("héllo", 0, 3), (("o", "lo"), 3), ("", 5, 3)):
    print(s.startswith(*args), s.endswith(*args), end=" ")
print()
for args in (("l", "L"), ("l", "L", 2), ("l", "", 0), ("", "-"), ("", "-", 3), ("x", "y"), ("héllo", "bye"),
             ("l", "ll", -1), ("é", "e"), ("o", "ö", 1), (s, ""), ("ll", "l")):
    print(repr(s.replace(*args)), end=" ")
print("".replace("", "x"), "".replace("a", "b"), "aaaa".replace("aa", "a"), "aaa".replace("aa", "b"),
      "abc".replace("", "-", 2), "aba".replace("a", "aa", count=1))
for sep in (" ", "l", "x", "ö", "héllo"):
    print(s.partition(sep), s.rpartition(sep))
print("aaa".count("aa"), "abab".count("ab"), "".count(""), "abc".count(""), "abc".count("", 1),
      "abc".count("", 4), "日本日".count("日"), "aXbX".rfind("X", 0, 3), "abc".find("", 3), "abc".find("", 4),
      "abc".rfind(""), "abc".rfind("", 1, 2))
print("prefix-name".removeprefix("prefix-"), "name.suffix".removesuffix(".suffix"), "abc".removeprefix("x"),
      "abc".removesuffix(""), "aaa".removeprefix("a"))
for action in ('"a".index("b")', '"a".rindex("b")', '"a".find(1)', '"a".find()', '"a".find("a", "b")',
               '"a".count()', '"a".startswith(1)', '"a".startswith(["a"])', '"a".startswith(("a", 1))',
               '"a".startswith((1, "a"))', '"a".replace("a")', '"a".replace(1, 2)',
               '"a".replace("a", "b", "c")', '"a".partition("")', '"a".partition(1)', '"a".removeprefix(1)',
               '1 in "a"', 'None in "a"', '"a".endswith()', '"a".index("a", 5)', '"a".find("a", 1.5)',
               '"a".replace("a", "b", 1.5)', '"a".find(b"a")', '"a".replace("a", "b", times=1)',
               'str.find("a")', 'str.find(1, "a")', '"a".nothing()'):
    try:
        print(action, eval(action))
    except Exception as error:
        print(f"{action}: {type(error).__name__}: {error}")
t = "ab" * 1000 + "c" + "ab" * 1000
print(t.find("c"), t.rfind("ca"), t.count("ba"), t.index("bab", 1999), t.replace("ab", "").replace("c", "d"),
      t.find("abc"), t.rfind("bc"), len(t.replace("a", "xyz")), t.find("x" * 5000))
class I:
    def __index__(self): return 2
print("abcabc".find("c", I()), "abcabc".count("c", -4, 2 ** 80), "abcabc".find("a", -2 ** 80),
      "abcabc".startswith("ca", I()))
