# SPDX-License-Identifier: MIT
# Float arithmetic in objects and lists: particles under gravity, a matrix product.
import time


class Particle:
    def __init__(self, x, v):
        self.x = x
        self.v = v


def move(particles, steps):
    for _ in range(steps):
        for p in particles:
            p.v += -0.1 * p.x
            p.x += 0.1 * p.v
    return sum(p.x for p in particles)


def product(n):
    a = [[(i * j % 7) * 0.5 for j in range(n)] for i in range(n)]
    b = [list(row) for row in zip(*a)]
    return sum(sum(x * y for x, y in zip(row, column)) for row in a for column in b)


start = time.perf_counter()
check = round(move([Particle(i * 0.25, 0.0) for i in range(100)], 3_000), 6), product(60)
print("RESULT", time.perf_counter() - start, check)
