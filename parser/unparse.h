// SPDX-License-Identifier: MIT
// An expression as source text, in the spelling that `from __future__ import annotations` gives to annotations (PEP 563).
#pragma once

#include <functional>
#include <string>

#include "parser/ast.h"

namespace ouro {

/// How values are written: the parser knows none.
struct Spelling {
    std::function<std::string(const ast::Constant*)> constant;  // repr() of a number, str, bytes, None …
    std::function<std::string(std::string_view)> quoted;        // repr() of a str
};

std::string unparse(const ast::Expr* expression, const Spelling& spelling);

}  // namespace ouro
