# limit: memory=128M fuel=500M deadline=40 recursion=1000 ; outcome: ok
# Floats with a thousand and more digits, long literals, and text that grows when its case changes.
assert len(f"{1e308:.1000f}") == 309 + 1001
assert len(f"{5e-324:.2000f}") == 2002
assert float("1" * 100000) == float("inf") and float("0." + "0" * 100000 + "1") == 0.0
assert len(("ﬃ" * 10 ** 6).upper()) == 3 * 10 ** 6
assert len(("ΐ" * 10 ** 5).upper()) == 3 * 10 ** 5
assert float("1e" + "9" * 1000) == float("inf") and float("1e-" + "9" * 1000) == 0.0
assert len("%.500e" % 1.1) == 506
