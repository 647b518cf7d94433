# Long text: building by +=, join, multiplication and f-strings; slices and searches stay right
# across kinds of text.
parts = []
s = ""
for i in range(3000):
    s += f"{i},"
    parts.append(str(i))
print(len(s), s == ",".join(parts) + ",", s[1000:1020], s.count(","), s.find("2999"), s.rfind("1,"),
      s.split(",")[2500], s[::500])
u = ""
for i in range(1500):
    u += "é" if i % 3 else "日"
    u += chr(0x1F600 + i % 10) if i % 100 == 0 else "a"
print(len(u), u[0], u[1], u[2], u[1500], u[-1], u.count("日"), u.index("😂") if "😂" in u else -1, u[100:110],
      u[::-1][:6],
      len(u.encode()), u.encode().decode() == u, hash(u) == hash("".join(list(u))),
      u.replace("é", "e").count("e"), len(u.split("日")), u.upper().count("É"), u.find("é", 2000),
      u.rfind("😀"))
b = bytearray()
for i in range(1000):
    b += bytes([i % 256])
b.extend(b * 2)
print(len(b), b[999:1003], b.count(b"\x00"), b.find(b"\xff\x00"), bytes(b[::1000]), b.hex()[:20])
x = ["ab", "é", "日本", "😀"] * 250
joined = "-".join(x)
print(len(joined), joined[:12], joined.split("-") == x, joined[500], joined[-7:], joined.partition("😀-ab")[0],
      len(joined.replace("-", "")), sorted(set(joined)), joined.translate({ord("-"): None}) == "".join(x),
      joined.casefold() == joined, joined.isascii(), joined.encode("utf-16-le")[:8])
text = "The quick brown fox\n" * 100
print(len(text.splitlines()), text.title()[:20], len(text.split()), text.count("quick"),
      text.expandtabs() == text, text.swapcase()[:19], text.zfill(3000)[:3], text.center(2010, "*")[:8],
      len(text.ljust(5000)), text.strip().endswith("fox"), len(set(text.split("\n"))), max(text),
      min(text) == "\n", text[5:text.find("\n")], [text.find(w) for w in ("fox", "cat", "quick", "")])
cyc = "abc" * 700
print(cyc[2099], cyc[-2100], cyc.find("cab", 1000), cyc.count("abca"), cyc.rindex("abc"),
      ("abc" * 700 == cyc), cyc < cyc + "a", cyc[3:] == cyc[:-3], cyc.replace("b", "")[:4],
      len(cyc.replace("", ".")), cyc.startswith("bca", 1), cyc[10:2000:300])
for size in (0, 1, 7, 8, 15, 16, 31, 32, 63, 64, 65, 255, 256, 1000):
    t = "x" * size
    v = "é" * size
    print(len(t + v), (t + v).count("é"), (t + v).find("é"), t == "x" * size, v.upper() == "É" * size,
          (v + t)[size:] == t, (t + "é" + t).index("é"), end="; ")
print()
table = {}
for w in ("alpha beta gamma delta " * 50).split():
    table[w] = table.get(w, 0) + len(w)
print(table, "".join(sorted("".join(table))), "{:>10}|{:<10}|{:^10}".format(*list(table)[:3]),
      ", ".join(f"{k}={v:,}" for k, v in table.items()), "%-8s%8d" % ("total", sum(table.values())),
      "\n".join(map(str, range(3))).encode(), repr("\n".join("ab")), ("ab\n" * 3).splitlines(True))
