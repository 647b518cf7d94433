// SPDX-License-Identifier: MIT
// The end of objects. destroy() defers what is nested deeply to a work list threaded through the dead objects' own headers, so that
// freeing a chain of any length needs bounded machine stack.
#include "runtime/objects/lifetime.h"

#include "runtime/runtime.h"

namespace ouro {

namespace {

constexpr int kDestroyDepth = 40;

// A dead object's reference count and aux bytes are free: six bytes hold the address of the next one; kind and flags stay.
Object* next_pending(Object* object) {
    std::uint64_t bits = std::uint64_t{object->references} | std::uint64_t{object->aux} << 32;
    object->references = 0;
    object->flags &= static_cast<std::uint8_t>(~kDying);
    return reinterpret_cast<Object*>(bits);
}

void push_pending(Heap& heap, Object* object) {
    auto bits = reinterpret_cast<std::uint64_t>(heap.pending_destroy);
    object->references = static_cast<std::uint32_t>(bits);
    object->aux = static_cast<std::uint16_t>(bits >> 32);
    object->flags |= kDying;
    heap.pending_destroy = object;
}

/// Runs script code on behalf of a dying object, with nothing pending; false if it was brought back to life.
bool finalize(Runtime& rt, Object* object) {
    Value pending = std::move(rt.pending);
    Value sent = std::move(rt.sent_result);
    object->references = 1;
    if (!(object->flags & Object::kFinalized) && object->type()->slots.finalize) {
        object->flags |= Object::kFinalized;
        object->type()->slots.finalize(rt, object);
    }
    if (object->references == 1 && (object->flags & Object::kHasWeakReferences)) clear_weak_references(rt, object);
    rt.pending = std::move(pending);
    rt.sent_result = std::move(sent);
    return --object->references == 0;
}

void destroy_now(Runtime& rt, Object* object) {
    Type* type = object->type();
    if (((type->slots.finalize && !(object->flags & Object::kFinalized)) || (object->flags & Object::kHasWeakReferences)) &&
        !rt.stopping() && !finalize(rt, object))
        return;
    if (object->flags & Object::kHasWeakReferences) clear_weak_references(rt, object);
    type->slots.destroy(rt, object);
}

}  // namespace

void destroy(Object* object) {
    Runtime& rt = *object->type()->runtime;
    Heap& heap = rt.heap;
    // Text holds nothing, and while it waited the table of interned strings would still find it.
    if (heap.destroy_depth >= kDestroyDepth && object->kind != Kind::str) {
        push_pending(heap, object);
        return;
    }
    ++heap.destroy_depth;
    destroy_now(rt, object);
    --heap.destroy_depth;
    if (heap.destroy_depth) return;
    while (Object* next = heap.pending_destroy) {
        heap.pending_destroy = next_pending(next);
        ++heap.destroy_depth;
        destroy_now(rt, next);
        --heap.destroy_depth;
    }
}

/// Values in an object's storage: as many as its class had that it was made of, where __class__ was assigned.
std::size_t storage_slots(const Object* object) {
    const Shape* shape = object->shape;
    if (shape->dictionary && shape->count) [[unlikely]] return shape->count - 1u;
    return shape->type->inline_slots;
}

void visit_attributes(Object* object, Visitor& visit) {
    AttributeStorage* storage = storage_of(object);
    visit(reinterpret_cast<const Object*>(storage->dict));
    for (std::size_t n = 0, slots = storage_slots(object); n < slots; ++n) visit(storage->values[n]);
}

void clear_attributes(Runtime&, Object* object) {
    AttributeStorage* storage = storage_of(object);
    for (std::size_t n = 0, slots = storage_slots(object); n < slots; ++n) storage->values[n] = Value();
    // The dict stays: it is a container of its own, and is cleared as such if it is garbage. But dicts of a class may be each other's.
    Value dict;
    if (object->kind == Kind::dict && storage->dict) dict = Value::adopt(View(reinterpret_cast<const Object*>(std::exchange(storage->dict, nullptr))));
    // A class has a shape of its own, which its end frees.
    if (object->kind != Kind::type && !object->shape->dictionary) object->shape = object->type()->root_shape;
}

Object* Runtime::allocate_instance(Type* type, std::size_t bytes) {
    if (!(type->type_flags & (Type::heap_type | Type::has_dict)) && !type->inline_slots) [[likely]] {
        auto* plain = static_cast<Object*>(heap.allocate_object(bytes));
        if (!plain) return nullptr;
        plain->references = 1;
        plain->aux = 0;
        plain->kind = type->instance_kind;
        plain->flags = bytes > Heap::kLargestCell ? Object::kLarge : 0;
        plain->shape = type->root_shape;
        return plain;
    }
    std::size_t total = bytes;
    bool attributes = type->stores_attributes();
    if (attributes) total = ((bytes + 7) & ~std::size_t{7}) + sizeof(AttributeStorage) + type->inline_slots * sizeof(Value);
    if (total < bytes) return nullptr;
    auto* object = static_cast<Object*>(heap.allocate_object(total));
    if (!object) return nullptr;
    object->references = 1;
    object->aux = 0;
    object->kind = type->instance_kind;
    object->flags = total > Heap::kLargestCell ? Object::kLarge : 0;
    object->shape = type->root_shape;
    if (type->has(Type::heap_type)) retain(static_cast<Object*>(type));
    if (attributes) {
        auto* storage = reinterpret_cast<AttributeStorage*>(reinterpret_cast<char*>(object) + ((bytes + 7) & ~std::size_t{7}));
        storage->dict = nullptr;
        for (std::size_t n = 0; n < type->inline_slots; ++n) new (&storage->values[n]) Value();
    }
    return object;
}

void Runtime::free_instance(Object* object, std::size_t bytes) {
    Type* type = object->type();
    if (closing) [[unlikely]] {
#ifndef NDEBUG
        // The audit at the end (bootstrap.cpp) wants every reference back.
        if (type->stores_attributes()) {
            AttributeStorage* storage = storage_of(object);
            for (std::size_t n = 0, slots = storage_slots(object); n < slots; ++n) storage->values[n].~Value();
            if (storage->dict) release(reinterpret_cast<Object*>(storage->dict));
        }
        if (type->has(Type::heap_type)) release(static_cast<Object*>(type));
#endif
        return;
    }
    if (!(type->type_flags & (Type::heap_type | Type::has_dict)) && !type->inline_slots) [[likely]] {
        heap.free_object(object, bytes);
        return;
    }
    std::size_t total = bytes;
    if (type->stores_attributes()) {
        std::size_t offset = (bytes + 7) & ~std::size_t{7};
        auto* storage = reinterpret_cast<AttributeStorage*>(reinterpret_cast<char*>(object) + offset);
        std::size_t slots = storage_slots(object);
        total = offset + sizeof(AttributeStorage) + slots * sizeof(Value);
        for (std::size_t n = 0; n < slots; ++n) storage->values[n].~Value();
        if (storage->dict) release(reinterpret_cast<Object*>(storage->dict));
    }
    heap.free_object(object, total);
    if (type->has(Type::heap_type)) release(static_cast<Object*>(type));
}

}  // namespace ouro
