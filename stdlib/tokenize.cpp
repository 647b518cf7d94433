// SPDX-License-Identifier: MIT
// The module `_tokenize`: the lexer's tokens as tuples, and between them comments and line ends that mean nothing, which the lexer passes over.
#include <algorithm>
#include <deque>
#include <memory>
#include <string>
#include <vector>

#include "lexer/lexer.h"
#include "runtime/native/module.h"
#include "runtime/objects/buffer.h"
#include "runtime/objects/codec.h"
#include "runtime/objects/containers.h"
#include "runtime/objects/exception.h"
#include "runtime/objects/protocol.h"
#include "runtime/objects/str.h"

namespace ouro {

namespace {

// Numbers of tokens that scripts see (module `token`).
enum Number : int { kEndMarker = 0, kName = 1, kNumber = 2, kString = 3, kNewline = 4, kIndent = 5, kDedent = 6, kOp = 55,
                    kFStringStart = 59, kFStringMiddle = 60, kFStringEnd = 61, kComment = 62, kBlank = 63 };

int number_of(TokenKind kind) {
    switch (kind) {
        case TokenKind::ENDMARKER: return kEndMarker;
        case TokenKind::NUMBER: return kNumber;
        case TokenKind::STRING: return kString;
        case TokenKind::NEWLINE: return kNewline;
        case TokenKind::INDENT: return kIndent;
        case TokenKind::DEDENT: return kDedent;
        case TokenKind::FSTRING_START: return kFStringStart;
        case TokenKind::FSTRING_MIDDLE: return kFStringMiddle;
        case TokenKind::FSTRING_END: return kFStringEnd;
        case TokenKind::STRAY: return kOp;
        case TokenKind::FORMAT_COLON: return 11;
#define OPERATOR_NUMBER(name, number) case TokenKind::name: return number;
        OPERATOR_NUMBER(LPAR, 7) OPERATOR_NUMBER(RPAR, 8) OPERATOR_NUMBER(LSQB, 9) OPERATOR_NUMBER(RSQB, 10) OPERATOR_NUMBER(COLON, 11)
        OPERATOR_NUMBER(COMMA, 12) OPERATOR_NUMBER(SEMI, 13) OPERATOR_NUMBER(PLUS, 14) OPERATOR_NUMBER(MINUS, 15) OPERATOR_NUMBER(STAR, 16)
        OPERATOR_NUMBER(SLASH, 17) OPERATOR_NUMBER(VBAR, 18) OPERATOR_NUMBER(AMPER, 19) OPERATOR_NUMBER(LESS, 20) OPERATOR_NUMBER(GREATER, 21)
        OPERATOR_NUMBER(EQUAL, 22) OPERATOR_NUMBER(DOT, 23) OPERATOR_NUMBER(PERCENT, 24) OPERATOR_NUMBER(LBRACE, 25) OPERATOR_NUMBER(RBRACE, 26)
        OPERATOR_NUMBER(EQEQUAL, 27) OPERATOR_NUMBER(NOTEQUAL, 28) OPERATOR_NUMBER(LESSEQUAL, 29) OPERATOR_NUMBER(GREATEREQUAL, 30)
        OPERATOR_NUMBER(TILDE, 31) OPERATOR_NUMBER(CIRCUMFLEX, 32) OPERATOR_NUMBER(LEFTSHIFT, 33) OPERATOR_NUMBER(RIGHTSHIFT, 34)
        OPERATOR_NUMBER(DOUBLESTAR, 35) OPERATOR_NUMBER(PLUSEQUAL, 36) OPERATOR_NUMBER(MINEQUAL, 37) OPERATOR_NUMBER(STAREQUAL, 38)
        OPERATOR_NUMBER(SLASHEQUAL, 39) OPERATOR_NUMBER(PERCENTEQUAL, 40) OPERATOR_NUMBER(AMPEREQUAL, 41) OPERATOR_NUMBER(VBAREQUAL, 42)
        OPERATOR_NUMBER(CIRCUMFLEXEQUAL, 43) OPERATOR_NUMBER(LEFTSHIFTEQUAL, 44) OPERATOR_NUMBER(RIGHTSHIFTEQUAL, 45)
        OPERATOR_NUMBER(DOUBLESTAREQUAL, 46) OPERATOR_NUMBER(DOUBLESLASH, 47) OPERATOR_NUMBER(DOUBLESLASHEQUAL, 48) OPERATOR_NUMBER(AT, 49)
        OPERATOR_NUMBER(ATEQUAL, 50) OPERATOR_NUMBER(RARROW, 51) OPERATOR_NUMBER(ELLIPSIS, 52) OPERATOR_NUMBER(COLONEQUAL, 53)
        OPERATOR_NUMBER(EXCLAMATION, 54)
#undef OPERATOR_NUMBER
        default: return kName;  // keywords are names
    }
}

/// A token to be given: a piece of the source.
struct Piece {
    int number;
    std::size_t begin, end;
    bool trailing = false;  // behind the last line
};

/// The tokens of one source.
class Reading {
public:
    Reading(std::string_view text, bool extra)
        : source_("<string>", text, true), lexer_(source_, extra ? Lexer::Reader::loose : Lexer::Reader::plain), extra_(extra), text_(source_.text()) {
        starts_.push_back(0);
        for (std::size_t at = 0; at + 1 < text_.size(); ++at)
            if (text_[at] == '\n' || (text_[at] == '\r' && text_[at + 1] != '\n')) starts_.push_back(at + 1);
        implicit_end_ = source_.ends_in_newline() ? std::string_view::npos : text_.size() - 1;
        size_ = text.size();
    }

    /// The next token; false after the last, or if error() says so.
    bool next(Piece& piece) {
        while (pieces_.empty()) {
            if (ended_ || failed_) return false;
            read();
        }
        piece = pieces_.front();
        pieces_.pop_front();
        return true;
    }
    const Diagnostic* error() const { return failed_ ? lexer_.error() : nullptr; }

    /// `line_` is that of the token before.
    Result<Value> tuple(Runtime& rt, const Piece& piece, Value& line_) {
        if (!extra_ && (piece.trailing || piece.number == kNewline || piece.number == kIndent || piece.number == kDedent)) return bare_layout(rt, piece, line_);
        bool string = piece.number == kString || (piece.number >= kFStringStart && piece.number <= kFStringEnd);
        std::size_t first = line_at(piece.begin), last = piece.end > piece.begin ? line_at(piece.end - (piece.number == kNewline || piece.number == kBlank)) : first;
        if (last > first && piece.end == starts_[last] && text_[piece.end - 1] != '\n') last = first;
        bool implicit = piece.begin == implicit_end_;
        Value text = TRY(rt.str(implicit || piece.trailing ? std::string_view() : text_.substr(piece.begin, piece.end - piece.begin)));
        std::int64_t from[2], to[2];
        if (piece.trailing) {
            from[0] = to[0] = size_ == 0 ? 1 : static_cast<std::int64_t>(starts_.size()) + 1;
            from[1] = to[1] = 0;
            line_ = TRY(rt.str(""));
            line_number_ = 0;
        } else {
            if (piece.number == kNewline || piece.number == kBlank) last = first;
            from[0] = static_cast<std::int64_t>(first) + 1;
            from[1] = column(first, piece.begin);
            to[0] = static_cast<std::int64_t>(last) + 1;
            to[1] = piece.number == kNewline || piece.number == kBlank ? from[1] + static_cast<std::int64_t>(piece.end - piece.begin) : column(last, piece.end);
            // Of several lines that a string covers, all are shown.
            if (last + 1 != line_number_) {
                std::size_t begin = starts_[string ? first : last], end = last + 1 < starts_.size() ? starts_[last + 1] : text_.size();
                if (end == text_.size() && implicit_end_ != std::string_view::npos) --end;
                line_ = TRY(rt.str(text_.substr(begin, end - begin)));
            }
            line_number_ = (string ? first : last) + 1;
        }
        int number = extra_ && piece.number > kDedent && piece.number < kOp ? static_cast<int>(kOp) : piece.number;
        Ref<Tuple> start = TRY(new_tuple(rt, {TRY(rt.integer(from[0])), TRY(rt.integer(from[1]))}));
        Ref<Tuple> stop = TRY(new_tuple(rt, {TRY(rt.integer(to[0])), TRY(rt.integer(to[1]))}));
        return TRY(new_tuple(rt, {View::small_int(number), text, View(start.get()), View(stop.get()), line_}));
    }

    /// Without the extra tokens, those of the layout have no text and hardly a place; the end of a line has the comment before it.
    Result<Value> bare_layout(Runtime& rt, const Piece& piece, Value& line_) {
        std::size_t row = piece.trailing ? starts_.size() - 1 : line_at(piece.begin);
        bool newline = piece.number == kNewline;
        if (row + 1 != line_number_) {
            std::size_t end = row + 1 < starts_.size() ? starts_[row + 1] : text_.size();
            if (end == text_.size() && implicit_end_ != std::string_view::npos) --end;
            line_ = TRY(rt.str(text_.substr(starts_[row], end - starts_[row])));
            line_number_ = row + 1;
        }
        std::size_t begin = newline && comment_.end == piece.begin ? comment_.begin : piece.begin;
        Value text = TRY(rt.str(newline ? text_.substr(begin, piece.begin - begin) : std::string_view()));
        Value number = TRY(rt.integer(static_cast<std::int64_t>(row) + 1));
        Ref<Tuple> start = TRY(new_tuple(rt, {number, TRY(rt.integer(newline ? column(row, begin) : -1))}));
        Ref<Tuple> stop = TRY(new_tuple(rt, {number, TRY(rt.integer(newline ? column(row, piece.begin) : -1))}));
        return TRY(new_tuple(rt, {View::small_int(piece.number), text, View(start.get()), View(stop.get()), line_}));
    }

    Raised raise(Runtime& rt) const {
        const Diagnostic& d = *lexer_.error();
        if (d.line == 0 && !source_.diagnostic()) {
            // Where it should have gone on.
            Value error = TRY(new_exception(rt, rt.exceptions[SyntaxError], TRY(rt.str(d.message))));
            std::string_view last = source_.line(source_.lines());
            bool continued = !last.empty() && last.back() == '\\' && last.size() > 1;
            int column = continued || fstrings_ > 0 ? source_.characters(source_.lines(), static_cast<int>(last.size())) + 1 : 0;
            auto set = [&](const char* name, View value) -> Result<void> { return set_attribute(rt, error, TRY(intern(rt, name)).get(), value); };
            Value file = TRY(rt.str("<string>"));
            if (set("filename", file).raised() || set("lineno", View::small_int(source_.lines())).raised() || set("offset", View::small_int(column)).raised() ||
                set("end_lineno", View::small_int(source_.lines())).raised())
                return Raised{};
            return rt.raise_object(std::move(error));
        }
        ExceptionType type = d.kind == Diagnostic::Kind::TabError ? TabError : d.kind == Diagnostic::Kind::IndentationError ? IndentationError : SyntaxError;
        int line = d.line ? d.line : 1, column = d.column;
        std::string_view shown = source_.line(line);
        if (type != SyntaxError) column = source_.characters(line, static_cast<int>(shown.size())) + 1;
        Value message = TRY(rt.str(d.message)), file = TRY(rt.str("<string>")), text = TRY(rt.str(shown));
        View none = View::none(), last = type == SyntaxError ? View::small_int(line) : none, end = type == SyntaxError ? View::small_int(column) : none;
        Ref<Tuple> place = TRY(new_tuple(rt, {file, View::small_int(line), View::small_int(column), text, last, end}));
        Ref<Tuple> arguments = TRY(new_tuple(rt, {message, View(place.get())}));
        return rt.raise_object(TRY(new_exception_with(rt, rt.exceptions[type], arguments.get())));
    }

private:
    void read() {
        Token token = lexer_.next();
        bool layout = token.kind == TokenKind::INDENT || token.kind == TokenKind::DEDENT || token.kind == TokenKind::ENDMARKER;
        if (token.kind == TokenKind::INVALID) layout = fstrings_ == 0 || lexer_.error()->line == 0;
        pass_over(layout ? text_.size() : token.begin, token.kind == TokenKind::NEWLINE ? token.begin : text_.size());
        switch (token.kind) {
            case TokenKind::INVALID: failed_ = true; return;
            case TokenKind::ENDMARKER:
                ended_ = true;
                if (extra_ || size_) pieces_.push_back({kEndMarker, text_.size(), text_.size(), true});
                return;
            case TokenKind::INDENT: pieces_.push_back({kIndent, starts_[line_at(at_)], at_}); return;
            case TokenKind::DEDENT: pieces_.push_back({kDedent, at_, at_, at_ >= text_.size()}); return;
            case TokenKind::FSTRING_START: ++fstrings_; raw_.push_back(token.raw); break;
            case TokenKind::FSTRING_END: --fstrings_; raw_.pop_back(); break;
            case TokenKind::FORMAT_COLON: break;
            case TokenKind::FSTRING_MIDDLE:
                at_ = token.end;
                if (token.begin == token.end) pieces_.push_back({kFStringMiddle, token.begin, token.end});
                else middle(token.begin, token.end);
                return;
            default: break;
        }
        if (token.kind == TokenKind::LESS && text_[token.end] == '>') {  // "<>" is two tokens for the parser
            token.kind = TokenKind::NOTEQUAL;
            token.end = lexer_.next().end;
        }
        pieces_.push_back({number_of(token.kind), token.begin, token.end});
        at_ = token.end;
    }

    /// From the last token to `until`, or to something that is no blank, comment or line end; a line end at `newline` is a token of its own.
    void pass_over(std::size_t until, std::size_t newline) {
        while (at_ < until) {
            char c = text_[at_];
            std::size_t line_end = c == '\r' && at_ + 1 < text_.size() && text_[at_ + 1] == '\n' ? 2 : c == '\n' || c == '\r' ? 1 : 0;
            if (c == ' ' || c == '\t' || c == '\f') {
                ++at_;
            } else if (c == '#') {
                std::size_t end = std::min(text_.find_first_of("\r\n", at_), text_.size());
                if (extra_) pieces_.push_back({kComment, at_, end});
                comment_ = {kComment, at_, end};
                at_ = end;
            } else if (c == '\\' && at_ + 1 < text_.size() && (text_[at_ + 1] == '\n' || text_[at_ + 1] == '\r')) {
                at_ += text_[at_ + 1] == '\r' && at_ + 2 < text_.size() && text_[at_ + 2] == '\n' ? 3 : 2;
            } else if (line_end && at_ != newline) {
                if (extra_) pieces_.push_back({kBlank, at_, at_ + line_end});
                at_ += line_end;
            } else {
                return;
            }
        }
    }

    /// The text of an f-string ends at doubled braces, of which the second is passed over, and after \N{…}.
    void middle(std::size_t begin, std::size_t end) {
        bool raw = !raw_.empty() && raw_.back();
        for (std::size_t at = begin; at < end; ++at) {
            char c = text_[at];
            bool doubled = (c == '{' || c == '}') && at + 1 < end && text_[at + 1] == c;
            if (c == '\\' && at + 1 < end) {
                if (!raw && text_[at + 1] == 'N' && at + 2 < end && text_[at + 2] == '{') {
                    std::size_t close = text_.find('}', at);
                    if (close >= end) continue;
                    pieces_.push_back({kFStringMiddle, begin, close + 1});
                    at = close;
                    begin = close + 1;
                } else if (text_[at + 1] != '{' && text_[at + 1] != '}') {
                    ++at;
                }
            } else if (doubled) {
                pieces_.push_back({kFStringMiddle, begin, at + 1});
                begin = ++at + 1;
            }
        }
        if (begin < end) pieces_.push_back({kFStringMiddle, begin, end});
    }

    std::size_t line_at(std::size_t offset) {
        // Tokens come in order.
        if (offset < starts_[known_line_]) known_line_ = static_cast<std::size_t>(std::upper_bound(starts_.begin(), starts_.end(), offset) - starts_.begin()) - 1;
        while (known_line_ + 1 < starts_.size() && offset >= starts_[known_line_ + 1]) ++known_line_;
        return known_line_;
    }
    std::int64_t column(std::size_t line, std::size_t offset) {
        if (counted_line_ != line || offset < counted_to_) {
            counted_line_ = line;
            counted_to_ = starts_[line];
            counted_ = 0;
        }
        for (; counted_to_ < offset && counted_to_ < text_.size(); ++counted_to_) counted_ += (static_cast<unsigned char>(text_[counted_to_]) & 0xc0) != 0x80;
        return counted_;
    }

    Source source_;
    Lexer lexer_;
    bool extra_, ended_ = false, failed_ = false;
    std::string_view text_;
    std::size_t size_ = 0, implicit_end_ = 0, at_ = 0;
    int fstrings_ = 0;  // that are open
    std::vector<bool> raw_;
    std::vector<std::size_t> starts_;
    std::deque<Piece> pieces_;
    Piece comment_{};  // the last one
    std::size_t known_line_ = 0, counted_line_ = 0, counted_to_ = 0;
    std::int64_t counted_ = 0;
    std::size_t line_number_ = 0;
};

struct TokenizerIter : Object {
    Value readline, encoding, line;  // encoding: str or None; line: the source of the last token
    Reading* reading;
    std::size_t charged;
    bool extra, ended;
};

Result<Value> construct(Runtime& rt, Type* type, Args args) {
    bool extra = TRY(args.truth(2));
    TRY(args.str_or_none(3));
    TokenizerIter* made = rt.allocate<TokenizerIter>(type);
    if (!made) return rt.raise_memory_error();
    new (&made->readline) Value(args[1]);
    new (&made->encoding) Value(args[3]);
    new (&made->line) Value(View::none());
    made->reading = nullptr;
    made->charged = 0;
    made->extra = extra;
    made->ended = false;
    return Value::adopt(View(made));
}

bool is_empty(View line) {
    if (Str* text = as_str(line)) return text->size == 0;
    return is_kind(line, Kind::bytes) && line.as<Bytes>()->size == 0;
}

/// Reads all lines and begins.
Result<void> begin(Runtime& rt, TokenizerIter* self) {
    std::string text;
    std::size_t lines = 0;
    Value readline = self->readline, encoding = self->encoding;
    for (;;) {
        Result<Value> line = call(rt, readline);
        if (line.raised()) {
            if (rt.stopping() || !rt.swallow(StopIteration)) return Raised{};
            break;
        }
        // A line without an end is the last, or gets one.
        if (!text.empty() && text.back() != '\n' && text.back() != '\r' && !is_empty(line.value())) text += '\n';
        std::size_t before = text.size();
        if (Str* codec = as_str(encoding)) {
            if (!is_kind(line.value(), Kind::bytes)) return rt.raise(TypeError, "readline() returned a non-bytes object");
            BufferGuard bytes(rt, line.value());
            if (bytes.raised()) return Raised{};
            if (bytes.text().empty()) break;
            Value decoded = TRY(decode_bytes(rt, bytes.text(), codec->text(), "replace"));
            if (Str* characters = as_str(decoded)) text += characters->text();
        } else {
            Str* characters = as_str(line.value());
            if (!characters) return rt.raise(TypeError, "readline() returned a non-string object");
            text += characters->text();
        }
        if (text.size() == before) break;
        TRY(rt.charge(static_cast<std::int64_t>((text.size() - before) / 8 + 1)));
        lines += static_cast<std::size_t>(std::count(text.begin() + static_cast<std::ptrdiff_t>(before), text.end(), '\n'));
        std::size_t want = 3 * text.size() + 4 * sizeof(std::size_t) * lines;  // the text twice, and two tables of lines, with room to grow
        if (want > self->charged) {
            std::size_t more = std::max(want - self->charged, self->charged);
            if (!rt.limits.charge(more)) return rt.raise_memory_error();
            self->charged += more;
        }
    }
    if (!self->reading) self->reading = new Reading(text, self->extra);
    return {};
}

Result<Value> next_token(Runtime& rt, View view) {
    auto* self = view.as<TokenizerIter>();
    if (self->ended) return Value();
    Value held(view);
    if (!self->reading) TRY(begin(rt, self));
    TRY(rt.charge(1));
    Piece piece{};
    if (self->reading->next(piece)) return self->reading->tuple(rt, piece, self->line);
    self->ended = true;
    if (self->reading->error()) return self->reading->raise(rt);
    return Value();
}

void drop(Runtime& rt, TokenizerIter* self) {
    delete std::exchange(self->reading, nullptr);
    rt.limits.refund(std::exchange(self->charged, 0));
}

const TypeDef tokenizer_iter_type{
    .name = "TokenizerIter",
    .module = "_tokenize",
    .doc = "The tokens of the lines that readline() gives, as tuples.",
    .size = sizeof(TokenizerIter),
    .flags = Type::container,
    .construct_signature = "(readline, /, *, extra_tokens, encoding=None)",
    .construct_bound = construct,
    .slots = {.destroy =
                  [](Runtime& rt, Object* object) {
                      auto* self = static_cast<TokenizerIter*>(object);
                      drop(rt, self);
                      self->readline.~Value();
                      self->encoding.~Value();
                      self->line.~Value();
                      rt.free_instance(object, sizeof(TokenizerIter));
                  },
              .traverse =
                  [](Object* object, Visitor& visit) {
                      visit(static_cast<TokenizerIter*>(object)->readline);
                      visit(static_cast<TokenizerIter*>(object)->encoding);
                      visit(static_cast<TokenizerIter*>(object)->line);
                  },
              .clear = [](Runtime&, Object* object) { static_cast<TokenizerIter*>(object)->readline = View::none(); },
              .iter = [](Runtime&, View self) -> Result<Value> { return Value(self); },
              .next = next_token},
};

constexpr const TypeDef* kTypes[] = {&tokenizer_iter_type};

}  // namespace

extern const ModuleDef tokenize_module;
const ModuleDef tokenize_module{.name = "_tokenize", .doc = "The lexer's tokens.", .types = kTypes};

}  // namespace ouro
