# limit: memory=512M recursion=1000 ; outcome: ok
# repr and == of a list nested two hundred thousand deep: a result or a RecursionError.
def nested(make):
    x = make(None)
    for _ in range(200000):
        x = make(x)
    return x


for make in (lambda x: [x], lambda x: (x,), lambda x: {1: x}, lambda x: [x, x][:1]):
    a, b = nested(make), nested(make)
    for action in (lambda: repr(a), lambda: str(a), lambda: a == b, lambda: a != b, lambda: a < b,
                   lambda: a in [b], lambda: f"{a!r:>5}", lambda: "%s" % (a,), lambda: sorted([a, b])):
        try:
            action()
        except (RecursionError, TypeError):
            pass
