// SPDX-License-Identifier: MIT
// NativeFunction (builtin_function_or_method): a FunctionDef, perhaps with a first argument; and MethodDescriptor, the same as it lies in a
// type's dict.
#pragma once

#include "runtime/native/signature.h"

namespace ouro {

struct FunctionDef;

struct NativeFunction : Object {
    const FunctionDef* def;
    Signature* signature;  // read at the first call; owned unless `shared`
    Value self;            // Unbound: none
    Value module;          // its name, or None
    Type* owner;           // of a static method: whose it is; not owned
    bool shared;           // the signature belongs to the method descriptor in `source`
    Value source;
};

/// In a type's dict: method_descriptor, classmethod_descriptor.
struct MethodDescriptor : Object {
    const FunctionDef* def;
    Signature* signature;
    Type* owner;  // not owned
    Str* name;    // owned
};

Result<Value> call_native(Runtime& rt, NativeFunction* function, const Arguments& arguments);
Result<Value> call_method_descriptor(Runtime& rt, MethodDescriptor* method, const Arguments& arguments);
Result<Ref<MethodDescriptor>> new_method_descriptor(Runtime& rt, Type* owner, const FunctionDef& def, Str* name);
/// The parameters, read now if they were not.
Result<Signature*> signature_of(Runtime& rt, NativeFunction* function);
Result<Signature*> signature_of(Runtime& rt, MethodDescriptor* method);

}  // namespace ouro
