// SPDX-License-Identifier: MIT
// The dump walks the tree with a list of what is still to be written, so that a deep tree costs no machine
// stack.
#include "parser/dump.h"

#include <charconv>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <vector>

#include "lexer/literal.h"

namespace ouro {

using namespace ast;

namespace {

const char* operator_name(Operator op) {
    static constexpr const char* names[] = {"Add()",    "Sub()",    "Mult()",    "MatMult()", "Div()",
                                            "Mod()",    "Pow()",    "LShift()",  "RShift()",  "BitOr()",
                                            "BitXor()", "BitAnd()", "FloorDiv()"};
    return names[static_cast<int>(op)];
}

const char* operator_name(CmpOperator op) {
    static constexpr const char* names[] = {"Eq()",  "NotEq()", "Lt()",    "LtE()", "Gt()",
                                            "GtE()", "Is()",    "IsNot()", "In()",  "NotIn()"};
    return names[static_cast<int>(op)];
}

const char* operator_name(BoolOperator op) { return op == BoolOperator::And ? "And()" : "Or()"; }

const char* operator_name(UnaryOperator op) {
    static constexpr const char* names[] = {"Invert()", "Not()", "UAdd()", "USub()"};
    return names[static_cast<int>(op)];
}

const char* operator_name(ExprContext context) {
    static constexpr const char* names[] = {"Load()", "Store()", "Del()"};
    return names[static_cast<int>(context)];
}

// The decimal digits of an integer literal; a very long one in another base stays as it is.
std::string decimal(std::string_view text) {
    constexpr std::size_t kLongest = 5000;
    if (text.size() < 2 || text[0] != '0' || text.size() > kLongest || (text[1] >= '0' && text[1] <= '9')) {
        std::size_t first = text.find_first_not_of('0');
        if (text.size() > 1 && (text[1] < '0' || text[1] > '9')) return std::string(text);
        return first == std::string_view::npos ? "0" : std::string(text.substr(first));
    }
    std::uint32_t base = text[1] == 'x' ? 16 : text[1] == 'o' ? 8 : 2;
    std::vector<std::uint32_t> parts{0};  // base 10**9, least first
    for (char c : text.substr(2)) {
        std::uint64_t carry = static_cast<std::uint64_t>(c <= '9' ? c - '0' : c - 'a' + 10);
        for (std::uint32_t& part : parts) {
            carry += std::uint64_t{part} * base;
            part = static_cast<std::uint32_t>(carry % 1000000000);
            carry /= 1000000000;
        }
        if (carry != 0) parts.push_back(static_cast<std::uint32_t>(carry));
    }
    char digits[16];
    std::snprintf(digits, sizeof digits, "%u", parts.back());
    std::string result = digits;
    for (std::size_t i = parts.size() - 1; i-- > 0;) {
        std::snprintf(digits, sizeof digits, "%09u", parts[i]);
        result += digits;
    }
    return result;
}

// repr() of a float; `point` asks for the ".0" of a whole one.
std::string real(double value, bool point) {
    if (std::isinf(value)) return "inf";
    char digits[40];
    double size = std::fabs(value);
    bool plain = size == 0 || (size >= 1e-4 && size < 1e16);
    auto end = std::to_chars(digits, digits + sizeof digits, value,
                             plain ? std::chars_format::fixed : std::chars_format::scientific);
    std::string result(digits, end.ptr);
    if (plain && point && result.find('.') == std::string::npos) result += ".0";
    return result;
}

std::string constant_value(ConstantKind kind) {
    switch (kind) {
        case ConstantKind::None: return "None";
        case ConstantKind::True: return "True";
        case ConstantKind::False: return "False";
        default: return "Ellipsis";
    }
}

std::string constant_value(const Constant& constant) {
    switch (constant.value) {
        case ConstantKind::Int: return decimal(constant.text);
        case ConstantKind::Float: return real(constant.number, true);
        case ConstantKind::Imaginary: return real(constant.number, false) + "j";
        case ConstantKind::Str: return quoted_constant(constant.text, false);
        case ConstantKind::Bytes: return quoted_constant(constant.text, true);
        default: return constant_value(constant.value);
    }
}

bool has_place(const Node& node) {
    switch (node.kind) {
        case NodeKind::Module:
        case NodeKind::Interactive:
        case NodeKind::Expression:
        case NodeKind::FunctionType:
        case NodeKind::Comprehension:
        case NodeKind::Arguments:
        case NodeKind::WithItem:
        case NodeKind::MatchCase:
        case NodeKind::TypeIgnore: return false;
        default: return true;
    }
}

// One thing still to be written: a text, or a node at a level of indentation.
struct Item {
    std::string text;
    const Node* node = nullptr;
    int level = 0;
};

class Dumper {
public:
    explicit Dumper(bool attributes) : attributes_(attributes) {}

    std::string run(const Node* tree) {
        work_.push_back({"", tree, 0});
        while (!work_.empty()) {
            Item item = std::move(work_.back());
            work_.pop_back();
            if (item.node == nullptr) {
                out_ += item.text;
            } else {
                expand(*item.node, item.level + 1);
            }
        }
        return std::move(out_);
    }

private:
    // One field to show: a text, a node, or a list of them.
    struct Field {
        std::string name;
        std::vector<Item> items;
        bool list = false;
    };

    void expand(const Node& node, int level) {
        fields_.clear();
        collect(node);
        bool simple = fields_.size() <= 3;
        for (const Field& field : fields_) {
            if (field.list) simple = false;
            for (const Item& item : field.items)
                if (item.node != nullptr && !is_empty(*item.node)) simple = false;
        }
        std::vector<Item> pieces;
        pieces.push_back(
            {std::string(name_of(node.kind)) + "(" + (simple || fields_.empty() ? "" : line(level)), nullptr,
             0});
        for (std::size_t i = 0; i < fields_.size(); ++i) {
            Field& field = fields_[i];
            std::string before = i == 0 ? "" : simple ? ", " : "," + line(level);
            before += field.name + "=";
            if (field.list) before += "[" + line(level + 1);
            pieces.push_back({std::move(before), nullptr, 0});
            for (std::size_t k = 0; k < field.items.size(); ++k) {
                if (k != 0) pieces.push_back({"," + line(level + 1), nullptr, 0});
                field.items[k].level = field.list ? level + 1 : level;
                pieces.push_back(std::move(field.items[k]));
            }
            if (field.list) pieces.push_back({"]", nullptr, 0});
        }
        pieces.push_back({")", nullptr, 0});
        for (std::size_t i = pieces.size(); i-- > 0;) work_.push_back(std::move(pieces[i]));
    }

    static std::string line(int level) { return "\n" + std::string(static_cast<std::size_t>(level), ' '); }

    // Whether a node is written with nothing between its parentheses.
    bool is_empty(const Node& node) {
        if (attributes_ && has_place(node)) return false;
        switch (node.kind) {
            case NodeKind::Pass:
            case NodeKind::Break:
            case NodeKind::Continue: return true;
            case NodeKind::Arguments: {
                const Arguments& self = *node.as<Arguments>();
                return self.posonlyargs.empty() && self.args.empty() && self.vararg == nullptr &&
                       self.kwonlyargs.empty() && self.kwarg == nullptr;
            }
            case NodeKind::Return: return node.as<Return>()->value == nullptr;
            case NodeKind::Yield: return node.as<Yield>()->value == nullptr;
            case NodeKind::Raise: return node.as<Raise>()->exc == nullptr;
            case NodeKind::Slice: {
                const Slice& self = *node.as<Slice>();
                return self.lower == nullptr && self.upper == nullptr && self.step == nullptr;
            }
            case NodeKind::MatchStar: return node.as<MatchStar>()->name.empty();
            case NodeKind::MatchAs:
                return node.as<MatchAs>()->name.empty() && node.as<MatchAs>()->pattern == nullptr;
            case NodeKind::MatchSequence: return node.as<MatchSequence>()->patterns.empty();
            case NodeKind::MatchMapping:
                return node.as<MatchMapping>()->keys.empty() && node.as<MatchMapping>()->rest.empty();
            case NodeKind::Dict: return node.as<Dict>()->keys.empty();
            case NodeKind::JoinedStr: return node.as<JoinedStr>()->values.empty();
            case NodeKind::Module: return node.as<Module>()->body.empty();
            default: return false;
        }
    }

    void collect(const Node& node) {
        if (const Constant* constant = node.try_as<Constant>()) {
            add("value", constant_value(*constant));
            if (constant->u_prefix) add("kind", "'u'");
        } else {
            collect_fields(node);
        }
        if (attributes_ && has_place(node)) {
            add("lineno", std::to_string(node.location.lineno));
            add("col_offset", std::to_string(node.location.col_offset));
            add("end_lineno", std::to_string(node.location.end_lineno));
            add("end_col_offset", std::to_string(node.location.end_col_offset));
        }
    }

    void collect_fields(const Node& node) {
        switch (node.kind) {
#define NODE(Struct, name, Base, fields)                          \
    case NodeKind::Struct: {                                      \
        [[maybe_unused]] const Struct& self = *node.as<Struct>(); \
        fields break;                                             \
    }
#define ONE(T, name) add(#name, self.name);
#define OPTIONAL(T, name) add(#name, self.name);
#define MANY(T, name) add_list(#name, self.name);
#define SPARSE(T, name) add_list(#name, self.name);
#define IDENT(name) add_text(#name, self.name);
#define IDENTS(name) add_names(#name, self.name);
#define PLAIN(T, name) add_plain(#name, self.name);
#define TEXT(name) if (self.name.data() != nullptr) add(#name, quoted_constant(self.name, false));
#include "parser/nodes.def"
        }
    }

    void add(const char* name, std::string text) {
        fields_.push_back({name, {{std::move(text), nullptr, 0}}, false});
    }
    void add(const char* name, const Node* node) {
        if (node != nullptr) fields_.push_back({name, {{"", node, 0}}, false});
    }
    template <class T>
    void add_list(const char* name, const Sequence<T*>& nodes) {
        if (nodes.empty()) return;
        Field field{name, {}, true};
        for (const Node* node : nodes) field.items.push_back({node == nullptr ? "None" : "", node, 0});
        fields_.push_back(std::move(field));
    }
    void add_text(const char* name, std::string_view text) {
        if (!text.empty()) add(name, quoted_constant(text, false));
    }
    void add_names(const char* name, const Sequence<std::string_view>& names) {
        if (names.empty()) return;
        Field field{name, {}, true};
        for (std::string_view text : names) field.items.push_back({quoted_constant(text, false), nullptr, 0});
        fields_.push_back(std::move(field));
    }
    void add_plain(const char* name, int value) { add(name, std::to_string(value)); }
    void add_plain(const char* name, ConstantKind kind) { add(name, constant_value(kind)); }
    void add_plain(const char* name, const Sequence<CmpOperator>& ops) {
        Field field{name, {}, true};
        for (CmpOperator op : ops) field.items.push_back({operator_name(op), nullptr, 0});
        fields_.push_back(std::move(field));
    }
    template <class T>
    void add_plain(const char* name, T op) requires std::is_enum_v<T> {
        add(name, operator_name(op));
    }
    // The fields of a constant are shown as one value.
    void add_plain(const char*, double) {}
    void add_plain(const char*, bool) {}
    void add_plain(const char*, const void*) {}

    bool attributes_;
    std::string out_;
    std::vector<Item> work_;
    std::vector<Field> fields_;
};

}  // namespace

std::string quoted_constant(std::string_view text, bool bytes) {
    char quote =
        text.find('\'') != std::string_view::npos && text.find('"') == std::string_view::npos ? '"' : '\'';
    std::string out = bytes ? "b" : "";
    out += quote;
    char escape[16];
    for (std::size_t i = 0; i < text.size();) {
        unsigned lead = static_cast<unsigned char>(text[i]);
        std::size_t size = bytes || lead < 0xc0 ? 1 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
        if (i + size > text.size()) size = 1;
        char32_t c = size == 1 ? lead : lead & (0xffu >> (size + 1));
        for (std::size_t k = 1; k < size; ++k) c = c << 6 | (static_cast<unsigned char>(text[i + k]) & 63);
        if (c == static_cast<char32_t>(quote) || c == '\\') {
            out += '\\';
            out += static_cast<char>(c);
        } else if (c == '\n' || c == '\r' || c == '\t') {
            out += c == '\n' ? "\\n" : c == '\r' ? "\\r" : "\\t";
        } else if (c >= ' ' && c < 127) {
            out += static_cast<char>(c);
        } else if (!bytes && c >= 0xa0 && (c < 0xd800 || c > 0xdfff) && is_printable_character(c)) {
            out += text.substr(i, size);
        } else {
            const char* format = c < 0x100 ? "\\x%02x" : c < 0x10000 ? "\\u%04x" : "\\U%08x";
            std::snprintf(escape, sizeof escape, format, static_cast<unsigned>(c));
            out += escape;
        }
        i += size;
    }
    out += quote;
    return out;
}

std::string dump(const Node* tree, bool attributes) { return Dumper(attributes).run(tree); }

}  // namespace ouro
