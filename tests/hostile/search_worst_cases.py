# limit: memory=256M deadline=20 recursion=1000 ; outcome: ok
# Searching text for text is linear, whatever both hold.
n, m = 10 ** 6, 2 * 10 ** 5
for needle in ("a" * m + "b", "b" + "a" * m, "a" * (m // 2) + "b" + "a" * (m // 2), "ab" * (m // 2) + "aa", "aab" * (m // 3) + "b"):
    for text in ("a" * n, "ab" * (n // 2), "aab" * (n // 3)):
        for hay, what in ((text, needle), (text.encode(), needle.encode())):
            expected = hay + what
            for use in (hay.find, hay.rfind, hay.count, hay.__contains__, hay.split, hay.rsplit, hay.partition, hay.rpartition):
                use(what)
            assert hay.replace(what, what[:0]).count(what) == 0 or what in hay
            at = expected.find(what)
            assert 0 <= at <= len(hay) and expected[at:at + len(what)] == what
            at = expected.rfind(what)
            assert at == len(hay)
