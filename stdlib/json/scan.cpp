// SPDX-License-Identifier: MIT
// Reading JSON: a Scanner reads one value of a text. Nesting is kept in a list of levels, not on the machine stack. Positions are bytes
// here and characters in whatever scripts see.
#include <charconv>
#include <cstring>

#include "runtime/objects/containers.h"
#include "runtime/objects/exception.h"
#include "runtime/objects/number.h"
#include "runtime/objects/protocol.h"
#include "runtime/objects/str.h"
#include "runtime/objects/str_number.h"
#include "runtime/objects/unicode.h"
#include "stdlib/json/json.h"
#include "stdlib/owned_fields.h"

namespace ouro::json {

namespace {

struct Scanner : Object {
    Value object_hook, object_pairs_hook, parse_float, parse_int, parse_constant, strict;
    template <typename F>
    void each_field(F&& f) {
        for (Value* field : {&object_hook, &object_pairs_hook, &parse_float, &parse_int, &parse_constant, &strict}) f(*field);
    }
};

bool is_white(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }
bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// Something to read: a text, and where one is in it.
class Reader {
public:
    Reader(Runtime& rt, Str* text, std::size_t from, bool strict) : rt_(rt), text_(text), begin_(text->data()), end_(begin_ + text->size), strict_(strict) {
        at_ = begin_ + byte_offset(rt, text, from);
    }

    /// The position in characters.
    std::size_t characters(const char* at) const {
        if (text_.get()->ascii()) return static_cast<std::size_t>(at - begin_);
        std::size_t count = 0;
        for (const char* p = begin_; p < at; ++p) count += (static_cast<unsigned char>(*p) & 0xc0) != 0x80;
        return count;
    }
    const char* at() const { return at_; }

    Raised fail(const char* message, const char* at) {
        Value module = TRY(rt_.hooks.import(rt_, TRY(intern(rt_, "json.decoder")).get(), rt_.builtins.get(), TRY(names("JSONDecodeError")), 0));
        Value type = TRY(get_attribute(rt_, module, TRY(intern(rt_, "JSONDecodeError")).get()));
        return rt_.raise_object(TRY(call(rt_, type, {TRY(rt_.str(message)), text_, View::small_int(static_cast<std::int64_t>(characters(at)))})));
    }

    /// A string whose opening quote lies before at_.
    Result<Ref<Str>> string(bool key) {
        const char* quote = at_ - 1;
        const char* from = at_;
        while (at_ < end_ && plain(*at_)) ++at_;
        TRY(rt_.charge((at_ - from) / 32));
        if (at_ < end_ && *at_ == '"') {  // most have no escapes
            std::string_view whole(from, static_cast<std::size_t>(at_++ - from));
            return key ? intern(rt_, whole) : new_str(rt_, whole);
        }
        StrBuilder out(rt_);
        for (;;) {
            TRY(out.append({from, static_cast<std::size_t>(at_ - from)}));
            if (at_ == end_) return fail("Unterminated string starting at", quote);
            char c = *at_;
            if (c == '"') break;
            if (c != '\\') return fail("Invalid control character at", at_);
            if (++at_ == end_) return fail("Unterminated string starting at", quote);
            TRY(rt_.charge(1));
            TRY(escape(out));
            from = at_;
            while (at_ < end_ && plain(*at_)) ++at_;
        }
        ++at_;
        return key ? intern(rt_, out.text()) : out.take();
    }

protected:
    bool plain(char c) const { return c != '"' && c != '\\' && (static_cast<unsigned char>(c) >= 0x20 || !strict_); }

    Result<Value> names(const char* name) {
        Ref<Tuple> made = TRY(new_tuple(rt_, {TRY(intern(rt_, name))}));
        return made;
    }

    /// Four hexadecimal digits; -1 where they are not there.
    std::int32_t hex(const char* from) const {
        std::int32_t value = 0;
        for (const char* p = from; p < from + 4; ++p) {
            char c = *p;
            if (is_digit(c)) value = value * 16 + (c - '0');
            else if (c >= 'a' && c <= 'f') value = value * 16 + (c - 'a' + 10);
            else if (c >= 'A' && c <= 'F') value = value * 16 + (c - 'A' + 10);
            else return -1;
        }
        return value;
    }

    /// at_ is behind the backslash.
    Result<void> escape(StrBuilder& out) {
        constexpr std::string_view kLetters = "\"\\/bfnrt", kMeant = "\"\\/\b\f\n\r\t";
        char c = *at_++;
        if (c != 'u') {
            std::size_t found = kLetters.find(c);
            if (found == std::string_view::npos) return fail("Invalid \\escape", at_ - 2);
            return out.append(kMeant.substr(found, 1));
        }
        const char* digits = at_;
        if (end_ - digits <= 4) return fail("Invalid \\uXXXX escape", digits - 1);
        std::int32_t value = hex(digits);
        if (value < 0) return fail("Invalid \\uXXXX escape", digits - 1);
        at_ += 4;
        if (value >= 0xd800 && value < 0xdc00 && end_ - at_ > 6 && at_[0] == '\\' && at_[1] == 'u') {
            std::int32_t low = hex(at_ + 2);
            if (low < 0) return fail("Invalid \\uXXXX escape", at_ + 1);
            if (low >= 0xdc00 && low < 0xe000) {
                at_ += 6;
                value = 0x10000 + ((value - 0xd800) << 10) + (low - 0xdc00);
            }
        }
        return out.append_char(static_cast<char32_t>(value));
    }

    void skip_white() {
        while (at_ < end_ && is_white(*at_)) ++at_;
    }

    Runtime& rt_;
    Ref<Str> text_;  // which nobody may change meanwhile
    const char *begin_, *end_, *at_;
    bool strict_;
};

class Parser : public Reader {
public:
    Parser(Runtime& rt, Scanner* scanner, Str* text, std::size_t from, bool strict) : Reader(rt, text, from, strict), scanner_(scanner) {}

    Result<Value> run() {
        for (;;) {
            TRY(rt_.charge(1));
            Value value;
            if (at_ == end_) return no_value(at_);
            char c = *at_;
            if (c == '{' || c == '[') {
                if (levels_.size() == kMaxDepth)
                    return rt_.raise(RecursionError, "maximum recursion depth exceeded while decoding a JSON %s from a unicode string", c == '{' ? "object" : "array");
                ++at_;
                skip_white();
                Level level{c == '{', Value(), Ref<Str>()};
                bool pairs = level.object && !scanner_->object_pairs_hook.is_none();
                if (level.object && !pairs) level.container = TRY(new_dict(rt_));
                else level.container = TRY(new_list(rt_));
                bool empty = at_ < end_ && *at_ == (c == '{' ? '}' : ']');
                levels_.push_back(std::move(level));
                if (!empty) {
                    if (c == '{') TRY(read_key());
                    continue;
                }
                ++at_;
                value = TRY(close());
            } else {
                value = TRY(scalar(c));
            }
            // The value belongs to the innermost level, which may end with it.
            for (;;) {
                if (levels_.empty()) return value;
                TRY(add(std::move(value)));
                bool object = levels_.back().object;
                char closing = object ? '}' : ']';
                skip_white();
                if (at_ < end_ && *at_ == closing) {
                    ++at_;
                    value = TRY(close());
                    continue;
                }
                if (at_ == end_ || *at_ != ',') return fail("Expecting ',' delimiter", at_);
                const char* comma = at_++;
                skip_white();
                if (at_ < end_ && *at_ == closing) return fail(object ? "Illegal trailing comma before end of object" : "Illegal trailing comma before end of array", comma);
                if (object) TRY(read_key());
                break;
            }
        }
    }

private:
    struct Level {
        bool object;
        Value container;  // a list, or a dict; with object_pairs_hook a list of pairs
        Ref<Str> key;     // of the value to come
    };

    Raised no_value(const char* at) {
        return rt_.raise_object(TRY(new_exception(rt_, rt_.exception_type(StopIteration), View::small_int(static_cast<std::int64_t>(characters(at))))));
    }

    Result<void> read_key() {
        if (at_ == end_ || *at_ != '"') return fail("Expecting property name enclosed in double quotes", at_);
        ++at_;
        levels_.back().key = TRY(string(true));
        skip_white();
        if (at_ == end_ || *at_ != ':') return fail("Expecting ':' delimiter", at_);
        ++at_;
        skip_white();
        return {};
    }

    Result<void> add(Value value) {
        Level& level = levels_.back();
        if (!level.object) return list_append(rt_, level.container.as<List>(), std::move(value));
        if (Dict* dict = as_dict(level.container)) return dict_set(rt_, dict, level.key.get(), value);
        Ref<Tuple> pair = TRY(new_tuple(rt_, {level.key, value}));
        return list_append(rt_, level.container.as<List>(), pair);
    }

    /// The value of the innermost level, which is complete.
    Result<Value> close() {
        Level level = std::move(levels_.back());
        levels_.pop_back();
        if (!level.object) return level.container;
        View hook = !scanner_->object_pairs_hook.is_none() ? scanner_->object_pairs_hook : scanner_->object_hook;
        if (hook.is_none()) return level.container;
        return call(rt_, hook, {level.container});
    }

    bool word(std::string_view text) {
        if (static_cast<std::size_t>(end_ - at_) < text.size() || std::string_view(at_, text.size()) != text) return false;
        at_ += text.size();
        return true;
    }

    Result<Value> scalar(char c) {
        switch (c) {
            case '"': {
                ++at_;
                Ref<Str> text = TRY(string(false));
                return text;
            }
            case 'n':
                if (word("null")) return View::none();
                break;
            case 't':
                if (word("true")) return View::boolean(true);
                break;
            case 'f':
                if (word("false")) return View::boolean(false);
                break;
            case 'N':
                if (word("NaN")) return constant("NaN");
                break;
            case 'I':
                if (word("Infinity")) return constant("Infinity");
                break;
            case '-':
                if (word("-Infinity")) return constant("-Infinity");
                break;
            default: break;
        }
        return number();
    }

    Result<Value> constant(const char* name) { return call(rt_, scanner_->parse_constant, {TRY(rt_.str(name))}); }

    Result<Value> number() {
        const char *from = at_, *p = at_;
        if (p < end_ && *p == '-') ++p;
        if (p == end_ || !is_digit(*p)) return no_value(from);
        if (*p == '0') ++p;
        else
            while (p < end_ && is_digit(*p)) ++p;
        bool whole = true;
        if (p + 1 < end_ && *p == '.' && is_digit(p[1])) {
            whole = false;
            for (++p; p < end_ && is_digit(*p);) ++p;
        }
        if (p + 1 < end_ && (*p == 'e' || *p == 'E')) {
            const char* exponent = p + 1;
            if (exponent + 1 < end_ && (*exponent == '+' || *exponent == '-')) ++exponent;
            if (is_digit(*exponent)) {
                whole = false;
                for (p = exponent; p < end_ && is_digit(*p);) ++p;
            }
        }
        at_ = p;
        std::string_view text(from, static_cast<std::size_t>(p - from));
        View custom = whole ? scanner_->parse_int : scanner_->parse_float;
        if (custom != View(whole ? rt_.types.int_ : rt_.types.float_)) return call(rt_, custom, {TRY(rt_.str(text))});
        if (!whole) {
            TRY(rt_.charge(static_cast<std::int64_t>(text.size() / 16)));
            double value = 0;
            auto result = std::from_chars(text.data(), text.data() + text.size(), value);
            // Out of range: too large is infinite, too small is nothing; strtod() knows which.
            if (result.ec == std::errc::result_out_of_range) value = std::strtod(std::string(text).c_str(), nullptr);
            return rt_.real(value);
        }
        std::int64_t value = 0;
        if (text.size() <= 18 && std::from_chars(text.data(), text.data() + text.size(), value).ec == std::errc()) return rt_.integer(value);
        Value shown = TRY(rt_.str(text));
        return int_from_text(rt_, text, 10, shown);
    }

    Scanner* scanner_;  // which the caller holds
    std::vector<Level> levels_;
};

Result<Value> with_end(Runtime& rt, View value, std::size_t end) {
    Ref<Tuple> made = TRY(new_tuple(rt, {value, View::small_int(static_cast<std::int64_t>(end))}));
    return made;
}

/// scan_once(text, index): the value there and where it ends. StopIteration where there is none.
Result<Value> scan_once(Runtime& rt, View self, const Arguments& arguments) {
    if (arguments.count != 2 || (arguments.names && arguments.names->size)) return rt.raise(TypeError, "scan_once() takes exactly 2 positional arguments");
    std::int64_t index = TRY(index_to_int64(rt, arguments[1]));
    Str* text = as_str(arguments[0]);
    if (!text) return rt.raise(TypeError, "first argument must be a string, not %s", type_name(rt, arguments[0]));
    if (index < 0) return rt.raise(ValueError, "idx cannot be negative");
    if (static_cast<std::size_t>(index) > text->length())
        return rt.raise_object(TRY(new_exception(rt, rt.exception_type(StopIteration), View::small_int(index))));
    Ref<Scanner> scanner(self.as<Scanner>());
    bool strict = TRY(truth(rt, scanner->strict));
    Parser parser(rt, scanner.get(), text, static_cast<std::size_t>(index), strict);
    Value value = TRY(parser.run());
    return with_end(rt, value, parser.characters(parser.at()));
}

/// Takes its fields from a decoder.
Result<Value> construct(Runtime& rt, Type* type, Args args) {
    Ref<Scanner> made = TRY(new_with_fields<Scanner>(rt, type));
    constexpr const char* names[] = {"object_hook", "object_pairs_hook", "parse_float", "parse_int", "parse_constant", "strict"};
    Value* fields[] = {&made->object_hook, &made->object_pairs_hook, &made->parse_float, &made->parse_int, &made->parse_constant, &made->strict};
    for (std::size_t n = 0; n < 6; ++n) *fields[n] = TRY(get_attribute(rt, args[1], TRY(intern(rt, names[n])).get()));
    return made;
}

Result<Value> scanstring(Runtime& rt, Args args) {
    Str* text = as_str(args[0]);
    if (!text) return rt.raise(TypeError, "first argument must be a string, not %s", type_name(rt, args[0]));
    std::int64_t end = TRY(args.integer(1));
    if (end < 0 || static_cast<std::size_t>(end) > text->length()) return rt.raise(ValueError, "end is out of bounds");
    Reader reader(rt, text, static_cast<std::size_t>(end), TRY(args.truth(2)));
    Ref<Str> made = TRY(reader.string(false));
    return with_end(rt, made, reader.characters(reader.at()));
}

/// The first position from `index` on that is no white space.
Result<Value> skip(Runtime& rt, Args args) {
    Str* text = TRY(args.str(0));
    std::int64_t index = TRY(args.integer(1));
    auto length = static_cast<std::int64_t>(text->length());
    if (index < 0 || index > length) return rt.integer(index < 0 ? 0 : length);
    std::size_t from = byte_offset(rt, text, static_cast<std::size_t>(index)), at = from;
    std::string_view whole = text->text();
    while (at < whole.size() && is_white(whole[at])) ++at;
    TRY(rt.charge(static_cast<std::int64_t>((at - from) / 16)));
    return rt.integer(index + static_cast<std::int64_t>(at - from));
}

constexpr FunctionDef functions[] = {
    {"scanstring(string, end, strict=True, /)", scanstring, "Scan the string s for a JSON string. Its value, and where it ends."},
    {"_skip(string, index, /)", skip, "The first position from index on that is no white space."},
};

constexpr PropertyDef properties[] = {
    {"strict", [](Runtime&, View self) -> Result<Value> { return self.as<Scanner>()->strict; }, nullptr, "strict", true},
    {"object_hook", [](Runtime&, View self) -> Result<Value> { return self.as<Scanner>()->object_hook; }, nullptr, "object_hook", true},
    {"object_pairs_hook", [](Runtime&, View self) -> Result<Value> { return self.as<Scanner>()->object_pairs_hook; }, nullptr, "object_pairs_hook", true},
    {"parse_float", [](Runtime&, View self) -> Result<Value> { return self.as<Scanner>()->parse_float; }, nullptr, "parse_float", true},
    {"parse_int", [](Runtime&, View self) -> Result<Value> { return self.as<Scanner>()->parse_int; }, nullptr, "parse_int", true},
    {"parse_constant", [](Runtime&, View self) -> Result<Value> { return self.as<Scanner>()->parse_constant; }, nullptr, "parse_constant", true},
};

}  // namespace

const std::span<const FunctionDef> scan_functions = functions;

const TypeDef scanner_type{.name = "make_scanner",
                           .module = "_json",
                           .doc = "JSON scanner object",
                           .size = sizeof(Scanner),
                           .flags = Type::base_type | Type::container | Type::immutable,
                           .construct_signature = "(context)",
                           .construct_bound = construct,
                           .slots = {.destroy = destroy_fields<Scanner>, .traverse = traverse_fields<Scanner>, .clear = clear_fields<Scanner>, .call = scan_once},
                           .properties = properties};

}  // namespace ouro::json
