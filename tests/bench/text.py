# SPDX-License-Identifier: MIT
# Text: splitting, joining, searching, formatting, characters beyond ASCII.
import time


def main():
    words = [f"wort{i % 97}ä{i}" for i in range(20_000)]
    text = " ".join(words)
    counts = {}
    for word in text.split():
        stem = word[:5].upper()
        counts[stem] = counts.get(stem, 0) + 1
    found = sum(text.count(f"ä{i}") for i in range(40))
    lines = "\n".join(f"{i:>6} {w!r:<20} {i / 7:.3f}" for i, w in enumerate(words))
    return len(counts), found, len(lines), lines.find("'wort13ä19995'") > 0, len(text.replace("ä", "ae"))


start = time.perf_counter()
check = main()
print("RESULT", time.perf_counter() - start, check)
