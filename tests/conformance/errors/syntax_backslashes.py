# A backslash that ends a source, with and without an end of its line, in each mode; names of characters in f-strings that do not end.
for source, mode in (
    ("\\", "eval"), ("\\", "exec"), ("\\", "single"), ("x = \\", "exec"), ("x + \\", "eval"), ("(\\", "eval"), ("\\\n", "eval"), ("f'{\\'", "eval"),
    ("1 \\", "single"), ("if x:\n \\", "single"), ("  \\", "eval"), ("f'{\\t3}'", "eval"), ("rf'{\\\\}'", "eval"),
):
    try:
        print(repr(source), mode, compile(source, "file", mode))
    except SyntaxError as e:
        print(repr(source), mode, type(e).__name__, e.args)
for source in (
    r"f'\N{'", r"f'\N{GREEK'", "f'\\N{a\n}'", r"f'{1}\N{'", r"rf'\N{1}'", r"rf'\N{'",
    "f'\\N{x\n'", r"f'\N{BULLET}{1}'", r"f'{1}\N{BULLET}'", r"f'\N'", r"f'\N '",
):
    try:
        print(repr(source), ascii(eval(source)))
    except SyntaxError as e:
        print(repr(source), type(e).__name__, e.args)
    except UnicodeError as e:
        print(repr(source), type(e).__name__)
