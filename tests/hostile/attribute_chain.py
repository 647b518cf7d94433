# limit: memory=512M recursion=1000 ; outcome: ok
# a.b.b.b... a hundred thousand times: compiled and run, or refused.
class A:
    pass


a = A()
a.b = a
try:
    assert eval("a" + ".b" * 100000) is a
except (SyntaxError, RecursionError, MemoryError):
    pass
