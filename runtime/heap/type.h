// SPDX-License-Identifier: MIT
// Type: a Python class. Its slots are what natives call; slot_table.def (objects) ties each slot to its special methods, both
// ways: a built-in slot appears as a method in the type's dict, a method defined in Python fills the slot with a dispatcher.
#pragma once

#include "runtime/heap/result.h"
#include "runtime/heap/shape.h"

namespace ouro {

class Visitor;  // heap/cycles.h

enum class CompareOp : std::uint8_t { lt, le, eq, ne, gt, ge };
enum class BinaryOp : std::uint8_t {
    add, sub, mul, true_div, floor_div, mod, pow, matmul, lshift, rshift, bit_and, bit_or, bit_xor
};
constexpr int kBinaryOps = 13;

/// The arguments of a call before they are bound to parameters: positional ones, then the values of the named ones.
struct Arguments {
    const View* values = nullptr;
    std::size_t count = 0;    // positional arguments
    Tuple* names = nullptr;   // names of the keyword arguments (str), or null; their values are values[count ...]

    View operator[](std::size_t i) const { return values[i]; }
    std::size_t total() const;  // positional and named
};

using UnarySlot = Result<Value> (*)(Runtime&, View self);
using BinarySlot = Result<Value> (*)(Runtime&, View left, View right);  // NotImplemented where it does not apply

/// What a type can do; null where it cannot. Inherited by copying.
struct TypeSlots {
    // Life. `destroy` releases what the object owns and frees its memory; `traverse` visits each owned object once; `clear` drops
    // references that may form cycles (null: the object cannot be part of one, or its cycle is cut elsewhere).
    void (*destroy)(Runtime&, Object*) = nullptr;
    void (*traverse)(Object*, Visitor&) = nullptr;
    void (*clear)(Runtime&, Object*) = nullptr;
    // Runs before destroy, may resurrect: __del__ of classes, finalisers of generators and files.
    void (*finalize)(Runtime&, Object*) = nullptr;

    Result<Value> (*construct)(Runtime&, Type* type, const Arguments&) = nullptr;             // __new__
    Result<void> (*init)(Runtime&, View self, const Arguments&) = nullptr;                    // __init__
    Result<Value> (*call)(Runtime&, View self, const Arguments&) = nullptr;                   // __call__

    UnarySlot repr = nullptr, str = nullptr;
    Result<std::int64_t> (*hash)(Runtime&, View self) = nullptr;                             // raises TypeError where unhashable
    Result<Value> (*compare)(Runtime&, View left, View right, CompareOp) = nullptr;
    Result<bool> (*truth)(Runtime&, View self) = nullptr;
    Result<std::int64_t> (*length)(Runtime&, View self) = nullptr;
    Result<bool> (*contains)(Runtime&, View self, View item) = nullptr;

    Result<Value> (*get_attribute)(Runtime&, View self, Str* name) = nullptr;
    Result<void> (*set_attribute)(Runtime&, View self, Str* name, View value) = nullptr;      // value Unbound: delete
    Result<Value> (*get)(Runtime&, View self, View instance, Type* owner) = nullptr;          // descriptor; instance Unbound: on the class
    Result<void> (*set)(Runtime&, View self, View instance, View value) = nullptr;            // data descriptor; value Unbound: delete

    UnarySlot iter = nullptr;
    UnarySlot next = nullptr;                                                                 // Unbound where exhausted
    BinarySlot get_item = nullptr;
    Result<void> (*set_item)(Runtime&, View self, View key, View value) = nullptr;            // value Unbound: delete

    BinarySlot binary[kBinaryOps] = {};
    BinarySlot inplace[kBinaryOps] = {};
    Result<Value> (*power)(Runtime&, View base, View exponent, View modulus) = nullptr;       // pow() with three arguments
    UnarySlot negative = nullptr, positive = nullptr, invert = nullptr, absolute = nullptr;
    UnarySlot index = nullptr, to_int = nullptr, to_float = nullptr;

    UnarySlot await = nullptr, aiter = nullptr, anext = nullptr;
    // One step of a native iterator-like awaitable: sends a value in (None at first), gets what it yields; when it ends, Unbound, and
    // rt.sent_result holds the value it returned.
    BinarySlot send = nullptr;
    // Bytes of the object (objects/buffer.h); to be called by acquire_buffer() and release_buffer().
    Result<void> (*get_buffer)(Runtime&, View self, struct BufferView& view, int flags) = nullptr;
    void (*release_buffer)(Runtime&, View self, struct BufferView& view) = nullptr;
};

struct Type : Object {
    enum Flag : std::uint32_t {
        heap_type = 1,        // made by a class statement or type(); instances own a reference to it
        base_type = 2,        // may be subclassed
        has_dict = 4,         // instances take any attribute
        variable_size = 8,    // instances end in a variable part (str, bytes, tuple, int); attribute storage lies behind it
        is_abstract = 16,     // has abstract methods: cannot be instantiated
        immutable = 32,       // attributes of the type cannot be set (built-in types)
        container = 64,       // instances are traversed by the cycle collector
        sequence_pattern = 128, mapping_pattern = 256,  // PEP 634
        has_finalizer = 512,  // slots.finalize is there
        weak_referable = 1024,
        disallow_construct = 2048,  // "cannot create 'x' instances"
        method_descriptor = 4096,   // instances bind as methods do (functions): LOAD_METHOD need not make a bound method
        exception_type = 8192,      // a subclass of BaseException
        metatype = 16384,           // a subclass of type
        custom_get_attribute = 32768,  // __getattribute__ or __getattr__ written in Python
        custom_set_attribute = 65536,
        unfilled = 131072,      // a built-in type whose dict is filled by the first look-up in it
    };

    Runtime* runtime;
    Str* name;               // owned, as are the next four
    Str* qualified_name;
    Tuple* bases;
    Tuple* mro;
    Dict* dict;              // of a built-in type: by dict_of_type() (objects/type_object.h), which fills it
    Type* base;              // the base whose layout instances extend; owned
    Tuple* slot_names;       // of the members that the class itself adds, sorted; or null; owned
    TypeSlots slots;
    Shape* root_shape;       // of an instance without attributes; owned, with all its transitions
    Shape* dict_shape;       // of instances in dictionary mode; owned
    std::uint32_t type_flags;
    std::uint32_t basic_size;         // bytes of the fixed part without attribute storage
    std::uint32_t attributes_offset;  // 0 where instances have no attribute storage (or variable_size: computed)
    std::uint16_t inline_slots;       // values in attribute storage; the first member_slots are __slots__ members
    std::uint16_t member_slots;
    Kind instance_kind;
    Type** subclasses;       // not owned; each removes itself when destroyed
    std::uint32_t subclass_count, subclass_capacity;
    const struct TypeDef* def;  // built-in types; null for heap types
    class Signature* constructor;  // of a built-in type with a construct_signature, once it was called; owned

    bool has(Flag flag) const { return type_flags & flag; }
    /// Whether instances have attribute storage behind their own fields.
    bool stores_attributes() const { return (type_flags & has_dict) || inline_slots; }
};

/// Whether `type` is `other` or derives from it (by the MRO).
bool is_subtype(const Type* type, const Type* other);

}  // namespace ouro
