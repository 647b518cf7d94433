# Where an error stands that the end of an expression or of a single statement is, which no newline follows: CPython adds one to files only.
for mode in "eval", "single", "exec":
    for text in ("(1\n) +", "x + # c", "x +\n# c", "not", "x.", "x = ", "lambda", "def f()", "if x", "if x:", "for x in", "x ==", "é +", "import", "from x import", "a:",
                 "if 1:\n pass\nelse", "try:\n pass", "try:\n pass\n", "class", "@", "a, *", "match x:", "match x: y", "type X = 1", "x if y else", "print 1", "f(a=)", "x y"):
        try:
            compile(text, "<test>", mode)
        except SyntaxError as error:
            print(mode, repr(text), error.args)
