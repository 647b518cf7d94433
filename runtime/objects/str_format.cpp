// SPDX-License-Identifier: MIT
// str.format() and format_map(): replacement fields (library reference, "Format String Syntax").
#include "runtime/objects/str_format.h"

#include "runtime/objects/containers.h"
#include "runtime/objects/protocol.h"
#include "runtime/objects/str.h"

namespace ouro {

namespace {

class Formatter {
public:
    Formatter(Runtime& rt, Tuple* arguments, View keywords) : rt_(rt), arguments_(arguments), keywords_(keywords) {}

    Result<void> run(std::string_view text, StrBuilder& out, int depth) {
        if (depth < 0) return rt_.raise(ValueError, "Max string recursion exceeded");
        while (!text.empty()) {
            std::size_t at = text.find_first_of("{}");
            if (at == std::string_view::npos) return out.append(text);
            TRY(out.append(text.substr(0, at)));
            char brace = text[at];
            text.remove_prefix(at + 1);
            if (!text.empty() && text[0] == brace) {
                TRY(out.append(std::string_view(&brace, 1)));
                text.remove_prefix(1);
                continue;
            }
            if (brace == '}') return rt_.raise(ValueError, "Single '}' encountered in format string");
            if (text.empty()) return rt_.raise(ValueError, "Single '{' encountered in format string");
            // The field ends at the brace that closes it; brackets hide braces inside an index.
            std::size_t end = 0, nested = 1;
            bool bracket = false, in_spec = false;
            for (; end < text.size(); ++end) {
                char c = text[end];
                if (bracket) {
                    bracket = c != ']';
                    continue;
                }
                if (c == '[' && !in_spec) bracket = true;
                else if (c == '{') ++nested;
                else if (c == '}' && --nested == 0) break;
                else if ((c == ':' || c == '!') && nested == 1) in_spec = true;
            }
            if (end == text.size()) return rt_.raise(ValueError, "expected '}' before end of string");
            TRY(field(text.substr(0, end), out, depth));
            text.remove_prefix(end + 1);
        }
        return {};
    }

private:
    Result<void> field(std::string_view body, StrBuilder& out, int depth) {
        std::size_t end = 0;
        bool bracket = false;
        for (; end < body.size(); ++end) {
            char c = body[end];
            if (c == '{' && !bracket) return rt_.raise(ValueError, "unexpected '{' in field name");
            if (c == '[') bracket = true;
            else if (c == ']') bracket = false;
            else if (!bracket && (c == ':' || c == '!')) break;
        }
        std::string_view name = body.substr(0, end), rest = body.substr(end);
        char conversion = 0;
        if (!rest.empty() && rest[0] == '!') {
            if (rest.size() < 2) return rt_.raise(ValueError, "unmatched '{' in format spec");
            conversion = rest[1];
            if (rest.size() > 2 && rest[2] != ':') return rt_.raise(ValueError, "expected ':' after conversion specifier");
            rest.remove_prefix(2);
        }
        if (!rest.empty()) rest.remove_prefix(1);  // the colon
        Value value = TRY(lookup(name));
        if (conversion) {
            switch (conversion) {
                case 'r': value = TRY(repr(rt_, value)); break;
                case 's': value = TRY(to_str(rt_, value)); break;
                case 'a': value = TRY(ascii(rt_, value)); break;
                default:
                    if (conversion > 32 && conversion < 127)
                        return rt_.raise(ValueError, "Unknown conversion specifier '%c'", conversion);
                    return rt_.raise(ValueError, "Unknown conversion specifier \\x%x", static_cast<unsigned char>(conversion));
            }
        }
        Ref<Str> specification;
        if (rest.find_first_of("{}") != std::string_view::npos) {
            StrBuilder inner(rt_);
            TRY(run(rest, inner, depth - 1));
            specification = TRY(inner.take());
        } else {
            specification = TRY(new_str(rt_, rest));
        }
        Ref<Str> text = TRY(format(rt_, value, specification.get()));
        return out.append(text.get());
    }

    static bool is_number(std::string_view text) { return !text.empty() && text.find_first_not_of("0123456789") == std::string_view::npos; }

    Result<std::size_t> to_index(std::string_view text) {
        std::size_t n = 0;
        for (char c : text) {
            if (n > PTRDIFF_MAX / 10 - 10) return rt_.raise(ValueError, "Too many decimal digits in format string");
            n = n * 10 + static_cast<std::size_t>(c - '0');
        }
        return n;
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
            std::size_t at = automatic ? next_++ : TRY(to_index(first));
            if (!arguments_) return rt_.raise(ValueError, "Format string contains positional fields");
            if (at >= arguments_->size) return rt_.raise(IndexError, "Replacement index %zu out of range for positional args tuple", at);
            value = arguments_->items[at];
        } else {
            Ref<Str> key = TRY(new_str(rt_, first));
            if (keywords_.is_unbound()) return rt_.raise_value(KeyError, key);
            value = TRY(get_item(rt_, keywords_, key));
        }
        while (!rest.empty()) {
            char kind = rest[0];
            rest.remove_prefix(1);
            std::size_t stop = kind == '.' ? rest.find_first_of(".[") : rest.find(']');
            if (kind == '[' && stop == std::string_view::npos) return rt_.raise(ValueError, "Missing ']' in format string");
            if (stop == std::string_view::npos) stop = rest.size();
            std::string_view part = rest.substr(0, stop);
            if (part.empty()) return rt_.raise(ValueError, "Empty attribute in format string");
            rest.remove_prefix(stop + (kind == '['));
            if (kind == '.') {
                value = TRY(get_attribute(rt_, value, TRY(intern(rt_, part)).get()));
                continue;
            }
            if (kind != '[') return rt_.raise(ValueError, "Only '.' or '[' may follow ']' in format field specifier");
            if (is_number(part)) {
                Value at = TRY(rt_.integer(static_cast<std::int64_t>(TRY(to_index(part)))));
                value = TRY(get_item(rt_, value, at));
            } else {
                value = TRY(get_item(rt_, value, TRY(new_str(rt_, part))));
            }
            if (!rest.empty() && rest[0] != '.' && rest[0] != '[')
                return rt_.raise(ValueError, "Only '.' or '[' may follow ']' in format field specifier");
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

Result<Value> format_string(Runtime& rt, Str* text, Tuple* arguments, View keywords) {
    StrBuilder out(rt);
    Formatter formatter(rt, arguments, keywords);
    TRY(formatter.run(text->text(), out, 2));
    Ref<Str> made = TRY(out.take());
    return made;
}

}  // namespace ouro
