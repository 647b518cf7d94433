// SPDX-License-Identifier: MIT
// The % operator of str, bytes and bytearray (library reference, "printf-style String Formatting").
#include <cmath>

#include "runtime/objects/buffer.h"
#include "runtime/objects/containers.h"
#include "runtime/objects/format_spec.h"
#include "runtime/objects/number.h"
#include "runtime/objects/protocol.h"
#include "runtime/objects/str.h"
#include "runtime/objects/str_format.h"
#include "runtime/objects/unicode.h"

namespace ouro {

namespace {

struct Directive {
    bool left = false, plus = false, space = false, alternate = false, zero = false;
    std::int64_t width = -1, precision = -1;
    char32_t code = 0;
};

class PercentFormatter {
public:
    PercentFormatter(Runtime& rt, std::string_view text, View arguments, bool bytes)
        : rt_(rt), text_(text), arguments_(arguments), bytes_(bytes), out_(rt) {
        tuple_ = is_kind(arguments, Kind::tuple) ? arguments.as<Tuple>() : nullptr;
        Type* type = rt.type_of(arguments);
        mapping_ = !tuple_ && !is_kind(arguments, Kind::str) && !is_kind(arguments, Kind::bytes) && !is_kind(arguments, Kind::bytearray) &&
                   type->slots.get_item;
    }

    Result<void> run() {
        while (at_ < text_.size()) {
            std::size_t percent = text_.find('%', at_);
            if (percent == std::string_view::npos) {
                TRY(out_.append(text_.substr(at_)));
                break;
            }
            TRY(out_.append(text_.substr(at_, percent - at_)));
            at_ = percent + 1;
            TRY(directive());
        }
        bool unused = tuple_ ? next_ < tuple_->size : next_ == 0 && !used_mapping_;
        if (unused && !mapping_)
            return rt_.raise(TypeError, "not all arguments converted during %s formatting", bytes_ ? "bytes" : "string");
        return {};
    }
    StrBuilder& out() { return out_; }

private:
    Result<Value> next_argument(bool star = false) {
        if (!star && !current_.is_unbound()) return current_;
        if (used_mapping_) return rt_.raise(TypeError, "not enough arguments for format string");
        if (tuple_) {
            if (next_ < tuple_->size) return tuple_->items[next_++];
        } else if (next_ == 0) {
            ++next_;
            return Value(arguments_);
        }
        return rt_.raise(TypeError, "not enough arguments for format string");
    }

    /// A width, which is a C ssize_t, or a precision, which is a C int: read from the format, or for * from the arguments.
    Result<std::int64_t> number(const char* what, const char* c_type, std::int64_t most) {
        if (at_ < text_.size() && text_[at_] == '*') {
            ++at_;
            Value current = std::exchange(current_, Value());
            Value argument = TRY(next_argument(true));
            current_ = current;
            if (!is_integer(argument)) return rt_.raise(TypeError, "* wants int");
            std::int64_t n;
            if (!fits_int64(argument, n) || n > most || n < -most - 1) return rt_.raise(OverflowError, "Python int too large to convert to C %s", c_type);
            return n;
        }
        std::int64_t n = 0;
        for (; at_ < text_.size() && text_[at_] >= '0' && text_[at_] <= '9'; ++at_)
            if (__builtin_mul_overflow(n, std::int64_t{10}, &n) || __builtin_add_overflow(n, std::int64_t{text_[at_] - '0'}, &n) || n > most)
                return rt_.raise(ValueError, "%s too big", what);
        return n;
    }

    Result<void> directive() {
        if (at_ < text_.size() && text_[at_] == '%') {  // with anything between, it is no format character
            ++at_;
            return out_.append("%");
        }
        Directive d;
        current_ = Value();
        if (at_ < text_.size() && text_[at_] == '(') {
            if (!mapping_) return rt_.raise(TypeError, "format requires a mapping");
            std::size_t depth = 1, from = ++at_;
            for (; at_ < text_.size() && depth; ++at_) depth += text_[at_] == '(' ? 1 : text_[at_] == ')' ? -1 : 0;
            if (depth) return rt_.raise(ValueError, "incomplete format key");
            std::string_view name = text_.substr(from, at_ - 1 - from);
            Value key = bytes_ ? TRY(new_bytes(rt_, name)) : TRY(rt_.str(name));
            current_ = TRY(get_item(rt_, arguments_, key));
            used_mapping_ = true;
        }
        for (; at_ < text_.size(); ++at_) {
            char c = text_[at_];
            if (c == '-') d.left = true;
            else if (c == '+') d.plus = true;
            else if (c == ' ') d.space = true;
            else if (c == '#') d.alternate = true;
            else if (c == '0') d.zero = true;
            else break;
        }
        if (at_ < text_.size() && (text_[at_] == '*' || (text_[at_] >= '1' && text_[at_] <= '9'))) {
            d.width = TRY(number("width", "ssize_t", INT64_MAX));
            if (d.width < 0) {
                d.left = true;
                d.width = -d.width;
            }
        }
        if (at_ < text_.size() && text_[at_] == '.') {
            ++at_;
            d.precision = TRY(number(bytes_ ? "prec" : "precision", "int", INT32_MAX));
            if (d.precision < 0) d.precision = 0;
        }
        if (at_ < text_.size() && (text_[at_] == 'h' || text_[at_] == 'l' || text_[at_] == 'L')) ++at_;
        if (at_ >= text_.size()) return rt_.raise(ValueError, "incomplete format");
        CharReader reader(text_.substr(at_));
        std::size_t index = at_;
        d.code = reader.next();
        at_ = static_cast<std::size_t>(reader.position() - text_.data());
        return convert(d, index);
    }

    Result<void> padded(const Directive& d, std::string_view sign, std::string_view digits, bool numeric) {
        std::size_t length = sign.size();
        for (char c : digits) length += (static_cast<unsigned char>(c) & 0xc0) != 0x80;
        std::size_t width = d.width < 0 ? 0 : static_cast<std::size_t>(d.width), pad = width > length ? width - length : 0;
        bool zeros = d.zero && numeric && !d.left;
        if (!d.left && !zeros) TRY(out_.append_repeated(' ', pad));
        TRY(out_.append(sign));
        if (zeros) TRY(out_.append_repeated('0', pad));
        TRY(out_.append(digits));
        if (d.left) TRY(out_.append_repeated(' ', pad));
        return {};
    }

    std::string sign_of_number(const Directive& d, bool negative) { return negative ? "-" : d.plus ? "+" : d.space ? " " : ""; }

    Result<void> integer(const Directive& d, View argument) {
        Value n;
        bool plain = d.code == 'd' || d.code == 'i' || d.code == 'u';
        if (is_integer(argument)) {
            n = TRY(plain_int(rt_, argument));
        } else if (plain) {
            Type* type = rt_.type_of(argument);
            if (!type->slots.to_int && !type->slots.index)
                return rt_.raise(TypeError, "%%%c format: a real number is required, not %s", static_cast<int>(d.code), type_name(type));
            if (is_kind(argument, Kind::str)) return rt_.raise(TypeError, "%%%c format: a real number is required, not str", static_cast<int>(d.code));
            Result<Value> made = type->slots.to_int ? type->slots.to_int(rt_, argument) : type->slots.index(rt_, argument);
            if (made.raised() ? rt_.swallow(TypeError) : !is_integer(made.value()))
                return rt_.raise(TypeError, "%%%c format: a real number is required, not %s", static_cast<int>(d.code), type_name(type));
            n = TRY(plain_int(rt_, TRY(std::move(made))));
        } else {
            Type* type = rt_.type_of(argument);
            if (!type->slots.index)
                return rt_.raise(TypeError, "%%%c format: an integer is required, not %s", static_cast<int>(d.code), type_name(type));
            n = TRY(plain_int(rt_, TRY(index(rt_, argument))));
        }
        int base = plain ? 10 : d.code == 'o' ? 8 : 16;
        std::string digits = TRY(int_to_text(rt_, n, base));
        bool negative = digits[0] == '-';
        if (negative) digits.erase(0, 1);
        if (d.precision > INT32_MAX - 3) return rt_.raise(OverflowError, "precision too large");
        if (d.precision > static_cast<std::int64_t>(digits.size())) {
            TRY(reserve_bits(rt_, static_cast<double>(d.precision) * 16, 1));
            digits.insert(0, static_cast<std::size_t>(d.precision) - digits.size(), '0');
        }
        std::string sign = sign_of_number(d, negative);
        if (d.alternate && !plain) sign += d.code == 'o' ? "0o" : d.code == 'x' ? "0x" : "0X";
        if (d.code == 'X')
            for (char& c : digits) c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
        return padded(d, sign, digits, true);
    }

    Result<void> convert(const Directive& d, std::size_t index_in_text) {
        switch (d.code) {
            case 's': case 'r': case 'a': case 'b': {
                if (d.code == 'b' && !bytes_) break;
                Value argument = TRY(next_argument());
                std::string text;
                if (bytes_ && (d.code == 's' || d.code == 'b')) {
                    Value source = argument;
                    Value made = TRY(call_special(rt_, argument, rt_.names.bytes_));
                    if (!made.is_unbound()) source = made;
                    if (!rt_.type_of(source)->slots.get_buffer)
                        return rt_.raise(TypeError, "%%b requires a bytes-like object, or an object that implements __bytes__, not '%s'",
                                         type_name(rt_, argument));
                    TRY(copy_buffer(rt_, source, text));
                    if (d.precision >= 0 && static_cast<std::size_t>(d.precision) < text.size()) text.resize(static_cast<std::size_t>(d.precision));
                    return padded(d, "", text, false);
                }
                bool whole = d.width < 0 && d.precision < 0;
                if (whole && d.code == 's' && argument.is_int()) return out_.append_integer(argument.as_int());
                Ref<Str> shown = TRY(d.code == 's' ? to_str(rt_, argument) : d.code == 'r' && !bytes_ ? repr(rt_, argument) : ascii(rt_, argument));
                if (d.precision >= 0 && static_cast<std::size_t>(d.precision) < shown->length())
                    shown = TRY(substring(rt_, shown.get(), 0, static_cast<std::size_t>(d.precision)));
                return whole ? out_.append(shown.get()) : padded(d, "", shown->text(), false);
            }
            case 'c': {
                Value argument = TRY(next_argument());
                std::string text;
                if (Str* string = as_str(argument); string && !bytes_) {
                    if (string->length() != 1) return rt_.raise(TypeError, "%%c requires int or char");
                    text = string->text();
                } else if (is_integer(argument) || rt_.type_of(argument)->slots.index) {
                    Value exact = TRY(index(rt_, argument));
                    std::int64_t code;
                    if (!fits_int64(exact, code) || code < 0 || code > (bytes_ ? 255 : 0x10ffff))
                        return rt_.raise(OverflowError, bytes_ ? "%%c arg not in range(256)" : "%%c arg not in range(0x110000)");
                    if (bytes_) text = std::string(1, static_cast<char>(code));
                    else append_utf8(text, static_cast<char32_t>(code));
                } else if (bytes_ && rt_.type_of(argument)->slots.get_buffer) {
                    BufferGuard buffer(rt_, argument);
                    if (buffer.raised()) return Raised{};
                    if (buffer.size() != 1) return rt_.raise(TypeError, "%%c requires an integer in range(256) or a single byte");
                    text = std::string(buffer.text());
                } else {
                    return rt_.raise(TypeError, bytes_ ? "%%c requires an integer in range(256) or a single byte" : "%%c requires int or char");
                }
                return padded(d, "", text, false);
            }
            case 'd': case 'i': case 'u': case 'o': case 'x': case 'X': {
                Value argument = TRY(next_argument());
                if (d.code == 'd' && argument.is_int() && d.width < 0 && d.precision < 0 && !d.plus && !d.space) return out_.append_integer(argument.as_int());
                return integer(d, argument);
            }
            case 'e': case 'E': case 'f': case 'F': case 'g': case 'G': {
                Value argument = TRY(next_argument());
                if (is_kind(argument, Kind::str)) return rt_.raise(TypeError, "must be real number, not str");
                double value = TRY(to_double(rt_, argument));
                std::int64_t precision = d.precision < 0 ? 6 : d.precision;
                TRY(reserve_bits(rt_, static_cast<double>(precision) * 32, static_cast<double>(precision) / 8));
                if (precision == 0 && (d.code == 'g' || d.code == 'G')) precision = 1;
                std::string digits = float_digits(value, static_cast<char>(d.code), precision, d.alternate);
                bool negative = digits[0] == '-';
                if (negative) digits.erase(0, 1);
                return padded(d, sign_of_number(d, negative), digits, true);
            }
            default: (void)TRY(next_argument());
        }
        std::size_t characters = 0;
        for (std::size_t n = 0; n < index_in_text; ++n) characters += (static_cast<unsigned char>(text_[n]) & 0xc0) != 0x80;
        char shown[8] = {};
        if (d.code >= 32 && d.code < 127) shown[0] = static_cast<char>(d.code);
        else shown[0] = '?';
        return rt_.raise(ValueError, "unsupported format character '%s' (0x%x) at index %zu", shown, static_cast<unsigned>(d.code), characters);
    }

    Runtime& rt_;
    std::string_view text_;
    View arguments_;
    Tuple* tuple_;
    bool bytes_, mapping_, used_mapping_ = false;
    std::size_t at_ = 0, next_ = 0;
    Value current_;
    StrBuilder out_;
};

}  // namespace

Result<Value> percent_format(Runtime& rt, Str* text, View arguments) {
    PercentFormatter formatter(rt, text->text(), arguments, false);
    TRY(formatter.run());
    Ref<Str> made = TRY(formatter.out().take());
    return made;
}

Result<std::string> percent_format_bytes(Runtime& rt, std::string_view text, View arguments) {
    PercentFormatter formatter(rt, text, arguments, true);
    TRY(formatter.run());
    return std::string(formatter.out().text());
}

}  // namespace ouro
