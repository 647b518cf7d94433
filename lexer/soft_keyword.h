// SPDX-License-Identifier: MIT
// What tells a soft keyword from a name, by the tokens after it.
#pragma once

#include "lexer/token.h"

namespace ouro {

/// Whether `kind` (followed by `after`) cannot stand behind a name in any expression, so that a `match` before it must be the keyword.
bool cannot_follow_name(TokenKind kind, TokenKind after);

}  // namespace ouro
