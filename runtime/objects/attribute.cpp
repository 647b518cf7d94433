// SPDX-License-Identifier: MIT
// Attribute access: objects, classes, and what inline caches may remember of it (language reference 3.3.2).
#include "runtime/native/module.h"
#include "runtime/objects/attribute_cache.h"
#include "runtime/objects/containers.h"
#include "runtime/objects/descriptor.h"
#include "runtime/objects/exception.h"
#include "runtime/objects/lifetime.h"
#include "runtime/objects/module.h"
#include "runtime/objects/protocol.h"
#include "runtime/objects/str.h"
#include "runtime/objects/type_object.h"
#include "runtime/objects/weakref.h"

namespace ouro {

namespace {

/// What an AttributeError is about, unless whoever raised it has said so.
[[gnu::cold]] Raised about_attribute(Runtime& rt, View object, Str* name) {
    if (rt.stopping() || !rt.pending_is(AttributeError)) return {};
    auto* e = rt.pending.as<Exception>();
    int at = exception_field(e->type(), "obj");
    if (at < 1 || !e->fields[at].is_unbound() || !e->fields[at - 1].is_unbound()) return {};
    e->fields[at] = object;
    e->fields[at - 1] = Value(View(static_cast<const Object*>(name)));
    return {};
}

Raised no_attribute(Runtime& rt, View object, Str* name) {
    (void)rt.raise(AttributeError, "'%s' object has no attribute '%s'", type_name(rt, object), name->data());
    return about_attribute(rt, object, name);
}

/// The attribute in an object's own storage; Unbound if absent.
Result<Value> own_attribute(Runtime& rt, View object, Str* name) {
    if (!object.is_object()) return Value();
    Type* type = object.object()->type();
    if (is_kind(object, Kind::module)) return Value(TRY(dict_get(rt, object.as<Module>()->dict.get(), name)));
    if (!type->has(Type::has_dict)) return Value();
    AttributeStorage* storage = storage_of(object.object());
    if (storage->dict) return Value(TRY(dict_get(rt, storage->dict, name)));
    int at = find_slot(object.object()->shape, name);
    return at < 0 ? Value() : Value(View(storage->values[type->member_slots + at]));
}

/// Moves an object's attributes into a dict.
Result<Dict*> make_dict(Runtime& rt, Object* object) {
    Type* type = object->type();
    AttributeStorage* storage = storage_of(object);
    if (storage->dict) return storage->dict;
    Ref<Dict> dict = TRY(new_dict(rt, object->shape->dictionary ? 0 : object->shape->count));
    // Shapes list attributes from the last to the first.
    std::vector<const Shape*> order;
    for (const Shape* s = object->shape; s->name; s = s->parent) order.push_back(s);
    for (std::size_t n = order.size(); n-- > 0;) {
        Value& slot = storage->values[type->member_slots + order[n]->count - 1];
        if (!slot.is_unbound()) TRY(dict_set(rt, dict.get(), order[n]->name, slot));
    }
    for (const Shape* s : order) storage->values[type->member_slots + s->count - 1] = Value();
    storage->dict = dict.detach();
    if (!object->shape->dictionary) object->shape = type->dict_shape;
    return storage->dict;
}

}  // namespace

Result<Value> generic_get_attribute(Runtime& rt, View object, Str* name) {
    Type* type = rt.type_of(object);
    Value on_type(lookup_on_type(type, name));
    Type* kind = on_type.is_unbound() ? nullptr : rt.type_of(on_type);
    if (kind && kind->slots.set && kind->slots.get) return kind->slots.get(rt, on_type, object, type);
    Value own = TRY(own_attribute(rt, object, name));
    if (!own.is_unbound()) return own;
    if (kind && kind->slots.get) return kind->slots.get(rt, on_type, object, type);
    if (kind) return on_type;
    return no_attribute(rt, object, name);
}

Result<void> generic_set_attribute(Runtime& rt, View object, Str* name, View value) {
    Type* type = rt.type_of(object);
    Value on_type(lookup_on_type(type, name));
    if (!on_type.is_unbound())
        if (auto* set = rt.type_of(on_type)->slots.set) return set(rt, on_type, object, value);
    if (is_kind(object, Kind::module)) {
        Ref<Dict> dict(object.as<Module>()->dict);
        if (!value.is_unbound()) return dict_set(rt, dict.get(), name, value);
        Value old = TRY(dict_pop(rt, dict.get(), View(static_cast<const Object*>(name))));
        if (old.is_unbound()) return no_attribute(rt, object, name);
        return {};
    }
    if (!object.is_object() || !type->has(Type::has_dict)) {
        if (on_type.is_unbound()) {
            {
                (void)rt.raise(AttributeError, "'%s' object has no attribute '%s' and no __dict__ for setting new attributes", type_name(type), name->data());
                return Raised{};
            }
        }
        return rt.raise(AttributeError, "'%s' object attribute '%s' is read-only", type_name(type), name->data());
    }
    Object* self = object.object();
    AttributeStorage* storage = storage_of(self);
    if (!storage->dict) {
        int at = find_slot(self->shape, name);
        if (!value.is_unbound()) {
            if (at >= 0) {
                storage->values[type->member_slots + at] = Value(value);
                return {};
            }
            if (Shape* next = add_to_shape(rt, self->shape, name)) {
                storage->values[type->member_slots + next->count - 1] = Value(value);
                self->shape = next;
                return {};
            }
        } else {
            if (at < 0) return no_attribute(rt, object, name);
            if (at == self->shape->count - 1) {
                Value old = std::exchange(storage->values[type->member_slots + at], Value());
                self->shape = self->shape->parent;
                return {};
            }
        }
        TRY(make_dict(rt, self));
    }
    Ref<Dict> dict(storage->dict);
    if (!value.is_unbound()) return dict_set(rt, dict.get(), name, value);
    Value old = TRY(dict_pop(rt, dict.get(), View(static_cast<const Object*>(name))));
    if (old.is_unbound()) return no_attribute(rt, object, name);
    return {};
}

Result<Value> dict_of(Runtime& rt, View object) {
    if (!object.is_object()) return Value();
    if (is_kind(object, Kind::module)) return Value(View(static_cast<const Object*>(object.as<Module>()->dict.get())));
    if (!object.object()->type()->has(Type::has_dict) || is_kind(object, Kind::type)) return Value();
    Dict* dict = TRY(make_dict(rt, object.object()));
    return Value(View(static_cast<const Object*>(dict)));
}

Result<void> replace_dict(Runtime& rt, View object, View dict) {
    if (!is_kind(dict, Kind::dict)) return rt.raise(TypeError, "__dict__ must be set to a dictionary, not a '%s'", type_name(rt, dict));
    TRY(make_dict(rt, object.object()));
    retain(dict);
    Dict* old = std::exchange(storage_of(object.object())->dict, dict.as<Dict>());
    release(static_cast<Object*>(old));
    return {};
}

namespace {

Result<Value> get_dict(Runtime& rt, View self) {
    Value dict = TRY(dict_of(rt, self));
    if (dict.is_unbound()) return rt.raise(AttributeError, "'%s' object has no attribute '__dict__'", type_name(rt, self));
    return dict;
}

/// The descriptor by which the built-in type of an object shows its __dict__, which may lie elsewhere (classes, modules); Unbound without one.
View built_in_descriptor(Runtime& rt, View self) {
    Type* type = rt.type_of(self);
    while (!type->def) type = type->base;
    return lookup_on_type(type, rt.names.dict_);
}

}  // namespace

const PropertyDef built_in_dict{
    "__dict__",
    get_dict,
    [](Runtime& rt, View self, View value) -> Result<void> {
        if (value.is_unbound()) return rt.raise(TypeError, "cannot delete __dict__");
        return replace_dict(rt, self, value);
    },
    "The object's attributes.",
};

const PropertyDef instance_dict{
    "__dict__",
    [](Runtime& rt, View self) -> Result<Value> {
        View own = built_in_descriptor(rt, self);
        return own.is_unbound() ? get_dict(rt, self) : rt.type_of(own)->slots.get(rt, own, self, rt.type_of(self));
    },
    [](Runtime& rt, View self, View value) -> Result<void> {
        if (View own = built_in_descriptor(rt, self); !own.is_unbound()) return rt.type_of(own)->slots.set(rt, own, self, value);
        if (!value.is_unbound()) return replace_dict(rt, self, value);
        return replace_dict(rt, self, TRY(new_dict(rt)));
    },
    "The object's attributes.",
};

const PropertyDef instance_weakref{
    "__weakref__",
    [](Runtime& rt, View self) -> Result<Value> {
        std::vector<Value> known = weak_references_to(rt, self);
        return known.empty() ? Value(View::none()) : known.front();
    },
    nullptr,
    "The object's weak references, or one of them.",
};

Result<Value> get_attribute(Runtime& rt, View object, Str* name) {
    Type* type = rt.type_of(object);
    auto* slot = type->slots.get_attribute;
    Value held(slot ? object : View());
    Result<Value> found = slot ? slot(rt, object, name) : generic_get_attribute(rt, object, name);
    if (found.raised()) [[unlikely]] return about_attribute(rt, object, name);
    return found;
}

Result<Value> find_attribute(Runtime& rt, View object, Str* name) {
    // The common absence costs no exception.
    Type* type = rt.type_of(object);
    if (!type->slots.get_attribute && lookup_on_type(type, name).is_unbound()) return own_attribute(rt, object, name);
    Result<Value> found = get_attribute(rt, object, name);
    if (found.raised() && rt.swallow(AttributeError)) return Value();
    return found;
}

Result<void> set_attribute(Runtime& rt, View object, Str* name, View value) {
    Type* type = rt.type_of(object);
    Value held(object);
    if (auto* slot = type->slots.set_attribute) return slot(rt, object, name, value);
    return generic_set_attribute(rt, object, name, value);
}

Result<Value> find_special(Runtime& rt, View object, Str* name) {
    Type* type = rt.type_of(object);
    Value found(lookup_on_type(type, name));
    if (found.is_unbound()) return found;
    auto* get = rt.type_of(found)->slots.get;
    return get ? get(rt, found, object, type) : Result<Value>(found);
}

// ---- inline caches

bool fill_get(Runtime& rt, View object, Str* name, AttributeCache& cache) {
    Object* self = object.object();
    Type* type = self->type();
    Shape* shape = self->shape;
    if (!shape->version) return false;
    if (self->kind == Kind::type) {
        // An attribute of a class: of built-in metatypes only, and found in the class itself before the metatype.
        auto* cls = static_cast<Type*>(self);
        if (type != rt.types.type) return false;
        View meta = lookup_on_type(type, name);
        if (!meta.is_unbound()) return false;
        View found = lookup_on_type(cls, name);
        if (found.is_unbound() || rt.type_of(found)->slots.get) return false;
        cache = {shape->version, 0, AttributeCache::constant, 0, found.bits()};
        return true;
    }
    if (self->kind == Kind::module && type->slots.get_attribute == rt.types.module->slots.get_attribute) {
        Dict* globals = static_cast<Module*>(self)->dict.get();
        std::ptrdiff_t at = namespace_find(globals, name);
        if (at < 0 || at > UINT32_MAX || !keys_version(rt, globals) || !lookup_on_type(type, name).is_unbound()) return false;
        cache = {shape->version, 0, AttributeCache::module, 0, std::uint64_t{globals->keys_version} << 32 | static_cast<std::uint32_t>(at)};
        return true;
    }
    if (type->slots.get_attribute) return false;
    View found = lookup_on_type(type, name);
    if (!found.is_unbound()) {
        Type* kind = rt.type_of(found);
        if (kind->slots.set) {
            if (kind == rt.types.member_descriptor && !found.as<Member>()->def && !found.as<Member>()->none_if_unbound &&
                !found.as<Member>()->behind_contents && found.as<Member>()->offset < 65536) {
                cache = {shape->version, static_cast<std::uint16_t>(found.as<Member>()->offset), AttributeCache::slot, 0, 0};
                return true;
            }
            return false;
        }
    }
    if (type->has(Type::has_dict)) {
        if (shape->dictionary || storage_of(self)->dict) return false;
        int at = find_slot(shape, name);
        if (at >= 0) {
            if (type->has(Type::variable_size)) return false;
            std::size_t offset = type->attributes_offset + offsetof(AttributeStorage, values) + static_cast<std::size_t>(type->member_slots + at) * sizeof(Value);
            if (offset >= 65536) return false;
            cache = {shape->version, static_cast<std::uint16_t>(offset), AttributeCache::slot, 0, 0};
            return true;
        }
    }
    if (found.is_unbound()) return false;
    Type* kind = rt.type_of(found);
    if (kind->has(Type::method_descriptor)) {
        cache = {shape->version, 0, AttributeCache::method, 0, found.bits()};
        return true;
    }
    if (kind->slots.get) return false;
    cache = {shape->version, 0, AttributeCache::constant, 0, found.bits()};
    return true;
}

bool fill_set(Runtime& rt, View object, Str* name, AttributeCache& cache) {
    Object* self = object.object();
    Type* type = self->type();
    Shape* shape = self->shape;
    if (!shape->version || type->slots.set_attribute || self->kind == Kind::type || type->has(Type::variable_size)) return false;
    View found = lookup_on_type(type, name);
    if (!found.is_unbound() && rt.type_of(found)->slots.set) {
        if (rt.type_of(found) != rt.types.member_descriptor) return false;
        auto* member = found.as<Member>();
        if (member->def || !member->writable || member->none_if_unbound) return false;
        cache = {shape->version, static_cast<std::uint16_t>(found.as<Member>()->offset), AttributeCache::slot, 0, 0};
        return found.as<Member>()->offset < 65536;
    }
    if (!type->has(Type::has_dict) || shape->dictionary) return false;
    int at = find_slot(shape, name);
    Shape* next = nullptr;
    if (at < 0) {
        next = add_to_shape(rt, shape, name);
        if (!next) return false;
        at = next->count - 1;
    }
    std::size_t offset = type->attributes_offset + offsetof(AttributeStorage, values) + static_cast<std::size_t>(type->member_slots + at) * sizeof(Value);
    if (offset >= 65536) return false;
    cache = {shape->version, static_cast<std::uint16_t>(offset), next ? AttributeCache::transition : AttributeCache::slot, 0,
             reinterpret_cast<std::uint64_t>(next)};
    return true;
}

}  // namespace ouro
