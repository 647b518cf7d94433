// SPDX-License-Identifier: MIT
// The parts from which types are made, shared by type.cpp, built_in_type.cpp, class.cpp and type_object.cpp.
#pragma once

#include "runtime/native/args.h"
#include "runtime/runtime.h"

namespace ouro {

struct PropertyDef;
struct TypeDef;

/// In Type::type_flags of a built-in type in which a program has set attributes, and of those that derive from it.
constexpr std::uint32_t kPatched = 262144;
/// In TypeDef::flags of a type whose attributes programs can set, as those of its namesake in CPython.
constexpr std::uint32_t kPatchable = 524288;
constexpr std::uint32_t kPatterns = Type::sequence_pattern | Type::mapping_pattern;
/// In Type::type_flags of a base: what a type derived from it has as well.
constexpr std::uint32_t kInheritedFlags = Type::has_dict | Type::variable_size | Type::container | kPatterns |
                                          Type::has_finalizer | Type::weak_referable | Type::exception_type | Type::metatype | Type::custom_get_attribute |
                                          Type::custom_set_attribute;
/// Whether CPython's class of this name is written in Python: it goes by its bare name, and programs can set its attributes.
bool is_python_elsewhere(const TypeDef& def);
/// Layout, flags and slots of a built-in type, as its definition has them.
void begin_builtin_type(Type* type, const TypeDef& def);
/// Name, bases, MRO and inherited slots of a built-in type; its dict is filled when first looked into.
Result<void> finish_builtin_type(Runtime& rt, Type* type, Type* base, Type* second_base = nullptr);
/// Puts methods, attributes, constants and slot wrappers into the dict of a built-in type.
void fill_type(Type* type);
/// The dict of a type, filled.
inline Dict* dict_of_type(Type* type) {
    if (type->has(Type::unfilled)) [[unlikely]] fill_type(type);
    return type->dict;
}
/// PyType_GetFullyQualifiedName(): "package.module.Outer.Inner", without the module of built-in types and of the program.
std::string full_type_name(Type* type);
/// A type with its shapes, otherwise empty.
Result<Ref<Type>> allocate_type(Runtime& rt, Type* metatype);
/// The own shape of a type that was made before its metatype was ready.
void give_shape(Runtime& rt, Type* type, Type* metatype);
/// Notes that `type` has the base `base`; a base does not own those that derive from it.
Result<void> add_subclass(Runtime& rt, Type* base, Type* type);
void remove_subclass(Type* base, Type* type);
void destroy_type(Runtime& rt, Object* object);
void traverse_type(Object* object, Visitor& visit);
void clear_type(Runtime& rt, Object* object);
Result<void> set_mro(Runtime& rt, Type* type);
/// type.mro(): the order that the bases give.
Result<Ref<Tuple>> default_mro(Runtime& rt, Type* type);
/// The base whose layout instances of `type` have: the nearest one that adds fields of its own.
Type* solid_base(Type* type);
/// Whether instances of one class may become instances of the other.
bool same_layout(const Type* a, const Type* b);
/// What follows `after` in the MRO of `type`; Unbound if absent.
View lookup_after(Type* type, Type* after, Str* name);
/// Binds the arguments of a constructor or __init__ to the parameters of the type's construct_signature.
Result<void> bind_constructor(Runtime& rt, Type* owner, const Arguments& arguments, Value* out);
/// cls.__class__ = metatype, of the same layout as its own
void set_metatype(Runtime& rt, Type* type, Type* metatype);
/// type.__bases__ = bases
Result<void> set_bases(Runtime& rt, Type* type, View bases);
/// `construct` slot of types that declare a signature.
Result<Value> construct_by_signature(Runtime& rt, Type* type, const Arguments& arguments);
/// Puts __new__ into a built-in type's dict.
Result<void> add_new_function(Runtime& rt, Type* type);
Result<Value> new_static_method(Runtime& rt, View function);
Result<Value> new_class_method(Runtime& rt, View function);
Result<void> fill_class_cell(Runtime& rt, View cell, View content);
/// isinstance and issubclass by the MRO, without __instancecheck__.
Result<bool> plain_is_instance(Runtime& rt, View object, View cls);
Result<bool> plain_is_subclass(Runtime& rt, View type, View cls);
/// X | Y of types.
Result<Value> make_union(Runtime& rt, View a, View b);
/// `|` of two types, aliases or unions.
Result<Value> union_of_types(Runtime& rt, View a, View b);
/// What `type name[parameters] = …` makes; `evaluate` is called when the value is asked for. Parameters: a tuple or None.
Result<Value> new_type_alias(Runtime& rt, View name, View parameters, View module, View evaluate);
extern const TypeDef type_alias_type;
/// __dict__ of a built-in type with attribute storage, __dict__ and __weakref__ of the first class that adds them.
extern const PropertyDef built_in_dict, instance_dict, instance_weakref;
/// Attribute storage of an instance, for the cycle collector.
void visit_attributes(Object* object, Visitor& visit);
void clear_attributes(Runtime& rt, Object* object);
/// Bytes of an object whose type is of variable size, without attribute storage.
std::size_t variable_bytes(const Object* object);
/// builtins.__build_class__(function, name, *bases, metaclass=..., **keywords)
Result<Value> build_class(Runtime& rt, Args args);

}  // namespace ouro
