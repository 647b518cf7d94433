# PEP 448: stars and double stars in displays and calls; later keys of a dict display win but keep
# the first one's place.
print([*range(3), *"ab", *[]], (*(1, 2), 3), {*[1, 1], *(2,)}, [*[*[*"x"]]])
print({**{"a": 1, "b": 2}, "a": 3, **{"c": 4, "b": 5}})
print({"x": 0, **{}, **{i: i * i for i in range(3)}})
t = *range(2), *range(2)
print(t, *t, sep="/")
print([*{"k": 1, "l": 2}], [*{"k": 1}.items()], (*zip("ab", [1, 2]),))


def f(*args, **kwargs):
    return args, kwargs


print(f(*[1], *(2, 3), 4, *"5"), f(*range(2), k=1, **{"m": 2}, **{"n": 3}))
print(f(**{"not an identifier": 1, "": 2}), f(*()), f(**{}))


def g():
    return *range(3), "end"


def h():
    yield *"ab", 1


print(g(), list(h()))
for x in *[1], *[2, 3]:
    print(x, end=" ")
print()
d = {}
d[*range(2), 3] = "tuple key"
print(d, d[0, 1, 3], d[0, *[1, 3]])
for code in ("[*1]", "{*None}", "(*5,)", "{**[1]}", "{**None}", "f(*1)", "f(**[1])", "f(1, *None)",
             "f(**{1: 2})",
             "f(a=1, **{'a': 1})", "f(**{'a': 1}, **{'a': 1})", "{**{}, *[]}", "print(*)", "[**{}]", "(*a)",
             "*a", "f(**{}, *[])",
             "f(a=1, 2)", "f(**{}, 2)", "f(a=1, a=2)", "{*a: 1}", "{1: *a}"):
    try:
        print(code, eval(code))
    except SyntaxError as error:
        print(f"{code}: {error.msg}")
    except TypeError as error:
        print(f"{code}: {error}")


class Mapping:
    def keys(self):
        print("keys", end=" ")
        return ["p", "q"]

    def __getitem__(self, key):
        print("item", key, end=" ")
        return key * 2


print({**Mapping()})
print(f(**Mapping()))
