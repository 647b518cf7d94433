# The script itself is not Python: nothing runs, the error is on stderr, exit code 1.
print("never printed")


def f(x)
    return x
