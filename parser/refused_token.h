// SPDX-License-Identifier: MIT
// The wording of a token that the grammar refuses: told from what would have been taken instead, the brackets
// around it, and whether its neighbours are expressions.
#pragma once

#include <cstddef>

#include "lexer/diagnostic.h"
#include "parser/actions.h"
#include "parser/fragment.h"
#include "parser/token_map.h"
#include "parser/wording.h"

namespace ouro {

// What CPython says about the token `index`, which the parse of `failed` refused.
Diagnostic word_refusal(const Source& source, const TokenMap& tokens, const Actions& failed,
                        Fragments& fragments, Seen& seen, std::size_t index);

}  // namespace ouro
