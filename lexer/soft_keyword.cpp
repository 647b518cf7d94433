// SPDX-License-Identifier: MIT
#include "lexer/soft_keyword.h"

namespace ouro {

bool cannot_follow_name(TokenKind kind, TokenKind after) {
    switch (kind) {
        case TokenKind::NAME:
        case TokenKind::NUMBER:
        case TokenKind::STRING:
        case TokenKind::FSTRING_START:
        case TokenKind::LBRACE:
        case TokenKind::TILDE:
        case TokenKind::LAMBDA:
        case TokenKind::AWAIT:
        case TokenKind::NONE:
        case TokenKind::TRUE:
        case TokenKind::FALSE:
        case TokenKind::ELLIPSIS: return true;
        case TokenKind::NOT: return after != TokenKind::IN;
        default: return false;
    }
}

}  // namespace ouro
