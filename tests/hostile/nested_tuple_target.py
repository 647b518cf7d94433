# limit: memory=256M recursion=1000 ; outcome: SyntaxError
# An assignment target nested thousands of tuples deep.
exec("(" * 5750 + "a" + ",)" * 5750 + " = 1")
