// SPDX-License-Identifier: MIT
// The birth and death of a Runtime: names, built-in types, exceptions, and the namespaces that everything starts from.
#include <unistd.h>

#include <sys/random.h>

#include "runtime/native/module.h"
#include "runtime/objects/containers.h"
#include "runtime/objects/descriptor.h"
#include "runtime/objects/exception.h"
#include "runtime/objects/module.h"
#include "runtime/objects/protocol.h"
#include "runtime/objects/slots.h"
#include "runtime/objects/str.h"
#include "runtime/objects/type_object.h"
#include "runtime/objects/weakref.h"
#include "runtime/objects/buffer.h"

namespace ouro {

namespace {

/// The types that making any type needs: allocated first, filled in once str, dict and tuple can be made.
struct Early {
    Type** type;
    const TypeDef* def;
};

Result<void> make_all(Runtime& rt) {
    const Early early[] = {{&rt.types.object, &object_type}, {&rt.types.type, &type_type}, {&rt.types.str, &str_type}, {&rt.types.tuple, &tuple_type}, {&rt.types.dict, &dict_type}};
    for (const Early& each : early) {
        *each.type = TRY(allocate_type(rt, nullptr)).detach();
        Type* type = *each.type;
        type->def = each.def;
        type->slots = each.def->slots;
        type->type_flags = each.def->flags;
        type->instance_kind = each.def->kind;
        type->basic_size = each.def->size;
        type->attributes_offset = (type->basic_size + 7) & ~7u;
    }
    for (const Early& each : early) {
        give_shape(rt, *each.type, rt.types.type);
        if (!(*each.type)->shape) return Raised{};
    }
    rt.empty_tuple = Ref<Tuple>();
    {
        Ref<Str> empty = TRY(new_str_uninitialized(rt, 0, 0));
        rt.empty_str = empty;
        for (int c = 0; c < 128; ++c) {
            Ref<Str> one = TRY(new_str_uninitialized(rt, 1, 1));
            one->data()[0] = static_cast<char>(c);
            rt.ascii_chars[c] = intern(rt, one.get());
        }
    }
    rt.empty_tuple = TRY(new_tuple(rt, std::size_t{0}));
#define NAME(identifier, text) rt.names.identifier = TRY(intern(rt, text)).detach();
#include "runtime/heap/names.def"
#undef NAME
    // Names, bases and MROs of the early ones; then everything that make_builtin_type does.
    for (const Early& each : early) {
        Type* type = *each.type;
        type->name = TRY(intern(rt, each.def->name)).detach();
        retain(static_cast<Object*>(type->name));
        type->qualified_name = type->name;
        if (type != rt.types.object) {
            type->base = rt.types.object;
            retain(static_cast<Object*>(type->base));
        }
        type->dict = TRY(new_dict(rt)).detach();
    }
    return {};
}

}  // namespace

Result<void> fill_builtin_type(Runtime& rt, Type* type, const TypeDef& def, Type* second_base);

bool Runtime::bootstrap() {
    if (make_all(*this).raised()) return false;
    // Descriptors' types come before the types whose dicts they fill.
    struct Row {
        Type** type;
        const TypeDef* def;
    };
    const Row rows[] = {
#define TYPE(identifier) {&types.identifier, &identifier##_type},
#include "runtime/objects/types.def"
#undef TYPE
    };
    auto early = [](const Type* type) { return type != nullptr; };
    // Every type is allocated before any dict is filled, since filling makes descriptors of several types.
    std::vector<const Row*> late;
    for (const Row& row : rows) {
        if (early(*row.type)) continue;
        Result<Ref<Type>> made = allocate_type(*this, types.type);
        if (made.raised()) return false;
        *row.type = made.value().detach();
        Type* type = *row.type;
        type->def = row.def;
        type->slots = row.def->slots;
        type->type_flags = row.def->flags;
        type->instance_kind = row.def->kind;
        type->basic_size = row.def->size;
        type->attributes_offset = (type->basic_size + 7) & ~7u;
    }
    (void)late;
    for (const Row& row : rows)
        if (fill_builtin_type(*this, *row.type, *row.def, nullptr).raised()) return false;
    if (!make_exception_types(*this)) return false;
    Result<Value> memory = new_exception(*this, exceptions[MemoryError], View());
    if (memory.raised()) return false;
    memory_error = memory.take();
    Result<Ref<Bytes>> bytes = new_bytes_uninitialized(*this, 0);
    if (bytes.raised()) return false;
    empty_bytes = bytes.take();
    Result<Ref<Dict>> table = new_dict(*this);
    if (table.raised()) return false;
    modules = table.take();
    return true;
}

Runtime::Runtime(const Settings& given) : heap(limits, given.allocator), interned(heap), cycles(*this), settings(given) {
    limits.memory_limit = given.memory_limit;
    limits.output_left = given.output_limit;
    limits.slice = given.fuel < Limits::kSlice ? given.fuel : Limits::kSlice;
    limits.reserve = given.fuel >= Limits::kUnlimited ? Limits::kUnlimited : given.fuel - limits.slice;
    recursion_limit = given.recursion_limit;
    hash_seed[0] = given.hash_seed;
    hash_seed[1] = given.hash_seed * 0x9e3779b97f4a7c15u;
    if (!given.hash_seed && getrandom(hash_seed, sizeof hash_seed, 0) != sizeof hash_seed) hash_seed[0] = static_cast<std::uint64_t>(getpid());
    base_handled.exception = View::none();
    handled = &base_handled;
    cycles.enabled = false;
    ready = bootstrap();
    cycles.enabled = true;
}

Runtime::~Runtime() {
    cycles.enabled = false;
    if (hooks.destroy) hooks.destroy(*this);
    if (weak_references) free_weak_table(*this);
    // What is left goes with the heap's memory; objects that hold resources outside it have been finalised before.
    for (auto& entry : lookups) entry = {};
    auto drop = [](auto& ref) { (void)ref.detach(); };
    drop(empty_str);
    for (auto& c : ascii_chars) drop(c);
    drop(empty_tuple);
    drop(empty_bytes);
    drop(builtins);
    drop(modules);
    drop(sys_module);
    drop(builtins_module);
    for (Value* v : {&pending, &sent_result, &memory_error, &default_import, &base_handled.exception}) (void)v->detach();
}

}  // namespace ouro
