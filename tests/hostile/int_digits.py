# limit: memory=256M fuel=2G recursion=1000 ; outcome: ok
# Conversions between int and text beyond 4300 digits are refused before the quadratic work.
for action in (lambda: eval("9" * 5000), lambda: int("9" * 10 ** 6), lambda: str(10 ** 5000),
               lambda: f"{10 ** 5000}", lambda: "%d" % 10 ** 5000, lambda: repr(10 ** 5000),
               lambda: int("1" * 4301), lambda: print(10 ** 5000)):
    try:
        action()
    except (ValueError, SyntaxError):
        continue
    raise AssertionError
assert len(str(10 ** 4000)) == 4001
assert int("f" * 100000, 16).bit_length() == 400000
