// SPDX-License-Identifier: MIT
// From objects of the classes of `_ast` back to a tree, with the errors of CPython's conversion.
#include <cmath>
#include <cstring>
#include <new>

#include "parser/height.h"
#include "runtime/native/module.h"
#include "runtime/objects/buffer.h"
#include "runtime/objects/containers.h"
#include "runtime/objects/number.h"
#include "runtime/objects/protocol.h"
#include "runtime/objects/str.h"
#include "stdlib/ast/nodes.h"

namespace ouro {

namespace {

constexpr const char* kSumNames[kNodeSums] = {"mod",     "stmt",  "expr",          "expr_context", "boolop",      "operator",
                                              "unaryop", "cmpop", "excepthandler", "pattern",      "type_ignore", "type_param"};

/// The sum that a field of this type holds; products have none.
template <typename T>
constexpr int kSumOf = -1;
template <>
constexpr int kSumOf<ast::Mod> = static_cast<int>(NodeSum::mod);
template <>
constexpr int kSumOf<ast::Stmt> = static_cast<int>(NodeSum::stmt);
template <>
constexpr int kSumOf<ast::Expr> = static_cast<int>(NodeSum::expr);
template <>
constexpr int kSumOf<ast::Pattern> = static_cast<int>(NodeSum::pattern);
template <>
constexpr int kSumOf<ast::TypeParam> = static_cast<int>(NodeSum::type_param);
template <>
constexpr int kSumOf<ast::ExceptHandler> = static_cast<int>(NodeSum::excepthandler);
template <>
constexpr int kSumOf<ast::TypeIgnore> = static_cast<int>(NodeSum::type_ignore);

class Reader {
public:
    Reader(Runtime& rt, const NodeClasses& classes, ObjectTree& out) : rt_(rt), classes_(classes), out_(out) {}

    /// What a field of type T holds; null for None.
    template <typename T>
    Result<T*> node(View object) {
        if constexpr (kSumOf<T> >= 0) {
            if (object.is_none()) return static_cast<T*>(nullptr);
            // What it is comes after where it stands, as in CPython.
            constexpr auto sum = static_cast<NodeSum>(kSumOf<T>);
            ast::Location at;
            if constexpr (sum != NodeSum::mod && sum != NodeSum::type_ignore)
                TRY(location(object, kSumNames[kSumOf<T>], sum == NodeSum::pattern || sum == NodeSum::type_param, at));
            ast::NodeKind kind;
            if (!kind_of(object, kSumOf<T>, kind)) return unexpected(kSumOf<T>, object);
            ast::Node* made = TRY(make(kind, object));
            made->location = at;
            return static_cast<T*>(made);
        } else {
            ast::Node* made = TRY(make(T::kKind, object));
            if (has_location(T::kKind)) TRY(location(object, ast::name_of(T::kKind), false, made->location));
            return static_cast<T*>(made);
        }
    }

private:
    /// The object that is read, and the fields that come next.
    struct From {
        View object;
        const char* node;
        Str* const* names;
    };

    Raised unexpected(int sum, View object) {
        Ref<Str> shown = TRY(repr(rt_, object));
        return rt_.raise_value(TypeError, TRY(rt_.str(std::string("expected some sort of ") + kSumNames[sum] + ", but got " + std::string(shown->text()))));
    }

    bool kind_of(View object, int sum, ast::NodeKind& kind) {
        Tuple* order = rt_.type_of(object)->mro;
        for (const Value& each : order->view()) {
            auto found = classes_.kinds.find(as_type(each));
            if (found == classes_.kinds.end()) continue;
            bool has_sum;
            if (static_cast<int>(sum_of(found->second, has_sum)) != sum || !has_sum) continue;
            kind = found->second;
            return true;
        }
        return false;
    }

    Result<ast::Node*> make(ast::NodeKind kind, View object) {
        const char* name = ast::name_of(kind);
        std::string where = std::string(" while traversing '") + name + "' node";
        NativeGuard guard(rt_, where.c_str());
        if (guard.raised()) return Raised{};
        TRY(rt_.charge(1));
        From from{object, name, classes_.fields[static_cast<int>(kind)]};
        ast::Node* made = TRY(read_kind(kind, from));
        if (made->height > ast::kMaximumHeight) return rt_.raise(RecursionError, "maximum recursion depth exceeded during compilation");
        return made;
    }

    Result<void> location(View object, const char* name, bool needs_end, ast::Location& at) {
        at.lineno = TRY(place(object, name, classes_.lineno));
        at.col_offset = TRY(place(object, name, classes_.col_offset));
        at.end_lineno = TRY(end_place(object, name, classes_.end_lineno, needs_end, at.lineno));
        at.end_col_offset = TRY(end_place(object, name, classes_.end_col_offset, needs_end, at.col_offset));
        return {};
    }
    Result<int> place(View object, const char* name, Str* attribute) {
        Value value = TRY(find_attribute(rt_, object, attribute));
        if (value.is_unbound()) return missing(name, attribute);
        return number(value);
    }
    Result<int> end_place(View object, const char* name, Str* attribute, bool needs_end, int otherwise) {
        if (needs_end) return place(object, name, attribute);
        Value value = TRY(find_attribute(rt_, object, attribute));
        if (value.is_unbound() || value.is_none()) return otherwise;
        return number(value);
    }
    Raised missing(const char* node, Str* field) { return rt_.raise(TypeError, "required field \"%s\" missing from %s", field->data(), node); }
    Raised required(const From& from, Str* field) { return rt_.raise(ValueError, "field '%s' is required for %s", field->data(), from.node); }
    Result<int> number(View value) {
        if (!is_integer(value)) {
            Ref<Str> shown = TRY(repr(rt_, value));
            return rt_.raise_value(ValueError, TRY(rt_.str("invalid integer value: " + std::string(shown->text()))));
        }
        std::int64_t n;
        if (!fits_int64(value, n) || n < INT32_MIN || n > INT32_MAX) return rt_.raise(OverflowError, "Python int too large to convert to C int");
        return static_cast<int>(n);
    }

    Result<ast::Node*> read_kind(ast::NodeKind kind, From from) {
        switch (kind) {
#define NODE(Struct, name, Base, fields) \
    case ast::NodeKind::Struct: return read_as<ast::Struct>(from);
#include "parser/nodes.def"
        }
        return static_cast<ast::Node*>(nullptr);
    }
    template <typename T>
    Result<ast::Node*> read_as(From& from) {
        T* made = out_.arena.make<T>();
        if constexpr (std::is_same_v<T, ast::Constant>) TRY(constant(*made, from));
        else TRY(read(*made, from));
        made->height = ast::children_height(*made) + 1;
        if constexpr (std::is_same_v<T, ast::If>)  // a chain of `elif` is as high as its highest branch
            if (made->orelse.size() == 1 && made->orelse[0]->template is<ast::If>()) made->height = chain_height(*made);
        return static_cast<ast::Node*>(made);
    }
    static std::int32_t chain_height(const ast::If& self) {
        std::int32_t height = std::max(self.test->height + 1, self.orelse[0]->height);
        for (const ast::Stmt* child : self.body) height = std::max(height, child->height + 1);
        return height;
    }

    // A function for each node, so that none of them takes much of the machine stack.
#define NODE(Struct, name, Base, fields)                                                                          \
    [[gnu::noinline]] Result<void> read([[maybe_unused]] ast::Struct& self, [[maybe_unused]] From& from) { \
        fields return {};                                                                                         \
    }
#define ONE(T, name) TRY(one(from, self.name));
#define OPTIONAL(T, name) TRY(maybe(from, self.name));
#define MANY(T, name) TRY(many(from, self.name, false));
#define SPARSE(T, name) TRY(many(from, self.name, true));
#define IDENT(name) TRY(identifier(from, self.name, false));
#define MAYBE(name) TRY(identifier(from, self.name, true));
#define IDENTS(name) TRY(identifiers(from, self.name));
#define PLAIN(T, name) TRY(plain(from, self.name));
#define TEXT(name) TRY(string(from, self.name, true));
#define STRING(name) TRY(string(from, self.name, false));
#include "parser/nodes.def"

    Result<Value> field(From& from, Str*& name) {
        name = *from.names++;
        return find_attribute(rt_, from.object, name);
    }
    template <typename T>
    Result<void> one(From& from, T*& out) {
        Str* name;
        Value value = TRY(field(from, name));
        if (value.is_unbound()) return missing(from.node, name);
        out = TRY(node<T>(value));
        if (!out) return required(from, name);
        return {};
    }
    /// The next field; Unbound where it may be None, and is, or is not there.
    Result<Value> optional_field(From& from, bool may_be_none = true) {
        Str* name;
        Value value = TRY(field(from, name));
        if (!may_be_none && value.is_unbound()) return missing(from.node, name);
        if (!may_be_none && value.is_none()) return required(from, name);
        return value.is_none() ? Value() : value;
    }
    template <typename T>
    Result<void> maybe(From& from, T*& out) {
        if (Value value = TRY(optional_field(from)); !value.is_unbound()) out = TRY(node<T>(value));
        return {};
    }
    /// The list of a field; null if there is none.
    Result<Ref<List>> list(From& from, Str*& name) {
        Value value = TRY(field(from, name));
        if (value.is_unbound()) return new_list(rt_);
        List* found = as_list(value);
        if (!found) return rt_.raise(TypeError, "%s field \"%s\" must be a list, not a %s", from.node, name->data(), type_name(rt_, value));
        return Ref<List>(found);
    }
    Raised changed(const From& from, Str* name) {
        return rt_.raise(RuntimeError, "%s field \"%s\" changed size during iteration", from.node, name->data());
    }
    template <typename T>
    Result<void> many(From& from, ast::Sequence<T*>& out, bool sparse) {
        Str* name;
        Ref<List> items = TRY(list(from, name));
        std::size_t count = items->size;
        T** made = out_.arena.make_array<T*>(count);
        for (std::size_t n = 0; n < count; ++n) {
            Value item = items->items[n];
            made[n] = TRY(node<T>(item));
            if (items->size != count) return changed(from, name);
            if (!made[n] && !sparse)
                return rt_.raise(ValueError, "None disallowed in %s list", std::is_same_v<T, ast::Stmt> ? "statement" : std::is_same_v<T, ast::Expr> ? "expression" : kSumNames[std::max(kSumOf<T>, 0)]);
        }
        out = {made, count};
        return {};
    }
    Result<void> identifier(From& from, std::string_view& out, bool may_be_none) {
        if (Value value = TRY(optional_field(from, may_be_none)); !value.is_unbound()) out = TRY(identifier_text(value));
        return {};
    }
    Result<std::string_view> identifier_text(View value) {
        if (rt_.type_of(value) != rt_.types.str) return rt_.raise(TypeError, "AST identifier must be of type str");
        return out_.arena.copy(value.as<Str>()->text());
    }
    Result<void> identifiers(From& from, ast::Sequence<std::string_view>& out) {
        Str* name;
        Ref<List> items = TRY(list(from, name));
        std::string_view* made = out_.arena.make_array<std::string_view>(items->size);
        for (std::size_t n = 0; n < items->size; ++n) {
            if (items->items[n].is_none()) return rt_.raise(ValueError, "None disallowed in identifier list");
            made[n] = TRY(identifier_text(items->items[n]));
        }
        out = {made, items->size};
        return {};
    }
    Result<void> string(From& from, std::string_view& out, bool may_be_none) {
        Value value = TRY(optional_field(from, may_be_none));
        if (value.is_unbound()) return {};
        if (rt_.type_of(value) == rt_.types.str) out = out_.arena.copy(value.as<Str>()->text());
        else if (rt_.type_of(value) != rt_.types.bytes) return rt_.raise(TypeError, "AST string must be of type str");
        return {};
    }

    Result<void> plain(From& from, int& out) {
        bool level = std::string_view(from.node) == "ImportFrom";  // the one number that may be left out
        Value value;
        if (level) {
            value = TRY(optional_field(from));
        } else {
            Str* name;
            value = TRY(field(from, name));
            if (value.is_unbound()) return missing(from.node, name);
        }
        if (!value.is_unbound()) out = TRY(number(value));
        return {};
    }
    Result<void> plain(From& from, ast::Operator& out) { return member(from, NodeSum::operator_, out); }
    Result<void> plain(From& from, ast::BoolOperator& out) { return member(from, NodeSum::boolop, out); }
    Result<void> plain(From& from, ast::UnaryOperator& out) { return member(from, NodeSum::unaryop, out); }
    Result<void> plain(From& from, ast::ExprContext& out) { return member(from, NodeSum::expr_context, out); }
    template <typename T>
    Result<void> member(From& from, NodeSum sum, T& out) {
        Str* name;
        Value value = TRY(field(from, name));
        if (value.is_unbound()) return missing(from.node, name);
        return member(sum, value, out);
    }
    template <typename T>
    Result<void> member(NodeSum sum, View value, T& out) {
        Type* type = rt_.type_of(value);
        Type* const* members = classes_.members[static_cast<int>(sum)];
        for (std::size_t n = 0; n < NodeClasses::kMostMembers && members[n]; ++n) {
            if (!is_subtype(type, members[n])) continue;
            out = static_cast<T>(n);
            return {};
        }
        return unexpected(static_cast<int>(sum), value);
    }
    Result<void> plain(From& from, ast::Sequence<ast::CmpOperator>& out) {
        Str* name;
        Ref<List> items = TRY(list(from, name));
        std::size_t count = items->size;
        auto* made = out_.arena.make_array<ast::CmpOperator>(count);
        for (std::size_t n = 0; n < count; ++n) {
            Value item = items->items[n];
            TRY(member(NodeSum::cmpop, item, made[n]));
            if (items->size != count) return changed(from, name);
        }
        out = {made, count};
        return {};
    }
    /// The value of a MatchSingleton.
    Result<void> plain(From& from, ast::ConstantKind& out) {
        Str* name;
        Value value = TRY(field(from, name));
        if (value.is_unbound()) return missing(from.node, name);
        out = value.is_none() ? ast::ConstantKind::None : value.is_bool() ? (value.is_false() ? ast::ConstantKind::False : ast::ConstantKind::True) : ast::ConstantKind::Object;
        return {};
    }
    // What a constant is made of goes another way.
    Result<void> plain(From&, double&) { return {}; }
    Result<void> plain(From&, bool&) { return {}; }
    Result<void> plain(From&, const void*&) { return {}; }

    Result<void> constant(ast::Constant& self, From& from) {
        Str* name;
        Value value = TRY(field(from, name));
        if (value.is_unbound()) return missing(from.node, name);
        std::string_view kind;
        TRY(string(from, kind, true));
        self.u_prefix = kind == "u";
        Type* type = rt_.type_of(value);
        if (value.is_none()) {
            self.value = ast::ConstantKind::None;
        } else if (value.is_bool()) {
            self.value = value.is_false() ? ast::ConstantKind::False : ast::ConstantKind::True;
        } else if (value == Value(View::ellipsis())) {
            self.value = ast::ConstantKind::Ellipsis;
        } else if (type == rt_.types.str) {
            self.value = ast::ConstantKind::Str;
            self.text = out_.arena.copy(value.as<Str>()->text());
        } else if (type == rt_.types.bytes) {
            BufferGuard bytes(rt_, value);
            if (bytes.raised()) return Raised{};
            self.value = ast::ConstantKind::Bytes;
            self.text = out_.arena.copy(bytes.text());
        } else if (type == rt_.types.float_) {
            self.value = ast::ConstantKind::Float;
            self.number = double_of(value);
        } else if (type == rt_.types.int_ && sign_of(value) >= 0) {
            self.value = ast::ConstantKind::Int;
            self.text = out_.arena.copy("0x" + TRY(int_to_text(rt_, value, 16)));
        } else {
            self.value = ast::ConstantKind::Object;
            self.object = &out_.values.emplace_back(value);
        }
        return {};
    }

    Runtime& rt_;
    const NodeClasses& classes_;
    ObjectTree& out_;
};

}  // namespace

Result<void> tree_of_objects(Runtime& rt, View object, ast::NodeKind wanted, ObjectTree& out) {
    const NodeClasses* classes = TRY(node_classes(rt));
    if (!is_subtype(rt.type_of(object), classes->nodes[static_cast<int>(wanted)]))
        return rt.raise(TypeError, "expected %s node, got %s", ast::name_of(wanted), type_name(rt, object));
    try {
        out.tree = TRY(Reader(rt, *classes, out).node<ast::Mod>(object));
    } catch (const std::bad_alloc&) {
        return rt.raise_memory_error();
    }
    return {};
}

}  // namespace ouro
