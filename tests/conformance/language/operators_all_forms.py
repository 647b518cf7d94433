# Every operator between variables and with a constant, plain and in place, in values and in conditions; del of a free variable.
class Shown:
    def __init__(self, text): self.text = text
    def __repr__(self): return self.text


def method(sign):
    return lambda self, other: Shown(f"({self.text} {sign} {other})")


for name, sign in {"add": "+", "sub": "-", "mul": "*", "truediv": "/", "floordiv": "//", "mod": "%", "pow": "**", "matmul": "@",
                   "lshift": "<<", "rshift": ">>", "and": "&", "or": "|", "xor": "^"}.items():
    setattr(Shown, f"__{name}__", method(sign))
    setattr(Shown, f"__i{name}__", method(sign + "="))


def plain(a, b):
    return [a + b, a - b, a * b, a / b, a // b, a % b, a ** b, a << b, a >> b, a & b, a | b, a ^ b]


def constant(a):
    return [a + 3, a - 3, a * 3, a / 3, a // 3, a % 3, a ** 3, a << 3, a >> 3, a & 3, a | 3, a ^ 3]


def in_place(a, b):
    out = []
    for n in range(13):
        c = a
        if n == 0: c += b
        if n == 1: c -= b
        if n == 2: c *= b
        if n == 3: c /= b
        if n == 4: c //= b
        if n == 5: c %= b
        if n == 6: c **= b
        if n == 7: c <<= b
        if n == 8: c >>= b
        if n == 9: c &= b
        if n == 10: c |= b
        if n == 11: c ^= b
        out.append(c)
    return out


def in_place_constant(a):
    out = []
    for n in range(13):
        c = a
        if n == 0: c += 3
        if n == 1: c -= 3
        if n == 2: c *= 3
        if n == 3: c /= 3
        if n == 4: c //= 3
        if n == 5: c %= 3
        if n == 6: c **= 3
        if n == 7: c <<= 3
        if n == 8: c >>= 3
        if n == 9: c &= 3
        if n == 10: c |= 3
        if n == 11: c ^= 3
        out.append(c)
    return out


def matrix(a, b):
    c = d = a
    c @= b
    d @= 3
    return [a @ b, a @ 3, c, d]


def compared(a, b):
    out = [a < b, a <= b, a == b, a != b, a > b, a >= b, a < 3, a <= 3, a == 3, a != 3, a > 3, a >= 3]
    if a < b: out.append("<")
    if a <= b: out.append("<=")
    if a == b: out.append("==")
    if a != b: out.append("!=")
    if a > b: out.append(">")
    if a >= b: out.append(">=")
    if a < 3: out.append("<3")
    if a <= 3: out.append("<=3")
    if a == 3: out.append("==3")
    if a != 3: out.append("!=3")
    if a > 3: out.append(">3")
    if a >= 3: out.append(">=3")
    out += [not a < b or 1, not a <= b or 1, not a == b or 1, not a != b or 1, not a > b or 1, not a >= b or 1]
    n = 0
    while not (n >= b or n > b or n == 7 or n >= 9 or n > 9 or n <= -1 or n < -1 or n < -b or n <= -b): n += 1
    return out + [n]


print(plain(11, 2), constant(11), in_place(11, 2), in_place_constant(11))
print(plain(Shown("x"), 2), constant(Shown("x")), in_place(Shown("x"), 2), in_place_constant(Shown("x")))
print(matrix(Shown("m"), Shown("n")))
for pair in ((2, 3), (3, 3), (4, 3), (1.5, 3), (3, 2.5), (True, 3)):
    print(compared(*pair))
for operation in (lambda a, b: a @ b, lambda a, b: a @ 3, lambda a, b: a << b, lambda a, b: a & 1.5, lambda a, b: a | None, lambda a, b: a >= None):
    try:
        print(operation(1, 2))
    except TypeError as error:
        print(error)


def free():
    value = 1
    def drop():
        nonlocal value
        del value
    drop()
    try:
        return value
    except NameError as error:
        print(error)
    try:
        drop()
    except NameError as error:
        print(error)
    value = 2
    return value


print(free())
