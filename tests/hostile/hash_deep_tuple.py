# limit: memory=512M recursion=1000 ; outcome: ok
# hash of a tuple nested two hundred thousand deep, and of frozensets in frozensets.
for make in (lambda x: (x,), lambda x: (x, x), lambda x: frozenset([x])):
    x = make(1)
    for _ in range(200000 if make((1,)) == ((1,),) else 40):
        try:
            x = make(x)
        except RecursionError:
            break
    for action in (lambda: hash(x), lambda: {x}, lambda: {x: 1}, lambda: x in {1, 2}):
        try:
            action()
        except RecursionError:
            pass
