// SPDX-License-Identifier: MIT
// The binding API: how native modules, functions and types are declared. A module's file needs this header and those of the objects it handles.
#pragma once

#include <span>

#include "runtime/native/args.h"
#include "runtime/runtime.h"

namespace ouro {

using NativeCall = Result<Value> (*)(Runtime&, Args);

/// A native function: its signature as Python would write it gives arity, names, defaults, inspect.signature() and help().
/// Defaults are literals (None True False numbers 'text' () …); `name=<no value>` is an optional argument without one: Args gives Unbound.
struct FunctionDef {
    const char* signature = nullptr;  // "dumps(obj, /, *, indent=None)"; a method's first parameter is self (or cls)
    NativeCall call = nullptr;
    const char* doc = "";
    enum Kind : std::uint8_t { plain, class_method, static_method, coroutine } kind = plain;  // coroutine: makes one, as `async def`
};

/// A computed attribute of a type.
struct PropertyDef {
    const char* name = nullptr;
    Result<Value> (*get)(Runtime&, View self) = nullptr;
    Result<void> (*set)(Runtime&, View self, View value) = nullptr;  // value Unbound: delete; null: read-only
    const char* doc = "";
    bool member = false;  // a plain field: storing says "readonly attribute"
};

/// A constant of a module or type: made when the module or type is.
struct ConstantDef {
    const char* name = nullptr;
    Result<Value> (*make)(Runtime&) = nullptr;
};

/// A native type.
struct TypeDef {
    const char* name = nullptr;     // "deque"
    const char* module = "builtins";
    const char* doc = "";
    Kind kind = Kind::other;        // layout of instances
    std::uint32_t size = sizeof(Object);  // of an instance without a variable part
    std::uint32_t flags = 0;        // Type::Flag
    std::uint16_t inline_slots = 2; // attributes that an instance of a type with `has_dict` has room for, before it gets a dict
    Type* (*base)(Runtime&) = nullptr;    // null: object
    const char* text_signature = nullptr;       // __text_signature__, where construct_signature is not it
    const char* construct_signature = nullptr;  // "(iterable=(), /)": binds the arguments of `construct_bound`
    Result<Value> (*construct_bound)(Runtime&, Type* type, Args) = nullptr;
    TypeSlots slots = {};
    std::span<const FunctionDef> methods = {};
    std::span<const PropertyDef> properties = {};
    std::span<const ConstantDef> constants = {};
    Result<void> (*fill)(Runtime&, Type* type) = nullptr;  // anything else that goes into type->dict
};

// Every type of types.def has its definition in the file of its object.
#define TYPE(identifier) extern const TypeDef identifier##_type;
#include "runtime/objects/types.def"
#undef TYPE

/// A native module; stdlib/modules.cpp lists them all.
struct ModuleDef {
    const char* name = nullptr;
    const char* doc = "";
    std::span<const FunctionDef> functions = {};
    std::span<const ConstantDef> constants = {};
    std::span<const TypeDef* const> types = {};
    Result<void> (*init)(Runtime&, Module* module) = nullptr;  // anything else
};

/// Makes the type that `def` describes (bootstrap and modules call it).
Result<Ref<Type>> make_type(Runtime& rt, const TypeDef& def);
/// The type that `def` describes, made at the first call; it lives as long as the VM.
Result<Type*> native_type(Runtime& rt, const TypeDef& def);
/// Makes a function object of a definition that outlives the VM; `self` becomes the first argument if given.
Result<Value> make_native_function(Runtime& rt, const FunctionDef& def, View module, View self = View());

}  // namespace ouro
