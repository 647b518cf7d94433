# limit: memory=64M deadline=40 recursion=1000 ; outcome: ok
# Other ways to ask for a number that doesn't fit.
big = 10 ** 1000
for action in (lambda: 2 ** 10 ** 12, lambda: (-3) ** 10 ** 10, lambda: big ** big, lambda: 7 ** (1 << 40),
               lambda: 1 << (1 << 40), lambda: -1 << (1 << 62), lambda: big << big, lambda: pow(3, 10 ** 11),
               lambda: (1 << 10 ** 8) ** 1000, lambda: 2 ** (2 ** 70), lambda: int.from_bytes(bytes(10 ** 9)),
               lambda: (5).to_bytes(10 ** 12)):
    try:
        action()
    except (MemoryError, OverflowError):
        continue
    raise AssertionError
assert pow(3, 10 ** 1000, 7) == pow(3, 10 ** 1000 % 6, 7) and 1 ** 10 ** 100 == 1 and 0 ** 10 ** 100 == 0
