# limit: memory=64M fuel=none deadline=none recursion=1000 ; outcome: ok
# Error handlers of codecs that give much and never go on, mappings whose values are long, and handlers that fail or forget their own name.
import codecs
import encodings.big5


class Long(dict):
    def __getitem__(self, key):
        return "x" * 1_000_000


codecs.register_error("stay", lambda error: ("x" * 1_000_000, error.start))
codecs.register_error("stay_bytes", lambda error: (b"x" * 1_000_000, error.start))
codecs.register_error("worse", lambda error: ("\ud800", error.end))
for name in "big5", "gb18030", "iso2022_jp", "hz", "cp1252", "cp037", "ascii", "utf-16":
    for attempt in (
        lambda: "\ud800".encode(name, "stay"),
        lambda: "\ud800".encode(name, "stay_bytes"),
        lambda: (b"\xff\xff\x81" * 3).decode(name, "stay") if name not in ("cp037", "utf-16") else b"x".decode("ascii") * 10**9,
        lambda: codecs.charmap_decode(b"a" * 1000, "strict", Long()),
    ):
        try:
            attempt()
        except MemoryError:
            continue
        assert False, name
    try:
        rb"\u12".decode("unicode_escape", "stay")
    except MemoryError:
        pass
    else:
        assert False
    try:
        "\ud800".encode(name, "worse")
    except UnicodeEncodeError:
        continue
    assert False, name
