# limit: memory=64M deadline=20 recursion=1000 ; outcome: ok
# Text that is added to in a loop takes time and room in proportion to its size, and its limit is the memory's.
text = ""
for _ in range(3_000_000):
    text += "ab"
assert len(text) == 6_000_000 and text[-2:] == "ab"
kept = []
try:
    while True:
        text += "x" * 1_000_000
        kept.append(len(text))
except MemoryError:
    pass
assert len(text) == kept[-1] and text.endswith("x") and text.startswith("abab")
wide = "é"
for n in range(200_000):
    wide += "日"
    if n % 1000 == 0:
        assert wide[n // 2] == "日" or n < 2
assert len(wide) == 200_001
