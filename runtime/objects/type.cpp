// SPDX-License-Identifier: MIT
// Types: shapes, look-up along the MRO, layout and life. Built-in types are made in built_in_type.cpp, classes of scripts in class.cpp; the
// attributes and methods of type objects are in type_object.cpp.
#include <algorithm>

#include "runtime/native/module.h"
#include "runtime/native/signature.h"
#include "runtime/objects/containers.h"
#include "runtime/objects/lifetime.h"
#include "runtime/objects/protocol.h"
#include "runtime/objects/slots.h"
#include "runtime/objects/str.h"
#include "runtime/objects/type_object.h"

namespace ouro {

// ---- shapes

namespace {

Shape* new_shape(Runtime& rt, Type* type, Shape* parent, Str* name) {
    auto* shape = static_cast<Shape*>(rt.heap.allocate_raw(sizeof(Shape)));
    if (!shape) return nullptr;
    *shape = {.type = type, .parent = parent, .name = name, .version = rt.next_version++, .count = static_cast<std::uint16_t>(parent ? parent->count + 1 : 0),
              .dictionary = false, .first_child = nullptr, .next_sibling = nullptr};
    if (name) retain(static_cast<Object*>(name));
    return shape;
}

void free_shapes(Runtime& rt, Shape* shape) {
    // Depth is bounded by the inline slots of a type.
    while (shape) {
        Shape* next = shape->next_sibling;
        free_shapes(rt, shape->first_child);
        if (shape->name) release(static_cast<Object*>(shape->name));
        rt.heap.free_raw(shape, sizeof(Shape));
        shape = next;
    }
}

void renew_versions(Runtime& rt, Shape* shape) {
    for (; shape; shape = shape->next_sibling) {
        shape->version = rt.next_version ? rt.next_version++ : 0;
        renew_versions(rt, shape->first_child);
    }
}

}  // namespace

Shape* add_to_shape(Runtime& rt, Shape* shape, Str* name) {
    Type* type = shape->type;
    std::uint16_t used = static_cast<std::uint16_t>(type->member_slots + shape->count);
    if (shape->dictionary || used >= type->inline_slots) return nullptr;
    for (Shape* child = shape->first_child; child; child = child->next_sibling)
        if (child->name == name) return child;
    Shape* child = new_shape(rt, type, shape, name);
    if (!child) return nullptr;
    child->next_sibling = shape->first_child;
    shape->first_child = child;
    return child;
}

Shape* dictionary_shape(Runtime& rt, Type* type, std::size_t slots) {
    if (slots == type->inline_slots) return type->dict_shape;
    for (Shape* shape = type->dict_shape->next_sibling; shape; shape = shape->next_sibling)
        if (shape->count == slots + 1) return shape;
    Shape* shape = new_shape(rt, type, nullptr, nullptr);
    if (!shape) return nullptr;
    shape->dictionary = true;
    shape->count = static_cast<std::uint16_t>(slots + 1);
    shape->next_sibling = std::exchange(type->dict_shape->next_sibling, shape);
    return shape;
}

AttributeStorage* storage_of(Object* object) {
    Type* type = object->type();
    std::size_t offset = type->attributes_offset;
    if (type->has(Type::variable_size)) offset = (variable_bytes(object) + 7) & ~std::size_t{7};
    return reinterpret_cast<AttributeStorage*>(reinterpret_cast<char*>(object) + offset);
}

// ---- look-up

bool is_subtype(const Type* type, const Type* other) {
    if (type == other) return true;
    if (!type->mro) {
        for (const Type* at = type->base; at; at = at->base)
            if (at == other) return true;
        return false;
    }
    for (std::size_t n = 0; n < type->mro->size; ++n)
        if (View(type->mro->items[n]) == View(static_cast<const Object*>(other))) return true;
    return false;
}

View lookup_on_type(Type* type, Str* name) {
    Runtime& rt = *type->runtime;
    std::uint32_t version = type->root_shape->version;
    Runtime::LookupEntry& entry = rt.lookups[(version ^ (reinterpret_cast<std::uintptr_t>(name) >> 4)) & (Runtime::kLookups - 1)];
    if (entry.version == version && entry.name == name && version) return entry.value;
    View found;
    if (type->mro) {
        for (std::size_t n = 0; n < type->mro->size && found.is_unbound(); ++n) found = namespace_get(dict_of_type(View(type->mro->items[n]).as<Type>()), name);
    } else {
        for (Type* at = type; at && found.is_unbound(); at = at->base) found = namespace_get(dict_of_type(at), name);
    }
    entry = {version, name, found};
    return found;
}

View lookup_after(Type* type, Type* after, Str* name) {
    if (!type->mro) return View();  // its mro() is running
    std::size_t n = 0;
    while (n < type->mro->size && View(type->mro->items[n]) != View(static_cast<const Object*>(after))) ++n;
    for (++n; n < type->mro->size; ++n) {
        View found = namespace_get(dict_of_type(View(type->mro->items[n]).as<Type>()), name);
        if (!found.is_unbound()) return found;
    }
    return View();
}

void type_modified(Runtime& rt, Type* type, Str* name) {
    renew_versions(rt, type->root_shape);
    renew_versions(rt, type->dict_shape);
    if (type->shape) type->shape->version = rt.next_version++;
    bool special = !name || (name->size > 4 && name->text().substr(0, 2) == "__");
    if (special && type->has(Type::heap_type)) update_slots(rt, type, name);
    for (std::uint32_t n = 0; n < type->subclass_count; ++n) type_modified(rt, type->subclasses[n], name);
}

const char* type_name(const Type* type) { return type->name->data(); }
const char* short_type_name(const Type* type) { return type->def ? type->def->name : type->name->data(); }
const char* type_name(Runtime& rt, View value) { return type_name(rt.type_of(value)); }

// ---- MRO

namespace {

Type* type_at(const Tuple* tuple, std::size_t n) { return View(tuple->items[n]).as<Type>(); }

/// C3 linearisation of bases.
Result<Ref<Tuple>> linearise(Runtime& rt, Type* type) {
    if (type->bases->size == 1 && type_at(type->bases, 0)->mro) {  // nothing to merge
        const Tuple* above = type_at(type->bases, 0)->mro;
        Ref<Tuple> mro = TRY(new_tuple(rt, above->size + 1));
        mro->items[0] = Value(View(static_cast<const Object*>(type)));
        std::copy(above->items, above->items + above->size, mro->items + 1);
        return mro;
    }
    std::vector<std::vector<Type*>> lists;
    for (std::size_t n = 0; n < type->bases->size; ++n) {
        Type* base = type_at(type->bases, n);
        if (!base->mro) return rt.raise(TypeError, "Cannot extend an incomplete type '%s'", short_type_name(base));
        std::vector<Type*> list;
        for (std::size_t m = 0; m < base->mro->size; ++m) list.push_back(type_at(base->mro, m));
        lists.push_back(std::move(list));
    }
    std::vector<Type*> bases;
    for (std::size_t n = 0; n < type->bases->size; ++n) {
        Type* base = type_at(type->bases, n);
        if (std::find(bases.begin(), bases.end(), base) != bases.end()) return rt.raise(TypeError, "duplicate base class %s", short_type_name(base));
        bases.push_back(base);
    }
    lists.push_back(bases);
    std::vector<Type*> order{type};
    std::vector<std::size_t> at(lists.size());
    for (;;) {
        Type* next = nullptr;
        bool left = false;
        for (std::size_t n = 0; n < lists.size() && !next; ++n) {
            if (at[n] == lists[n].size()) continue;
            left = true;
            Type* candidate = lists[n][at[n]];
            bool blocked = false;
            for (std::size_t m = 0; m < lists.size(); ++m)
                blocked = blocked || std::find(lists[m].begin() + static_cast<std::ptrdiff_t>(std::min(at[m] + 1, lists[m].size())), lists[m].end(), candidate) != lists[m].end();
            if (!blocked) next = candidate;
        }
        if (!left) break;
        if (!next) {
            // The heads of what is left of the lists, each once.
            std::vector<Type*> heads;
            for (std::size_t n = 0; n < lists.size(); ++n)
                if (at[n] < lists[n].size() && std::find(heads.begin(), heads.end(), lists[n][at[n]]) == heads.end()) heads.push_back(lists[n][at[n]]);
            std::string names;
            for (Type* each : heads) names += std::string(names.empty() ? "" : ", ") + short_type_name(each);
            return rt.raise(TypeError, "Cannot create a consistent method resolution order (MRO) for bases %s", names.c_str());
        }
        order.push_back(next);
        for (std::size_t n = 0; n < lists.size(); ++n)
            if (at[n] < lists[n].size() && lists[n][at[n]] == next) ++at[n];
    }
    Ref<Tuple> mro = TRY(new_tuple(rt, order.size()));
    for (std::size_t n = 0; n < order.size(); ++n) mro->items[n] = Value(View(static_cast<const Object*>(order[n])));
    return mro;
}

}  // namespace

Result<Ref<Tuple>> default_mro(Runtime& rt, Type* type) {
    if (!type->bases->size) return new_tuple(rt, {View(type)});
    return linearise(rt, type);
}

Result<void> set_mro(Runtime& rt, Type* type) {
    Ref<Tuple> mro;
    View custom = View();
    Type* meta = type->type();
    if (meta != rt.types.type && meta->mro) custom = lookup_on_type(meta, rt.names.mro);
    if (custom.is_object() && custom.object()->kind != Kind::descriptor) {
        Value order = TRY(call_special(rt, View(static_cast<const Object*>(type)), rt.names.mro));
        mro = TRY(tuple_from(rt, order));
        for (std::size_t n = 0; n < mro->size; ++n) {
            Type* each = as_type(mro->items[n]);
            if (!each) return rt.raise(TypeError, "mro() returned a non-class ('%s')", type_name(rt, mro->items[n]));
            if (!is_subtype(type->base, solid_base(each)))
                return rt.raise(TypeError, "mro() returned base with unsuitable layout ('%s')", type_name(each));
        }
    } else {
        mro = TRY(linearise(rt, type));
    }
    Tuple* old = std::exchange(type->mro, mro.detach());
    if (old) release(static_cast<Object*>(old));
    return {};
}

// ---- making types

Result<void> add_subclass(Runtime& rt, Type* base, Type* type) {
    if (base->subclass_count == base->subclass_capacity) {
        std::uint32_t capacity = base->subclass_capacity ? base->subclass_capacity * 2 : 4;
        void* memory = rt.heap.resize_raw(base->subclasses, base->subclass_capacity * sizeof(Type*), capacity * sizeof(Type*));
        if (!memory) return rt.raise_memory_error();
        base->subclasses = static_cast<Type**>(memory);
        base->subclass_capacity = capacity;
    }
    base->subclasses[base->subclass_count++] = type;
    return {};
}

void remove_subclass(Type* base, Type* type) {
    for (std::uint32_t n = 0; n < base->subclass_count; ++n)
        if (base->subclasses[n] == type) {
            std::copy(base->subclasses + n + 1, base->subclasses + base->subclass_count, base->subclasses + n);
            --base->subclass_count;
            return;
        }
}

Result<Ref<Type>> allocate_type(Runtime& rt, Type* metatype) {
    std::size_t bytes = sizeof(Type);
    Object* object;
    if (metatype && metatype->root_shape) {
        object = rt.allocate_instance(metatype, bytes);
    } else {  // the first types are made before `type` itself
        object = static_cast<Object*>(rt.heap.allocate_object(bytes));
        if (object) *object = {.references = 1, .aux = 0, .kind = Kind::type, .flags = static_cast<std::uint8_t>(bytes > Heap::kLargestCell ? Object::kLarge : 0), .shape = nullptr};
    }
    if (!object) return rt.raise_memory_error();
    auto* type = static_cast<Type*>(object);
    Object header = *object;
    new (type) Type{};
    static_cast<Object&>(*type) = header;
    type->runtime = &rt;
    type->kind = Kind::type;
    if (metatype && metatype->root_shape) {
        // A class object has a shape of its own: caches of its attributes compare that shape's version.
        Shape* own = new_shape(rt, metatype, nullptr, nullptr);
        if (!own) return rt.raise_memory_error();
        own->dictionary = false;
        type->shape = own;
    }
    type->root_shape = new_shape(rt, type, nullptr, nullptr);
    type->dict_shape = new_shape(rt, type, nullptr, nullptr);
    if (!type->root_shape || !type->dict_shape) return rt.raise_memory_error();
    type->dict_shape->dictionary = true;
    return Ref<Type>::adopt(type);
}

void give_shape(Runtime& rt, Type* type, Type* metatype) {
    type->shape = new_shape(rt, metatype, nullptr, nullptr);
}

// ---- layout

Type* solid_base(Type* type) {
    for (Type* base; (base = type->base); type = base) {
        bool same_kind = type->instance_kind == base->instance_kind || (type->instance_kind == Kind::instance && base->instance_kind == Kind::other);
        if (!same_kind || type->basic_size != base->basic_size || type->member_slots != base->member_slots) break;
    }
    return type;
}

namespace {

/// Whether instances of a class may be taken for those of its base, but for their methods.
bool adds_nothing(const Type* type) {
    const Type* base = type->base;
    return base && type->basic_size == base->basic_size && type->member_slots == base->member_slots &&
           type->has(Type::has_dict) == base->has(Type::has_dict) && type->has(Type::weak_referable) == base->has(Type::weak_referable) &&
           (type->instance_kind == base->instance_kind || base->instance_kind == Kind::other);
}

}  // namespace

bool same_layout(const Type* a, const Type* b) {
    while (adds_nothing(a)) a = a->base;
    while (adds_nothing(b)) b = b->base;
    if (a == b) return true;
    if (a->base != b->base || a->basic_size != b->basic_size || a->member_slots != b->member_slots || a->has(Type::has_dict) != b->has(Type::has_dict) ||
        a->has(Type::weak_referable) != b->has(Type::weak_referable) || a->instance_kind != b->instance_kind || !a->has(Type::heap_type) || !b->has(Type::heap_type))
        return false;
    // Members are in the order of their names.
    if (!a->slot_names || !b->slot_names) return a->slot_names == b->slot_names;
    return std::equal(a->slot_names->items, a->slot_names->items + a->slot_names->size, b->slot_names->items, b->slot_names->items + b->slot_names->size,
                      [](View x, View y) { return x == y; });
}

// ---- their life

void destroy_type(Runtime& rt, Object* object) {
    auto* type = static_cast<Type*>(object);
    if (type->bases && !rt.closing)
        for (std::size_t n = 0; n < type->bases->size; ++n) remove_subclass(type_at(type->bases, n), type);
    for (Object* each : {static_cast<Object*>(type->name), static_cast<Object*>(type->qualified_name), static_cast<Object*>(type->bases),
                         static_cast<Object*>(type->mro), static_cast<Object*>(type->dict), static_cast<Object*>(type->base), static_cast<Object*>(type->slot_names)})
        if (each) release(each);
    delete type->constructor;
    rt.heap.free_raw(type->subclasses, type->subclass_capacity * sizeof(Type*));
    if (!rt.closing)  // else nobody looks up any more
        for (auto& entry : rt.lookups)
            if (entry.version == type->root_shape->version) entry = {};
    free_shapes(rt, type->root_shape);
    free_shapes(rt, type->dict_shape);
    Shape* own = type->shape;
    Type* metatype = own->type;
    if (rt.closing) {
        free_shapes(rt, own);
        if (metatype->has(Type::heap_type)) release(static_cast<Object*>(metatype));
        return;
    }
    rt.free_instance(type, sizeof(Type));  // which reads the metatype through the shape
    free_shapes(rt, own);
}

void traverse_type(Object* object, Visitor& visit) {
    auto* type = static_cast<Type*>(object);
    if (!type->has(Type::heap_type)) return;  // built-in types live as long as the VM
    visit(type->bases);
    visit(type->mro);
    visit(type->dict);
    visit(type->base);
}

void set_metatype(Runtime& rt, Type* type, Type* metatype) {
    // The class's own shape says it, and keeps the number of values in its storage.
    std::size_t slots = storage_slots(type);
    Shape* shape = type->shape;
    Type* old = std::exchange(shape->type, metatype);
    shape->dictionary = slots != metatype->inline_slots;
    shape->count = static_cast<std::uint16_t>(shape->dictionary ? slots + 1 : 0);
    if (metatype->has(Type::heap_type)) retain(static_cast<Object*>(metatype));
    type_modified(rt, type, nullptr);
    if (old->has(Type::heap_type)) release(static_cast<Object*>(old));
}

void clear_type(Runtime& rt, Object* object) {
    auto* type = static_cast<Type*>(object);
    if (!type->has(Type::heap_type)) return;
    // A class that was made its own class, or that of its own class, is let go by becoming one of the metatype below.
    Type* metatype = type->type();
    while (adds_nothing(metatype)) metatype = metatype->base;
    if (metatype != type->type()) set_metatype(rt, type, metatype);
    dict_clear(rt, type->dict);
    type_modified(rt, type, nullptr);
    if (type->mro) {
        Tuple* old = std::exchange(type->mro, static_cast<Tuple*>(rt.empty_tuple.get()));
        retain(static_cast<Object*>(type->mro));
        release(static_cast<Object*>(old));
    }
}

}  // namespace ouro
