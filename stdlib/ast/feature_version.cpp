// SPDX-License-Identifier: MIT
// compile(…, _feature_version=n): what the grammar of Python 3.n did not have yet is refused.
#include <algorithm>
#include <vector>

#include "runtime/objects/protocol.h"
#include "stdlib/ast/nodes.h"

namespace ouro {

namespace {

struct Feature {
    const char* what = nullptr;  // with its verb
    int minor = 0;
};

Feature default_of(const ast::Expr* value) { return value ? Feature{"Type parameter defaults are", 13} : Feature{}; }

template <typename T>
bool is_generic(const T* node) {
    return !node->type_params.empty();
}

/// What a node needs, beside what the nodes below it need.
Feature feature_of(const ast::Node* node) {
    constexpr Feature lists{"Type parameter lists are", 12};
    switch (node->kind) {
        case ast::NodeKind::NamedExpr: return {"Assignment expressions are", 8};
        case ast::NodeKind::Arguments: return node->as<ast::Arguments>()->posonlyargs.empty() ? Feature{} : Feature{"Positional-only parameters are", 8};
        case ast::NodeKind::Match: return {"Pattern matching is", 10};
        case ast::NodeKind::TryStar: return {"Exception groups are", 11};
        case ast::NodeKind::TypeAlias: return {"Type statement is", 12};
        case ast::NodeKind::ClassDef: return is_generic(node->as<ast::ClassDef>()) ? lists : Feature{};
        case ast::NodeKind::FunctionDef: return is_generic(node->as<ast::FunctionDef>()) ? lists : Feature{};
        case ast::NodeKind::AsyncFunctionDef: return is_generic(node->as<ast::AsyncFunctionDef>()) ? lists : Feature{"Async functions are", 5};
        case ast::NodeKind::TypeVar: return default_of(node->as<ast::TypeVar>()->default_value);
        case ast::NodeKind::ParamSpec: return default_of(node->as<ast::ParamSpec>()->default_value);
        case ast::NodeKind::TypeVarTuple: return default_of(node->as<ast::TypeVarTuple>()->default_value);
        case ast::NodeKind::AsyncFor: return {"Async for loops are", 5};
        case ast::NodeKind::AsyncWith: return {"Async with statements are", 5};
        case ast::NodeKind::Await: return {"Await expressions are", 5};
        case ast::NodeKind::Comprehension: return node->as<ast::Comprehension>()->is_async ? Feature{"Async comprehensions are", 6} : Feature{};
        case ast::NodeKind::AnnAssign: return {"Variable annotation syntax is", 6};
        case ast::NodeKind::BinOp: return node->as<ast::BinOp>()->op == ast::Operator::MatMult ? Feature{"The '@' operator is", 5} : Feature{};
        case ast::NodeKind::AugAssign: return node->as<ast::AugAssign>()->op == ast::Operator::MatMult ? Feature{"The '@' operator is", 5} : Feature{};
        default: return {};
    }
}

}  // namespace

std::string newer_feature(const ast::Mod* tree, int minor, int& line) {
    std::vector<std::pair<const ast::Node*, int>> waiting{{tree, 1}};
    while (!waiting.empty()) {
        auto [node, around] = waiting.back();
        waiting.pop_back();
        int here = has_location(node->kind) ? node->location.lineno : around;
        if (Feature feature = feature_of(node); feature.minor > minor) {
            line = here;
            return std::string(feature.what) + " only supported in Python 3." + std::to_string(feature.minor) + " and greater";
        }
        std::size_t first = waiting.size();
        ast::for_each_child(node, [&](const ast::Node* child) { waiting.emplace_back(child, here); });
        std::reverse(waiting.begin() + static_cast<std::ptrdiff_t>(first), waiting.end());
    }
    return {};
}

}  // namespace ouro
