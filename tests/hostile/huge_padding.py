# limit: memory=64M deadline=20 recursion=1000 ; outcome: ok
# Widths and precisions of ten digits and more in every kind of formatting.
for action in (lambda: "{:>10000000000000}".format(1), lambda: "%.2147483648f" % 1.0,
               lambda: "a".ljust(10 ** 18), lambda: "a".rjust(10 ** 12), lambda: "a".center(10 ** 12),
               lambda: "\t".expandtabs(10 ** 18), lambda: "\t" .expandtabs(10 ** 12),
               lambda: "1".zfill(10 ** 12), lambda: b"a".ljust(10 ** 12), lambda: f"{1:{10 ** 12}}",
               lambda: "%*d" % (10 ** 12, 1),
               lambda: "%099999999999d" % 1, lambda: f"{1.5:.{10 ** 12}f}",
               lambda: format("a", "99999999999999999999s"), lambda: "{0:{1}}".format("a", 10 ** 13),
               lambda: b"%1000000000000d" % 1, lambda: "%1000000000000s" % "a",
               lambda: f"{2 ** 70:0{10 ** 12}d}", lambda: "\t".join(["\t"] * 1000).expandtabs(10 ** 15)):
    try:
        action()
    except (MemoryError, ValueError, OverflowError):
        continue
    raise AssertionError
