# SPDX-License-Identifier: MIT
# Classes: attributes, methods, properties, inheritance, operators.
import time


class Shape:
    sides = 0

    def __init__(self, size):
        self.size = size

    def area(self):
        return 0

    @property
    def label(self):
        return self.sides * 10 + self.size


class Square(Shape):
    sides = 4

    def area(self):
        return self.size * self.size


class Cube(Square):
    __slots__ = ()

    def area(self):
        return 6 * super().area()

    def __add__(self, other):
        return Cube((self.size + other.size) % 1009)


def main():
    total, kinds = 0, (Shape, Square, Cube)
    cube = Cube(1)
    for i in range(120_000):
        shape = kinds[i % 3](i % 50)
        total += shape.area() + shape.label
        cube = cube + Cube(i % 5)
    return total, cube.size


start = time.perf_counter()
check = main()
print("RESULT", time.perf_counter() - start, check)
