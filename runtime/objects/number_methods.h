// SPDX-License-Identifier: MIT
// The parts from which the numeric types are put together.
#pragma once

#include <span>

#include "runtime/native/module.h"

namespace ouro {

extern const std::span<const FunctionDef> int_methods, float_methods, complex_methods;
extern const std::span<const PropertyDef> int_properties, float_properties;

Result<Value> int_construct(Runtime& rt, Type* type, Args args);
/// An instance of a subclass of int with the value of the int `value`.
Result<Value> new_int_subclass(Runtime& rt, Type* type, View value);

/// Whether `order` (-1, 0, 1) satisfies the comparison.
inline bool order_holds(int order, CompareOp op) {
    switch (op) {
        case CompareOp::lt: return order < 0;
        case CompareOp::le: return order <= 0;
        case CompareOp::eq: return order == 0;
        case CompareOp::ne: return order != 0;
        case CompareOp::gt: return order > 0;
        case CompareOp::ge: return order >= 0;
    }
    return false;
}

/// Warns of a __float__ of this type that returned an instance of a subclass.
Result<void> warn_of_float(Runtime& rt, Type* type, View made);

}  // namespace ouro
