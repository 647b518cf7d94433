# What compile() says of mistaken expressions, literals, brackets and strings.
import warnings

warnings.simplefilter("ignore")
sources = [
    "(", ")", "[", "]", "{", "}", "(]", "[)", "{]", "(()", "[[]", "{{}", "(1, 2", "[1, 2", "{1: 2", "{1, 2",
           "f(1, 2", "x[1", "(1,\n2\n3)", "[1,\n2\n3]", "{'a': 1\n'b': 2}", "(a b)", "[a b]", "{a b}",
           "{a: b c: d}", "{a: b, c}", "{a, b: c}",
    "{a:}", "{:a}", "{a: }", "{a: *b}", "{**a: b}", "{a: b for c in d, e: f}", "[a, b for c in d]",
           "(a, b for c in d)", "{a, b for c in d}", "{a: b, c: d for e in f}", "[for x in y]", "[x for]",
           "[x for x]", "[x for x in]", "[x for x in y if]", "[x if y for x in z]", "[x for 1 in y]",
           "[x for f() in y]", "(x for x in y", "[*a for a in b]", "{**a for a in b}", "(*a)", "*a",
           "(*a for a in b)", "print(*)", "[*]",
    "1 +", "+ ", "1 + * 2", "1 2", "a b", "a 1", "'a' b", "a 'b'", "1.2.3", "1..2", "1_000_", "1__0", "0777",
           "09", "0x", "0xg", "0b2", "0b", "0o8", "0o", "1e", "1e+", "1ex", "1a", "1_a", "1jx", "12abc",
           "0_7", "1.5abc", "0b12", "0xfgh", "1if", "'abc", '"abc', "'''abc", '"""abc\n', "'abc\n'", "f'abc",
           "f'''abc", "b'é'", "'\\x'", "'\\u12'", "'\\N{nope}'", "'\\U00110000'", "b'\\x'", "ur'x'", "bf'x'",
           "'a' b'b'", "f'{'", "f'}'", "f'{}'", "f'{a'", "f'{a!z}'", "f'{a b}'", "f'{a:{b}'",
    "a if b", "a if else c", "a else b", "if a else b", "a if b else", "not", "a and", "or b", "a or", "a in",
           "a not b", "a is", "a not in", "in a", "a is not", "a < ", "a < < b", "lambda", "lambda x",
           "lambda: yield", "lambda x: x = 1", "(yield) = 1", "await", "yield", "x = (yield = 1)", "(x := )",
           "(:= 1)", "(1 := 2)", "((x)) := 1", "x[1:2:3:4]", "x[:", "x[]", "x[1,,2]", "x[*]", "x[a=1]",
           "x[a := 1]", "x[1 2]", "a.b c", "a.(b)", "a.'b'", "a[0].1", "a(.b)", "f(x)(", "f()[", "a.b.1.c",
    "\u201chello\u201d", "a\u00a0= 1", "a \u2212 b", "caf\u00e9 \u20ac", "x = 5\u20ac", "\ufeffx y", "a\x00b",
           "a\x07b", "\u200bx = 1", "x \u200b= 1", "a = \u00b2", "def \u00b2(): pass", "$", "?", "a?b", "a$b",
           "`", "a ` b", "!", "a!", "!a", "\\", "a \\ b", "\\\n", "a = \\", "#", "", "\n", "   ", "\t", ";",
           ";;", "a;;b", "a; ;", ":", "a:", "a::b", ",", ",a", "a,,", "a,,b", ".", "..", "...a", "....", "->",
           "=>", "<-", "a <- b", "a <= > b", "=!", "===", "a === b", "a !== b", "**a", "//", "a // ",
           "a ** ** b", "~~", "@@", "a @@ b", "a @", "%", "a %% b", "^", "a ^^ b", "|", "a ||", "&",
           "a &&& b",
    "class", "def", "None = 1", "None.a = 1", "a.None", "a.class", "a.True = 1", "import a.if",
           "def if(): pass", "class for: pass", "for if in x: pass", "lambda if: 1", "f(if=1)", "global if",
           "with a as if: pass", "except if: pass", "True()", "None()", "print(if)", "x = if", "x = class",
           "x = def", "return = 1", "a = return", "[return]", "f(import)", "x = pass", "is = 1", "in x",
           "and", "as", "as x", "from", "async", "await x y", "nonlocal", "try", "finally", "case", "match",
           "type", "_", "match = type = case = _ = 1",
]
for source in sources:
    try:
        compile(source, "<source>", "exec")
        print(f"{ascii(source)}: ok")
    except SyntaxError as error:
        print(f"{ascii(source)}: {error.msg if error.msg.isascii() else ascii(error.msg)} ({error.lineno}:{error.offset} to {error.end_lineno}:{error.end_offset})")
    except ValueError as error:
        print(f"{ascii(source)}: {type(error).__name__}: {error}")
