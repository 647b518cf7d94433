# Integers of thousands of bits: products, quotients, roots, gcd, text, bit operations, shifts,
# comparison with floats.
import math
a = 3 ** 1000
b = 7 ** 700
print((a * b) % (10 ** 30), (a * b) // (a + b) % 10 ** 30, a // b if a > b else b // a % 10 ** 20,
      divmod(a, b)[1] % 10 ** 20 if a > b else divmod(b, a)[1] % 10 ** 20, (a + b) % 10 ** 20,
      (a - b) % 10 ** 20, -(a % b) % 10 ** 20, (-a) % b % 10 ** 20, (-a) // b)
print(a.bit_length(), a.bit_count(), hash(a), hash(-a), a & (2 ** 64 - 1), (a | b) % 2 ** 64,
      (a ^ b) % 2 ** 64, ~a % 2 ** 32, a >> 1500, (a << 100) >> 1600, -a >> 1500, (-a) & 0xffff,
      (-a | 1) % 2 ** 40, (-a ^ b) % 2 ** 40)
print(str(a)[:20], str(a)[-20:], len(str(a)), hex(a)[:20], oct(b)[-20:], bin(b)[2:30], f"{a:,}"[:30],
      f"{a:_x}"[-30:], ("%d" % -b)[:12], int(str(a)) == a, int(hex(a), 16) == a, int(oct(a), 8) == a,
      int(bin(a), 2) == a, int("z" * 200, 36) % 10 ** 10, eval(repr(a)) == a)
print(math.isqrt(a) % 10 ** 20, math.isqrt(10 ** 100) == 10 ** 50, math.gcd(a * 6, b * 4),
      math.lcm(2 ** 100, 6 ** 50) % 10 ** 20, pow(a, b, 10 ** 20), pow(3, -1, 2 ** 200) % 10 ** 20,
      pow(2, 10 ** 30, 10 ** 9 + 7), math.factorial(100) % (10 ** 30 + 7), math.comb(200, 100) % 10 ** 20,
      math.perm(50, 25) % 10 ** 20)
f = 1
for i in range(1, 301):
    f *= i
print(len(str(f)), str(f)[:15], f == math.factorial(300), f // math.factorial(299),
      sum(int(c) for c in str(f)), f % 1000003, (f >> 2000) % 10 ** 12)
x, y = 0, 1
for _ in range(2000):
    x, y = y, x + y
print(x % 10 ** 15, len(str(x)), x.bit_length())
print(a > b, a == 3 ** 1000, a != a + 1, a < float("inf"), a > 1e300, 10 ** 300 < 1e301, -a < b,
      a == float(10 ** 22), 2 ** 1023 == 2.0 ** 1023, 2 ** 1023 + 1 == 2.0 ** 1023, float(2 ** 1023),
      (10 ** 400) / (10 ** 390), a / (a + 1), int(1e300) % 10 ** 10, math.log(a), math.log2(2 ** 5000),
      math.log10(10 ** 1000), math.sqrt(10 ** 300))
print(a.to_bytes(200, "big")[:5].hex(), int.from_bytes(a.to_bytes(200, "little"), "little") == a,
      (-b).to_bytes(300, "big", signed=True)[:3], int.from_bytes(b"\xff" * 50, signed=True),
      int.from_bytes(b"\x80" + b"\0" * 40, signed=True) == -2 ** 327, round(a, -400) % 10 ** 405 // 10 ** 400,
      round(10 ** 30 + 5, -1), round(-10 ** 30 - 15, -1))
for shift in (0, 1, 29, 30, 31, 59, 60, 61, 62, 63, 64, 65, 127, 128, 1000):
    n = 1 << shift
    print(n.bit_length(), n >> shift, (n - 1).bit_count(), -n >> shift, (-n - 1) >> shift,
          (n | n >> 1) == n + (n >> 1), n * n == 1 << 2 * shift, end="; ")
print()
for n in (2 ** 62 - 1, 2 ** 62, 2 ** 62 + 1, 2 ** 63 - 1, 2 ** 63, 2 ** 64, -2 ** 62 - 1, -2 ** 62, -2 ** 63,
          -2 ** 63 - 1):
    print(n + 1, n - 1, -n, n * 2, n // 2, n % 7, ~n, n & 255, n >> 3, n << 1, abs(n), n // -1, n == float(n),
          hash(n), end="; ")
print()
for e in (10, 20, 40, 80, 160, 320):
    p, q = 10 ** e + 3, 10 ** (e // 2) - 7
    d, m = divmod(p * p, q)
    print(d * q + m == p * p, m, p * q % 1000, (p * p * p) // (p * p) == p, math.gcd(p * q, q) == q, end="; ")
print()
try:
    float(10 ** 309)
except OverflowError as error:
    print(error)
print(sum(2 ** i for i in range(200)) == 2 ** 200 - 1, max(2 ** 100, 2 ** 99),
      sorted([2 ** 65, -2 ** 65, 0, 2 ** 64]), {2 ** 100: "big"}[2 ** 100], 2 ** 100 in {2 ** 100},
      [2 ** 70].index(2 ** 70), range(2 ** 70)[5], divmod(-2 ** 70, 3), 5 ** 50 % -7 ** 20,
      (-5) ** 51 % 7 ** 20)
