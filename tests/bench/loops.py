# SPDX-License-Identifier: MIT
# Loops over ranges and lists with integer arithmetic: a sieve, nested loops, while.
import time


def sieve(n):
    flags = [True] * (n + 1)
    flags[0] = flags[1] = False
    i = 2
    while i * i <= n:
        if flags[i]:
            for j in range(i * i, n + 1, i):
                flags[j] = False
        i += 1
    return sum(flags)


def collatz(limit):
    longest = 0
    for start in range(1, limit):
        n, steps = start, 0
        while n != 1:
            n = n // 2 if n % 2 == 0 else 3 * n + 1
            steps += 1
        if steps > longest:
            longest = steps
    return longest


start = time.perf_counter()
check = sieve(600_000) + collatz(9_000)
print("RESULT", time.perf_counter() - start, check)
