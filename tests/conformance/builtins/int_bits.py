# Bit tricks on ints: two's complement views of negatives, masks, counting, reversing, gray codes,
# shifts by big counts.
def rev(n, w): return int(f"{n:0{w}b}"[::-1], 2)
def gray(n): return n ^ n >> 1
def ungray(g):
    n = 0
    while g:
        n ^= g
        g >>= 1
    return n
def popcount(n): return n.bit_count()
def parity(n): return n.bit_count() & 1
def rotl(n, k, w=32): return (n << k | n >> w - k) & (1 << w) - 1


print([rev(n, 8) for n in (1, 2, 0xf0, 255)], [gray(n) for n in range(8)],
      all(ungray(gray(n)) == n for n in range(1000)), [popcount(n) for n in (0, 1, 255, 2 ** 64 - 1, -7)],
      [parity(n) for n in range(8)], hex(rotl(0xdeadbeef, 8)), hex(rotl(0x80000001, 1)))
for n in (5, -5, 0, -1, 2 ** 64 + 3, -2 ** 64 - 3):
    print(n & 0xff, n | 0xf, n ^ 0xff, ~n, n >> 1, n << 3, n & -n, n & n - 1, -n & 0xffff, n >> 64,
          n & 2 ** 65, (n & 0xffffffff) >> 28, n.bit_length(), n & ~0xf, n ^ n, n | -n, end="; ")
print()
x = 0x123456789abcdef0fedcba9876543210
print(hex(x & 0xffffffff), hex(x >> 64), hex(x ^ (1 << 128) - 1), x.bit_count(),
      [x >> 8 * i & 0xff for i in range(4)], hex(sum((x >> 8 * i & 0xff) << 8 * (15 - i) for i in range(16))),
      hex(x | x << 64)[:12], bin(x)[-8:], hex(-x & (1 << 128) - 1), (-x >> 100),
      (-x) & 0xffff == (~x + 1) & 0xffff)
state = 0xACE1
out = []
for _ in range(10):
    bit = (state ^ state >> 2 ^ state >> 3 ^ state >> 5) & 1
    state = state >> 1 | bit << 15
    out.append(state)
print(out)
crc = 0xffffffff
for byte in b"123456789":
    crc ^= byte
    for _ in range(8):
        crc = crc >> 1 ^ (0xedb88320 if crc & 1 else 0)
print(hex(crc ^ 0xffffffff))
h = 0xcbf29ce484222325
for byte in b"hello":
    h = (h ^ byte) * 0x100000001b3 & (1 << 64) - 1
print(hex(h), h % 1000003)
s = 88172645463325252
for _ in range(5):
    s ^= s << 13 & (1 << 64) - 1
    s ^= s >> 7
    s ^= s << 17 & (1 << 64) - 1
print(s, s.bit_length(), f"{s:064b}".count("1") == s.bit_count())
for code in ("1 << 10 ** 30", "1 >> 10 ** 30", "-1 >> 10 ** 30", "0 << 10 ** 30", "1 << -1", "1 >> -1",
             "1 << 1.0", "1.0 << 1", "1 & 1.0", "1 | 'a'", "~'a'", "~1.0", "1 << True", "True << True",
             "True & 2", "True | False", "True ^ 1", "5 & None", "-1 & -2", "(1 << 70) >> 69",
             "1 << 62 >> 61", "-1 << 62", "-1 << 63", "(-1 << 64) >> 64"):
    try:
        print(code, "=", eval(code), end="; ")
    except Exception as error:
        print(f"{code}: {type(error).__name__}: {error}", end="; ")
print()
