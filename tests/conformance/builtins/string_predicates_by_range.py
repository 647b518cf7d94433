# Character classes counted over whole ranges of code points below U+3000, and names of exemplary members.
methods = ("isalpha", "isdigit", "isdecimal", "isnumeric", "isalnum", "isspace", "isupper", "islower",
           "istitle", "isprintable", "isidentifier")
for start, stop in ((0, 0x80), (0x80, 0x100), (0x100, 0x250), (0x370, 0x400), (0x400, 0x530), (0x590, 0x600),
                    (0x600, 0x700), (0x900, 0x980), (0x1e00, 0x1f00), (0x1f00, 0x2000), (0x2000, 0x2070),
                    (0x2070, 0x2100), (0x2150, 0x2190), (0x2460, 0x2500)):
    chars = [chr(i) for i in range(start, stop)]
    print(hex(start), *(sum(getattr(c, m)() for c in chars) for m in methods),
          sum(c.upper() != c for c in chars), sum(c.lower() != c for c in chars),
          sum(c.title() != c for c in chars), sum(c.casefold() != c.lower() for c in chars),
          sum(len(c.upper()) > 1 for c in chars), sum(c.swapcase().swapcase() != c for c in chars))
print([hex(i) for i in range(0x3000) if chr(i).isspace()])
print([hex(i) for i in range(0x3000) if len(chr(i).upper()) > 1][:30])
print("".join(chr(i) for i in range(0x3000) if chr(i).istitle() and not chr(i).isupper()).encode("ascii",
    "namereplace").decode()[:300])
print([hex(i) for i in range(0x100, 0x600) if chr(i).isdecimal()][:5], [int(chr(i)) for i in (0x660, 0x6f5,
    0x966, 0xff19, 0x1d7d8)], [hex(i) for i in range(0x300) if chr(i).isprintable() != (repr(chr(i)) == f"'{chr(i)}'" or chr(i) in "'\\")])
