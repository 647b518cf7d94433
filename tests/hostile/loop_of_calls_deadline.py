# limit: memory=64M deadline=2 recursion=1000 ; outcome: stopped: deadline
# Endless work made of calls, exceptions and generators under a deadline.
def f(n):
    try:
        raise ValueError(n)
    except ValueError as error:
        return error.args[0]


def g():
    while True:
        yield f(1)


while True:
    for x in g():
        [y for y in range(3) if f(y)]
