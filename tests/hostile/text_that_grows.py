# limit: memory=64M deadline=20 recursion=1000 ; outcome: ok
# Text that is added to in a loop takes time and room in proportion to its size, and its limit is the memory's.
def grow():
    text = ""
    for _ in range(3_000_000):
        text += "ab"
    assert len(text) == 6_000_000 and text[-2:] == "ab"
    lengths = []
    try:
        while True:
            text += "x" * 1_000_000
            lengths.append(len(text))
    except MemoryError:
        pass
    assert len(text) == lengths[-1] and text.endswith("x") and text.startswith("abab")


def grow_wide():
    text = "é"
    for n in range(200_000):
        text += "日"
        if n % 1000 == 0:
            assert text[n // 2] == "日" or n < 2
    assert len(text) == 200_001


grow()
grow_wide()
