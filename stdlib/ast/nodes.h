// SPDX-License-Identifier: MIT
// The classes of the module `_ast`, made from the parser's table of nodes, and the way between its trees and objects of those classes.
#pragma once

#include <deque>
#include <span>
#include <string>
#include <unordered_map>

#include "parser/arena.h"
#include "parser/ast.h"
#include "runtime/runtime.h"

namespace ouro {

/// One field of a node: its name, its type in the words of the table, and how many there are.
struct NodeField {
    const char* name = nullptr;  // null: past the last
    const char* type = nullptr;  // "Expr", "identifier" …
    enum Count : char { one, maybe, many } count = one;
};

/// One class of nodes: a row of the table.
struct NodeClass {
    const char* name;
    const char* base;        // in the words of the table: "Stmt"
    const NodeField* fields;  // up to one without a name
};

/// The classes of nodes, in the order of the table.
std::span<const NodeClass> node_class_table();

constexpr std::size_t kNodeClasses = 0
#define NODE(Struct, name, Base, fields) +1
#include "parser/nodes.def"
    ;

/// The abstract classes that nodes and operators derive from.
enum class NodeSum : std::uint8_t { mod, stmt, expr, expr_context, boolop, operator_, unaryop, cmpop, excepthandler, pattern, type_ignore, type_param };
constexpr std::size_t kNodeSums = 12;

/// All classes of one VM; a list in its library keeps them and all else that is named here.
struct NodeClasses {
    static constexpr std::size_t kMostFields = 8, kMostMembers = 13;
    Type* base = nullptr;  // AST
    Type* nodes[kNodeClasses] = {};
    Type* sums[kNodeSums] = {};
    Type* members[kNodeSums][kMostMembers] = {};  // Load, Store …
    View instances[kNodeSums][kMostMembers];      // one of each, which trees share
    Str* fields[kNodeClasses][kMostFields] = {};  // their names
    Str *lineno = nullptr, *col_offset = nullptr, *end_lineno = nullptr, *end_col_offset = nullptr;
    Str *all_fields = nullptr, *all_attributes = nullptr, *field_types = nullptr;  // _fields, _attributes, _field_types
    std::unordered_map<const Type*, ast::NodeKind> kinds;  // of `nodes`
};

/// The classes, made at the first call.
Result<const NodeClasses*> node_classes(Runtime& rt);
/// Whether a value is an instance of ast.AST.
Result<bool> is_node(Runtime& rt, View value);
/// Whether nodes of a kind have a place in their source.
bool has_location(ast::NodeKind kind);
/// The abstract class of a kind, if it has one besides AST.
NodeSum sum_of(ast::NodeKind kind, bool& found);

/// The objects of a tree.
Result<Value> objects_of_tree(Runtime& rt, const ast::Mod* tree);

/// A tree made from objects, and what it refers to.
struct ObjectTree {
    explicit ObjectTree(ArenaBudget budget) : arena(budget) {}
    Arena arena;
    std::deque<Value> values;  // of constants
    ast::Mod* tree = nullptr;
};
/// The tree of these objects, of class `wanted` ("Module" …); TypeError, ValueError and the like where they are none.
Result<void> tree_of_objects(Runtime& rt, View object, ast::NodeKind wanted, ObjectTree& out);
/// What a tree must hold to that the classes of its nodes do not say; ValueError or TypeError.
Result<void> validate_tree(Runtime& rt, const ast::Mod* tree);

/// The value of a constant.
Result<Value> constant_value(Runtime& rt, const ast::Constant& constant);
/// Folds constants in a tree, as CPython's `optimize` does; new nodes lie in `arena`, their values in `values`. `optimize`: as compile() takes it.
Result<void> optimize_tree(Runtime& rt, ast::Mod* tree, Arena& arena, std::deque<Value>& values, int optimize, bool future_annotations);

}  // namespace ouro
