// SPDX-License-Identifier: MIT
// The greatest height among a node's children, one overload per node, made from nodes.def.
#pragma once

#include <algorithm>
#include <cstdint>

#include "parser/ast.h"

namespace ouro::ast {

#define NODE(Struct, name, Base, fields)                     \
    inline std::int32_t children_height(const Struct& self) { \
        std::int32_t height = 0;                             \
        (void)self;                                          \
        fields return height;                                \
    }
#define ONE(T, name) height = std::max(height, self.name->height);
#define OPTIONAL(T, name) \
    if (self.name != nullptr) height = std::max(height, self.name->height);
#define MANY(T, name) \
    for (const T* child : self.name) height = std::max(height, child->height);
#define SPARSE(T, name)              \
    for (const T* child : self.name) \
        if (child != nullptr) height = std::max(height, child->height);
#include "parser/nodes.def"

}  // namespace ouro::ast
