// SPDX-License-Identifier: MIT
#ifndef NDEBUG
#include "runtime/reference_audit.h"

#include <cstdio>
#include <cstdlib>
#include <map>

#include "runtime/objects/str.h"
#include "runtime/runtime.h"

namespace ouro {

namespace {

constexpr std::uint32_t kBase = 1u << 30;

std::string name_of(Object* object) {
    std::string name = object->type()->name->data();
    if (object->kind == Kind::type) name += std::string(" ") + static_cast<Type*>(object)->qualified_name->data();
    return name;
}

}  // namespace

ReferenceAudit::ReferenceAudit(Runtime& rt) : rt_(rt) {
    rt.heap.walk([&](Object* object) {
        names_[object] = name_of(object);  // now, since its type may be gone by then
        object->references += kBase;
    });
}

void ReferenceAudit::finish() {
#define NAME(identifier, text) release(static_cast<Object*>(rt_.names.identifier));
#include "runtime/heap/names.def"
#undef NAME
    std::map<std::string, int> wrong;
    rt_.heap.walk([&](Object* object) {
        if (object->references == kBase) return;
        if (object->kind == Kind::type && !static_cast<Type*>(object)->has(Type::heap_type)) return;
        std::string what = names_[object];
        if (object->kind == Kind::str) what += " '" + std::string(static_cast<Str*>(object)->text()) + "'";
        ++wrong[what + " by " + std::to_string(static_cast<std::int32_t>(object->references - kBase))];
    });
    for (auto& [what, count] : wrong) std::fprintf(stderr, "ouro: wrong reference count: %d x %s\n", count, what.c_str());
    if (!wrong.empty()) std::abort();
}

}  // namespace ouro
#endif
