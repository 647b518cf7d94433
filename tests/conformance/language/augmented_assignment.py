# Augmented assignment tries the in-place method, then the plain and the reflected one, and always
# stores the result.
class Number:
    def __init__(self, n):
        self.n = n

    def __repr__(self):
        return f"Number({self.n})"

    def __iadd__(self, other):
        print("iadd", end=" ")
        self.n += other
        return self

    def __add__(self, other):
        print("add", end=" ")
        return Number(self.n + other)

    def __sub__(self, other):
        print("sub", end=" ")
        return Number(self.n - other)

    def __imul__(self, other):
        print("imul", end=" ")
        return NotImplemented

    def __mul__(self, other):
        print("mul", end=" ")
        return Number(self.n * other)

    def __rfloordiv__(self, other):
        return f"rfloordiv {other}"


a = b = Number(1)
a += 2
print(a is b, a)
a -= 1
print(a is b, a)
a *= 4
print(a)
c = 7
c //= a
print(c)
x = [1, 2]
y = x
y += (3,)
y *= 2
print(x, x is y)
x = x + [9]
print(x is y)
s = "ab"
s += "c"
s *= 3
t = (1,)
t += 2, 3
n = 10
n += 5; n -= 3; n *= 4; n **= 2; n //= 7; n %= 100; n <<= 3; n >>= 1; n &= 0xff; n |= 0x100; n ^= 0x55
f = 7
f /= 2
print(s, t, n, f)
st = {1, 2, 3}
same = st
st |= {4}; st &= {1, 4, 5}; st -= {1}; st ^= {4, 6}
d = {"a": 1}
d |= {"b": 2}
d |= [("c", 3)]
print(st, st is same, d)
tup = ([1], 2)
try:
    tup[0] += [2]
except TypeError as error:
    print(error, tup)


class M:
    def __imatmul__(self, other):
        return f"imatmul {other}"


m = M()
m @= 5
print(m)
for code in ("v += 1", "1 += 1", "f() += 1", "a, b += 1", "(a) += 1", "None += 1", "'a' 'b' += 1",
             "x if y else z += 1"):
    try:
        exec(code, {"a": 1})
        print(code, "ok")
    except SyntaxError as error:
        print(f"{code}: {error.msg}")
    except NameError as error:
        print(f"{code}: {error}")
for code in ("x = 1; x += 'a'", "x = 'a'; x += 1", "x = []; x += 1", "x = {}; x |= 1", "x = None; x -= 1",
             "x = 'a'; x -= 'b'",
             "x = (); x += []", "x = 1; x @= 2", "x = 2; x **= 'a'", "x = 2.5; x >>= 1", "x = b''; x += ''"):
    try:
        exec(code)
    except TypeError as error:
        print(f"{code}: {error}")
