// SPDX-License-Identifier: MIT
// Function: a Python function object.
#pragma once

#include "runtime/heap/result.h"
#include "runtime/heap/type.h"
#include "vm/bytecode/code.h"

namespace ouro {

struct Function : Object {
    Code* code;             // owned, as is everything below
    Dict* globals;
    Dict* builtins;
    Tuple* defaults;        // or null
    Dict* keyword_defaults; // or null
    Tuple* closure;         // cells, or null
    Str* name;
    Str* qualified_name;
    Value namespace_;       // what LOAD_NAME looks in first, where this runs a class body or module; else Unbound
    Value annotations;      // dict; Unbound until asked for
    Value doc;
    Value module;
    Value type_params;      // tuple, or Unbound
    Value attributes;       // __dict__, or Unbound until asked for
};

Result<Ref<Function>> new_function(Runtime& rt, Code* code, Dict* globals);
inline Function* as_function(View value) { return is_kind(value, Kind::function) ? value.as<Function>() : nullptr; }

/// Puts arguments into the parameter registers of `code` as a call does (defaults, *args, **kwargs); on success registers[0 .. local_count)
/// are all valid, else none is. Consumes nothing: values are retained.
Result<void> bind_arguments(Runtime& rt, Function* function, const Arguments& arguments, View* registers);

}  // namespace ouro
