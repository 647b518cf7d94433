# limit: memory=256M recursion=1000 ; outcome: ok
# A hundred thousand minus signs: an error or the right value.
try:
    assert eval("-" * 100000 + "1") == 1
except (SyntaxError, RecursionError, MemoryError):
    pass
