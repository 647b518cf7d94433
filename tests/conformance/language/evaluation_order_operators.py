# Operands are evaluated left to right, and a name read on the left keeps its old value even if
# an assignment expression on the right binds it anew.
def trace(name, value):
    print(name, end=" ")
    return value


x = 10
print(x + (x := 1), x)
x = 2
print(x * (x := 5) + x, x)
x = 3
print([x, (x := x + 1), x, (x := x * 2), x])
print((x, (x := 0), x))
print(f"{x} {(x := 7)} {x}")


def local():
    y = 100
    a = y - (y := 1)
    b = y < (y := 50) < (y := 60)
    c = {y: (y := 1), y: (y := 2)}
    d = y, *[(y := 9), y], y
    e = (lambda: y)() + (y := 1000) + y
    return a, b, c, d, e


print(local())

print(trace("a", 2) + trace("b", 3) * trace("c", 4))
print(trace("a", 2) ** trace("b", 3) ** trace("c", 2))
print(-trace("a", 2) ** -trace("b", 2))
print(trace("a", 1) < trace("b", 2) <= trace("c", 2) != trace("d", 3))
print(trace("a", 5) < trace("b", 2) < trace("c", 9))
print(trace("a", 0) or trace("b", "") or trace("c", []))
print(trace("a", 1) and trace("b", 0) and trace("c", 2))
print(trace("yes", 1) if trace("test", True) else trace("no", 0))
print({trace("k1", 1): trace("v1", 2), trace("k2", 3): trace("v2", 4)})
print(trace("f", print) is trace("g", print))
print(trace("list", [1, 2, 3])[trace("i", 0):trace("j", 3):trace("k", 2)])


class Loud:
    def __init__(self, name):
        self.name = name

    def __add__(self, other):
        print(f"{self.name}+{other.name}", end=" ")
        return Loud(f"({self.name}{other.name})")


a, b, c = map(Loud, "abc")
print((a + b + c).name)
print((a + (b + c)).name)
