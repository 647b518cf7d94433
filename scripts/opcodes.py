#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The page of the opcodes, vm/bytecode/OPCODES.md, from opcodes.def and intrinsics.def.

    opcodes.py            writes it
    opcodes.py --check    says whether it is current
"""
import pathlib
import re
import sys

FOLDER = pathlib.Path(__file__).resolve().parent.parent / "vm/bytecode"
PAGE = FOLDER / "OPCODES.md"
OPCODE = re.compile(r'OPCODE\((\w+(?:##\w+)?),\s*"([^"]*)",\s*(\d+),\s*(.*)\)\s*\\?$')


def text_of(pieces, sign):
    """The sentence, of C string literals and SIGN."""
    return "".join(sign if piece == "SIGN" else piece[1:-1].replace('\\"', '"') for piece in re.findall(r'"(?:\\.|[^"\\])*"|SIGN', pieces))


def sections():
    """(title, rows) in the order of the table; a row is (name, operands, data words, sentence)."""
    found, families, family = [("", [])], {}, None
    for line in (FOLDER / "opcodes.def").read_text().split("\n"):
        if title := re.match(r"// ---- (.*)", line):
            found.append((title[1], []))
        elif define := re.match(r"#define (\w+)\(NAME, SIGN\)", line):
            family = families.setdefault(define[1], [])
        elif match := OPCODE.search(line):
            row = match.groups()
            (family if family is not None else found[-1][1]).append(row if family is not None else (row[0], row[1], row[2], text_of(row[3], "")))
        elif used := re.match(r'(\w+)\((\w+), "(.*)"\)$', line):
            for name, operands, words, pieces in families[used[1]]:
                found[-1][1].append((name.replace("##", "").replace("NAME", used[2]), operands, words, text_of(pieces, used[3])))
        if family is not None and not line.endswith("\\"):
            family = None
    return [section for section in found if section[1]]


def names():
    return [row[0] for _, rows in sections() for row in rows]


def page():
    comment = re.match(r"(?:// .*\n|//\n)+", (FOLDER / "opcodes.def").read_text())[0]
    lines = [line[3:] for line in comment.split("\n")][1:]
    out = ["# Opcodes", "", "Written by `scripts/opcodes.py` from `opcodes.def` and `intrinsics.def`; a test checks that it is current.", "", "```", *lines[:-1], "```", ""]
    escape = lambda text: text.replace("|", "\\|")
    for title, rows in sections():
        out += [f"## {title[0].upper()}{title[1:]}", "", "| opcode | operands | data words | what it does |", "| --- | --- | --- | --- |"]
        out += [f"| {name} | `{operands}` | {words if words != '0' else ''} | {escape(sentence)} |" for name, operands, words, sentence in rows]
        out.append("")
    out += ["## Intrinsics", "", "| intrinsic | registers | what it does |", "| --- | --- | --- |"]
    for name, count, pieces in re.findall(r'INTRINSIC\((\w+),\s*(\d+), (".*")\)', (FOLDER / "intrinsics.def").read_text()):
        out.append(f"| {name} | {count} | {escape(text_of(pieces, ''))} |")
    return "\n".join(out) + "\n"


if __name__ == "__main__":
    if "--check" in sys.argv:
        if PAGE.read_text() != page():
            sys.exit("vm/bytecode/OPCODES.md is not what opcodes.def says: run scripts/opcodes.py")
    else:
        PAGE.write_text(page())
