// SPDX-License-Identifier: MIT
// Between the lexer and the generated parser: tokens with their values on the one side, parse() on the other.
#include "parser/parser.h"

#include <new>

#include "lexer/lexer.h"
#include "parser/actions.h"
#include "parser/syntax_error.h"

#include "grammar.hpp"  // made by Bison from grammar.y

namespace ouro {

using namespace ast;
using grammar::Grammar;

namespace {

// More symbols than this on the parser's stack can only become a tree that is too high.
constexpr long kMaximumStack = 8L * kMaximumHeight;

constexpr int kSymbols[] = {
#define TOKEN(name, spelling) Grammar::token::T_##name,
#define KEYWORD(name, spelling) Grammar::token::T_##name,
#define SOFT_KEYWORD(name, spelling) Grammar::token::T_##name,
#define OPERATOR(name, spelling) Grammar::token::T_##name,
#include "lexer/tokens.def"
};

// The same tokens as the grammar names them when it tells what it expects.
constexpr int kSymbolKinds[] = {
#define TOKEN(name, spelling) Grammar::symbol_kind::S_##name,
#define KEYWORD(name, spelling) Grammar::symbol_kind::S_##name,
#define SOFT_KEYWORD(name, spelling) Grammar::symbol_kind::S_##name,
#define OPERATOR(name, spelling) Grammar::symbol_kind::S_##name,
#include "lexer/tokens.def"
};

constexpr int kStarts[] = {
    Grammar::token::T_START_FILE,       Grammar::token::T_START_EVAL,
    Grammar::token::T_START_SINGLE,     Grammar::token::T_START_FUNC_TYPE,
    Grammar::token::T_START_EXPRESSION, Grammar::token::T_START_STAR_EXPRESSIONS,
};

Start start_of(Mode mode) {
    switch (mode) {
        case Mode::File: return Start::File;
        case Mode::Eval: return Start::Eval;
        case Mode::Single: return Start::Single;
        case Mode::FunctionType: return Start::FunctionType;
    }
    return Start::File;
}

Diagnostic out_of_memory() {
    Diagnostic diagnostic;
    diagnostic.kind = Diagnostic::Kind::MemoryError;
    return diagnostic;
}

}  // namespace

Text Actions::keep(std::string_view text) {
    std::string_view copy = arena_.copy(text);
    return {copy.data(), copy.size()};
}

int Actions::next_token(SemanticValue* value, Location* location) {
    if (!started_) {
        started_ = true;
        *location = {1, 0, 1, 0};
        return kStarts[static_cast<int>(feed_.start())];
    }
    if (ended_) return Grammar::token::T_YYEOF;
    if (!stopped_ && ++depth_ > kMaximumStack) too_deep(*location);
    if (stopped_) return Grammar::token::T_INVALID;
    Token token = feed_.next();
    ++tokens_taken_;
    *location = {token.line, token.column, token.end_line, token.end_column};
    switch (token.kind) {
        case TokenKind::NAME:
        case TokenKind::TYPE_COMMENT: value->text = keep(token.text); break;
        case TokenKind::NUMBER: {
            if (feed_.source().options.feature_version < 6 && feed_.source().text().substr(token.begin, token.end - token.begin).find('_') != std::string_view::npos)
                since(6, "Underscores in numeric literals are", *location, Mistake::Range::Exact);
            Constant* node = make<Constant>(*location);
            node->value = token.number == Token::Number::integer    ? ConstantKind::Int
                          : token.number == Token::Number::floating ? ConstantKind::Float
                                                                    : ConstantKind::Imaginary;
            if (node->value == ConstantKind::Int) node->text = keep(token.text).view();
            node->number = token.real;
            value->expr = node;
            break;
        }
        case TokenKind::STRING:
        case TokenKind::FSTRING_MIDDLE: {
            Constant* node = make<Constant>(*location);
            node->value = token.bytes ? ConstantKind::Bytes : ConstantKind::Str;
            node->text = keep(token.text).view();
            node->u_prefix = token.u_prefix;
            value->expr = node;
            break;
        }
        case TokenKind::ENDMARKER: ended_ = true; break;
        default: break;
    }
    return kSymbols[static_cast<int>(token.kind)];
}

bool Actions::expected(TokenKind kind) const {
    int symbol = kSymbolKinds[static_cast<int>(kind)];
    return (expected_[symbol >> 6] >> (symbol & 63) & 1) != 0;
}

bool is_compound(const ast::Stmt* statement) {
    switch (statement->kind) {
        case NodeKind::FunctionDef:
        case NodeKind::AsyncFunctionDef:
        case NodeKind::ClassDef:
        case NodeKind::If:
        case NodeKind::For:
        case NodeKind::AsyncFor:
        case NodeKind::While:
        case NodeKind::With:
        case NodeKind::AsyncWith:
        case NodeKind::Try:
        case NodeKind::TryStar:
        case NodeKind::Match: return true;
        default: return false;
    }
}

namespace {

/// Whether a statement at the prompt is a compound one whose last line has no end, and is no comment.
bool is_unended(const Source& source, const Mod* tree) {
    Sequence<Stmt*> body = tree->as<Interactive>()->body;
    return !source.ends_in_newline() && !body.empty() && is_compound(body[body.count - 1]) && !source.line(source.lines()).starts_with('#');
}

Sequence<TypeIgnore*> type_ignores(const Lexer& lexer, Arena& arena) {
    ArenaList<TypeIgnore*> list;
    for (const Lexer::TypeIgnore& each : lexer.type_ignores()) {
        auto* node = arena.make<TypeIgnore>();
        node->lineno = each.line;
        node->tag = arena.copy(each.tag);
        list.push(arena, node);
    }
    return list.sequence();
}

}  // namespace

ParseResult parse(const Source& source, Mode mode, Arena& arena) {
    ParseResult result;
    if (const Diagnostic* problem = source.diagnostic()) {
        result.diagnostic = *problem;
        return result;
    }
    try {
        Lexer lexer(source);
        TokenFeed feed(source, lexer, start_of(mode));
        Actions actions(feed, arena);
        bool accepted = Grammar(actions).parse() == 0;
        if (accepted && actions.mistake() == nullptr) {
            result.tree = actions.tree();
            if (auto* module = result.tree->try_as<Module>()) module->type_ignores = type_ignores(lexer, arena);
            result.unended = mode == Mode::Single && is_unended(source, result.tree);
            std::string_view last = source.line(source.lines());
            if (std::size_t first = last.find_first_not_of(" \t\f"); result.unended && (first == 0 || first == last.npos)) {  // else its indentation ends it
                result.tree = nullptr;
                result.incomplete = true;
                result.diagnostic = {.message = "invalid syntax", .line = source.lines(), .end_line = source.lines(), .whole_line = false};
            }
        } else {
            result.diagnostic = explain(source, feed.start(), actions, arena, &result);
        }
        result.warnings = lexer.warnings();
    } catch (const std::bad_alloc&) {
        result.tree = nullptr;
        result.diagnostic = out_of_memory();
    }
    return result;
}

}  // namespace ouro
