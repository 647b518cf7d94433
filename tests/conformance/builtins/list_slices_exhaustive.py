# Every slice of a small list, read, assigned and deleted, against a plain model of what the indexes mean.
def indexes(n, start, stop, step):
    step = 1 if step is None else step
    if step > 0:
        low, high = 0, n
        i = 0 if start is None else max(low, min(high, start + n if start < 0 else start))
        j = n if stop is None else max(low, min(high, stop + n if stop < 0 else stop))
    else:
        low, high = -1, n - 1
        i = n - 1 if start is None else max(low, min(high, start + n if start < 0 else start))
        j = -1 if stop is None else max(low, min(high, stop + n if stop < 0 else stop))
    out = []
    while i < j if step > 0 else i > j:
        out.append(i)
        i += step
    return out


count = wrong = 0
points = (None, -7, -5, -3, -1, 0, 1, 2, 4, 5, 6, 9)
for n in (0, 1, 5):
    base = list(range(n))
    for start in points:
        for stop in points:
            for step in (None, 1, 2, 3, -1, -2, -4):
                want = indexes(n, start, stop, step)
                key = slice(start, stop, step)
                got = base[key]
                deleted = base[:]
                del deleted[key]
                assigned = base[:]
                assigned[key] = ["x"] * len(want)
                checks = (got == want, tuple(base)[key] == tuple(want), list(range(n)[key]) == want,
                          bytes(base)[key] == bytes(want),
                          "".join(map(str, base))[key] == "".join(map(str, want)),
                          deleted == [i for i in base if i not in want], list(range(*key.indices(n))) == want,
                          (step not in (None,
                                        1) and assigned == ["x" if i in want else i for i in base]) or step in (None, 1) and len(assigned) == n, bytearray(base)[key] == bytearray(want))
                count += len(checks)
                wrong += checks.count(False)
print(count, wrong)
base = list("abcdef")
for key, value in ((slice(1, 3), "XY"), (slice(1, 3), ""), (slice(1, 1), "PQ"), (slice(3, 1), "M"),
                   (slice(None), "new"), (slice(-2, None), "END"), (slice(10, 20), "T"),
                   (slice(-20, -10), "H"), (slice(0, 6, 2), "135"), (slice(None, None, -1), "fedcba"),
                   (slice(4, None, -2), "uvw")):
    l = base[:]
    l[key] = value
    print("".join(l), end=" ")
print()
for key, value in ((slice(0, 6, 2), "12"), (slice(None, None, -1), "x"), (slice(0, 0, 2), "x"),
                   (slice(5, 0, 2), "xy"), (slice(0, 6, 2), 5), (slice(0, 1), 5)):
    try:
        l = base[:]
        l[key] = value
        print("".join(l))
    except (ValueError, TypeError) as error:
        print(error)
