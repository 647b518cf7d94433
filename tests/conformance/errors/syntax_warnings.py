# Compile-time warnings on stderr: identity with literals, calls and subscripts of constants, bad
# escapes, assert on a tuple.
x = 5
print(x is 5, x is not "a")
try:
    "text"()
except TypeError:
    pass
try:
    [1, 2](0)
except TypeError:
    pass
try:
    (1, 2)["a"]
except TypeError:
    pass
print("\d\w", "\ ", b"\z", "\400" != "", f"\q{x}")
assert (x, "always true")
try:
    {}(1)
except TypeError:
    pass
print([(1, 2)[0], x is None, x is True])
