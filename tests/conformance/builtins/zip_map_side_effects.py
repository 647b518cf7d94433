# In which order lazy builtins pull from their sources and what is lost when one ends early.
log = []


def source(name, items, fail_at=None):
    for i, x in enumerate(items):
        if i == fail_at:
            log.append(f"{name}!")
            raise ValueError(name)
        log.append(f"{name}{x}")
        yield x
    log.append(f"{name}.")


def run(label, make):
    log.clear()
    try:
        result = make()
    except Exception as error:
        result = repr(error)
    print(label, result, " ".join(log))


run("zip", lambda: list(zip(source("a", [1, 2]), source("b", [1, 2, 3]))))
run("zip short second", lambda: list(zip(source("a", [1, 2, 3]), source("b", [1]))))
run("zip strict", lambda: list(zip(source("a", [1, 2]), source("b", [1]), strict=True)))
run("zip strict 2", lambda: list(zip(source("a", [1]), source("b", [1, 2]), strict=True)))
run("zip error", lambda: list(zip(source("a", [1, 2]), source("b", [1, 2], 1))))
run("map two", lambda: list(map(lambda x, y: x * y, source("a", [1, 2]), source("b", [5]))))
run("filter", lambda: list(filter(lambda x: x % 2, source("a", [1, 2, 3]))))
run("any", lambda: any(source("a", [0, 1, 2])))
run("all", lambda: all(source("a", [1, 0, 2])))
run("in", lambda: 2 in source("a", [1, 2, 3]))
run("not in", lambda: 9 in source("a", [1, 2]))
run("next", lambda: next(source("a", [1, 2])))
run("enumerate", lambda: next(enumerate(source("a", [7, 8]))))
run("star call", lambda: max(*source("a", [1, 2]), *source("b", [3])))
run("unpack", lambda: (lambda a, *b: (a, b))(*source("a", [1, 2, 3])))
run("sorted", lambda: sorted(source("a", [2, 1]), key=lambda x: log.append(f"key{x}") or x))
run("dict", lambda: dict(zip(source("k", "ab"), source("v", [1, 2]))))
run("set", lambda: len({*source("a", [1, 1]), *source("b", [2])}))
run("join", lambda: "-".join(source("s", "xy")))
run("sum", lambda: sum(source("a", [1, 2]), 10))
run("min default", lambda: min(source("a", []), default="none"))
run("nested", lambda: list(map(str, filter(None, zip(source("a", [1, 2]), source("b", [3, 4]))))))
run("slice assign", lambda: [0, 0].__setitem__(slice(0, 1), source("a", [1, 2])))
run("count", lambda: sum(1 for _ in source("a", [1, 2])))
kept = []
try:
    kept.extend(source("e", [1, 2, 3], 2))
except ValueError:
    print("extend kept", kept)
kept = [0]
try:
    kept += source("e", [1, 2, 3], 1)
except ValueError:
    print("+= kept", kept)
try:
    kept[0:0] = source("e", [1, 2, 3], 1)
except ValueError:
    print("slice kept", kept)
d = {}
try:
    d.update(zip("ab", source("e", [1, 2, 3], 1)))
except ValueError:
    print("update kept", d)
s = set()
try:
    s.update(source("e", [1, 2, 3], 2))
except ValueError:
    print("set kept", s)
z = zip(source("a", [1, 2, 3]), source("b", [1]))
log.clear()
print(list(z), next(z, "ended"), next(z, "still"), log)
m = map(lambda x: 1 / x, [1, 0, 2])
print(next(m))
try:
    next(m)
except ZeroDivisionError:
    print("map goes on after an error:", list(m))
f = filter(lambda x: 1 / x > 0, [1, 0, 2])
print(next(f))
try:
    next(f)
except ZeroDivisionError:
    print("filter goes on after an error:", list(f))
e = enumerate(source("e", [1, 2], 1), start=5)
print(next(e))
try:
    next(e)
except ValueError:
    print("enumerate after its source failed:", list(e))
