# re._parser: the trees of patterns, how much they match, and what is none.
import re
import re._constants as c
import re._parser as p

PATTERNS = [r"abc", r"a|b|c", r"ab|ac", r"ab|cd|", r"[a-z0-9_]+", r"[^a]", r"[^ab]", r"[]a]", r"[a-]", r"[\w-]", r"a*?b+c?d{2}e{2,}f{,3}g{1,2}h{x}i{", r"(a)(?P<n>b)\1(?P=n)(?:c)(?i:d)(?-i:e)(?s-i:f)",
            r"(?=a)(?!b)(?<=c)(?<!d)(?!)", r"(x)?(?(1)a|b)(?(1)c)", r"(?>a+)b*+c++d?+", r"^\A\b\B\Z$.", r"\d\D\s\S\w\W", r"\n\t\x41\u0042\101\0\07\.\-\ ",
            r"(?x) a b # c"+"\n d", r"(?i)abc", r"(?m)^a$", r"(?:a|b)*", r"(?:ab)+", r"((a)|b)*", r"(?:)", r"", r"()", r"a(?#comment)b",
            r"[\d\]\n\x41-\x43]", r"\N{DIGIT ONE}[\N{DIGIT TWO}]", r"(a{3,5}){2,4}", r"(?:(?:a))b", r"(?:a)(?i:b|c)", r"x(?:yy|yz)", r"a{0}", r"(a|ab)(c|bcd)(d*)", r"[a-zA-Z_][a-zA-Z0-9_]*", r"\"(\\.|[^\"\\])*\"", r"\123", r"(?P<x>a)(?(x)b)", "é[à-ü]", b"a[\x80-\xff]\\xff"]
for pattern in PATTERNS:
    tree = p.parse(pattern)
    print(pattern, tree, [int(n) for n in tree.getwidth()], tree.state.flags, tree.state.groups, tree.state.groupdict)
print(p.parse("a b", re.VERBOSE), p.parse("A", re.IGNORECASE).state.flags, len(p.parse("abc")), p.parse("abc")[1:], p.parse("abc")[0])
for pattern in ("(", ")", "[", "a**", "(?P<a>x)(?P<a>y)", "\\"):
    try:
        print(p.parse(pattern))
    except c.error as error:
        print(type(error), error)
print([int(code) for code in c.OPCODES], c.MIN_REPEAT + 0, c.MAX_REPEAT + 0, c.ATCODES, c.CHCODES, c.MAXREPEAT)
