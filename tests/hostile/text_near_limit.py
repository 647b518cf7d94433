# limit: memory=64M deadline=30 recursion=1000 ; outcome: ok
# Text that grows past the memory limit piece by piece is a MemoryError soon: it does not grow ever more slowly.
import io

pieces = "y" * 1000
for action in (lambda: ("x" * 10 ** 6).translate({120: pieces}), lambda: repr(["x" * 100] * 10 ** 6),
               lambda: "".join(pieces for _ in range(10 ** 6)), lambda: b"".join(b"y" * 1000 for _ in range(10 ** 6)),
               lambda: bytes(1 for _ in iter(int, 1)), lambda: ("%s" * 10 ** 5) % ((pieces,) * 10 ** 5),
               lambda: ("{0}" * 10 ** 5).format(pieces), lambda: "a".replace("a", pieces * 10 ** 5),
               lambda: (b"\t" * 10 ** 6).expandtabs(1000), lambda: repr(b"\0" * 3 * 10 ** 7),
               lambda: repr("\0" * 3 * 10 ** 7), lambda: ascii("\U0001F600" * 10 ** 7), lambda: bytes(3 * 10 ** 7).hex("-")):
    try:
        action()
    except MemoryError:
        continue
    raise AssertionError
