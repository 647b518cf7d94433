# limit: memory=256M fuel=none deadline=none recursion=1000 ; outcome: SyntaxError
# A hundred thousand open parentheses must not become a hundred thousand frames of the parser.
exec("(" * 10 ** 5 + ")" * 10 ** 5)
