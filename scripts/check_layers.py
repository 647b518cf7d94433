#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Checks every #include of the project against the table of layers: includes point down, never up, never sideways.

    python3 scripts/check_layers.py [FILE ...]      all sources by default; --table prints who may include whom

Includes of the project are written from its root in quotes. The public header <ouro/ouro.h> is the only door for the
command line and for tests/embed.
"""
import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
INCLUDE = re.compile(r'^\s*#\s*include\s*(?:"([^"]+)"|<([^>]+)>)')
SUFFIXES = {".cpp", ".h", ".hpp", ".def", ".re", ".y", ".inc"}
PUBLIC = "ouro/ouro.h"
GENERATED = {"grammar.hpp": "parser"}  # files of the build folder, and the layer they belong to

# A layer: its paths (the longest that fits wins), and the layers right below; it may include itself and all below.
LAYERS = {
    "lexer": (["lexer/"], []),
    "parser": (["parser/"], ["lexer"]),
    "loop": (["runtime/loop/"], []),
    "heap": (["runtime/heap/", "runtime/forward.h"], ["loop"]),
    "objects": (["runtime/objects/", "runtime/"], ["heap"]),
    "native": (["runtime/native/"], ["objects"]),
    "bytecode": (["vm/bytecode/"], ["native"]),
    "compiler": (["vm/compiler/"], ["bytecode", "parser"]),
    "interp": (["vm/interp/"], ["compiler"]),
    "freeze": (["vm/freeze.cpp"], ["interp"]),
    "stdlib": (["stdlib/"], ["native"]),
    "embed": (["vm/embed/"], ["interp", "stdlib"]),
    "public": (["vm/include/"], []),
    "cli": (["vm/cli/"], []),
    "embed tests": (["tests/embed/"], []),
    "fuzz tests": (["tests/fuzz/"], ["interp", "stdlib"]),
    "unit tests": (["tests/unit/"], ["interp", "stdlib"]),
}
DOORS = {"embed", "cli", "embed tests", "public"}  # may include the public header
ONLY_DOOR = {"cli", "embed tests", "public"}       # and nothing else but their own files

# What may reach further than its layer, and why.
EXCEPTIONS = [
    (r"runtime/objects/.*|runtime/[a-z_]+\.(cpp|h)", {"native"},
     "types are declared with the tables of runtime/native, which stands on the objects"),
    (r"runtime/heap/(names|cycles)\.cpp", {"objects"}, "interned names are Str objects; the collector ends objects' lives"),
    (r"stdlib/(reports|signal|sys|sys_install|imp)\.(cpp|h)|stdlib/sys/.*|stdlib/faulthandler/.*|stdlib/testing/.*|stdlib/(opcode|symtable)\.cpp|stdlib/builtins/.*",
     {"interp", "compiler", "bytecode", "parser", "lexer"}, "they show or use frames, code objects and the compiler"),
    (r"(tests/unit/)?stdlib/ast/.*", {"parser", "lexer"}, "nodes are the parser's"),
    (r"stdlib/tokenize\.cpp", {"lexer"}, "tokens are the lexer's"),
    (r"stdlib/(unicodedata|codec.*|re/translate)\.cpp", {"lexer"}, "the names of characters are the lexer's"),
]
NEEDS_DOOR = re.compile(r"stdlib/modules\.(cpp|h)|tests/unit/.*")  # defines what the public header declares


def layer_of(path):
    """The layer of a path from the root, or None."""
    best = None
    for name, (prefixes, _) in LAYERS.items():
        for prefix in prefixes:
            if (path.startswith(prefix) if prefix.endswith("/") else path == prefix):
                if best is None or len(prefix) > best[0]:
                    best = (len(prefix), name)
    return best[1] if best else None


def below(layer):
    """A layer and all layers under it."""
    found = {layer}
    for lower in LAYERS[layer][1]:
        found |= below(lower)
    return found


def may_include(path, layer):
    """The layers that a file may include."""
    allowed = below(layer)
    if layer == "unit tests":  # a test includes what the folder it mirrors may include
        mirrored = layer_of(path.removeprefix("tests/unit/"))
        if mirrored:
            allowed = below(mirrored) | {layer, "native"} if mirrored in ("heap", "objects", "loop") else below(mirrored) | {layer}
    for pattern, more, _ in EXCEPTIONS:
        if re.fullmatch(pattern, path):
            allowed |= more
    return allowed


def check(path):
    """The complaints about one file."""
    name = path.relative_to(ROOT).as_posix()
    layer = layer_of(name)
    if layer is None:
        return []
    allowed, complaints = may_include(name, layer), []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        match = INCLUDE.match(line)
        if not match:
            continue
        target = match[1] or match[2]
        if target == PUBLIC:
            if layer not in DOORS and not NEEDS_DOOR.fullmatch(name):
                complaints.append(f"{name}:{number}: {target} is for hosts; {layer} may not include it")
            continue
        if match[2]:
            if (ROOT / target).exists():
                complaints.append(f'{name}:{number}: write "{target}" with quotes')
            continue
        found = GENERATED.get(target) or layer_of(target)
        if found is None or not (target in GENERATED or (ROOT / target).exists()):
            complaints.append(f"{name}:{number}: {target} is not a path from the root")
        elif layer in ONLY_DOOR and found != layer:
            complaints.append(f"{name}:{number}: {layer} knows <{PUBLIC}> only, not {target}")
        elif found not in allowed:
            complaints.append(f"{name}:{number}: {layer} may not include {target} ({found})")
    return complaints


def main(arguments):
    if "--table" in arguments:
        for name in LAYERS:
            print(f"{name:12} {', '.join(sorted(below(name) - {name})) or '-'}")
        return 0
    paths = [pathlib.Path(argument).resolve() for argument in arguments] or sorted(
        path for folder in ("lexer", "parser", "runtime", "vm", "stdlib", "tests") for path in (ROOT / folder).rglob("*")
        if path.suffix in SUFFIXES)
    complaints = [complaint for path in paths for complaint in check(path)]
    print("\n".join(complaints + [f"{len(paths)} files, {len(complaints)} includes against the layers"]))
    return 1 if complaints else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
