#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The character sets of East Asia.

    multibyte_data.py --record             writes stdlib/multibyte/charsets.txt.gz from the codecs of the Python that runs this (3.13)
    multibyte_data.py tables OUTPUT        that file as C++, as stdlib/multibyte/charsets.h declares it

A codec is a list of segments: character sets, each with the form in which the codec writes its codes. What a codec has beside or
instead of its segments are its exceptions, which are computed here: whatever the segments predict wrongly.
"""
import gzip
import pathlib
import re
import sys

root = pathlib.Path(__file__).resolve().parent.parent
DATA = root / "stdlib/multibyte/charsets.txt.gz"

JISX0213 = ("jisx0208 {0}", "jisx0213_1 {0}", "jisx0213_1_supplementary {0}", "jisx0213_2 {1}", "jisx0213_2_supplementary {1}")
JISX0213_SJIS = tuple(each.format("sjis", "sjis2") for each in JISX0213)
JISX0213_EUC = tuple(each.format("euc", "euc3") for each in JISX0213) + ("jisx0212 euc3",)
SEGMENTS = {
    "gb2312": ("gb2312 euc",),
    "gbk": ("gb2312 euc", "gbk_extension direct"),
    "gb18030": ("gb2312 euc", "gbk_extension direct", "gb18030_extension direct"),
    "big5": ("big5 direct",),
    "cp950": ("cp950_extension direct", "big5 direct"),
    "big5hkscs": ("hkscs direct", "hkscs_supplementary direct", "big5 direct"),
    "euc_kr": ("ksx1001 euc",),
    "cp949": ("ksx1001 euc", "cp949_extension direct"),
    "johab": ("johab direct",),
    "shift_jis": ("jisx0208 sjis",),
    "cp932": ("cp932_extension direct", "jisx0208 sjis"),
    "euc_jp": ("jisx0208 euc", "jisx0212 euc3"),
    "shift_jis_2004": JISX0213_SJIS,
    "shift_jisx0213": JISX0213_SJIS,
    "euc_jis_2004": JISX0213_EUC,
    "euc_jisx0213": JISX0213_EUC,
}
SECOND_PLANE = [1, 8, 3, 4, 5, 12, 13, 14, 15, *range(78, 95)]  # the rows of JIS X 0213's second plane


def sjis(row, column, first_lead):
    return (first_lead + row // 2) << 8 | (column + 0x9f if row % 2 else column + 0x40 + (column >= 63))


def write_code(code, form):
    """How a codec writes a code of a character set; None where it can't."""
    if form == "direct":
        return code
    if form == "euc":
        return code | 0x8080
    if form == "euc3":
        return code | 0x8f8080
    row, column = (code >> 8) - 0x21, (code & 0xff) - 0x21
    if form == "sjis":
        return sjis(row, column, 0x81) if row < 62 else sjis(row, column, 0xc1)
    return sjis(SECOND_PLANE.index(row + 1), column, 0xf0) if row + 1 in SECOND_PLANE else None


# ---- recording

def to_bytes(code):
    return code.to_bytes(max(1, (code.bit_length() + 7) // 8), "big")


def decoded(codec, data):
    try:
        return data.decode(codec)
    except UnicodeDecodeError:
        return None


def encoded(codec, text):
    try:
        return text.encode(codec)
    except UnicodeEncodeError:
        return None


def facts(codec):
    """(code: text, text: code) of what a codec does with up to three bytes."""
    decode = {code: text for code in range(256) if (text := decoded(codec, bytes([code]))) is not None}
    for lead in range(0x80, 256):
        if lead not in decode:
            for code in range(lead << 8, (lead << 8) + 256):
                text = decoded(codec, to_bytes(code))
                if text is not None and (len(text) == 1 or text[0] not in map(decode.get, range(256))):
                    decode[code] = text
    if codec.startswith("euc_j"):
        for code in range(0x8fa1a1, 0x8fff00):
            if (text := decoded(codec, to_bytes(code))) is not None and len(text) == 1:
                decode[code] = text
    encode = {chr(c): int.from_bytes(data, "big") for c in range(0x110000) if (data := encoded(codec, chr(c))) is not None and len(data) < 4}
    for text in decode.values():
        if len(text) == 2:
            encode[text] = int.from_bytes(encoded(codec, text), "big")
    return decode, encode


def charset(decode, encode):
    """(code: text, codes that no character is encoded to)"""
    return decode, {code for code, text in decode.items() if encode.get(text) != code}


def by_escape(codec, before):
    decode = {}
    for lead in range(0x21, 0x7f):
        for trail in range(0x21, 0x7f):
            text = decoded(codec, before + bytes([lead, trail]))
            if text is not None:
                decode[lead << 8 | trail] = text
    encode = {text: int.from_bytes(data[len(before):][:2], "big") for text in decode.values()
              if (data := encoded(codec, text)) and data.startswith(before)}
    return charset(decode, encode)


def beyond(codec, other, keep=lambda text: len(text) == 1 and ord(text) < 0x10000, gl=lambda code: code):
    """What the facts of one codec have beside what other character sets, written in its form, give."""
    decode, encode = codec
    return charset({gl(code): text for code, text in decode.items() if code > 255 and keep(text) and other.get(code) != text},
                   {text: gl(code) for text, code in encode.items() if len(text) > 1 or ord(text) >= 128})


def written(decode, form):
    return {write_code(code, form): text for code, text in decode.items()}


def model(codec, charsets):
    """The facts that the segments predict."""
    decode = {code: chr(code) for code in range(128)}
    encode = {chr(code): code for code in range(128)}
    for segment in SEGMENTS[codec]:
        name, form = segment.split()
        table, unused = charsets[name]
        for code, text in table.items():
            if (shown := write_code(code, form)) is not None:
                decode.setdefault(shown, text)
                if code not in unused:
                    encode.setdefault(text, shown)
    return decode, encode


def record():
    all_facts = {codec: facts(codec) for codec in SEGMENTS}
    charsets = {
        "jisx0208": by_escape("iso2022_jp", b"\x1b$B"),
        "jisx0212": by_escape("iso2022_jp_1", b"\x1b$(D"),
        "ksx1001": by_escape("iso2022_kr", b"\x1b$)C\x0e"),
        "big5": beyond(all_facts["big5"], {}),
        "johab": beyond(all_facts["johab"], {}),
    }
    charsets["gb2312"] = beyond(all_facts["gb2312"], {}, gl=lambda code: code & 0x7f7f)
    charsets["gbk_extension"] = beyond(all_facts["gbk"], written(charsets["gb2312"][0], "euc"))
    gbk = written(charsets["gb2312"][0], "euc") | charsets["gbk_extension"][0]
    charsets["gb18030_extension"] = beyond(all_facts["gb18030"], gbk)
    for code in charsets["gb18030_extension"][0].keys() & gbk.keys():
        del charsets["gb18030_extension"][0][code]
    charsets["cp950_extension"] = beyond(all_facts["cp950"], charsets["big5"][0])
    charsets["hkscs"] = beyond(all_facts["big5hkscs"], charsets["big5"][0])
    charsets["hkscs_supplementary"] = beyond(all_facts["big5hkscs"], {}, lambda text: ord(text[0]) > 0xffff)
    charsets["cp949_extension"] = beyond(all_facts["cp949"], written(charsets["ksx1001"][0], "euc"))
    charsets["cp932_extension"] = beyond(all_facts["cp932"], written(charsets["jisx0208"][0], "sjis"))
    for plane, form in (1, "euc"), (2, "euc3"):
        decode, encode = all_facts["euc_jis_2004"]
        part = {code: text for code, text in decode.items()
                if (code >> 16 == 0x8f and (code >> 8 & 0x7f) - 0x20 in SECOND_PLANE if plane == 2 else 0xa100 <= code < 0x10000)}, encode
        name = f"jisx0213_{plane}"
        charsets[name] = beyond(part, written(charsets["jisx0208"][0], "euc") if plane == 1 else {}, gl=lambda code: code & 0x7f7f)
        charsets[name + "_supplementary"] = beyond(part, {}, lambda text: len(text) == 1 and ord(text) > 0xffff, gl=lambda code: code & 0x7f7f)
    lines = []
    for name, (decode, unused) in charsets.items():
        print(name, len(decode), "not encoded to:", len(unused))
        lines.append(f"charset {name}")
        for lead in sorted({code >> 8 for code in decode}):
            trails = [code & 0xff for code in decode if code >> 8 == lead]
            row = "".join(decode.get(lead << 8 | trail, "\ufffd") for trail in range(min(trails), max(trails) + 1))
            lines.append(f"row {lead:X} {min(trails):X} {row}")
        lines += [f"unused {code:X}" for code in sorted(unused)]
    for codec in SEGMENTS:
        expected, actual = model(codec, charsets), all_facts[codec]
        lines.append(f"codec {codec}")
        counts = [0, 0, 0]
        for code in sorted(expected[0].keys() | actual[0].keys()):
            text = actual[0].get(code)
            if text and len(text) > 1:
                lines.append(f"pair {code:X} {text}")
                counts[2] += 1
            elif text != expected[0].get(code):
                lines.append(f"decode {code:X} {ord(text) if text else 0:X}")
                counts[0] += 1
        for text in sorted(expected[1].keys() | actual[1].keys()):
            code = actual[1].get(text)
            if len(text) == 1 and code != expected[1].get(text):
                lines.append(f"encode {0 if code is None else code:X} {ord(text):X}")
                counts[1] += 1
        print(codec, "exceptions", counts)
    runs = []
    linear = 0
    for a in range(0x81, 0x85):
        for b in range(0x30, 0x3a):
            for c in range(0x81, 0xff):
                for d in range(0x30, 0x3a):
                    text = decoded("gb18030", bytes([a, b, c, d]))
                    if text is not None:
                        if runs and runs[-1][0] + runs[-1][2] == linear and runs[-1][1] + runs[-1][2] == ord(text):
                            runs[-1][2] += 1
                        else:
                            runs.append([linear, ord(text), 1])
                    linear += 1
    lines += [f"four {linear:X} {code:X} {count:X}" for linear, code, count in runs]
    print("runs of four bytes", len(runs))
    with open(DATA, "wb") as raw, gzip.GzipFile("", "wb", 9, raw, 0) as out:
        out.write("".join(line + "\n" for line in lines).encode())
    print(DATA.stat().st_size, "bytes")


# ---- tables

def octal(data):
    text = "".join(f"\\{byte:o}" if byte < 8 and not 0x30 <= after <= 0x37 else f"\\{byte:03o}" for byte, after in zip(data, data[1:] + b"0"))
    return "\n".join(f'    "{text_line}"' for text_line in re.findall(r"(?:\\[0-7]{1,3}){1,60}", text))


def emit_charset(name, rows, unused):
    cells, row_table = [], {}
    for lead, first, text in rows:
        row_table[lead] = (first, first + len(text) - 1, len(cells))
        cells += map(ord, text)
    base = 0x20000 if max(cells) > 0xffff else 0
    codes = {ord(c): lead << 8 | first + n for lead, first, text in reversed(rows) for n, c in reversed(list(enumerate(text)))
             if c != "\ufffd" and lead << 8 | first + n not in unused}
    order = sorted(codes)
    pages = [sum(1 for c in order if c - base < page << 8) for page in range(257)]
    first, last = min(row_table), max(row_table)
    shown = ",".join("{%d,%d,%d}" % row_table.get(lead, (1, 0, 0)) for lead in range(first, last + 1))
    return (f"const Row {name}_rows[] = {{{shown}}};\n"
            f"const char {name}_cells[] =\n{octal(b''.join((c - base & 0xffff if c != 0xfffd else c).to_bytes(2, 'little') for c in cells))};\n"
            f"const char {name}_codes[] =\n{octal(b''.join(codes[c].to_bytes(2, 'little') for c in order))};\n"
            f"const std::uint16_t {name}_pages[] = {{{','.join(map(str, pages))}}};\n"
            f"}}\nconst Charset {name}{{0x{base:x}, {first}, {last}, {name}_rows, {name}_cells, {name}_codes, {name}_pages}};\nnamespace {{\n")


def tables(output):
    charsets, codecs, four = {}, {}, []
    for line in gzip.decompress(DATA.read_bytes()).decode().split("\n")[:-1]:
        what, first, *rest = line.split(" ", 3)
        if what == "charset":
            rows, unused = charsets[first] = [], set()
        elif what == "row":
            rows.append((int(first, 16), int(rest[0], 16), rest[1]))
        elif what == "unused":
            unused.add(int(first, 16))
        elif what == "codec":
            current = codecs[first] = {"decode": [], "encode": [], "pair": []}
        elif what == "pair":
            current["pair"].append((int(first, 16), *map(ord, rest[0])))
        elif what == "four":
            four.append((int(first, 16), int(rest[0], 16), int(rest[1], 16)))
        else:
            code, character = int(first, 16), int(rest[0], 16)
            current[what].append((code, character) if what == "decode" else (character, code))
    parts = ["// Generated from stdlib/multibyte/charsets.txt.gz.\n#include \"stdlib/multibyte/charsets.h\"\n\nnamespace ouro::multibyte {\nnamespace {\n"]
    parts += [emit_charset(name, *charset) for name, charset in charsets.items()]
    for codec, own in codecs.items():
        segments = [each.split() for each in SEGMENTS[codec]]
        parts.append(f"const Segment {codec}_segments[] = {{"
                     + ",".join(f"{{&{name}, Form::{form}}}" for name, form in segments) + "};\n")
        for what, kind in ("decode", "Exception"), ("encode", "Exception"), ("pair", "Pair"):
            if own[what]:
                parts.append(f"const {kind} {codec}_{what}[] = {{" + ",".join("{" + ",".join(map(str, row)) + "}" for row in sorted(own[what])) + "};\n")
        spans = ", ".join(f"{codec}_{what}" if what == "segments" or own[what] else "{}" for what in ("segments", "decode", "encode", "pair"))
        parts.append(f"}}\nconst Table {codec}_table{{{spans}}};\nnamespace {{\n")
    parts.append("const Run runs[] = {" + ",".join("{%d,%d,%d}" % row for row in four) + "};\n}\nconst std::span<const Run> four_byte_runs = runs;\n")
    output.write_text("".join(parts) + "}  // namespace ouro::multibyte\n")


if sys.argv[1] == "--record":
    record()
else:
    tables(pathlib.Path(sys.argv[2]))
