# int: floor division and modulo of every sign, powers, shifts and bit operations, big numbers, errors.
import itertools

for a, b in itertools.product((7, -7, 0, 2 ** 70, -2 ** 70), (3, -3, 2 ** 65, -2 ** 65, 1)):
    print(a // b, a % b, divmod(a, b) == (a // b, a % b), (a // b) * b + a % b == a, end="; ")
print()
print(2 ** 0, 0 ** 0, 2 ** 100, (-2) ** 101, 2 ** -2, (-2) ** -1, 10 ** 25, pow(3, 200, 7), pow(-3, 5, 7),
      pow(3, -1, 7), pow(2, 10, -7), pow(5, 0, 1), pow(2 ** 80, 3, 10 ** 9 + 7))
print(1 << 100, -1 << 3, (1 << 100) >> 98, -1 >> 10, -5 >> 1, 5 >> 100, 0 << 1000, -2 ** 70 >> 69, 7 >> 0)
print(12 & 10, 12 | 10, 12 ^ 10, ~12, -1 & 0xff, -256 | 1, -1 ^ 2 ** 70, (2 ** 70 - 1) & -2 ** 3, ~2 ** 65,
      -2 ** 65 & 2 ** 66 - 1, True & 3, True | False, True ^ True)
print(7 / 2, -7 / 2, 1 / 3, 2 ** 100 / 2 ** 99, (10 ** 400) / (10 ** 399), 0 / 5, 10 ** 17 / 3)
print(abs(-5), abs(-2 ** 80), -(-5), +True, -True, ~False, round(15, -1), round(25, -1), round(-15, -1),
      round(5), round(1234, -2), round(2 ** 70, -5), round(15, 5), round(45, -2), round(55, -2))
for n in (0, 1, -1, 255, 256, -256, 2 ** 63, 2 ** 64 - 1, -2 ** 63):
    print(n.bit_length(), n.bit_count(), n.is_integer(), n.as_integer_ratio(), n.numerator, n.denominator,
          n.real, n.imag, n.conjugate(), end="; ")
print()
print((1024).to_bytes(2), (1024).to_bytes(4, "little"), (-1).to_bytes(2, "big", signed=True), (0).to_bytes(0),
      (255).to_bytes(), int.from_bytes(b"\x04\x00"), int.from_bytes(b"\x00\x04", "little"),
      int.from_bytes(b"\xff\xfe", signed=True), int.from_bytes([1, 2, 3]), int.from_bytes(b""))
for action in ("1 // 0", "1 % 0", "1 / 0", "divmod(1, 0)", "0 ** -1", "pow(2, -1, 4)", "pow(2, 3, 0)",
               "1 << -1", "1 >> -1", "10 ** 400 / 3", "(-1).to_bytes(1)", "(256).to_bytes(1)",
               "(1).to_bytes(-1)", "(1).to_bytes(1, 'middle')", "int.from_bytes(5)", "int.from_bytes('a')",
               "round(1, 1.5)", "round(1, 'a')", "pow(2, 3.0, 2)", "pow('a', 2)", "1 .x", "float(10 ** 400)",
               "1 << 1.5",
               "2 ** 'a'", "1 + None", "-None", "1 & 1.0", "~1.0", "divmod(1, 'a')", "[] % 2", "2 ** 2 % 0",
               "(2 ** 70) // 0", "(2 ** 70) % 0", "int.from_bytes(b'a', 5)", "(5).bit_length(1)", "0.0 // 0",
               "1.0 % 0", "True / False", "abs('a')"):
    try:
        print(action, eval(action))
    except Exception as error:
        print(f"{action}: {type(error).__name__}: {error}")
big = 3 ** 500
print(big % 10 ** 20, big // 10 ** 220, big.bit_length(), -big // 7 % 1000, (big * big) // big == big,
      hash(big) == hash(3 ** 500), big > 2 ** 792, big == float("inf"), big & 0xffff, big >> 780,
      str(big)[:10], int(str(big)) == big)
print(2 ** 62 + 2 ** 62, -2 ** 62 - 2 ** 62, 2 ** 63 - 1 + 1, -2 ** 63 - 1, 3037000500 ** 2,
      4611686018427387904 * 2, -4611686018427387904 * 2, 4611686018427387903 + 1, -4611686018427387905 + 1,
      2 ** 32 * 2 ** 32, (2 ** 62) // -1, -2 ** 62 // -1, -(-2 ** 62), abs(-2 ** 62), 2 ** 62 - 2 ** 62)
print(sum(range(10 ** 6)), sum([2 ** 62] * 4), sum([1, 2.5, 3]), sum([True, True]), sum([], 5),
      sum([[1], [2]], []), max(2 ** 62, 2 ** 63, 1.0), min(-2 ** 63, -2 ** 62))
