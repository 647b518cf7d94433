# limit: memory=256M recursion=1000 ; outcome: IndentationError
# Two hundred if statements inside one another.
exec("".join(" " * i + "if 1:\n" for i in range(200)) + " " * 200 + "pass\n")
