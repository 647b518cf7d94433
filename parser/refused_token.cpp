// SPDX-License-Identifier: MIT
// CPython 3.13 parses a wrong source a second time, with rules that accept mistakes in order to name them.
// Those that the grammar's own "mistake" rules cannot hold are told here.
#include "parser/refused_token.h"

#include <string>
#include <vector>

#include "parser/targets.h"

namespace ouro {

using namespace ast;

namespace {

using Kind = TokenKind;

bool starts_with(std::string_view text, std::string_view prefix) {
    return text.substr(0, prefix.size()) == prefix;
}

// CPython 3.13 takes every beginning of a soft keyword for one when it looks for a missing comma.
bool begins_soft_keyword(std::string_view name) {
    for (std::string_view word : {"_", "case", "match", "type"})
        if (starts_with(word, name)) return true;
    return false;
}

bool is_legacy_statement(const Token& token) {
    return token.kind == Kind::NAME && (token.text == "print" || token.text == "exec");
}

// What the brackets around a token hold.
enum class Inside {
    Statement,
    Group,
    Call,
    Subscript,
    List,
    Braces,
    Field,
    Parameters,
    TypeParameters,
    Import,
    Pattern
};

class RefusedToken : Wording {
public:
    RefusedToken(const Source& source, const TokenMap& tokens, const Actions& failed, Fragments& fragments,
                 Seen& seen)
        : Wording(source, failed.start(), tokens, seen), failed_(failed), fragments_(fragments) {}

    Diagnostic run(std::size_t index) {
        opens_ = tokens_.open_at(index);
        line_start_ = tokens_.line_start(index);
        Diagnostic result;
        if (annotation(index, &result)) return result;
        // `except A, B` without its colon: the comma is where a plain handler ends.
        if (opens_.empty() && tokens_.is(line_start_, Kind::EXCEPT) &&
            tokens_.line_start(index) == line_start_)
            for (std::size_t i = line_start_; i < index; ++i) {
                if (tokens_.is(i, Kind::COLON)) break;
                if (tokens_.is(i, Kind::COMMA)) return invalid_syntax(i);
                if (tokens_.partner(i) < index) i = tokens_.partner(i);
            }
        if (block(index, &result) || missing_handler(index, &result) || parameters(index, &result) ||
            imports(index, &result) || operand(index, &result) || expressions(index, &result) ||
            loop_variables(index, &result) || type_parameters(index, &result) || forced(index, &result) ||
            replacement_field(index, &result))
            return result;
        // `(**a for …`: the stars are what cannot be.
        if (!opens_.empty() && opens_.back().kind == Opening::Bracket && start_ != Start::FunctionType) {
            std::size_t open = opens_.back().index;
            if (inside(open) == Inside::Group && tokens_.is(open, Kind::LPAR) &&
                tokens_.is(open + 1, Kind::DOUBLESTAR))
                return invalid_syntax(open + 1);
        }
        return invalid_syntax(index);
    }

private:
    // `1: x y`: something that cannot be annotated, before an error in what follows the colon.
    bool annotation(std::size_t index, Diagnostic* result) {
        std::size_t begin = statement_start(index);
        std::size_t colon = begin;
        bool lambda = false;
        for (; colon < index; ++colon) {
            if (tokens_.is(colon, Kind::LAMBDA)) lambda = true;
            if (tokens_.is(colon, Kind::COLON)) {
                if (!lambda) break;
                lambda = false;
            }
            if (tokens_.partner(colon) < index) colon = tokens_.partner(colon);
        }
        if (colon >= index || colon == begin) return false;
        Fragment target = fragments_.whole(tokens_.at(begin), tokens_.at(colon), Start::StarExpressions);
        if (target.expression == nullptr) return false;
        const char* problem = annotation_problem(target.expression);
        if (problem == nullptr) return false;
        Fragment value =
            fragments_.longest(tokens_.at(colon + 1), tokens_.at(tokens_.size() - 1), Start::Expression);
        if (value.expression == nullptr) {
            *result = invalid_syntax(colon);
        } else {
            const Expr* at = target.expression;
            *result = exact(problem, at->bare ? at->as<Tuple>()->elts[0]->location : at->location);
        }
        return true;
    }

    // "expected an indented block after …"
    bool block(std::size_t index, Diagnostic* result) {
        if (!failed_.expected(Kind::INDENT) || index == 0 || !tokens_.is(index - 1, Kind::NEWLINE))
            return false;
        std::size_t end = index - 1;  // of the header; a type comment may have a line of its own below
        std::size_t first = tokens_.line_start(end);
        if (tokens_.is(first, Kind::TYPE_COMMENT) && first > 0) {
            end = first - 1;
            first = tokens_.line_start(end);
        }
        if (tokens_.is(end - 1, Kind::TYPE_COMMENT)) {
            *result = at_token("expected an indented block", index, Diagnostic::Kind::IndentationError);
            return true;
        }
        if (tokens_.is(first, Kind::ASYNC) && first + 1 < index) ++first;
        const Token& keyword = tokens_[first];
        std::string what;
        switch (keyword.kind) {
            case Kind::DEF: what = "function definition"; break;
            case Kind::CLASS: what = "class definition"; break;
            case Kind::EXCEPT:
                what = tokens_.is(first + 1, Kind::STAR) ? "'except*' statement" : "'except' statement";
                break;
            default: what = std::string("'") + spelling(keyword.kind) + "' statement"; break;
        }
        *result =
            at_token("expected an indented block after " + what + " on line " + std::to_string(keyword.line),
                     index, Diagnostic::Kind::IndentationError);
        return true;
    }

    bool missing_handler(std::size_t index, Diagnostic* result) {
        if (!failed_.expected(Kind::EXCEPT) || !failed_.expected(Kind::FINALLY) ||
            failed_.expected(Kind::ELSE))
            return false;
        *result = at_token("expected 'except' or 'finally' block", index);
        return true;
    }

    // What brackets hold, told by what stands before them.
    Inside inside(std::size_t open) const {
        if (tokens_.is(open, Kind::LBRACE)) return in_pattern(open) ? Inside::Pattern : Inside::Braces;
        if (open == 0) return tokens_.is(open, Kind::LPAR) ? Inside::Group : Inside::List;
        std::size_t before = open - 1;
        bool parenthesis = tokens_.is(open, Kind::LPAR);
        if (parenthesis && tokens_.is(before, Kind::RSQB)) {
            // `def f[T](…`
            std::size_t line = tokens_.line_start(open);
            for (std::size_t i = line; i < before; ++i)
                if (tokens_.is(i, Kind::LSQB) && tokens_.partner(i) == before && i >= 2 &&
                    tokens_.is(i - 1, Kind::NAME)) {
                    if (tokens_.is(i - 2, Kind::DEF)) return Inside::Parameters;
                    break;
                }
        }
        if (tokens_.is(before, Kind::NAME) && before > 0) {
            Kind earlier = tokens_[before - 1].kind;
            if (parenthesis && earlier == Kind::DEF) return Inside::Parameters;
            if (!parenthesis && (earlier == Kind::DEF || earlier == Kind::CLASS || earlier == Kind::TYPE))
                return Inside::TypeParameters;
        }
        if (tokens_.is(before, Kind::IMPORT)) return Inside::Import;
        if (in_pattern(open)) return Inside::Pattern;
        switch (tokens_[before].kind) {
            case Kind::NAME:
            case Kind::RPAR:
            case Kind::RSQB:
            case Kind::RBRACE:
            case Kind::STRING:
            case Kind::FSTRING_END:
            case Kind::NUMBER:
            case Kind::NONE:
            case Kind::TRUE:
            case Kind::FALSE:
            case Kind::ELLIPSIS: return parenthesis ? Inside::Call : Inside::Subscript;
            default: return parenthesis ? Inside::Group : Inside::List;
        }
    }

    // Whether a token is part of the pattern of a `case`, before its guard.
    bool in_pattern(std::size_t index) const {
        std::size_t first = tokens_.line_start(index);
        if (!tokens_.is(first, Kind::CASE)) return false;
        for (std::size_t i = first; i < index; ++i) {
            if (tokens_.is(i, Kind::IF) || tokens_.is(i, Kind::COLON)) return false;
            if (tokens_.partner(i) < tokens_.size() && tokens_.partner(i) < index) i = tokens_.partner(i);
        }
        return true;
    }

    // ---- parameters, imports, forced tokens

    bool parameters(std::size_t index, Diagnostic* result) {
        std::size_t lambda = 0;
        bool in_lambda = lambda_at(index, &lambda);
        bool in_def = !in_lambda && !opens_.empty() && opens_.back().kind == Opening::Bracket &&
                      inside(opens_.back().index) == Inside::Parameters;
        if (!in_lambda && !in_def) return false;
        std::size_t first = in_lambda ? lambda + 1 : opens_.back().index + 1;
        if (tokens_.is(index, Kind::STAR) && index > first && tokens_.is(index - 1, Kind::SLASH)) {
            *result = exact("expected comma between / and *", location_of(tokens_[index]));
            return true;
        }
        if (!tokens_.is(index, Kind::LPAR)) return false;
        for (std::size_t i = first; i < index; ++i)
            if (tokens_.is(i, Kind::EQUAL) || tokens_.is(i, Kind::STAR) || tokens_.is(i, Kind::DOUBLESTAR))
                return false;
        std::size_t close = tokens_.partner(index);
        if (close >= tokens_.size() || close == index + 1) return false;
        for (std::size_t i = index + 1; i < close; ++i)
            if (tokens_[i].kind != ((i - index) % 2 == 1 ? Kind::NAME : Kind::COMMA)) return false;
        *result = exact(in_lambda ? "Lambda expression parameters cannot be parenthesized"
                                  : "Function parameters cannot be parenthesized",
                        Actions::span(location_of(tokens_[index]), location_of(tokens_[close])));
        return true;
    }

    // Whether a token stands among the parameters of a lambda that starts in the same brackets.
    bool lambda_at(std::size_t index, std::size_t* lambda) const {
        std::size_t i = opens_.empty() ? line_start_ : opens_.back().index + 1;
        bool found = false;
        for (; i < index; ++i) {
            if (tokens_.is(i, Kind::LAMBDA)) {
                found = true;
                *lambda = i;
            } else if (tokens_.is(i, Kind::COLON)) {
                found = false;
            }
            if (tokens_.partner(i) < index) i = tokens_.partner(i);
        }
        return found;
    }

    bool imports(std::size_t index, Diagnostic* result) {
        if (!tokens_.is(index, Kind::NEWLINE) || index == 0) return false;
        if (tokens_.is(index - 1, Kind::IMPORT)) {
            *result = from_to("Expected one or more names after 'import'", location_of(tokens_[index]),
                              tokens_[index]);
            result->end_column = column(tokens_[index].line, tokens_[index].column) - is_implied_newline(tokens_[index]);
            return true;
        }
        if (tokens_.is(index - 1, Kind::STAR) && index >= 2 && tokens_.is(index - 2, Kind::EXCEPT)) {
            *result = at_token("expected one or more exception types", index);
            return true;
        }
        return false;
    }

    bool type_parameters(std::size_t index, Diagnostic* result) {
        if (opens_.empty() || opens_.back().kind != Opening::Bracket) return false;
        std::size_t open = opens_.back().index;
        if (inside(open) != Inside::TypeParameters) return false;
        if (index == open + 1 && tokens_.is(index, Kind::RSQB)) {
            bool alias = tokens_.is(open - 2, Kind::TYPE);
            *result = from_to("Type parameter list cannot be empty", location_of(tokens_[index]),
                              tokens_[alias && index + 1 < tokens_.size() ? index + 1 : index]);
            return true;
        }
        // CPython reads `def f` and the list, which it may leave out; then it wants the parenthesis.
        if (!tokens_.is(open - 2, Kind::DEF)) return false;
        *result = at_token("expected '('", open);
        return true;
    }

    // A star without its operand, and `not` as an operand.
    bool operand(std::size_t index, Diagnostic* result) {
        if (index == 0) return false;
        Kind before = tokens_[index - 1].kind;
        if (tokens_.is(index, Kind::NOT)) {
            switch (before) {
                case Kind::PLUS:
                case Kind::MINUS:
                case Kind::STAR:
                case Kind::SLASH:
                case Kind::DOUBLESLASH:
                case Kind::PERCENT:
                case Kind::AT:
                case Kind::TILDE: break;
                default: return false;
            }
            Fragment right = longest(index, Start::Expression);
            const Expr* inversion = right.expression;
            while (inversion != nullptr && !inversion->parenthesised && !inversion->is<UnaryOp>()) {
                if (inversion->is<BoolOp>()) {
                    inversion = inversion->as<BoolOp>()->values[0];
                } else {
                    inversion = inversion->is<IfExp>() ? inversion->as<IfExp>()->body : nullptr;
                }
            }
            if (inversion == nullptr) return false;
            *result = exact("'not' after an operator must be parenthesized", inversion->location);
            return true;
        }
        // The star of the element that the refused token is in.
        Inside where = inside_at();
        if (where != Inside::Call && where != Inside::Subscript && where != Inside::Group &&
            where != Inside::List && where != Inside::Braces)
            return missing_unpacked(index, result);
        std::size_t open = opens_.back().index;
        std::size_t star = open + 1;
        for (std::size_t i = open + 1; i < index; ++i) {
            if (tokens_.is(i, Kind::COMMA)) star = i + 1;
            if (tokens_.partner(i) < index) i = tokens_.partner(i);
        }
        if (star >= index || !tokens_.is(star, Kind::STAR)) return missing_unpacked(index, result);
        if (star + 1 < index &&
            fragments_.longest(tokens_.at(star + 1), tokens_.at(index), Start::Expression).expression !=
                nullptr)
            return false;
        if (tokens_.is(index, Kind::DOUBLESTAR) && star + 1 == index) return false;
        *result = at_token("Invalid star expression", index);
        return true;
    }

    // `f(*(1:2))`: the operand of a star around the refused token is no expression.
    bool missing_unpacked(std::size_t index, Diagnostic* result) {
        for (std::size_t level = 1; level < opens_.size(); ++level) {
            const TokenMap::Open& open = opens_[level];
            if (open.kind != Opening::Bracket || open.index < 2 || !tokens_.is(open.index - 1, Kind::STAR))
                continue;
            Kind before = tokens_[open.index - 2].kind;
            if (before != Kind::LPAR && before != Kind::LSQB && before != Kind::COMMA &&
                before != Kind::LBRACE)
                continue;
            *result = at_token("Invalid star expression", index);
            return true;
        }
        return false;
    }

    bool forced(std::size_t index, Diagnostic* result) {
        std::size_t lambda;
        if (index == 0) return false;
        if (failed_.expected(Kind::LPAR) && opens_.empty() && index >= 2) {
            std::size_t first = line_start_;
            if (tokens_.is(first, Kind::ASYNC)) ++first;
            bool named = tokens_.is(first, Kind::DEF) && tokens_.is(first + 1, Kind::NAME);
            bool plain = named && index == first + 2;
            bool typed =
                named && tokens_.is(first + 2, Kind::LSQB) && tokens_.partner(first + 2) + 1 == index;
            if (plain || typed) {
                *result = at_token("expected '('", index);
                return true;
            }
        }
        // What stands after `->` is no expression, so it is the colon that is missing before it.
        if (opens_.empty() && tokens_.is(index - 1, Kind::RARROW) && start_ != Start::FunctionType) {
            *result = at_token("expected ':'", index - 1);
            return true;
        }
        if (!failed_.expected(Kind::COLON) || !opens_.empty() || lambda_at(index, &lambda)) return false;
        Kind before = tokens_[index - 1].kind;
        bool forced = before == Kind::ELSE || before == Kind::TRY || before == Kind::FINALLY;
        bool wanted = false;
        std::size_t first = line_start_;
        if (tokens_.is(first, Kind::ASYNC)) ++first;
        switch (tokens_[first].kind) {
            case Kind::DEF: forced = true; break;
            case Kind::CLASS:
            case Kind::IF:
            case Kind::ELIF:
            case Kind::ELSE:
            case Kind::FOR:
            case Kind::WHILE:
            case Kind::WITH:
            case Kind::TRY:
            case Kind::EXCEPT:
            case Kind::FINALLY:
            case Kind::MATCH:
            case Kind::CASE: wanted = tokens_.is(index, Kind::NEWLINE); break;
            default: break;
        }
        if (!wanted && !forced) return false;
        *result = at_token("expected ':'", index);
        if (!forced && is_implied_newline(tokens_[index])) {
            result->column = column(tokens_[index].line, tokens_[index].column) - 1;
            result->end_column = -1;
        }
        return true;
    }

    // ---- expressions side by side

    // The places, since the last comma in the brackets around `index`, at which an expression begins.
    std::vector<std::size_t> expression_starts(std::size_t index, Inside where) const {
        std::vector<std::size_t> starts;
        bool bracket = !opens_.empty();
        std::size_t first = bracket ? opens_.back().index + 1 : line_start_;
        bool listed = where != Inside::Parameters && where != Inside::TypeParameters &&
                      where != Inside::Import && where != Inside::Pattern;
        bool targets = false, lambda = false;
        auto add = [&](std::size_t i) {
            if (!targets && !lambda) starts.push_back(i);
        };
        if (listed) add(first);
        for (std::size_t i = first; i < index; ++i) {
            switch (tokens_[i].kind) {
                case Kind::COMMA:
                    starts.clear();
                    if (listed) add(i + 1);
                    break;
                case Kind::SEMI:
                    starts.clear();
                    add(i + 1);
                    break;
                case Kind::COLON:
                    lambda = false;
                    add(i + 1);
                    break;
                case Kind::EQUAL:
                    if (lambda) starts.push_back(i + 1);
                    [[fallthrough]];
                case Kind::COLONEQUAL:
                case Kind::ELSE:
                case Kind::YIELD:
                case Kind::FROM:
                case Kind::AS:
                case Kind::RARROW:
                case Kind::RETURN:
                case Kind::RAISE:
                case Kind::ASSERT:
                case Kind::DEL:
                case Kind::WHILE:
                case Kind::ELIF:
                case Kind::WITH:
                case Kind::EXCEPT:
                case Kind::AT: add(i + 1); break;
                case Kind::IF:
                    if (i == first && !bracket) add(i + 1);
                    break;
                case Kind::STAR:
                    if (where == Inside::Call || where == Inside::Subscript ||
                        (where == Inside::Group && i == first))
                        add(i + 1);
                    break;
                case Kind::DOUBLESTAR:
                    if (where == Inside::Call && (i == first || tokens_.is(i - 1, Kind::COMMA))) add(i + 1);
                    break;
                case Kind::LAMBDA: lambda = true; break;
                case Kind::FOR:
                    targets = true;
                    starts.clear();
                    break;
                case Kind::IN:
                    if (targets && bracket) starts.clear();
                    if (targets && !bracket) starts.push_back(i + 1);
                    targets = false;
                    break;
                default: break;
            }
            if (tokens_.partner(i) < index) i = tokens_.partner(i);
        }
        return starts;
    }

    Inside inside_at() const {
        if (opens_.empty()) return Inside::Statement;
        if (opens_.back().kind == Opening::Field) return Inside::Field;
        return inside(opens_.back().index);
    }

    Fragment whole(std::size_t begin, std::size_t end) {
        return fragments_.whole(tokens_.at(begin), tokens_.at(end), Start::Expression);
    }

    // The longest expression from a token on; notes when it was looked for up to the end of the source.
    Fragment longest(std::size_t begin, Start start) {
        std::size_t end = tokens_.size() - 1;
        if (!opens_.empty() && tokens_.partner(opens_.back().index) < end)
            end = tokens_.partner(opens_.back().index);
        Fragment fragment = fragments_.whole(tokens_.at(begin), tokens_.at(end), start);
        if (fragment.end == tokens_.at(tokens_.size() - 1)) seen_.end = true;
        if (fragment.expression != nullptr) return fragment;
        return fragments_.longest(tokens_.at(begin), fragment.end, start);
    }

    bool expressions(std::size_t index, Diagnostic* result) {
        if (!opens_.empty() &&
            (opens_.back().kind == Opening::Spec || opens_.back().kind == Opening::FString))
            return false;
        Inside where = inside_at();
        std::vector<std::size_t> starts = expression_starts(index, where);
        // `a not b`: the `not` that has no `in` may start the neighbour.
        std::size_t boundary = index;
        if (index > 0 && tokens_.is(index - 1, Kind::NOT) && !opens_.empty()) --boundary;
        for (std::size_t begin : starts) {
            if (begin >= boundary) break;
            Fragment left = whole(begin, boundary);
            if (left.expression == nullptr) continue;
            const Expr* first = left.expression;
            // A named expression cannot stand here, or its target is none.
            if (tokens_.is(index, Kind::COLONEQUAL)) {
                if (where != Inside::Statement || begin != statement_start(index) ||
                    (first->is<Name>() && !first->parenthesised))
                    continue;
                if (longest(index + 1, Start::Expression).expression == nullptr) continue;
                *result =
                    exact(std::string("cannot use assignment expressions with ") + expression_name(first),
                          first->location);
                return true;
            }
            bool name =
                begin + 1 == boundary && tokens_.is(begin, Kind::NAME) && !tokens_.is(boundary, Kind::LPAR);
            if (name && is_legacy_statement(tokens_[begin])) {
                Fragment right = longest(boundary, Start::StarExpressions);
                if (right.expression == nullptr) continue;
                std::string word(tokens_[begin].text);
                *result =
                    exact("Missing parentheses in call to '" + word + "'. Did you mean " + word + "(...)?",
                          Actions::span(first->location, right.expression->location));
                return true;
            }
            if (opens_.empty()) {
                // It is read all the same, and with it what the lexer refuses there.
                if (tokens_.lexical() != nullptr) (void)longest(boundary, Start::Expression);
                continue;
            }
            bool conditional = !first->parenthesised && (first->is<IfExp>() || first->is<Lambda>());
            bool passed_over = tokens_.is(begin, Kind::NAME) && (tokens_.is(begin + 1, Kind::STRING) ||
                                                                 begins_soft_keyword(tokens_[begin].text));
            if (!conditional && !passed_over && neighbours(first, boundary, result)) return true;
            // CPython has a look at what follows a name, for a `print` without parentheses, and at its
            // neighbours too.
            if (!name) continue;
            Fragment second = longest(boundary, Start::Expression);
            if (second.expression == nullptr) continue;
            const Expr* value = second.expression;
            if (!value->parenthesised && (value->is<IfExp>() || value->is<Lambda>())) continue;
            if (tokens_.is(boundary, Kind::NAME) && begins_soft_keyword(tokens_[boundary].text)) continue;
            if (neighbours(value, tokens_.index_of(second.end), result)) return true;
        }
        return false;
    }

    // Whether an expression follows directly on one.
    bool neighbours(const Expr* first, std::size_t next, Diagnostic* result) {
        Fragment right = longest(next, Start::Expression);
        if (right.expression == nullptr) return false;
        *result = exact("invalid syntax. Perhaps you forgot a comma?",
                        Actions::span(first->location, right.expression->location));
        const Token& after = tokens_[tokens_.index_of(right.end)];
        seen_.line(after.line);
        return true;
    }

    std::size_t statement_start(std::size_t index) const {
        std::size_t start = line_start_;
        for (std::size_t i = line_start_; i < index; ++i) {
            if (tokens_.is(i, Kind::SEMI)) start = i + 1;
            if (tokens_.partner(i) < index) i = tokens_.partner(i);
        }
        return start;
    }

    // ---- for

    bool loop_variables(std::size_t index, Diagnostic* result) {
        std::size_t first = opens_.empty() ? line_start_ : opens_.back().index + 1;
        std::size_t loop = tokens_.size();
        for (std::size_t i = first; i < index; ++i) {
            if (tokens_.is(i, Kind::FOR)) loop = i;
            if (tokens_.is(i, Kind::IN)) loop = tokens_.size();
            if (tokens_.partner(i) < index) i = tokens_.partner(i);
        }
        if (loop + 1 >= index) return false;
        if (!opens_.empty()) {
            Fragment variables =
                fragments_.whole(tokens_.at(loop + 1), tokens_.at(index), Start::StarExpressions);
            const Expr* list = variables.expression;
            bool simple = list != nullptr && (list->bare || is_bitwise_or(list));
            if (list != nullptr && list->bare)
                for (const Expr* item : list->as<Tuple>()->elts) simple = simple && is_bitwise_or(item);
            if (simple && !tokens_.is(index, Kind::COMMA)) {
                *result = at_token("'in' expected after for-loop variables", index);
                return true;
            }
        }
        Fragment target = longest(loop + 1, Start::StarExpressions);
        if (target.expression == nullptr) return false;
        const Expr* invalid = invalid_target(target.expression, TargetUse::For);
        if (invalid == nullptr) return false;
        *result = exact(std::string("cannot assign to ") + expression_name(invalid), invalid->location);
        return true;
    }

    // ---- replacement fields of f-strings

    bool replacement_field(std::size_t index, Diagnostic* result) {
        std::size_t level = opens_.size();
        while (level > 0 && opens_[level - 1].kind != Opening::Field) {
            if (opens_[level - 1].kind == Opening::FString) return false;
            if (opens_[level - 1].kind == Opening::Spec) {
                *result = at_token("f-string: expecting '}', or format specs", index);
                return true;
            }
            --level;
        }
        if (level == 0) return false;
        std::size_t first = opens_[level - 1].index + 1;
        const Token& token = tokens_[index];
        if (index == first) {
            switch (token.kind) {
                case Kind::EQUAL:
                case Kind::EXCLAMATION:
                case Kind::FORMAT_COLON:
                case Kind::RBRACE: {
                    const char* sign = token.kind == Kind::FORMAT_COLON ? ":" : spelling(token.kind);
                    *result = at_token(
                        std::string("f-string: valid expression required before '") + sign + "'", index);
                    return true;
                }
                default:
                    *result = at_token("f-string: expecting a valid expression after '{'", index);
                    return true;
            }
        }
        if (level == opens_.size()) {
            std::size_t lambda;
            if (token.kind == Kind::FORMAT_COLON && lambda_at(index, &lambda)) {
                *result = exact("f-string: lambda expressions are not allowed without parentheses",
                                Actions::span(location_of(tokens_[lambda]), location_of(token)));
                return true;
            }
            if (tokens_.is(index - 1, Kind::EXCLAMATION)) {
                bool missing = token.kind == Kind::FORMAT_COLON || token.kind == Kind::RBRACE;
                *result = at_token(missing ? "f-string: missing conversion character"
                                           : "f-string: invalid conversion character",
                                   index);
                return true;
            }
            if (tokens_.is(index - 1, Kind::NAME) && tokens_.is(index - 2, Kind::EXCLAMATION)) {
                *result = at_token("f-string: expecting ':' or '}'", index);
                return true;
            }
            if (tokens_.is(index - 1, Kind::EQUAL)) {
                *result = at_token("f-string: expecting '!', or ':', or '}'", index);
                return true;
            }
        }
        std::size_t begin = tokens_.is(first, Kind::YIELD) && first + 1 < index ? first + 1 : first;
        Fragment value = fragments_.longest(tokens_.at(begin), tokens_.at(index), Start::StarExpressions);
        if (value.expression == nullptr) {
            *result = at_token("f-string: expecting a valid expression after '{'", first);
        } else {
            *result =
                at_token("f-string: expecting '=', or '!', or ':', or '}'", tokens_.index_of(value.end));
        }
        return true;
    }

    const Actions& failed_;
    Fragments& fragments_;
    std::vector<TokenMap::Open> opens_;  // what is open at the refused token
    std::size_t line_start_ = 0;         // the first token of its logical line
};

}  // namespace

Diagnostic word_refusal(const Source& source, const TokenMap& tokens, const Actions& failed,
                        Fragments& fragments, Seen& seen, std::size_t index) {
    return RefusedToken(source, tokens, failed, fragments, seen).run(index);
}

}  // namespace ouro
