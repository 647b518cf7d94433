// SPDX-License-Identifier: MIT
// The wording of syntax errors. A parse that fails knows the token that was refused and the first mistake
// that an action noticed; explain() reads the tokens once more and says what CPython 3.13 says about such a
// source.
#pragma once

#include "lexer/diagnostic.h"
#include "lexer/source.h"
#include "parser/actions.h"
#include "parser/parser.h"

namespace ouro {

// What went wrong in a parse, as a diagnostic. `result` is told whether more source could have mended it.
Diagnostic explain(const Source& source, Start start, const Actions& failed, Arena& arena, ParseResult* result);

}  // namespace ouro
