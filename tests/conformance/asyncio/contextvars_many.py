# Contexts of many variables: what copies share, sizes after set() and reset(), the iterators over a context and their lengths.
from contextvars import Context, ContextVar, Token, copy_context

variables = [ContextVar(f"v{n}") for n in range(300)]


def fill():
    copies, tokens = [], []
    for n, variable in enumerate(variables):
        copies.append(copy_context())
        tokens.append(variable.set(n))
    print([len(copies[n]) for n in (0, 1, 31, 32, 33, 299)], len(copy_context()))
    print(all((v in copies[n]) == (m < n) and copies[n].get(v, m) == m for n in (0, 1, 150) for m, v in enumerate(variables)))
    print(sorted(copies[100].values()) == list(range(100)))
    # Back in an order of its own.
    for n in range(0, 300, 3):
        variables[n].reset(tokens[n])
    now = copy_context()
    print(len(now), sorted(now.values()) == [n for n in range(300) if n % 3], variables[0] in now, variables[1] in now)
    for n in range(1, 300, 3):
        variables[n].reset(tokens[n])
    print(len(copy_context()), len(now))
    for n in range(2, 300, 3):
        variables[n].reset(tokens[n])
    print(len(copy_context()), copy_context() == Context(), len(now))
    return now


context = Context()
now = context.run(fill)
print(len(context), list(context), len(now.keys()), len(now.values()), len(now.items()))

# An iterator has the map of the moment when it was made.
a, b, c = variables[:3]


def change():
    a.set("a")
    b.set("b")
    mine = copy_context()
    print(a.set("a") is not None, mine == copy_context())
    items, keys = mine.items(), iter(mine)

    def inside():
        c.set("c")
        a.set("other")
        print(len(mine), len(items), len(keys), sorted((k.name, v) for k, v in items), sorted(k.name for k in keys), list(items))
        print(len(items), next(items, "over"), iter(items) is items)

    mine.run(inside)
    print(sorted((k.name, v) for k, v in mine.items()), mine == copy_context(), mine != copy_context())
    token = c.set(1)
    c.set(2)
    c.reset(token)
    print(c.get("none"), c in copy_context(), token.old_value is Token.MISSING)


Context().run(change)
print(type(now.keys()).__name__, type(now.values()).__name__, type(now.items()).__name__, type(iter(now)).__name__)
for view in (now.keys(), now.items()):
    for attempt in (lambda: view[0], lambda: type(view)(), lambda: next(type(view))):
        try:
            print(attempt())
        except TypeError as error:
            print(error)
for attempt in (lambda: a.reset(1), lambda: a.reset(b.set(1)), lambda: now["x"], lambda: now[ContextVar("fresh")], lambda: "x" in now):
    try:
        print(attempt())
    except (TypeError, ValueError, KeyError) as error:
        print(type(error).__name__, str(error).split(" at 0x")[0])
