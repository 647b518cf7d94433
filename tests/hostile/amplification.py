# limit: memory=64M deadline=20 recursion=1000 ; outcome: ok
# replace, join, translate and friends that multiply sizes are refused before the work is done.
big = "a" * 10 ** 6
parts = ["b" * 1000] * 1000
for action in (lambda: big.replace("a", big), lambda: big.replace("", big), lambda: big.join(["x"] * 10 ** 5),
               lambda: "".join(parts * 100), lambda: big.translate({97: big}),
               lambda: (big * 10).encode("utf-32") + (big * 10).encode("utf-32"),
               lambda: b"a".join([big.encode()] * 1000), lambda: [big + str(i) for i in range(1000)],
               lambda: big.encode().replace(b"a", big.encode()), lambda: list(big * 20),
               lambda: "%s" % (big * 20) * 10, lambda: f"{big}" * 100, lambda: repr([big * 10] * 10),
               lambda: str({i: big for i in range(1000)}), lambda: ("é" * 10 ** 6).replace("é", "日" * 1000)):
    try:
        action()
    except MemoryError:
        continue
    raise AssertionError
