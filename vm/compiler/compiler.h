// SPDX-License-Identifier: MIT
// From source or tree to a code object.
#pragma once

#include <optional>
#include <string_view>

#include "lexer/source.h"
#include "parser/arena.h"
#include "parser/ast.h"
#include "parser/parser.h"
#include "runtime/objects/memory.h"
#include "vm/bytecode/code.h"

namespace ouro {

enum class CompileMode : std::uint8_t { exec, eval, single };
/// Of the flags: await and its kin are allowed outside functions, where they make the code that of a coroutine.
constexpr int kTopLevelAwait = 0x2000;
/// Of the flags: the source is what a file holds that the interpreter reads itself, which CPython checks line by line.
constexpr int kFromFile = 0x4;
/// Of the flags: comments that begin with "type:" are read (PEP 484).
constexpr int kTypeComments = 0x1000;

/// Parses and compiles; raises SyntaxError and its kin with CPython's words and places. `flags`: Code::futures, which are inherited;
/// kTopLevelAwait, kTypeComments, kFromFile; 1: the source is text that was decoded already. `optimize`: as compile() takes it.
Result<Ref<Code>> compile_source(Runtime& rt, std::string_view source, Str* filename, CompileMode mode, int flags = 0, int optimize = -1);

/// Charges an arena to the VM. What a tree grows by is the measure of the work, too: after a stop (rt.stopping()) there is no more of it.
ArenaBudget arena_budget(Runtime& rt);
/// A source's tree, and what it lies in.
struct ParsedSource {
    explicit ParsedSource(Runtime& rt);
    ScratchMemory scratch;  // what the source takes
    std::optional<Source> source;
    Arena arena;  // charged to the VM
    ast::Mod* tree = nullptr;
};
/// The first half of compile_source(). `feature_version`: what Python 3.x had not is a SyntaxError; negative: none is wanted.
Result<void> parse_source(Runtime& rt, std::string_view source, Str* filename, Mode mode, int flags, ParsedSource& out, int feature_version = -1);
/// The SyntaxError of what the symbol table refuses, or of a wrong `from __future__ import`.
Raised raise_symbol_error(Runtime& rt, const Diagnostic& error, const Source& source, Str* filename, Mode mode, bool is_text);

/// What `from __future__ import …` at the beginning of a source asks for (language reference 7.11.1).
struct FutureImports {
    std::uint32_t flags = 0;  // Code::futures
    ast::Location last;
    std::optional<Diagnostic> error;
};
FutureImports future_imports(const ast::Mod* tree);
/// The second half, for a tree that was made otherwise; its height is at most ast::kMaximumHeight.
Result<Ref<Code>> compile_tree(Runtime& rt, const ast::Mod* tree, Str* filename, CompileMode mode, int flags, int optimize);

}  // namespace ouro
