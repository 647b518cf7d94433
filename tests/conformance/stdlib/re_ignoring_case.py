# re: what is equal where case is ignored, in Unicode and in ASCII, in literals, sets and ranges; \B of nothing; names of characters.
import re

for pattern, text in (("i", "iIİı"), ("İ", "iIİı"), ("[a-j]", "iIİıjJ"), ("[^i]", "iIİıjJ"), ("k", "kK\u212a"), ("s", "sSſ"),
                      ("ß", "ßẞ"), ("[h-k]+", "HIJK\u212aİ"), ("é", "éÉ"), ("[à-ý]", "ÉéÀ÷"), ("σ", "σςΣ"), ("µ", "µμΜ"), ("ǆ", "ǆǅǄ"),
                      (r"(\w)\1", "aA éÉ"), ("[^\\W\\d_]", "éK1_"), ("straße", "STRAßE straẞe")):
    print(pattern, [re.findall(pattern, text, flags) for flags in (re.I, re.I | re.A, 0)])
print(re.findall("(?i:k)k", "Kk \u212ak KK"), re.findall("(?ai:k)", "kK\u212a"), re.findall("(?i)[^k]", "kK\u212ax"), re.sub("(?i)é", "_", "éÉe"))
print(re.findall(b"[\xe9k]", b"K\xc9\xe9", re.I), re.findall(rb"(?i)\xe9", b"\xc9"))
print([re.findall(r"\B", text) for text in ("", "a", "ab", " ")], re.split(r"\B", "abc"), [bool(re.search(r"\b", text)) for text in ("", "a")])
print(re.findall(r"\N{EM DASH}|[\N{DIGIT ONE}-\N{DIGIT THREE}]", "1—4"), re.sub(r"\N{LATIN SMALL LETTER E WITH ACUTE}", "e", "é"))
for pattern in (r"\N{nope}", r"\N", r"\N{", r"\N{}", r"\N{abc", rb"\N{x}", r"[\N{nope}]", "(?i-i:a)", "(?(1)a|b|c)(x)", "(x)(?(1)a|b|c)"):
    try:
        re.compile(pattern)
    except re.error as error:
        print(pattern, error)
scanner = re.Scanner([(r"\d+\.\d*", lambda s, token: float(token)), (r"\d+", lambda s, token: int(token)), (r"[a-z_]+", lambda s, token: token),
                      (r"\s+", None), (r"[=+]", "operator")])
print(scanner.scan("sum = 3*foo"), scanner.scan("a = 1.5 + 2"), scanner.match.group())
