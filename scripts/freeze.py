#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Writes a C++ file with the sources of all Python modules below a folder: freeze.py FOLDER OUTPUT."""
import pathlib
import sys

folder, output = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])
rows, texts = [], []
for n, path in enumerate(sorted(folder.rglob("*.py"))):
    parts = list(path.relative_to(folder).with_suffix("").parts)
    package = parts[-1] == "__init__"
    if package:
        parts.pop()
    data = path.read_bytes()
    body = ",".join(map(str, data)) or "0"
    texts.append(f"const unsigned char text_{n}[] = {{{body}}};")
    rows.append(f'    {{"{".".join(parts)}", std::string_view(reinterpret_cast<const char*>(text_{n}), {len(data)}), {str(package).lower()}}},')
output.write_text(
    "// Generated from the Python half of the standard library.\n"
    '#include "stdlib/modules.h"\n\nnamespace ouro {\n\nnamespace {\n' + "\n".join(texts)
    + "\n\nconst FrozenModule table[] = {\n" + "\n".join(rows) + ("\n    {nullptr, {}, false},\n};\n\n")
    + "}  // namespace\n\nstd::span<const FrozenModule> frozen_modules() { return {table, " + str(len(rows)) + "}; }\n\n}  // namespace ouro\n"
)
