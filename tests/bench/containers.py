# SPDX-License-Identifier: MIT
# Lists, dicts, sets and tuples: building, look-up, sorting, comprehensions.
import time


def main():
    total = 0
    for _ in range(6):
        numbers = [(i * 7919) % 100_003 for i in range(60_000)]
        index = {n: i for i, n in enumerate(numbers)}
        seen = set(numbers[::3])
        total += sum(index[n] for n in numbers if n in seen) % 1_000_003
        pairs = sorted((n % 1000, i) for i, n in enumerate(numbers))
        total += pairs[len(pairs) // 2][1]
        stack = []
        for n in numbers:
            stack.append(n)
            if n & 1:
                total += stack.pop()
    return total


start = time.perf_counter()
check = main()
print("RESULT", time.perf_counter() - start, check)
