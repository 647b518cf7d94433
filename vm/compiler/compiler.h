// SPDX-License-Identifier: MIT
// From source or tree to a code object.
#pragma once

#include <string_view>

#include "vm/bytecode/code.h"

namespace ouro {

enum class CompileMode : std::uint8_t { exec, eval, single };

/// Parses and compiles; raises SyntaxError and its kin with CPython's words and places. `flags`: Code::future_annotations is inherited.
Result<Ref<Code>> compile_source(Runtime& rt, std::string_view source, Str* filename, CompileMode mode, int flags = 0);

}  // namespace ouro
