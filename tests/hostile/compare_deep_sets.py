# limit: memory=256M recursion=1000 ; outcome: ok
# Deeply nested frozensets and other containers compare, or say that they are too deep.
def deep(make):
    x = None
    for _ in range(100000):
        x = make(x)
    return x


for make in (lambda x: frozenset([x]), lambda x: [x], lambda x: (x,), lambda x: {1: x}):
    a, b = deep(make), deep(make)
    for compare in (lambda: a == b, lambda: a != b):
        try:
            compare()
        except RecursionError as error:
            assert "recursion depth exceeded" in str(error)
