# SPDX-License-Identifier: MIT
# Raising and catching, near and far, with finally.
import time


class Wrong(ValueError):
    pass


def deep(n):
    if n:
        return deep(n - 1)
    raise Wrong(n)


def main():
    caught = cleaned = 0
    for i in range(100_000):
        try:
            if i % 3:
                raise KeyError(i)
            int("no number") if i % 30 == 0 else None
        except (KeyError, ValueError):
            caught += 1
        finally:
            cleaned += 1
    for _ in range(8_000):
        try:
            deep(10)
        except Wrong:
            caught += 1
    return caught, cleaned


start = time.perf_counter()
check = main()
print("RESULT", time.perf_counter() - start, check)
