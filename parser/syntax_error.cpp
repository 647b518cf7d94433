// SPDX-License-Identifier: MIT
// Which of the things that are wrong with a source CPython 3.13 reports: an error of its lexer, the first
// mistake that an action noticed, or the token that was refused.
#include "parser/syntax_error.h"

#include <string>
#include <vector>

#include "parser/fragment.h"
#include "parser/refused_token.h"
#include "parser/targets.h"
#include "parser/token_map.h"
#include "parser/wording.h"

namespace ouro {

using namespace ast;

namespace {

using Kind = TokenKind;

bool starts_with(std::string_view text, std::string_view prefix) {
    return text.substr(0, prefix.size()) == prefix;
}

class Explainer : Wording {
public:
    Explainer(const Source& source, Start start, const Actions& failed, const TokenMap& tokens,
              Fragments& fragments, Seen& seen)
        : Wording(source, start, tokens, seen), failed_(failed), fragments_(fragments) {}

    Diagnostic run(ParseResult* parsed) {
        const Mistake* mistake = failed_.mistake();
        if (mistake != nullptr && mistake->kind == Mistake::Kind::TooDeep)
            return at_range(Diagnostic::Kind::RecursionError, std::string(mistake->message), mistake->where);
        std::size_t refused = failed_.refused() ? refused_index() : tokens_.size() - 1;
        // Where there are no statements, `match` and `type` are names: it is what follows that cannot be.
        if ((start_ == Start::Eval || start_ == Start::FunctionType) && (tokens_.is(refused, Kind::MATCH) || tokens_.is(refused, Kind::TYPE)))
            ++refused;
        parsed->incomplete = failed_.refused() && at_end(refused);
        parsed->inside = parsed->incomplete && tokens_[refused].kind == Kind::INVALID;
        if (start_ == Start::Single && failed_.single_complete() && mistake == nullptr && refused > 0)
            return at_token("multiple statements found while compiling a single statement", refused - 1);
        const Diagnostic* lexical = tokens_.lexical();
        // Layout that does not fit is reported without a look at the rest; so is what CPython sees inside an
        // f-string.
        bool layout = mistake == nullptr && failed_.refused() && refused + 1 < tokens_.size() &&
                      unexpected_layout(refused);
        if (lexical != nullptr && !layout && overrides(*lexical)) return *lexical;
        Diagnostic result;
        if (mistake == nullptr || !from_mistake(*mistake, refused, &result)) {
            if (lexical != nullptr && refused + 1 == tokens_.size()) return *lexical;
            result = word_refusal(source_, tokens_, failed_, fragments_, seen_, refused);
        }
        // The source is read to its end: an open bracket on an earlier line is the likelier cause.
        if (tokens_.unclosed() && seen_.last_line > lexical->line) return *lexical;
        if (lexical != nullptr && !layout && seen_.end) return *lexical;
        return result;
    }

private:
    // ---- mistakes that an action noticed

    bool from_mistake(const Mistake& mistake, std::size_t refused, Diagnostic* result) {
        std::size_t next = tokens_.after(mistake.last.lineno != 0 ? mistake.last : mistake.where);
        Kind kind = tokens_[next].kind;
        switch (mistake.follow) {
            case Mistake::Follow::Anything: break;
            case Mistake::Follow::NotElseOrColon:
                if (kind == Kind::FORMAT_COLON) {
                    *result = exact("f-string: expecting '=', or '!', or ':', or '}'", mistake.plain);
                    return true;
                }
                if (kind == Kind::COLON || kind == Kind::ELSE) {
                    *result = invalid_syntax(next);
                    return true;
                }
                break;
            case Mistake::Follow::NotEqual:
                if (kind == Kind::EQUAL || kind == Kind::COLONEQUAL) {
                    *result = exact("invalid syntax", mistake.plain);
                    return true;
                }
                break;
            case Mistake::Follow::Newline:
                if (kind != Kind::NEWLINE) {
                    *result = invalid_syntax(next);
                    return true;
                }
                break;
            case Mistake::Follow::CommaOrBrace:
                if (kind != Kind::COMMA && kind != Kind::RBRACE) return plain_instead(next, refused, result);
                break;
            case Mistake::Follow::CommaOrParenthesis:
                if (kind != Kind::COMMA && kind != Kind::RPAR) return plain_instead(next, refused, result);
                break;
            case Mistake::Follow::EndOfParameter:
                if (kind != Kind::COMMA && kind != Kind::RPAR && kind != Kind::COLON &&
                    kind != Kind::FORMAT_COLON)
                    return plain_instead(next, refused, result);
                break;
            case Mistake::Follow::BareStar: {
                std::size_t end = kind == Kind::COMMA && next + 1 < tokens_.size() ? next + 1 : next;
                bool ends = tokens_.is(end, Kind::RPAR) || tokens_.is(end, Kind::COLON) ||
                            tokens_.is(end, Kind::FORMAT_COLON) || tokens_.is(end, Kind::DOUBLESTAR);
                if (!ends) return plain_instead(end, refused, result);
                break;
            }
            case Mistake::Follow::In: {
                while (tokens_.is(next, Kind::RPAR)) ++next;
                std::vector<TokenMap::Open> opens = tokens_.open_at(next);
                if (!opens.empty() && !tokens_.is(next, Kind::IN))
                    return plain_instead(next, refused, result);
                break;
            }
        }
        seen_.line(tokens_[next].line);
        seen_.end = next + 1 == tokens_.size();
        if (!mistake.comparison.empty() && compared(mistake, result)) return true;
        std::string message(mistake.message);
        switch (mistake.range) {
            case Mistake::Range::Exact: *result = exact(std::move(message), mistake.where); break;
            case Mistake::Range::NextLine:
                if (kind == Kind::NEWLINE && next + 1 < tokens_.size()) ++next;
                [[fallthrough]];
            case Mistake::Range::NextToken: *result = at_token(std::move(message), next); break;
            case Mistake::Range::FromStart: {
                Location from = mistake.where;
                if (mistake.from_comma) {
                    from = location_of(tokens_[tokens_.after(mistake.where)]);
                    if (kind == Kind::COMMA && next + 1 < tokens_.size()) ++next;
                }
                *result = from_to(std::move(message), from, tokens_[next]);
                break;
            }
            case Mistake::Range::ToLast:
                *result = from_to(std::move(message), mistake.where,
                                  tokens_[tokens_.find(mistake.last.lineno, mistake.last.col_offset)]);
                break;
        }
        return true;
    }

    // `f() = 1`: whether the value starts with an expression that could be compared.
    bool compared(const Mistake& mistake, Diagnostic* result) {
        std::size_t equal = tokens_.find(mistake.equal.lineno, mistake.equal.col_offset);
        Fragment value =
            fragments_.longest(tokens_.at(equal + 1), tokens_.at(tokens_.size() - 1), Start::Expression);
        if (value.expression == nullptr) return false;
        const Expr* start = leading_bitwise_or(value.expression);
        if (start == nullptr) return false;
        Kind after = tokens_[tokens_.index_of(value.end)].kind;
        if (start == value.expression && (after == Kind::EQUAL || after == Kind::COLONEQUAL)) return false;
        Location range = mistake.compared->location;
        if (mistake.compared->is<Name>()) range = Actions::span(range, start->location);
        *result = exact(std::string(mistake.comparison), range);
        return true;
    }

    // A mistake that is none: the plain error is at the token after it, or where the parse really ended.
    bool plain_instead(std::size_t next, std::size_t refused, Diagnostic* result) {
        if (next >= refused) return false;
        *result = invalid_syntax(next);
        return true;
    }

    // ---- places

    // The refused token: the lexer gives the same ones every time.
    std::size_t refused_index() const {
        std::size_t taken = failed_.tokens_taken();
        return taken == 0 ? 0 : taken > tokens_.size() ? tokens_.size() - 1 : taken - 1;
    }

    // Whether the lexer's error is reported even though the parser has one before it. Some of them CPython
    // finds only when the parser gets there.
    static bool overrides(const Diagnostic& lexical) {
        std::string_view message = lexical.message;
        return lexical.kind == Diagnostic::Kind::SyntaxError && !starts_with(message, "f-string: ") &&
               message != "unexpected EOF while parsing" &&
               message != "unexpected character after line continuation character" &&
               message.find(" was never closed") == std::string_view::npos;
    }

    bool unexpected_layout(std::size_t index) const {
        if (tokens_.is(index, Kind::INDENT)) return true;
        return tokens_.is(index, Kind::DEDENT) && !failed_.expected(Kind::EXCEPT) &&
               !failed_.expected(Kind::INDENT);
    }

    bool at_end(std::size_t index) const {
        const Token& token = tokens_[index];
        if (token.kind == Kind::INVALID) {
            const Diagnostic* lexical = tokens_.lexical();
            return tokens_.unclosed() ||
                   (lexical != nullptr && starts_with(lexical->message, "unterminated triple-quoted")) ||
                   (lexical != nullptr && lexical->message == "unexpected EOF while parsing");
        }
        return is_past_text(token);
    }

    const Actions& failed_;
    Fragments& fragments_;
};

}  // namespace

Diagnostic explain(const Source& source, Start start, const Actions& failed, Arena& arena, ParseResult* result) {
    TokenMap tokens(source, arena);
    Fragments fragments(source, arena);
    Seen seen;
    return Explainer(source, start, failed, tokens, fragments, seen).run(result);
}

}  // namespace ouro
