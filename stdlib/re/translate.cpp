// SPDX-License-Identifier: MIT
// The reader of Python's regular expressions. Every error carries the words and the position that CPython gives it.
#include "stdlib/re/translate.h"

#include <algorithm>
#include <cstdio>
#include <optional>

#include "lexer/character_names.h"

namespace ouro::re {

namespace {

constexpr std::uint64_t kNoLimit = UINT32_MAX;  // MAXREPEAT, and the widest width
constexpr int kMaxDepth = 240;                  // PCRE2 itself nests 250 deep

// White space as str.isspace() has it, and everything else.
constexpr const char* kSpace = "\\x{9}-\\x{d}\\x{1c}-\\x{20}\\x{85}\\x{a0}\\x{1680}\\x{2000}-\\x{200a}\\x{2028}\\x{2029}\\x{202f}\\x{205f}\\x{3000}";
constexpr const char* kNotSpace =
    "\\x{0}-\\x{8}\\x{e}-\\x{1b}\\x{21}-\\x{84}\\x{86}-\\x{9f}\\x{a1}-\\x{167f}\\x{1681}-\\x{1fff}\\x{200b}-\\x{2027}\\x{202a}-\\x{202e}"
    "\\x{2030}-\\x{205e}\\x{2060}-\\x{2fff}\\x{3001}-\\x{10ffff}";

struct Width {
    std::uint64_t low = 0, high = 0;
    static std::uint64_t capped(std::uint64_t n) { return std::min(n, kNoLimit); }
    void append(Width other) {
        low = capped(low + other.low);
        high = capped(high + other.high);
    }
};

/// What stands before a quantifier.
enum class Item { nothing, plain, anchor, repeat };

bool is_letter(char32_t c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool is_digit(char32_t c) { return c >= '0' && c <= '9'; }
bool is_octal(char32_t c) { return c >= '0' && c <= '7'; }
bool is_hex(char32_t c) { return is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'); }

void append_utf8(std::string& out, char32_t c) {
    if (c < 0x80) {
        out += static_cast<char>(c);
    } else if (c < 0x800) {
        out += static_cast<char>(0xc0 | c >> 6);
        out += static_cast<char>(0x80 | (c & 0x3f));
    } else if (c < 0x10000) {
        out += static_cast<char>(0xe0 | c >> 12);
        out += static_cast<char>(0x80 | (c >> 6 & 0x3f));
        out += static_cast<char>(0x80 | (c & 0x3f));
    } else {
        out += static_cast<char>(0xf0 | c >> 18);
        out += static_cast<char>(0x80 | (c >> 12 & 0x3f));
        out += static_cast<char>(0x80 | (c >> 6 & 0x3f));
        out += static_cast<char>(0x80 | (c & 0x3f));
    }
}

class Reader {
public:
    Reader(const std::vector<char32_t>& text, bool is_text, Translation& out, Problem& problem)
        : text_(text), is_text_(is_text), out_(out), problem_(problem) {}

    bool read(int flags) {
        global_ = flags;
        if (!is_text_ && (flags & kUnicode)) return value_error("cannot use UNICODE flag with a bytes pattern");
        if (is_text_ && (flags & kLocale)) return value_error("cannot use LOCALE flag with a str pattern");
        if ((flags & kLocale) && (flags & kAscii)) return value_error("ASCII and LOCALE flags are incompatible");
        Width width;
        if (!alternation(global_, width, 0)) {
            if (!restart_) return false;
            // "(?x)" was found: all of it is read again, verbosely.
            flags = global_;
            restart_ = false;
            at_ = 0;
            groups_.clear();
            out_ = Translation();
            if (!alternation(global_, width, 0)) return false;
        }
        if (at_ < text_.size()) return fail("unbalanced parenthesis", at_);
        if (is_text_) {
            if (global_ & kLocale) return value_error("cannot use LOCALE flag with a str pattern");
            if ((global_ & kAscii) && (global_ & kUnicode)) return value_error("ASCII and UNICODE flags are incompatible");
            if (!(global_ & kAscii)) global_ |= kUnicode;
        }
        if (conditional_ > static_cast<int>(groups_.size())) return fail("invalid group reference " + std::to_string(conditional_), conditional_at_);
        out_.flags = global_;
        out_.groups = static_cast<int>(groups_.size());
        for (const Group& each : groups_) out_.closed_at.push_back(each.closed_at);
        return true;
    }

private:
    struct Group {
        bool open = true;
        Width width;
        int closed_at = 0;
    };

    bool fail(std::string message, std::size_t position) {
        problem_ = {Problem::pattern, std::move(message), static_cast<std::ptrdiff_t>(position)};
        return false;
    }
    bool fail_nowhere(std::string message) {
        problem_ = {Problem::pattern, std::move(message), -1};
        return false;
    }
    bool value_error(std::string message) {
        problem_ = {Problem::value, std::move(message), -1};
        return false;
    }
    bool too_large() {
        problem_ = {Problem::overflow, "the repetition number is too large", -1};
        return false;
    }

    bool more() const { return at_ < text_.size(); }
    char32_t peek() const { return more() ? text_[at_] : 0; }
    bool next_is(char32_t c) const { return more() && text_[at_] == c; }
    bool take(char32_t c) {
        if (!next_is(c)) return false;
        ++at_;
        return true;
    }
    std::string slice(std::size_t from, std::size_t to) const {
        std::string part;
        for (std::size_t n = from; n < to && n < text_.size(); ++n) append_utf8(part, text_[n]);
        return part;
    }
    /// repr() of a name, near enough: what is no ASCII stays as it is.
    std::string shown(std::size_t from, std::size_t to) const { return (is_text_ ? "'" : "b'") + slice(from, to) + "'"; }

    void emit(const char* text) { out_.pattern += text; }
    static void add_char(std::string& to, char32_t c) {
        if (c < 0x80 && (is_letter(c) || is_digit(c) || c == '_')) {
            to += static_cast<char>(c);
            return;
        }
        char text[16];
        std::snprintf(text, sizeof text, "\\x{%x}", static_cast<unsigned>(c));
        to += text;
    }

    static bool is_i(char32_t c) { return c == 'i' || c == 'I' || c == 0x130 || c == 0x131; }

    /// A character that stands for itself, or for what it equals where case is ignored. What PCRE2 holds equal is not quite that: i and its
    /// Turkish forms are equal in Python, and with ASCII only the letters of ASCII have two cases.
    void literal(char32_t c, int flags) {
        if (!is_text_ || !(flags & kIgnoreCase)) return add_char(out_.pattern, c);
        if (!ascii(flags)) {
            if (is_i(c)) emit("[iI\\x{130}\\x{131}]");
            else add_char(out_.pattern, c);
        } else if (is_letter(c)) {
            emit("(?-i:[");
            add_char(out_.pattern, c);
            add_char(out_.pattern, c ^ 32);
            emit("])");
        } else {
            emit("(?-i:");
            add_char(out_.pattern, c);
            emit(")");
        }
    }

    /// Adds to the inside of a class what its characters from `low` to `high` equal where case is ignored and PCRE2 does not know.
    void add_equals(std::string& inside, char32_t low, char32_t high, int flags) const {
        if (!is_text_ || !(flags & kIgnoreCase)) return;
        if (!ascii(flags)) {
            for (char32_t c : {U'i', U'I', U'\x130', U'\x131'})
                if (low <= c && c <= high) {
                    inside += "iI\\x{130}\\x{131}";
                    return;
                }
            return;
        }
        for (auto [first, last] : {std::pair{U'A', U'Z'}, std::pair{U'a', U'z'}}) {
            char32_t from = std::max(low, first), to = std::min(high, last);
            if (from > to) continue;
            add_char(inside, from ^ 32);
            inside += '-';
            add_char(inside, to ^ 32);
        }
    }

    // ---- classes of characters

    bool ascii(int flags) const { return !is_text_ || (flags & kAscii); }

    /// The inside of a class that stands for \d, \w, \s or their opposites.
    std::string category(char32_t letter, int flags) const {
        bool narrow = ascii(flags);
        const char* top = is_text_ ? "\\x{10ffff}" : "\\x{ff}";
        switch (letter) {
            case 'd': return narrow ? "0-9" : "\\p{Nd}";
            case 'D': return narrow ? std::string("\\x{0}-\\x{2f}\\x{3a}-") + top : "\\P{Nd}";
            case 's': return narrow ? "\\x{9}-\\x{d}\\x{20}" : kSpace;
            case 'S': return narrow ? std::string("\\x{0}-\\x{8}\\x{e}-\\x{1f}\\x{21}-") + top : kNotSpace;
            case 'w': return narrow ? "0-9A-Za-z_" : "\\p{L}\\p{N}_";
            default:
                if (narrow) return std::string("\\x{0}-\\x{2f}\\x{3a}-\\x{40}\\x{5b}-\\x{5e}\\x{60}\\x{7b}-") + top;
                return "\\W";  // under PCRE2_UCP: neither letter, number nor underscore
        }
    }

    static bool is_category(char32_t c) { return c == 'd' || c == 'D' || c == 's' || c == 'S' || c == 'w' || c == 'W'; }

    bool hex_escape(std::size_t start, int digits, char32_t& value) {
        std::size_t from = at_;
        value = 0;
        while (at_ < from + static_cast<std::size_t>(digits) && more() && is_hex(text_[at_])) {
            char32_t c = text_[at_++];
            value = value * 16 + (is_digit(c) ? c - '0' : (c | 0x20) - 'a' + 10);
        }
        if (at_ != from + static_cast<std::size_t>(digits)) return fail("incomplete escape " + slice(start, at_), start);
        if (value > 0x10ffff) return fail("bad escape " + slice(start, at_), start);
        return true;
    }

    /// \\N{NAME}; at_ is behind the N.
    bool named_escape(std::size_t start, char32_t& value) {
        if (!more() || text_[at_] != '{') return fail("missing {", at_);
        std::size_t from = ++at_;
        while (more() && text_[at_] != '}') ++at_;
        if (!more()) return at_ == from ? fail("missing character name", at_) : fail("missing }, unterminated name", from);
        std::string name = slice(from, at_++);
        if (name.empty()) return fail("missing character name", from);
        std::optional<char32_t> found = lookup_character_name(name);
        if (!found) return fail("undefined character name " + shown(from, at_ - 1), start);
        value = *found;
        return true;
    }

    /// An escape that means one character, in a class or outside; `start` is at the backslash, at_ behind the letter `c`.
    /// found: false where it is none.
    bool char_escape(std::size_t start, char32_t c, char32_t& value, bool& found) {
        found = true;
        switch (c) {
            case 'a': value = 7; return true;
            case 'f': value = 12; return true;
            case 'n': value = 10; return true;
            case 'r': value = 13; return true;
            case 't': value = 9; return true;
            case 'v': value = 11; return true;
            case '\\': value = '\\'; return true;
            case 'x': return hex_escape(start, 2, value);
            case 'u':
                if (is_text_) return hex_escape(start, 4, value);
                break;
            case 'U':
                if (is_text_) return hex_escape(start, 8, value);
                break;
            case 'N':
                if (is_text_) return named_escape(start, value);
                break;
            default: break;
        }
        found = false;
        return true;
    }

    bool class_escape(std::size_t start, int flags, char32_t& value, std::string& set, bool& literal) {
        literal = true;
        if (!more()) return fail("bad escape (end of pattern)", text_.size() - 1);
        char32_t c = text_[at_++];
        if (c == 'b') {
            value = 8;
            return true;
        }
        if (is_category(c)) {
            literal = false;
            set = category(c, flags);
            return true;
        }
        bool found = false;
        if (!char_escape(start, c, value, found)) return false;
        if (found) return true;
        if (is_octal(c)) {
            value = c - '0';
            for (int n = 0; n < 2 && more() && is_octal(text_[at_]); ++n) value = value * 8 + (text_[at_++] - '0');
            if (value > 0377) return fail("octal escape value " + slice(start, at_) + " outside of range 0-0o377", start);
            return true;
        }
        if (is_digit(c) || is_letter(c)) return fail("bad escape " + slice(start, at_), start);
        value = c;
        return true;
    }

    bool character_class(std::size_t start, int flags) {
        bool negated = take('^');
        std::string inside;
        bool any = false;
        for (;;) {
            if (!more()) return fail("unterminated character set", start);
            std::size_t first_at = at_;
            char32_t low = text_[at_++], high = 0;
            std::string set;
            bool literal = true;
            if (low == ']' && any) break;
            if (low == '\\' && !class_escape(first_at, flags, low, set, literal)) return false;
            any = true;
            if (take('-')) {
                if (!more()) return fail("unterminated character set", start);
                std::size_t second_at = at_;
                high = text_[at_++];
                if (high == ']') {
                    if (literal) add_char(inside, low);
                    else inside += set;
                    if (literal) add_equals(inside, low, low, flags);
                    add_char(inside, '-');
                    break;
                }
                std::string other;
                bool literal_end = true;
                if (high == '\\' && !class_escape(second_at, flags, high, other, literal_end)) return false;
                if (!literal || !literal_end || high < low)
                    return fail("bad character range " + slice(first_at, second_at - 1) + "-" + slice(second_at, at_), first_at);
                add_char(inside, low);
                inside += '-';
                add_char(inside, high);
                add_equals(inside, low, high, flags);
                continue;
            }
            if (literal) add_char(inside, low);
            else inside += set;
            if (literal) add_equals(inside, low, low, flags);
        }
        bool exact = is_text_ && (flags & kIgnoreCase) && ascii(flags);
        if (exact) emit("(?-i:");
        emit(negated ? "[^" : "[");
        out_.pattern += inside;
        emit(exact ? "])" : "]");
        return true;
    }

    // ---- escapes outside of classes

    bool escape(std::size_t start, int flags, Item& item, Width& width) {
        if (!more()) return fail("bad escape (end of pattern)", text_.size() - 1);
        char32_t c = text_[at_++];
        item = Item::plain;
        width = {1, 1};
        if (is_category(c)) {
            out_.pattern += "[" + category(c, flags) + "]";
            return true;
        }
        if (c == 'A' || c == 'Z' || c == 'b' || c == 'B') {
            item = Item::anchor;
            width = {};
            if (c == 'A') emit("\\A");
            else if (c == 'Z') emit("\\z");
            else boundary(c == 'b', flags);
            return true;
        }
        char32_t value = 0;
        bool found = false;
        if (!char_escape(start, c, value, found)) return false;
        if (!found && c == '0') {
            value = 0;
            for (int n = 0; n < 2 && more() && is_octal(text_[at_]); ++n) value = value * 8 + (text_[at_++] - '0');
            found = true;
        }
        if (!found && is_digit(c)) {
            int group = static_cast<int>(c - '0');
            if (more() && is_digit(text_[at_])) {
                char32_t second = text_[at_++];
                if (is_octal(c) && is_octal(second) && more() && is_octal(text_[at_])) {
                    value = (c - '0') * 64 + (second - '0') * 8 + (text_[at_++] - '0');
                    if (value > 0377) return fail("octal escape value " + slice(start, at_) + " outside of range 0-0o377", start);
                    found = true;
                }
                group = group * 10 + static_cast<int>(second - '0');
            }
            if (!found) {
                if (group > static_cast<int>(groups_.size())) return fail("invalid group reference " + std::to_string(group), start + 1);
                return reference(group, start, width);
            }
        }
        if (!found) {
            if (is_letter(c)) return fail("bad escape " + slice(start, at_), start);
            value = c;
        }
        literal(value, flags);
        return true;
    }

    bool reference(int group, std::size_t start, Width& width) {
        Group& target = groups_[static_cast<std::size_t>(group - 1)];
        if (target.open) return fail("cannot refer to an open group", start);
        if (lookbehind_ && group > lookbehind_groups_) return fail("cannot refer to group defined in the same lookbehind subpattern", start);
        width = target.width;
        out_.pattern += "\\g{" + std::to_string(group) + "}";
        return true;
    }

    void boundary(bool wanted, int flags) {
        if (ascii(flags) == ascii(global_)) {
            emit(wanted ? "\\b" : "(?!\\A\\z)\\B");
            return;
        }
        std::string word = "[" + category('w', flags) + "]";
        if (wanted) out_.pattern += "(?:(?<=" + word + ")(?!" + word + ")|(?<!" + word + ")(?=" + word + "))";
        else out_.pattern += "(?!\\A\\z)(?:(?<=" + word + ")(?=" + word + ")|(?<!" + word + ")(?!" + word + "))";
    }

    // ---- groups

    bool name_until(char32_t end, std::size_t& from, std::size_t& to) {
        from = at_;
        while (more() && text_[at_] != end) ++at_;
        to = at_;
        if (!more()) {
            if (from == to) return fail("missing group name", at_);
            return fail(std::string("missing ") + static_cast<char>(end) + ", unterminated name", from);
        }
        ++at_;
        if (from == to) return fail("missing group name", at_ - 1);
        return true;
    }

    bool is_identifier(std::size_t from, std::size_t to) const {
        for (std::size_t n = from; n < to; ++n) {
            char32_t c = text_[n];
            if (!(is_letter(c) || c == '_' || (n > from && is_digit(c)) || (is_text_ && c >= 0x80))) return false;
        }
        return true;
    }

    /// Number of a named group, 0 if there is none.
    int number_of(const std::string& name) const {
        for (auto& [each, number] : out_.names)
            if (each == name) return number;
        return 0;
    }

    static int flag_of(char32_t c) {
        switch (c) {
            case 'i': return kIgnoreCase;
            case 'L': return kLocale;
            case 'm': return kMultiLine;
            case 's': return kDotAll;
            case 'x': return kVerbose;
            case 'a': return kAscii;
            case 'u': return kUnicode;
            default: return 0;
        }
    }

    /// "(?" + flags; c is the first letter or '-'. done: the group is over ("(?i)").
    bool inline_flags(char32_t c, std::size_t start, int& added, int& removed, bool& done) {
        constexpr int kTypes = kAscii | kLocale | kUnicode;
        added = removed = 0;
        done = false;
        if (c != '-') {
            for (;;) {
                int flag = flag_of(c);
                if (is_text_ && c == 'L') return fail("bad inline flags: cannot use 'L' flag with a str pattern", at_);
                if (!is_text_ && c == 'u') return fail("bad inline flags: cannot use 'u' flag with a bytes pattern", at_);
                added |= flag;
                if ((flag & kTypes) && (added & kTypes) != flag) return fail("bad inline flags: flags 'a', 'u' and 'L' are incompatible", at_);
                if (!more()) return fail("missing -, : or )", at_);
                c = text_[at_++];
                if (c == ')' || c == '-' || c == ':') break;
                if (!flag_of(c)) return fail(is_letter(c) ? "unknown flag" : "missing -, : or )", at_ - 1);
            }
        }
        if (c == ')') {
            if ((added & kVerbose) && !(global_ & kVerbose)) {
                restart_ = true;
                global_ |= added;
                return false;
            }
            if (!at_start(start)) return fail("global flags not at the start of the expression", start);
            global_ |= added;
            done = true;
            return true;
        }
        if (c == '-') {
            if (!more()) return fail("missing flag", at_);
            c = text_[at_++];
            if (!flag_of(c)) return fail(is_letter(c) ? "unknown flag" : "missing flag", at_ - 1);
            for (;;) {
                int flag = flag_of(c);
                if (flag & kTypes) return fail("bad inline flags: cannot turn off flags 'a', 'u' and 'L'", at_);
                removed |= flag;
                if (!more()) return fail("missing :", at_);
                c = text_[at_++];
                if (c == ':') break;
                if (!flag_of(c)) return fail(is_letter(c) ? "unknown flag" : "missing :", at_ - 1);
            }
        }
        if (added & removed) return fail("bad inline flags: flag turned on and off", at_ - 1);
        return true;
    }

    bool at_start(std::size_t start) const { return start == flags_end_; }

    bool unterminated(std::size_t start) { return fail("missing ), unterminated subpattern", start); }

    /// Behind "(" at `start`.
    bool group(std::size_t start, int flags, Item& item, Width& width, bool& nothing, int depth) {
        item = Item::plain;
        nothing = false;
        bool capture = true;
        int inner = flags;
        std::string name;
        std::size_t name_at = 0, name_end = 0;
        std::string opening = "(?:";
        if (take('?')) {
            if (!more()) return fail("unexpected end of pattern", at_);
            char32_t c = text_[at_++];
            if (c == 'P') {
                if (take('<')) {
                    if (!name_until('>', name_at, name_end)) return false;
                    if (!is_identifier(name_at, name_end)) return fail("bad character in group name " + shown(name_at, name_end), name_at);
                    name = slice(name_at, name_end);
                } else if (take('=')) {
                    if (!name_until(')', name_at, name_end)) return false;
                    if (!is_identifier(name_at, name_end)) return fail("bad character in group name " + shown(name_at, name_end), name_at);
                    int number = number_of(slice(name_at, name_end));
                    if (!number) return fail("unknown group name " + shown(name_at, name_end), name_at);
                    return reference(number, name_at, width);
                } else {
                    if (!more()) return fail("unexpected end of pattern", at_);
                    ++at_;
                    return fail("unknown extension ?P" + slice(at_ - 1, at_), at_ - 3);
                }
            } else if (c == ':') {
                capture = false;
            } else if (c == '#') {
                for (;;) {
                    if (!more()) return fail("missing ), unterminated comment", start);
                    if (text_[at_++] == ')') break;
                }
                nothing = true;
                return true;
            } else if (c == '=' || c == '!' || c == '<') {
                return assertion(c, start, flags, width, depth);
            } else if (c == '(') {
                return conditional(start, flags, width, depth);
            } else if (c == '>') {
                capture = false;
                opening = "(?>";
            } else if (flag_of(c) || c == '-') {
                int added, removed;
                bool done;
                if (!inline_flags(c, start, added, removed, done)) return false;
                if (done) {
                    flags_end_ = at_;
                    nothing = true;
                    return true;
                }
                capture = false;
                if (added & (kAscii | kLocale | kUnicode)) inner &= ~(kAscii | kLocale | kUnicode);
                inner = (inner | added) & ~removed;
                opening = (inner & kIgnoreCase) == (flags & kIgnoreCase) ? "(?:" : inner & kIgnoreCase ? "(?i:" : "(?-i:";
            } else {
                return fail("unknown extension ?" + slice(at_ - 1, at_), at_ - 2);
            }
        }
        std::size_t number = 0;
        if (capture) {
            if (!name.empty()) {
                if (int other = number_of(name))
                    return fail("redefinition of group name " + shown(name_at, name_end) + " as group " + std::to_string(groups_.size() + 1) + "; was group " + std::to_string(other), name_at);
            }
            groups_.push_back({});
            number = groups_.size();
            if (!name.empty()) out_.names.emplace_back(name, static_cast<int>(number));
            opening = "(";
        }
        out_.pattern += opening;
        if (!alternation(inner, width, depth + 1)) return false;
        if (!take(')')) return unterminated(start);
        emit(")");
        if (capture) {
            groups_[number - 1].open = false;
            groups_[number - 1].width = width;
            groups_[number - 1].closed_at = static_cast<int>(at_);
        }
        return true;
    }

    bool assertion(char32_t c, std::size_t start, int flags, Width& width, int depth) {
        bool behind = c == '<';
        if (behind) {
            if (!more()) return fail("unexpected end of pattern", at_);
            c = text_[at_++];
            if (c != '=' && c != '!') return fail("unknown extension ?<" + slice(at_ - 1, at_), at_ - 3);
        }
        bool outer = lookbehind_;
        int outer_groups = lookbehind_groups_;
        if (behind && !outer) {
            lookbehind_ = true;
            lookbehind_groups_ = static_cast<int>(groups_.size());
        }
        out_.pattern += behind ? (c == '=' ? "(?<=" : "(?<!") : c == '=' ? "(?=" : "(?!";
        Width inner;
        if (!alternation(flags, inner, depth + 1)) return false;
        lookbehind_ = outer;
        lookbehind_groups_ = outer_groups;
        if (!take(')')) return unterminated(start);
        emit(")");
        if (behind && inner.low != inner.high) return fail_nowhere("look-behind requires fixed-width pattern");
        width = {};
        return true;
    }

    bool conditional(std::size_t start, int flags, Width& width, int depth) {
        std::size_t from, to;
        if (!name_until(')', from, to)) return false;
        bool numeric = true;
        for (std::size_t n = from; n < to; ++n) numeric = numeric && is_digit(text_[n]);
        int number = 0;
        if (numeric) {
            for (std::size_t n = from; n < to && number < 1'000'000; ++n) number = number * 10 + static_cast<int>(text_[n] - '0');
            if (!number) return fail("bad group number", from);
            if (number > 65535) return fail("invalid group reference " + slice(from, to), from);
            if (number > conditional_) {
                conditional_ = number;
                conditional_at_ = from;
            }
        } else {
            if (!is_identifier(from, to)) return fail("bad character in group name " + shown(from, to), from);
            number = number_of(slice(from, to));
            if (!number) return fail("unknown group name " + shown(from, to), from);
        }
        out_.pattern += "(?(" + std::to_string(number) + ")";
        Width yes, no;
        if (!sequence(flags, yes, depth + 1)) return false;
        if (take('|')) {
            emit("|");
            if (!sequence(flags, no, depth + 1)) return false;
            if (next_is('|')) return fail("conditional backref with more than two branches", at_);
        }
        if (!take(')')) return unterminated(start);
        emit(")");
        width = {std::min(yes.low, no.low), std::max(yes.high, no.high)};
        return true;
    }

    // ---- the whole

    bool alternation(int flags, Width& width, int depth) {
        if (depth > kMaxDepth) {
            problem_ = {Problem::too_deep, "maximum recursion depth exceeded", -1};
            return false;
        }
        width = {kNoLimit, 0};
        for (;;) {
            Width branch;
            int own = depth ? flags : global_;
            if (!sequence(own, branch, depth)) return false;
            width = {std::min(width.low, branch.low), std::max(width.high, branch.high)};
            if (!take('|')) return true;
            emit("|");
        }
    }

    /// The lowest and highest number of a quantifier at at_ - 1; `literal`: a brace that begins none.
    bool quantifier(char32_t c, std::uint64_t& low, std::uint64_t& high, bool& literal) {
        literal = false;
        low = c == '+';
        high = c == '?' ? 1 : kNoLimit;
        if (c != '{') return true;
        std::size_t here = at_;
        auto number = [&](std::uint64_t& n) {
            bool any = false;
            n = 0;
            for (; more() && is_digit(text_[at_]); ++at_, any = true) n = Width::capped(n * 10 + (text_[at_] - '0'));
            return any;
        };
        if (next_is('}')) {
            literal = true;
            return true;
        }
        std::uint64_t first, second;
        bool has_first = number(first), has_second, comma = take(',');
        if (comma) {
            has_second = number(second);
        } else {
            has_second = has_first;
            second = first;
        }
        if (!take('}')) {
            at_ = here;
            literal = true;
            return true;
        }
        if (has_first) {
            if (first >= kNoLimit) return too_large();
            low = first;
        }
        if (has_second) {
            if (second >= kNoLimit) return too_large();
            high = second;
            if (high < low) return fail("min repeat greater than max repeat", here);
        }
        return true;
    }

    bool sequence(int flags, Width& total, int depth) {
        Item last = Item::nothing;
        Width last_width;
        auto finish = [&] {
            total.append(last_width);
            last_width = {};
        };
        for (;;) {
            if (depth == 0) flags = global_;  // "(?i)" at the start has changed them
            if (!more() || next_is('|') || next_is(')')) break;
            std::size_t start = at_;
            char32_t c = text_[at_++];
            if (flags & kVerbose) {
                if (c == ' ' || (c >= 9 && c <= 13)) continue;
                if (c == '#') {
                    while (more() && text_[at_++] != '\n') {}
                    continue;
                }
            }
            if (c == '*' || c == '+' || c == '?' || c == '{') {
                std::uint64_t low, high;
                bool literal;
                if (!quantifier(c, low, high, literal)) return false;
                if (!literal) {
                    if (last == Item::nothing || last == Item::anchor) return fail("nothing to repeat", start);
                    if (last == Item::repeat) return fail("multiple repeat", start);
                    if (low > 65535 || (high > 65535 && high != kNoLimit)) return too_large();
                    out_.pattern += "{" + std::to_string(low) + "," + (high == kNoLimit ? "" : std::to_string(high)) + "}";
                    if (take('?')) emit("?");
                    else if (take('+')) emit("+");
                    last = Item::repeat;
                    last_width = {Width::capped(last_width.low * low), high == kNoLimit && last_width.high ? kNoLimit : Width::capped(last_width.high * high)};
                    continue;
                }
            }
            finish();
            last = Item::plain;
            last_width = {1, 1};
            switch (c) {
                case '\\':
                    if (!escape(start, flags, last, last_width)) return false;
                    break;
                case '[':
                    if (!character_class(start, flags)) return false;
                    break;
                case '.': emit(flags & kDotAll ? "(?s:.)" : "[^\\x{a}]"); break;
                case '^':
                    emit(flags & kMultiLine ? "(?m:^)" : "\\A");
                    last = Item::anchor;
                    last_width = {};
                    break;
                case '$':
                    emit(flags & kMultiLine ? "(?m:$)" : "(?-m:$)");
                    last = Item::anchor;
                    last_width = {};
                    break;
                case '(': {
                    bool nothing;
                    Item item;
                    Width width;
                    if (!group(start, flags, item, width, nothing, depth)) return false;
                    if (nothing) {
                        last = Item::nothing;
                        last_width = {};
                    } else {
                        last = item;
                        last_width = width;
                    }
                    break;
                }
                default: literal(c, flags); break;
            }
        }
        finish();
        return true;
    }

    const std::vector<char32_t>& text_;
    bool is_text_;
    Translation& out_;
    Problem& problem_;
    std::size_t at_ = 0, flags_end_ = 0, conditional_at_ = 0;
    int global_ = 0, conditional_ = 0, lookbehind_groups_ = 0;
    bool restart_ = false, lookbehind_ = false;
    std::vector<Group> groups_;
};

}  // namespace

bool translate(const std::vector<char32_t>& characters, bool is_text, int flags, Translation& out, Problem& problem) {
    return Reader(characters, is_text, out, problem).read(flags);
}

}  // namespace ouro::re
