#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The tables of Unicode that utf8proc does not have.

    unicode_data.py --record FILE ...      writes lexer/character_names.txt.gz and stdlib/character_data.txt.gz from the
                                           unicodedata of the Python that runs this (3.13: Unicode 15.1); the files hold names
                                           among which aliases and named sequences are looked for, such as the Unicode
                                           Character Database's NameAliases.txt and NamedSequences.txt
    unicode_data.py names OUTPUT           the names as C++, from the first of those files
    unicode_data.py data OUTPUT            the properties as C++, from the second

Names that follow from the code (ideographs, Hangul syllables) are ranges in the first file.
"""
import collections
import gzip
import pathlib
import re
import sys

root = pathlib.Path(__file__).resolve().parent.parent
NAMES, DATA = root / "lexer/character_names.txt.gz", root / "stdlib/character_data.txt.gz"
PREFIXES = ("CJK UNIFIED IDEOGRAPH-", "CJK COMPATIBILITY IDEOGRAPH-", "NUSHU CHARACTER-", "KHITAN SMALL SCRIPT CHARACTER-", "HANGUL SYLLABLE ")


def write_gz(path, lines):
    with open(path, "wb") as raw, gzip.GzipFile("", "wb", 9, raw, 0) as out:
        out.write("".join(line + "\n" for line in lines).encode())


def read_gz(path):
    return gzip.decompress(path.read_bytes()).decode().split("\n")[:-1]


def ranges(codes):
    out = []
    for code in codes:
        if out and out[-1][1] == code - 1:
            out[-1][1] = code
        else:
            out.append([code, code])
    return out


def record_names(files):
    import unicodedata as u
    names = {code: u.name(chr(code), "") for code in range(0x110000)}
    lines = [f"version {u.unidata_version}"]
    regular = {prefix: [code for code, name in names.items() if name.startswith(prefix)] for prefix in PREFIXES}
    for prefix, codes in regular.items():
        assert prefix == PREFIXES[-1] or all(names[code] == f"{prefix}{code:04X}" for code in codes)
        lines += [f"range {first:X} {last:X} {prefix}" for first, last in ranges(codes)]
    skip = {code for codes in regular.values() for code in codes}
    lines += [f"{code:X} {name}" for code, name in names.items() if name and code not in skip]
    others = {}
    for file in files:
        for candidate in re.split(r"[\n\t;#]", pathlib.Path(file).read_text("latin-1")):
            candidate = candidate.strip()
            try:
                found = u.lookup(candidate) if candidate.isascii() and candidate == candidate.upper() else ""
            except (KeyError, ValueError):
                continue
            if found and (len(found) > 1 or names[ord(found)] != candidate) and not candidate.startswith(PREFIXES):
                others[candidate] = found
    lines += ["also " + "+".join(f"{ord(c):X}" for c in found) + " " + name for name, found in sorted(others.items())]
    write_gz(NAMES, lines)


def runs_of(u, mark):
    last = None
    for code in range(0x110000):
        c = chr(code)
        row = f"{u.category(c)} {u.bidirectional(c) or '-'} {u.combining(c)} {u.mirrored(c)} {u.east_asian_width(c)}"
        if row != last:
            yield f"{mark} {code:X} {row}"
            last = row


def numbers_of(u):
    return {code: f"{u.decimal(c, '-')} {u.digit(c, '-')} {numeric!r}" for code in range(0x110000)
            if (numeric := u.numeric(c := chr(code), None)) is not None}


def record_data():
    import unicodedata as u
    old = u.ucd_3_2_0
    lines = [*runs_of(u, "run"), *runs_of(old, "oldrun")]
    numbers, old_numbers = numbers_of(u), numbers_of(old)
    lines += [f"number {code:X} {row}" for code, row in numbers.items()]
    # Of 3.2: what was another number than today. What was not assigned then follows from the category.
    lines += [f"oldnumber {code:X} {row}" for code, row in old_numbers.items() if numbers.get(code) != row]
    assert not any(code not in old_numbers and old.category(chr(code)) != "Cn" for code in numbers)
    lines += [f"oldform {code:X} {ord(form):X}" for code in range(0x110000)
              if old.category(chr(code)) != "Cn" and (form := old.normalize("NFD", chr(code))) != u.normalize("NFD", chr(code))]
    lines += [f"decomposition {code:X} {text}" for code in range(0x110000) if (text := u.decomposition(chr(code)))]
    write_gz(DATA, lines)


def array(kind, name, items):
    return f"const {kind} {name}[] = {{{','.join(map(str, items))}}};\n"


def quoted(text):
    return '"' + text + '"'


def names(output):
    entries, spans, others = [], [], []
    for line in read_gz(NAMES):
        first, _, rest = line.partition(" ")
        if first == "version":
            continue
        if first == "range":
            low, high, prefix = rest.split(" ", 2)
            spans.append(f'{{0x{low}, 0x{high}, "{prefix}"}}')
        elif first == "also":
            codes, _, name = rest.partition(" ")
            others.append((name, [int(code, 16) for code in codes.split("+")]))
        else:
            entries.append((int(first, 16), rest))
    frequency = collections.Counter(word for _, name in entries for word in name.split(" "))
    words = [word for word, _ in sorted(frequency.items(), key=lambda item: (-item[1], item[0]))]
    index = {word: n for n, word in enumerate(words)}
    word_starts, at = [], 0
    for word in words:
        word_starts.append(at)
        at += len(word)
    word_starts.append(at)
    stream, blocks = bytearray(), []
    for n, (_, name) in enumerate(entries):
        if n % 16 == 0:
            blocks.append(len(stream))
        parts = name.split(" ")
        stream.append(len(parts))
        for word in parts:
            code = index[word]
            if code < 192:
                stream.append(code)
            else:
                stream += bytes(((code - 192 >> 8) + 192, code - 192 & 255))
    runs = []
    for n, (code, _) in enumerate(entries):
        if not runs or code != runs[-1][0] + n - runs[-1][1]:
            runs.append((code, n))
    order = sorted(range(len(entries)), key=lambda n: entries[n][1])
    output.write_text(
        "// Generated from lexer/character_names.txt.gz.\n#include \"lexer/name_tables.h\"\n\nnamespace ouro::name_tables {\n\n"
        + "const char word_text[] =\n" + "\n".join(quoted("".join(words[n:n + 8])) for n in range(0, len(words), 8)) + ";\n"
        + array("std::uint32_t", "word_starts", word_starts) + array("std::uint8_t", "stream", stream) + array("std::uint32_t", "blocks", blocks)
        + array("Run", "runs", (f"{{{code},{n}}}" for code, n in runs)) + f"const std::size_t run_count = {len(runs)};\n"
        + array("std::uint16_t", "order", order) + f"const std::size_t name_count = {len(entries)};\n"
        + array("Span", "spans", spans) + f"const std::size_t span_count = {len(spans)};\n"
        + array("Other", "others", (f'{{"{name}", {{{",".join(map(str, codes))}}}}}' for name, codes in sorted(others)))
        + f"const std::size_t other_count = {len(others)};\n\n}}  // namespace ouro::name_tables\n")


def data(output):
    kinds, runs, numbers, decompositions, text = {}, {"run": [], "oldrun": []}, {"number": [], "oldnumber": []}, [], ""
    old_forms = []
    for line in read_gz(DATA):
        first, code, rest = line.split(" ", 2)
        if first in runs:
            runs[first].append((code, kinds.setdefault(rest, len(kinds))))
        elif first == "oldform":
            old_forms.append(f"{{0x{code}, 0x{rest}}}")
        elif first in numbers:
            decimal, digit, numeric = rest.split(" ")
            numbers[first].append(f"{{0x{code}, {-1 if decimal == '-' else decimal}, {-1 if digit == '-' else digit}, {numeric}}}")
        else:
            decompositions.append(f"{{0x{code}, {len(text)}, {len(rest)}}}")
            text += rest
    rows = []
    for kind in kinds:
        category, bidirectional, combining, mirrored, width = kind.split(" ")
        rows.append(f'{{"{category}", "{"" if bidirectional == "-" else bidirectional}", "{width}", {combining}, {mirrored}}}')
    version = next(line for line in read_gz(NAMES)).split(" ")[1]
    output.write_text(
        "// Generated from stdlib/character_data.txt.gz.\n#include \"stdlib/character_data.h\"\n\nnamespace ouro::character_data {\n\n"
        + f'const char version[] = "{version}";\n' + array("Kind", "kinds", rows)
        + "".join(array("Run", f"{name}_table", (f"{{0x{code}, {kind}}}" for code, kind in rows)) for name, rows in runs.items())
        + "".join(array("Number", f"{name}_table", rows) for name, rows in numbers.items()) + array("OldForm", "oldform_table", old_forms)
        + "const std::span<const Run> runs = run_table, old_runs = oldrun_table;\n"
        + "const std::span<const Number> numbers = number_table, old_numbers = oldnumber_table;\nconst std::span<const OldForm> old_forms = oldform_table;\n"
        + array("Decomposition", "decompositions", decompositions) + f"const std::size_t decomposition_count = {len(decompositions)};\n"
        + "const char decomposition_text[] =\n" + "\n".join(quoted(text[n:n + 120]) for n in range(0, len(text), 120)) + ";\n\n}  // namespace ouro::character_data\n")


if sys.argv[1] == "--record":
    record_names(sys.argv[2:])
    record_data()
else:
    {"names": names, "data": data}[sys.argv[1]](pathlib.Path(sys.argv[2]))
