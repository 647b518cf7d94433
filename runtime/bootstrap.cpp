// SPDX-License-Identifier: MIT
// The birth and death of a Runtime: names, built-in types, exceptions, and the namespaces that everything starts from.
#include <unistd.h>

#include <sys/random.h>

#include <cstring>

#include "runtime/native/module.h"
#include "runtime/objects/containers.h"
#include "runtime/objects/descriptor.h"
#include "runtime/objects/exception.h"
#include "runtime/objects/module.h"
#include "runtime/objects/protocol.h"
#include "runtime/objects/slots.h"
#include "runtime/objects/str.h"
#include "runtime/objects/type_object.h"
#include "runtime/objects/buffer.h"
#include "runtime/objects/weakref.h"
#include "runtime/reference_audit.h"
#include "runtime/threads.h"

namespace ouro {

namespace {

struct Row {
    Type** type;
    const TypeDef* def;
};

/// What scripts find without importing it; the functions come from the module builtins.
Result<void> fill_builtins(Runtime& rt) {
    const BuiltinTypes& t = rt.types;
    Type* const types[] = {t.object, t.type, t.int_, t.bool_, t.float_, t.complex, t.str, t.bytes, t.bytearray, t.memoryview, t.tuple,
                           t.list, t.dict, t.set, t.frozenset, t.range, t.slice, t.enumerate, t.zip, t.map, t.filter, t.reversed,
                           t.property, t.classmethod, t.staticmethod, t.super};
    Dict* dict = rt.builtins.get();
    for (Type* type : types) TRY(dict_set(rt, dict, type->name, View(type)));
    for (Type* type : rt.exceptions) TRY(dict_set(rt, dict, type->name, View(type)));
    for (const char* alias : {"EnvironmentError", "IOError"})
        TRY(dict_set(rt, dict, TRY(intern(rt, alias)).get(), View(rt.exceptions[OSError])));
    TRY(dict_set(rt, dict, TRY(intern(rt, "None")).get(), View::none()));
    TRY(dict_set(rt, dict, TRY(intern(rt, "True")).get(), View::boolean(true)));
    TRY(dict_set(rt, dict, TRY(intern(rt, "False")).get(), View::boolean(false)));
    TRY(dict_set(rt, dict, TRY(intern(rt, "Ellipsis")).get(), View::ellipsis()));
    TRY(dict_set(rt, dict, TRY(intern(rt, "NotImplemented")).get(), View::not_implemented()));
    TRY(dict_set(rt, dict, rt.names.debug_, View::boolean(true)));
    return {};
}

Result<void> start(Runtime& rt) {
    const Row rows[] = {
#define TYPE(identifier) {&rt.types.identifier, &identifier##_type},
#include "runtime/objects/types.def"
#undef TYPE
    };
    // Every type exists, with the layout of its instances, before anything else is made. `object` and `type` come before `type` can
    // make an instance.
    for (const Row& row : rows) {
        *row.type = TRY(allocate_type(rt, rt.types.type)).detach();
        begin_builtin_type(*row.type, *row.def);
    }
    for (Type* first : {rt.types.object, rt.types.type}) {
        give_shape(rt, first, rt.types.type);
        if (!first->shape) return Raised{};
    }
    rt.empty_str = TRY(new_str_uninitialized(rt, 0, 0));
    for (int c = 0; c < 128; ++c) {
        Ref<Str> one = TRY(new_str_uninitialized(rt, 1, 1));
        one->data()[0] = static_cast<char>(c);
        rt.ascii_chars[c] = intern(rt, one.get());
    }
    rt.empty_tuple = TRY(new_tuple(rt, std::size_t{0}));
#define NAME(identifier, text) rt.names.identifier = TRY(intern(rt, text)).detach();
#include "runtime/heap/names.def"
#undef NAME
    for (const Row& row : rows) {
        Type* type = *row.type;
        TRY(finish_builtin_type(rt, type, type == rt.types.object ? nullptr : row.def->base ? row.def->base(rt) : rt.types.object));
    }
    if (!make_exception_types(rt)) return Raised{};
    rt.memory_error = TRY(new_exception(rt, rt.exceptions[MemoryError], View()));
    --rt.memory_error.object()->references;  // whoever handles it ends it: see destroy_exception()
    rt.empty_bytes = TRY(new_bytes_uninitialized(rt, 0));
    rt.modules = TRY(new_dict(rt));
    rt.builtins = TRY(new_dict(rt, 160));
    TRY(fill_builtins(rt));
    return {};
}

}  // namespace

bool Runtime::bootstrap() { return !start(*this).raised(); }

Runtime::Runtime(const Settings& given) : heap(limits, given.allocator), interned(heap), cycles(*this), settings(given) {
    limits.output_left = given.output_limit;
    limits.slice = given.fuel < Limits::kSlice ? given.fuel : Limits::kSlice;
    limits.reserve = given.fuel >= Limits::kUnlimited ? Limits::kUnlimited : given.fuel - limits.slice;
    recursion_limit = given.recursion_limit;
    // Seed n is given as n + 1. Its key is what CPython's generator makes of it, so that hashes of bytes and ASCII agree.
    if (given.hash_seed > 1) {
        unsigned char key[sizeof hash_seed];
        auto state = static_cast<std::uint32_t>(given.hash_seed - 1);
        for (unsigned char& byte : key) byte = static_cast<unsigned char>((state = state * 214013 + 2531011) >> 16);
        std::memcpy(hash_seed, key, sizeof key);
    }
    if (!given.hash_seed && getrandom(hash_seed, sizeof hash_seed, 0) != sizeof hash_seed) hash_seed[0] = static_cast<std::uint64_t>(getpid());
    base_handled.exception = View::none();
    handled = &base_handled;
    cycles.enabled = false;
    // Half-made types cannot be taken down, so the limit holds from the end of the start on.
    ready = bootstrap() && limits.memory_used <= given.memory_limit;
    limits.memory_limit = given.memory_limit;
    cycles.enabled = true;
}

Runtime::~Runtime() {
    cycles.enabled = false;
    if (threads) threads->end();
    if (hooks.destroy) hooks.destroy(*this);
    // No script code runs from here on.
    stop_reason = StopReason::requested;
    closing = true;
    // Counts no longer matter: each object is told once to give up what it holds outside the heap, then the heap goes as a whole.
#ifdef NDEBUG
    constexpr std::uint32_t kForever = 1u << 30;
    heap.walk([](Object* object) { object->references = kForever; });
#else
    ReferenceAudit audit(*this);
#endif
    // Code objects after all others: what a suspended frame owns is read from them.
    std::vector<Type*> all_types;
    std::vector<Object*> all_code;
    heap.walk([&](Object* object) {
        if (object->kind == Kind::type) all_types.push_back(static_cast<Type*>(object));
        else if (object->kind == Kind::code) all_code.push_back(object);
        else object->type()->slots.destroy(*this, object);
    });
    for (Object* code : all_code) code->type()->slots.destroy(*this, code);
    (void)memory_error.detach();
    for (Value* v : {&pending, &cycles.callbacks, &sent_result, &default_import, &base_handled.exception, &context}) *v = Value();
    empty_str = nullptr;
    for (auto& c : ascii_chars) c = nullptr;
    empty_tuple = nullptr;
    empty_bytes = nullptr;
    builtins = modules = nullptr;
    sys_module = builtins_module = nullptr;
    library.clear();
    library_state.clear();
    for (Type* type : all_types) destroy_type(*this, type);
    if (weak_references) free_weak_table(*this);
#ifndef NDEBUG
    if (!threads || !threads->lost()) audit.finish();
#endif
}

}  // namespace ouro
