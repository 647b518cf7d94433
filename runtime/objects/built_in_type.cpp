// SPDX-License-Identifier: MIT
// Built-in types, made of their definitions. What classes of scripts are made of is in class.cpp.
#include "runtime/native/module.h"
#include "runtime/objects/containers.h"
#include "runtime/objects/descriptor.h"
#include "runtime/objects/native_function.h"
#include "runtime/objects/protocol.h"
#include "runtime/objects/slots.h"
#include "runtime/objects/str.h"
#include "runtime/objects/type_object.h"

namespace ouro {

namespace {

void inherit_slots(TypeSlots& own, const TypeSlots& base) {
    for (std::size_t at = 0; at < sizeof(TypeSlots); at += sizeof(void*)) {
        void*& slot = slot_at(own, at);
        if (!slot) slot = slot_at(const_cast<TypeSlots&>(base), at);
    }
}

Result<std::int64_t> hash_of_unhashable(Runtime& rt, View self) {
    return rt.raise(TypeError, "unhashable type: '%s'", type_name(rt, self));
}

}  // namespace

bool is_python_elsewhere(const TypeDef& def) { return std::string_view(def.module).starts_with("asyncio."); }

void begin_builtin_type(Type* type, const TypeDef& def) {
    type->def = &def;
    type->slots = def.slots;
    type->type_flags = def.flags;
    if (!is_python_elsewhere(def) && !(def.flags & kPatchable)) type->type_flags |= Type::immutable;
    type->instance_kind = def.kind;
    type->basic_size = def.size;
    type->attributes_offset = (type->basic_size + 7) & ~7u;
    if (type->has(Type::has_dict) && !type->has(Type::variable_size)) type->inline_slots = def.inline_slots;
}

Result<void> finish_builtin_type(Runtime& rt, Type* type, Type* base, Type* second_base) {
    const TypeDef& def = *type->def;
    std::string_view module(def.module);
    bool bare = module == "builtins" || module == "_sitebuiltins" || is_python_elsewhere(def);
    type->qualified_name = TRY(intern(rt, def.name)).detach();
    type->name = TRY(intern(rt, bare ? std::string(def.name) : std::string(module) + "." + def.name)).detach();
    type->dict = TRY(new_dict(rt)).detach();
    type->type_flags |= Type::unfilled;
    if (!base) {
        type->bases = Ref<Tuple>(rt.empty_tuple).detach();
        type->mro = TRY(new_tuple(rt, {View(type)})).detach();
        return {};
    }
    type->base = base;
    retain(static_cast<Object*>(base));
    bool constructs = def.construct_bound || def.slots.construct;
    inherit_slots(type->slots, base->slots);
    type->type_flags |= base->type_flags & kInheritedFlags;
    if (def.kind == Kind::other) type->instance_kind = base->instance_kind;
    if (type->has(Type::has_dict) && !type->has(Type::variable_size)) type->inline_slots = def.inline_slots;
    if (def.construct_bound) type->slots.construct = construct_by_signature;
    // Instances with fields of their own are not made by object's constructor.
    if (!constructs && base == rt.types.object && def.size > sizeof(Object)) type->type_flags |= Type::disallow_construct;
    if (type->has(Type::disallow_construct)) type->slots.construct = nullptr;
    if (def.slots.compare && !def.slots.hash) type->slots.hash = hash_of_unhashable;
    type->bases = (second_base ? TRY(new_tuple(rt, {View(base), View(second_base)})) : TRY(new_tuple(rt, {View(base)}))).detach();
    TRY(set_mro(rt, type));
    TRY(add_subclass(rt, base, type));
    if (second_base) TRY(add_subclass(rt, second_base, type));
    return {};
}

namespace {

Result<void> fill(Runtime& rt, Type* type) {
    const TypeDef& def = *type->def;
    Dict* dict = type->dict;
    if (def.slots.compare && !def.slots.hash) TRY(dict_set(rt, dict, rt.names.hash_, View::none()));
    for (const FunctionDef& method : def.methods) {
        std::string_view signature(method.signature);
        Ref<Str> name = TRY(intern(rt, signature.substr(0, signature.find('('))));
        if (method.kind == FunctionDef::static_method) {
            Value function = TRY(make_native_function(rt, method, View()));
            function.as<NativeFunction>()->owner = type;
            Value wrapped = TRY(new_static_method(rt, function));
            TRY(dict_set(rt, dict, name.get(), wrapped));
            continue;
        }
        Ref<MethodDescriptor> descriptor = TRY(new_method_descriptor(rt, type, method, name.get()));
        TRY(dict_set(rt, dict, name.get(), View(descriptor.get())));
    }
    for (const PropertyDef& property : def.properties) TRY(add_getset(rt, type, property));
    for (const ConstantDef& constant : def.constants) {
        Value value = TRY(constant.make(rt));
        TRY(dict_set(rt, dict, TRY(intern(rt, constant.name)).get(), value));
    }
    if (type->has(Type::has_dict) && !(type->base && type->base->has(Type::has_dict)) && namespace_find(dict, rt.names.dict_) < 0)
        TRY(add_getset(rt, type, built_in_dict));
    if (type->slots.construct && (def.construct_bound || def.slots.construct)) TRY(add_new_function(rt, type));
    TRY(add_slot_wrappers(rt, type, def.slots));
    if (def.fill) TRY(def.fill(rt, type));
    if (std::string_view(def.module) != "builtins" && namespace_find(dict, rt.names.module_) < 0) TRY(dict_set(rt, dict, rt.names.module_, TRY(intern(rt, def.module))));
    if (namespace_find(dict, rt.names.doc_) >= 0) return {};
    if (*def.doc) TRY(dict_set(rt, dict, rt.names.doc_, TRY(rt.str(def.doc))));
    else TRY(dict_set(rt, dict, rt.names.doc_, View::none()));
    return {};
}

}  // namespace

void fill_type(Type* type) {
    Runtime& rt = *type->runtime;
    // Making descriptors looks nothing up in this type that is not there yet.
    type->type_flags &= ~std::uint32_t{Type::unfilled};
    Value pending = std::move(rt.pending);
    if (fill(rt, type).raised()) type->type_flags |= Type::unfilled;  // no memory: the next look-up tries again
    rt.pending = std::move(pending);
}

Result<Ref<Type>> make_builtin_type(Runtime& rt, const TypeDef& def, Type* base, Type* second_base) {
    Ref<Type> type = TRY(allocate_type(rt, rt.types.type));
    begin_builtin_type(type.get(), def);
    TRY(finish_builtin_type(rt, type.get(), base, second_base));
    return type;
}

Result<Ref<Type>> make_type(Runtime& rt, const TypeDef& def) {
    Type* base = def.base ? def.base(rt) : rt.types.object;
    if (!base) return Raised{};
    return make_builtin_type(rt, def, base);
}

Result<Type*> native_type(Runtime& rt, const TypeDef& def) {
    if (auto known = rt.native_types.find(&def); known != rt.native_types.end()) return known->second;
    Ref<Type> made = TRY(make_type(rt, def));
    return rt.native_types[&def] = made.detach();
}

}  // namespace ouro
