// SPDX-License-Identifier: MIT
// The symbol table: for each scope, which names are local, shared with inner functions, free, or global (language reference 4.2.2).
#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "lexer/diagnostic.h"
#include "parser/ast.h"

namespace ouro {

struct Scope {
    enum Kind : std::uint8_t { module, class_body, function } kind = module;
    enum Use : std::uint8_t { used = 1, assigned = 2, parameter = 4, global_ = 8, nonlocal_ = 16, deleted = 32, imported = 64, annotated = 128 };
    enum class Where : std::uint8_t { local, cell, free, global_explicit, global_implicit, name };

    const ast::Node* node = nullptr;
    Scope* parent = nullptr;
    std::string name, class_name;  // class_name: of the innermost class, for mangling
    std::map<std::string, int, std::less<>> uses;
    std::vector<std::string> order;         // names in order of appearance
    std::map<std::string, Where, std::less<>> where;
    std::vector<std::unique_ptr<Scope>> children;
    std::vector<std::string> parameters, frees, cells;
    bool yields = false, awaits = false, is_async = false, comprehension = false, generator_expression = false, has_walrus = false, returns_value = false;
    bool needs_class_cell = false;
    std::map<const ast::Node*, Scope*> by_node;  // children, by what opens them

    Where find(std::string_view name) const {
        auto found = where.find(name);
        return found == where.end() ? (kind == function ? Where::global_implicit : Where::name) : found->second;
    }
};

struct SymbolTable {
    std::unique_ptr<Scope> top;
    Diagnostic error;
    bool failed = false;
};

SymbolTable build_symbols(const ast::Mod* tree);
/// Private names of classes (language reference 6.2.1).
std::string mangle(std::string_view class_name, std::string_view name);

}  // namespace ouro
