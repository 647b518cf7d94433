// SPDX-License-Identifier: MIT
// Expressions as targets: which may be assigned to or deleted, what CPython calls the others, and the store
// and del contexts that targets take.
#pragma once

#include "parser/ast.h"

namespace ouro {

// What an expression is to be the target of.
enum class TargetUse { Assignment, For, Delete };

// The name by which an error message calls an expression ("function call", "literal", …).
const char* expression_name(const ast::Expr* expression);

// The innermost part of a target that cannot be one, or null when all of it can.
const ast::Expr* invalid_target(const ast::Expr* target, TargetUse use);

// Gives a target, and the targets inside it, the context `context`.
void set_context(ast::Expr* target, ast::ExprContext context);

// Why an expression cannot be annotated, or null; a starred one has no words of its own.
const char* annotation_problem(const ast::Expr* target);

// Whether an expression is written at the level of `a | b`: no comparison, `not`, `and`, `or`, conditional or
// lambda outside parentheses.
bool is_bitwise_or(const ast::Expr* expression);

// The longest part of an expression, from its start, that is at the level of `a | b`; null when it starts
// with another kind of expression.
const ast::Expr* leading_bitwise_or(const ast::Expr* expression);

// The name that an expression starts with, or null when it starts with another token.
const ast::Expr* leading_name(const ast::Expr* expression);

// Whether an expression starts with a list, a tuple, a generator expression, True, None or False.
bool starts_as_display(const ast::Expr* expression);

}  // namespace ouro
