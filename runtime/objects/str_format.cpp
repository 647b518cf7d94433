// SPDX-License-Identifier: MIT
// str.format() and format_map(): replacement fields (library reference, "Format String Syntax").
#include "runtime/objects/str_format.h"

#include "runtime/objects/containers.h"
#include "runtime/objects/format_spec.h"
#include "runtime/objects/protocol.h"
#include "runtime/objects/str.h"
#include "runtime/objects/unicode.h"

namespace ouro {

namespace {

bool is_number(std::string_view text) { return !text.empty() && text.find_first_not_of("0123456789") == std::string_view::npos; }

Result<std::size_t> to_index(Runtime& rt, std::string_view text) {
    std::size_t n = 0;
    for (char c : text) {
        if (n > PTRDIFF_MAX / 10 - 10) return rt.raise(ValueError, "Too many decimal digits in format string");
        n = n * 10 + static_cast<std::size_t>(c - '0');
    }
    return n;
}

class Formatter {
public:
    Formatter(Runtime& rt, Tuple* arguments, View keywords) : rt_(rt), arguments_(arguments), keywords_(keywords) {}

    Result<void> run(std::string_view text, StrBuilder& out, int depth) {
        if (depth <= 0) return rt_.raise(ValueError, "Max string recursion exceeded");
        while (!text.empty()) {
            ReplacementField field;
            TRY(out.append(TRY(read_field(rt_, text, field))));
            if (field.present) TRY(show(field, out, depth));
        }
        return {};
    }

private:
    /// Writes what a field stands for.
    Result<void> show(const ReplacementField& field, StrBuilder& out, int depth) {
        Value value = TRY(lookup(field.name));
        std::string_view conversion = field.conversion;
        if (conversion == "r") value = TRY(repr(rt_, value));
        else if (conversion == "s") value = TRY(to_str(rt_, value));
        else if (conversion == "a") value = TRY(ascii(rt_, value));
        else if (!conversion.empty()) return unknown_conversion(conversion);
        if (!field.nested) return format_into(rt_, value, field.specification, out);
        StrBuilder specification(rt_);
        TRY(run(field.specification, specification, depth - 1));
        return format_into(rt_, value, specification.text(), out);
    }

    Raised unknown_conversion(std::string_view conversion) {
        char32_t c = CharReader(conversion).next();
        if (c > 32 && c < 127) return rt_.raise(ValueError, "Unknown conversion specifier %c", static_cast<char>(c));
        return rt_.raise(ValueError, "Unknown conversion specifier \\x%x", static_cast<unsigned>(c));
    }

    Result<Value> lookup(std::string_view name) {
        std::size_t end = name.find_first_of(".[");
        std::string_view first = name.substr(0, end), rest = end == std::string_view::npos ? "" : name.substr(end);
        Value value;
        bool automatic = first.empty();
        if (automatic || is_number(first)) {
            if (numbering_ != unknown && (numbering_ == automatic_numbers) != automatic)
                return rt_.raise(ValueError, automatic ? "cannot switch from manual field specification to automatic field numbering"
                                                       : "cannot switch from automatic field numbering to manual field specification");
            numbering_ = automatic ? automatic_numbers : manual_numbers;
            std::size_t at = automatic ? next_++ : TRY(to_index(rt_, first));
            if (!arguments_) return rt_.raise(ValueError, "Format string contains positional fields");
            if (at >= arguments_->size) return rt_.raise(IndexError, "Replacement index %zu out of range for positional args tuple", at);
            value = arguments_->items[at];
        } else {
            Ref<Str> key = TRY(new_str(rt_, first));
            if (keywords_.is_unbound()) return rt_.raise_value(KeyError, key);
            value = TRY(get_item(rt_, keywords_, key));
        }
        while (!rest.empty()) {
            bool attribute = false;
            std::string_view part = TRY(read_name_part(rt_, rest, attribute));
            if (attribute) value = TRY(get_attribute(rt_, value, TRY(intern(rt_, part)).get()));
            else value = TRY(get_item(rt_, value, TRY(name_part_value(rt_, part))));
        }
        return value;
    }

    Runtime& rt_;
    Tuple* arguments_;
    View keywords_;
    std::size_t next_ = 0;
    enum { unknown, automatic_numbers, manual_numbers } numbering_ = unknown;
};

}  // namespace

Result<std::string_view> read_field(Runtime& rt, std::string_view& text, ReplacementField& field) {
    std::size_t at = text.find_first_of("{}");
    std::string_view literal = text.substr(0, at);
    if (at == std::string_view::npos) {
        text = {};
        return literal;
    }
    char brace = text[at];
    if (at + 1 < text.size() && text[at + 1] == brace) {
        literal = text.substr(0, at + 1);
        text.remove_prefix(at + 2);
        return literal;
    }
    text.remove_prefix(at + 1);
    if (brace == '}') return rt.raise(ValueError, "Single '}' encountered in format string");
    if (text.empty()) return rt.raise(ValueError, "Single '{' encountered in format string");
    field.present = true;
    std::size_t end = 0;
    for (; end < text.size(); ++end) {
        char c = text[end];
        if (c == '{') return rt.raise(ValueError, "unexpected '{' in field name");
        if (c == '[') {  // an index hides what it holds
            end = text.find(']', end);
            if (end == std::string_view::npos) return rt.raise(ValueError, "expected '}' before end of string");
        } else if (c == '}' || c == ':' || c == '!') {
            break;
        }
    }
    if (end == text.size()) return rt.raise(ValueError, "expected '}' before end of string");
    field.name = text.substr(0, end);
    char stop = text[end];
    text.remove_prefix(end + 1);
    if (stop == '!') {
        if (text.empty()) return rt.raise(ValueError, "end of string while looking for conversion specifier");
        std::size_t size = 1;
        while (size < text.size() && (static_cast<unsigned char>(text[size]) & 0xc0) == 0x80) ++size;
        field.conversion = text.substr(0, size);
        text.remove_prefix(size);
        if (!text.empty()) {
            stop = text[0];
            text.remove_prefix(1);
            if (stop != '}' && stop != ':') return rt.raise(ValueError, "expected ':' after conversion specifier");
        }
    }
    if (stop == '}') return literal;
    std::size_t open = 1, size = 0;
    for (; size < text.size(); ++size) {
        if (text[size] == '{') {
            field.nested = true;
            ++open;
        } else if (text[size] == '}' && --open == 0) {
            break;
        }
    }
    if (size == text.size()) return rt.raise(ValueError, "unmatched '{' in format spec");
    field.specification = text.substr(0, size);
    text.remove_prefix(size + 1);
    return literal;
}

Result<std::string_view> read_name_part(Runtime& rt, std::string_view& rest, bool& attribute) {
    attribute = rest[0] == '.';
    if (!attribute && rest[0] != '[') return rt.raise(ValueError, "Only '.' or '[' may follow ']' in format field specifier");
    rest.remove_prefix(1);
    std::size_t stop = attribute ? rest.find_first_of(".[") : rest.find(']');
    if (!attribute && stop == std::string_view::npos) return rt.raise(ValueError, "Missing ']' in format string");
    if (stop == std::string_view::npos) stop = rest.size();
    std::string_view part = rest.substr(0, stop);
    if (part.empty()) return rt.raise(ValueError, "Empty attribute in format string");
    rest.remove_prefix(stop + !attribute);
    return part;
}

Result<Value> name_part_value(Runtime& rt, std::string_view part) {
    if (is_number(part)) return rt.integer(static_cast<std::int64_t>(TRY(to_index(rt, part))));
    Ref<Str> key = TRY(new_str(rt, part));
    return key;
}

Result<Value> format_string(Runtime& rt, Str* text, Tuple* arguments, View keywords) {
    StrBuilder out(rt);
    Formatter formatter(rt, arguments, keywords);
    TRY(formatter.run(text->text(), out, 2));
    Ref<Str> made = TRY(out.take());
    return made;
}

}  // namespace ouro
