# limit: memory=64M fuel=none deadline=20 recursion=1000 ; outcome: ok
# Repeats whose size overflows or passes the limit are MemoryErrors, made before any byte is taken.
n = 10 ** 10
for action in (lambda: "a" * 10 ** 18, lambda: "a" * n, lambda: [0] * 2 ** 62, lambda: [0] * n,
               lambda: bytes(10 ** 12), lambda: bytearray(10 ** 12), lambda: (1, 2) * 2 ** 61,
               lambda: (1,) * n, lambda: b"ab" * 2 ** 62, lambda: "ab" * 2 ** 62,
               lambda: [[]] * (2 ** 63 - 1), lambda: bytearray(b"x") * n,
               lambda: "é" * n, lambda: [1, 2, 3] * (2 ** 62 // 3 * 2), lambda: [None] * 10 ** 9,
               lambda: "x" * (2 ** 63 - 1), lambda: bytes(2 ** 63 - 1)):
    try:
        action()
    except (MemoryError, OverflowError):
        continue
    raise AssertionError
assert "a" * -5 == "" and [1] * -(2 ** 70 // 2 ** 10) == []
