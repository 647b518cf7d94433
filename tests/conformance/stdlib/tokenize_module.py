# tokenize: the tokens of sources right and wrong, encodings, and the way back.
import io
import token
import tokenize

SOURCES = [
    "", "\n", "x", "x # c", "# c", "if a:\n  b\n  # c\nd\n", "if a:\n\tb\n\n\n# e\n  ", "if a:\n    b\n  c\n", "(1,\n", "a $ b ? `", "x = !y",
    "a\\\n+b", "a\\", "'''abc", "'abc", "f'a{{b}}c{x!r:>{w}}d'", "f'{x:}{y=}'", "f'\\N{DASH}x{y}'", "rf'\\N{z}\\{y}'", "f'''a\nb{x}\nc''' + d",
    "'''a\nb''' + c", "x\r\ny\r\n", "[\r\n1]", "0b2", "1_", "é = 'ñ' + b", ")", "(]", "'\\x'", "b'é'", "if a:\n\tb\n        c\n",
    "async def f(): await x", "a €", "  x", "x = 1;  ", "\\\nx", "  # c\n\n  \nx", "f'{", "f'{a", "f'a", "f'{a:b", "print(f'{x:%H:%M}', end='')",
    "class A:\n  def f(self):\n    pass\n\n\n# end\nx", "f'{{'", "f'{{{x}}}'", "f''", 'f"{f\'{1}\'}"', "x = (\n  # c\n  1\n)",
    "a := b -> c ** d // e <<= f >>= g **= h //= i @= j ... != <>",
]
for source in SOURCES:
    print(repr(source))
    for readline in io.StringIO(source, newline="").readline, iter(source.splitlines(True)).__next__:
        tokens = []
        try:
            for info in tokenize.generate_tokens(readline):
                tokens.append(info)
        except (tokenize.TokenError, SyntaxError) as e:
            print("  ", type(e).__name__, e.args)
            break
    for info in tokens:
        print("  ", token.tok_name[info.exact_type], *info)
    try:
        print("  ", repr(tokenize.untokenize(tokens)), repr(tokenize.untokenize([info[:2] for info in tokens])))
    except (ValueError, IndexError) as e:
        print("  ", type(e).__name__, e)

print(info, info._replace(type=token.OP, string="**").exact_type)

for source in (b"", b"x = 1\n", b"# coding: latin-1\nx = '\xe9'\n", b"\n# -*- coding: utf_8 -*-\n", b"\xef\xbb\xbfx\n", b"\xef\xbb\xbf# coding: latin-1\n",
               b"# coding: nothing\n", b"x\n# coding: latin-1\n", b"\xe9\n", b"#!/bin/sh\n# vim: set fileencoding=ascii :\n", b"'''\n# coding: latin-1\n'''\n"):
    try:
        print(source, tokenize.detect_encoding(io.BytesIO(source).readline))
        print([info[:4] for info in tokenize.tokenize(io.BytesIO(source).readline)][:4])
        print(tokenize.untokenize(tokenize.tokenize(io.BytesIO(source).readline)))
    except SyntaxError as e:
        print(source, type(e).__name__, e)

print(token.EXACT_TOKEN_TYPES, token.tok_name, token.ISTERMINAL(3), token.ISNONTERMINAL(3), token.ISEOF(0))
print(token.__all__)
for readline in iter([3]).__next__, iter([b"x"]).__next__, lambda: 1 / 0, 3:
    try:
        print(list(tokenize.generate_tokens(readline)))
    except Exception as e:
        print(type(e).__name__, e)
