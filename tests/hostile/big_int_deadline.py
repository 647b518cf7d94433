# limit: memory=512M deadline=3 recursion=1000 ; outcome: stopped: deadline
# Operations on large integers cannot be interrupted: those that would outlast the deadline are not begun. Bases that are powers of two
# cost no division.
n = 1 << 10 ** 7
assert len(bin(n)) == 10 ** 7 + 3 and len(f"{n:x}") == 25 * 10 ** 5 + 1 and int(bin(n), 2) == n == int(hex(n), 16)
assert int.from_bytes(n.to_bytes(125 * 10 ** 4 + 1, "big"), "big") == n
try:
    3 ** 10 ** 9
finally:
    print("not reached")
