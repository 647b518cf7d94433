# re: matching, groups, flags, replacing, splitting, templates, positions in text that is not ASCII, errors with their positions.
import re

m = re.match(r"(?P<year>\d{4})-(?P<month>\d\d)(-(\d\d))?", "2024-02 and more")
print(m, m.group(), m.group(1, "month"), m.groups(), m.groups("none"), m.groupdict(), m["year"], m.span(2), m.start("year"),
      m.end(), m.span(3), m.lastindex, m.lastgroup, m.pos, m.endpos, m.re.pattern, m.string, m.regs, m.expand(r"\2/\g<year>\n"))
print(re.search("b+", "aabbb").span(), re.fullmatch("a|ab", "ab"), re.match("x", "y"), re.search("^b", "ab", re.M),
      re.findall("a|(b)", "aab"), re.findall("(a)(b)?", "aba"), re.findall(r"\w+", "héllo wörld 日本 a_1"),
      [x.span() for x in re.finditer("", "añb")], re.findall("x*", "axb"), [x.group() for x in re.finditer("[éñ]", "añbé")])
print(re.sub("a", "b", "banana"), re.sub("a", "b", "banana", count=2), re.subn("(.)a", r"\1\1", "banana"),
      re.sub("x*", "-", "abxd"), re.sub(r"\d+", lambda x: str(int(x[0]) * 2), "a1b22"), re.sub("(?P<q>b)", r"<\g<q>\g<1>\\>", "abc"),
      re.sub("a", r"\t|\x", "a") if False else re.sub("a", r"\t|", "a").encode(), re.sub("(a)|b", r"[\1]", "ab"))
print(re.split(r"[,;]\s*", "a, b;c,d"), re.split("(,)", "a,b,c", maxsplit=1), re.split("x*", "axbc"), re.split("(a)|b", "1a2b3"))
print(re.compile("a.c", re.S | re.I).findall("aBC a\nC"), re.findall("(?i)A(?-i:B)", "aB ab AB"), re.findall("(?s:.)(.)", "\n\n"),
      re.findall(r"(?a:\w)\w", "aé éa"), re.findall(r"(?m)^\w$", "a\nb\n"), re.search(r"a$", "a\n").span(), re.search(r"a\Z", "a\n"),
      re.findall(r"""(?x) a  # a comment
                  [ ] b""", "a b"), re.findall(r"\bfoo\B.", "foobar foo"), re.findall(r"(?<=a)b(?!c)", "ab abc"),
      re.findall(r"(a)?(?(1)b|c)", "abc"), re.findall(r"(?P<x>.)(?P=x)", "aabccd"), re.findall(r"a++b|(?>a*)a", "aab"),
      re.findall(r"a{,2}|b{2,}?", "aaabbb"), re.findall("a{x}", "a{x}"), re.findall(r"[]\-a-c\d]+", "]-b1x"), re.findall(r"[^\W\d_]+", "ab1_c"))
print(re.compile("(?i)x"), re.compile(b"x", re.A), re.compile("a" * 3, re.M | re.X).flags, re.compile("(?P<n>a)(b)").groupindex,
      re.compile("(a)(b)").groups, re.I | re.M, repr(re.RegexFlag(0)), re.escape("a.b*c d-é"), re.escape(b"\x00[a]"),
      re.compile("a") == re.compile("a"), re.compile("a") == re.compile("a", re.I), hash(re.compile("z")) == hash(re.compile("z")))
print(re.findall(rb"\w+", b"ab \xe9 c"), re.sub(rb"b", rb"[\g<0>]", b"abc"), re.search(b"b", bytearray(b"abc")).group(),
      re.compile("日").search("今日", 1).span(), re.compile("^b").match("ab", 1), re.compile("b").match("ab", 1).span(),
      re.compile("a*").fullmatch("aab", 0, 2).span())
for pattern in ("(", ")", "[", "a**", "*a", "(?P<1>a)", "(?P<n>a)(?P<n>b)", r"\1", r"(\1)", "(?P=n)", "[z-a]", "a{2,1}", r"\q", "a\\",
                "(?<=a*)b", "(?z)", "(?P>n)", "(?<n>a)", "x(?i)y", "(?i-i:a)", r"[\d-z]", "(?(2)a)", "(?(0)a)", r"\x1", r"[\400]", "(?#", "(?:a",
                "(?", "(?P<", "(?P<>a)", "a\n(b\n(", "(?i", "(?-:a)", r"\777", "a|b)"):
    try:
        print(repr(pattern), re.compile(pattern))
    except re.error as error:
        print(repr(pattern), error, error.pos, error.lineno, error.colno)
for code in ("re.sub('a', r'\\2', 'a')", "re.sub('a', r'\\g<n>', 'a')", "re.sub('a', r'\\q', 'a')", "re.sub('a', r'\\g<1', 'a')",
             "re.match('a', b'a')", "re.match(b'a', 'a')", "re.match('a', 5)", "re.compile(5)", "re.compile(re.compile('a'), re.I)",
             "re.match('a', 'a').group(1)", "re.match('a', 'a')['x']", "re.compile('a', re.L)", "re.compile('a', re.A | re.U)",
             "re.sub('a', lambda m: 5, 'a')", "re.compile('a{99999999999}')", "re.compile('(?P<é>a)').groupindex"):
    try:
        print(code, "->", eval(code))
    except Exception as error:
        print(f"{code}: {type(error).__name__}: {error}")
