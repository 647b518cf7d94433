# SPDX-License-Identifier: MIT
# Plain calls: positional, with defaults, by keyword, recursive.
import time


def add(a, b):
    return a + b


def scaled(a, factor=3, *, offset=1):
    return a * factor + offset


def fib(n):
    return n if n < 2 else fib(n - 1) + fib(n - 2)


def main():
    total = 0
    for i in range(400_000):
        total = add(total, i) & 0xFFFFFF
    for i in range(200_000):
        total ^= scaled(i, offset=2)
    return total + fib(23)


start = time.perf_counter()
check = main()
print("RESULT", time.perf_counter() - start, check)
