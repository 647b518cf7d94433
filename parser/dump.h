// SPDX-License-Identifier: MIT
// --dump-ast: a tree as text, in the words of CPython's `ast.dump(tree, include_attributes=…, indent=1)`.
#pragma once

#include <string>

#include "parser/ast.h"

namespace ouro {

// The text of a tree. With `attributes`, every node that has a place shows it.
std::string dump(const ast::Node* tree, bool attributes);

// The repr of a text or of bytes as Python writes it; text is WTF-8.
std::string quoted_constant(std::string_view text, bool bytes);

}  // namespace ouro
