# assert: the message is evaluated only on failure; its exception; parenthesised tuples; rebinding
# AssertionError.
def noisy(x):
    print("evaluated", x, end="; ")
    return x


assert True, noisy("never")
assert noisy(1)
print()
for action in ("assert False", "assert 0, 'message'", "assert [], noisy('msg')", "assert None, (1, 2)",
               "assert '', None", "assert False, ValueError('v')", "assert (lambda: 0)()",
               "assert 1 > 2 > 3, f'{1 + 1}'"):
    try:
        exec(action)
    except AssertionError as error:
        print(action, "->", repr(error), str(error), error.args)
try:
    assert not 1, 1 / 0
except ZeroDivisionError as error:
    print("message failed:", error, repr(error.__context__))
saved = AssertionError
AssertionError = ValueError
try:
    assert False, "still the real one"
except BaseException as error:
    print(type(error) is saved, error)
del AssertionError


def checked(x):
    assert isinstance(x, int), f"{x!r} is not an int"
    assert x > 0
    return x


for x in (1, "a", 0):
    try:
        print(checked(x))
    except AssertionError as error:
        print(repr(error))


class BoolFails:
    def __bool__(self): raise TypeError("no bool")


try:
    assert BoolFails()
except TypeError as error:
    print(error)
print(__debug__)
for code in ("assert", "assert x, y, z", "assert x = 1", "x = assert y", "assert (x := 1)", "__debug__ = 1",
             "def f(__debug__): pass", "x.__debug__ = 1", "assert *x", "assert x,"):
    try:
        compile(code, "<c>", "exec")
        print(code, "ok")
    except SyntaxError as error:
        print(f"{code}: {error.msg}")
