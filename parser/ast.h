// SPDX-License-Identifier: MIT
// The syntax tree: plain structs in an arena, named as in CPython's `ast` module (an expression statement is
// ExprStmt, the lower-case nodes are Arguments, Arg, Keyword, Alias, WithItem, MatchCase, Comprehension).
// nodes.def is the table of nodes and fields; this file makes the structs from it. A node knows its height,
// which the parser bounds by kMaximumHeight: a walker may recurse per level, except along a chain of `elif`,
// which counts as one level and has any length (while `orelse` is a sole If, walk it in a loop).
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace ouro::ast {

// The greatest height of a tree that the parser accepts.
inline constexpr int kMaximumHeight = 6000;

// What a node is: the row of nodes.def.
enum class NodeKind : std::uint8_t {
#define NODE(Struct, name, Base, fields) Struct,
#include "parser/nodes.def"
};

enum class BoolOperator : std::uint8_t { And, Or };
enum class Operator : std::uint8_t {
    Add, Sub, Mult, MatMult, Div, Mod, Pow, LShift, RShift, BitOr, BitXor, BitAnd, FloorDiv
};
enum class UnaryOperator : std::uint8_t { Invert, Not, UAdd, USub };
enum class CmpOperator : std::uint8_t { Eq, NotEq, Lt, LtE, Gt, GtE, Is, IsNot, In, NotIn };
enum class ExprContext : std::uint8_t { Load, Store, Del };
enum class ConstantKind : std::uint8_t { None, True, False, Ellipsis, Int, Float, Imaginary, Str, Bytes, Object };
using OptionalInt = int;  // a number that a tree made by scripts may leave out

// Where a node stands: lines count from 1, columns are UTF-8 bytes from 0, the end is exclusive.
struct Location {
    std::int32_t lineno = 0;
    std::int32_t col_offset = 0;
    std::int32_t end_lineno = 0;
    std::int32_t end_col_offset = 0;
};

// A run of items in the arena; empty is a null pointer and a zero count.
template <class T>
struct Sequence {
    T* items = nullptr;
    std::size_t count = 0;

    bool empty() const { return count == 0; }
    std::size_t size() const { return count; }
    T& operator[](std::size_t index) const { return items[index]; }
    T* begin() const { return items; }
    T* end() const { return items + count; }
    T& front() const { return items[0]; }
    T& back() const { return items[count - 1]; }
};

// What every node starts with.
struct Node {
    NodeKind kind{};
    bool parenthesised = false;  // expressions: in parentheses (a tuple: in more than its own)
    bool bare = false;           // tuples: without parentheses of its own
    std::int32_t height = 1;     // 1 for a leaf
    Location location;

    // Whether this node is a T.
    template <class T>
    bool is() const {
        return kind == T::kKind;
    }
    // This node as a T, which it must be.
    template <class T>
    T* as() {
        return static_cast<T*>(this);
    }
    template <class T>
    const T* as() const {
        return static_cast<const T*>(this);
    }
    // This node as a T, or null when it is another kind.
    template <class T>
    T* try_as() {
        return kind == T::kKind ? static_cast<T*>(this) : nullptr;
    }
    template <class T>
    const T* try_as() const {
        return kind == T::kKind ? static_cast<const T*>(this) : nullptr;
    }
};

// The sum types of the abstract grammar; a concrete node derives from one of them or from Node.
struct Mod : Node {};
struct Stmt : Node {};
struct Expr : Node {};
struct Pattern : Node {};
struct TypeParam : Node {};
struct AnyHandler : Node {};
struct AnyIgnore : Node {};

#define NODE(Struct, name, Base, fields) struct Struct;
#include "parser/nodes.def"

#define NODE(Struct, name, Base, fields)                     \
    struct Struct : Base {                                   \
        static constexpr NodeKind kKind = NodeKind::Struct;  \
        Struct() { kind = kKind; }                           \
        fields                                               \
    };
#define ONE(T, name) T* name = nullptr;
#define OPTIONAL(T, name) T* name = nullptr;
#define MANY(T, name) Sequence<T*> name;
#define SPARSE(T, name) Sequence<T*> name;
#define IDENT(name) std::string_view name = std::string_view("", 0);
#define IDENTS(name) Sequence<std::string_view> name;
#define PLAIN(T, name) T name{};
#define TEXT(name) std::string_view name{};
#include "parser/nodes.def"

// The name that CPython's `ast` module gives to a kind.
constexpr const char* name_of(NodeKind kind) {
    switch (kind) {
#define NODE(Struct, name, Base, fields) \
    case NodeKind::Struct:               \
        return name;
#include "parser/nodes.def"
    }
    return "";
}

// Calls visit(child) for every direct child of `node`, in field order, leaving out null ones.
template <class Visit>
void for_each_child(const Node* node, Visit&& visit) {
    switch (node->kind) {
#define NODE(Struct, name, Base, fields)                            \
    case NodeKind::Struct: {                                        \
        [[maybe_unused]] const Struct* self = node->as<Struct>();   \
        fields                                                      \
        break;                                                      \
    }
#define ONE(T, name) visit(static_cast<Node*>(self->name));
#define OPTIONAL(T, name) \
    if (self->name != nullptr) visit(static_cast<Node*>(self->name));
#define MANY(T, name) \
    for (T* child : self->name) visit(static_cast<Node*>(child));
#define SPARSE(T, name)           \
    for (T* child : self->name)   \
        if (child != nullptr) visit(static_cast<Node*>(child));
#include "parser/nodes.def"
    }
}

}  // namespace ouro::ast
