// SPDX-License-Identifier: MIT
// The symbol table: for each scope, which names are local, shared with inner functions, free, or global (language reference 4.2.2).
#pragma once

#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "lexer/diagnostic.h"
#include "parser/ast.h"

namespace ouro {

struct Scope {
    enum Kind : std::uint8_t { module, class_body, function } kind = module;
    enum Use : std::uint16_t { used = 1, assigned = 2, parameter = 4, global_ = 8, nonlocal_ = 16, deleted = 32, imported = 64, annotated = 128, type_parameter = 256, inlined_use = 512, iteration = 1024, declared = 2048 };
    enum class Where : std::uint8_t { local, cell, free, global_explicit, global_implicit, name };

    /// PEP 695: scopes that are functions in all but name. They see the names of a class they stand in directly.
    enum Annotation : std::uint8_t { no_annotation, type_parameters, type_alias, type_variable };

    const ast::Node* node = nullptr;
    Scope* parent = nullptr;
    Annotation annotation = no_annotation;
    const char* within = "";       // annotation scopes: what they are called in errors
    Scope* seen_class = nullptr;   // annotation scopes: the class whose names they see
    std::string name, class_name;  // class_name: of the innermost class, for mangling (language reference 6.2.1)
    std::map<std::string, int, std::less<>> uses;
    std::vector<std::string> order;         // names in order of appearance
    std::size_t appears = 0;                // how many of the parent's names appear before this scope
    std::map<std::string, Where, std::less<>> where;
    std::vector<std::unique_ptr<Scope>> children;
    std::vector<std::string> parameters, frees, cells;
    bool yields = false, awaits = false, is_async = false, comprehension = false, generator_expression = false, inlined = false, has_walrus = false, returns_value = false;
    // PEP 709: `inlined` comprehensions are part of the code around them; its scope has their uses of names as `inlined_use`.
    bool iteration_target = false;  // the target of a comprehension's `for` is being read
    int iterables = 0;              // how many iterables of comprehensions are around
    bool needs_class_cell = false, needs_class_dict = false;  // class bodies: __class__ or __classdict__ is used below
    std::set<std::string, std::less<>> mangled;  // type parameters of a class: its private names
    std::set<std::string, std::less<>> walrus_targets;  // names that := binds around this inlined comprehension
    std::map<const ast::Node*, Scope*> by_node;  // children, by what opens them

    std::string mangle(std::string_view name) const;
    /// Whether all there is of a name is its annotation: `x: int`.
    bool only_declared(std::string_view name_) const {
        auto found = uses.find(name_);
        return found != uses.end() && (found->second & declared);
    }
    /// The scope whose code this one is part of.
    const Scope* base() const { return inlined ? parent->base() : this; }
    Where find(std::string_view name) const {
        auto found = where.find(name);
        return found == where.end() ? (kind == function ? Where::global_implicit : Where::name) : found->second;
    }
};

struct SymbolTable {
    std::unique_ptr<Scope> top;
    Diagnostic error;
    bool failed = false;
    bool late = false;  // the error is one that CPython finds only when it compiles
};

SymbolTable build_symbols(const ast::Mod* tree, bool top_level_await = false, bool future_annotations = false);

}  // namespace ouro
