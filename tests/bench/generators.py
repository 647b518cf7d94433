# SPDX-License-Identifier: MIT
# Generators and closures: pipelines, yield from, values sent.
import time


def numbers(n):
    for i in range(n):
        yield i


def only(test, source):
    for item in source:
        if test(item):
            yield item


def walk(depth):
    if depth:
        yield depth
        yield from walk(depth - 1)
        yield from walk(depth - 1)


def averager():
    total = count = 0
    while True:
        total += yield total / count if count else 0
        count += 1


def main():
    odd = lambda n: n & 1
    found = sum(only(odd, numbers(300_000))) + sum(walk(14))
    average = averager()
    next(average)
    for i in range(150_000):
        last = average.send(i)
    return found, last


start = time.perf_counter()
check = main()
print("RESULT", time.perf_counter() - start, check)
