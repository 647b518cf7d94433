# limit: memory=1G recursion=1000 ; outcome: ok
# One expression of two hundred thousand operands leans to the left as deeply: compiled, or refused.
try:
    code = compile("+".join(["0"] * 200000), "sum", "eval")
except (SyntaxError, RecursionError, MemoryError):
    pass
else:
    assert eval(code) == 0
