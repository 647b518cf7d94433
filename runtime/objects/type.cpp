// SPDX-License-Identifier: MIT
// Types: shapes, look-up along the MRO, making classes. The attributes and methods of type objects are in type_object.cpp.
#include <algorithm>

#include "runtime/native/module.h"
#include "runtime/native/signature.h"
#include "runtime/objects/containers.h"
#include "runtime/objects/descriptor.h"
#include "runtime/objects/lifetime.h"
#include "runtime/objects/native_function.h"
#include "runtime/objects/protocol.h"
#include "runtime/objects/slots.h"
#include "runtime/objects/str.h"
#include "runtime/objects/type_object.h"
#include "runtime/objects/weakref.h"

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

namespace {

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

}  // namespace

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

namespace {

/// Whether instances of a class may be taken for those of its base, but for their methods.
bool adds_nothing(const Type* type) {
    const Type* base = type->base;
    return base && type->basic_size == base->basic_size && type->member_slots == base->member_slots &&
           type->has(Type::has_dict) == base->has(Type::has_dict) && type->has(Type::weak_referable) == base->has(Type::weak_referable) &&
           (type->instance_kind == base->instance_kind || base->instance_kind == Kind::other);
}

}  // namespace

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

constexpr std::uint32_t kInheritedFlags = Type::has_dict | Type::variable_size | Type::container | Type::sequence_pattern | Type::mapping_pattern |
                                          Type::has_finalizer | Type::weak_referable | Type::exception_type | Type::metatype | Type::custom_get_attribute |
                                          Type::custom_set_attribute;

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

Result<Value> get_dict(Runtime& rt, View self) {
    Value dict = TRY(dict_of(rt, self));
    if (dict.is_unbound()) return rt.raise(AttributeError, "'%s' object has no attribute '__dict__'", type_name(rt, self));
    return dict;
}

/// Of a built-in type with attribute storage.
constexpr PropertyDef built_in_dict{"__dict__", get_dict,
                                    [](Runtime& rt, View self, View value) -> Result<void> {
                                        if (value.is_unbound()) return rt.raise(TypeError, "cannot delete __dict__");
                                        return replace_dict(rt, self, value);
                                    },
                                    "The object's attributes."};

/// The descriptor by which the built-in type of an object shows its __dict__, which may lie elsewhere (classes, modules); Unbound without one.
View built_in_descriptor(Runtime& rt, View self) {
    Type* type = rt.type_of(self);
    while (!type->def) type = type->base;
    return lookup_on_type(type, rt.names.dict_);
}

/// Of the first class that adds attribute storage.
constexpr PropertyDef instance_dict{"__dict__",
                                    [](Runtime& rt, View self) -> Result<Value> {
                                        View own = built_in_descriptor(rt, self);
                                        return own.is_unbound() ? get_dict(rt, self) : rt.type_of(own)->slots.get(rt, own, self, rt.type_of(self));
                                    },
                                    [](Runtime& rt, View self, View value) -> Result<void> {
                                        if (View own = built_in_descriptor(rt, self); !own.is_unbound()) return rt.type_of(own)->slots.set(rt, own, self, value);
                                        if (!value.is_unbound()) return replace_dict(rt, self, value);
                                        return replace_dict(rt, self, TRY(new_dict(rt)));
                                    },
                                    "The object's attributes."};

constexpr PropertyDef instance_weakref{
    "__weakref__",
    [](Runtime& rt, View self) -> Result<Value> {
        std::vector<Value> known = weak_references_to(rt, self);
        return known.empty() ? Value(View::none()) : known.front();
    },
    nullptr,
    "The object's weak references, or one of them.",
};

Result<void> add_getset(Runtime& rt, Type* type, const PropertyDef& def) {
    Ref<GetSet> descriptor = TRY(new_getset(rt, type, def));
    return dict_set(rt, type->dict, descriptor->name, View(descriptor.get()));
}

}  // namespace

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
    for (const PropertyDef& property : def.properties) {
        Ref<GetSet> descriptor = TRY(new_getset(rt, type, property));
        TRY(dict_set(rt, dict, descriptor->name, View(descriptor.get())));
    }
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

/// The base whose layout instances of `type` have: the nearest one that adds fields of its own.
Type* solid_base(Type* type) {
    for (Type* base; (base = type->base); type = base) {
        bool same_kind = type->instance_kind == base->instance_kind || (type->instance_kind == Kind::instance && base->instance_kind == Kind::other);
        if (!same_kind || type->basic_size != base->basic_size || type->member_slots != base->member_slots) break;
    }
    return type;
}

// ---- classes

namespace {

Result<Type*> best_base(Runtime& rt, Tuple* bases) {
    Type *winner = nullptr, *best = nullptr;
    for (std::size_t n = 0; n < bases->size; ++n) {
        Type* base = as_type(bases->items[n]);
        if (!base) return rt.raise(TypeError, "bases must be types");
        if (!base->has(Type::base_type)) return rt.raise(TypeError, "type '%s' is not an acceptable base type", type_name(base));
        Type* candidate = solid_base(base);
        if (!winner || (winner != candidate && is_subtype(candidate, winner))) {
            winner = candidate;
            best = base;
        } else if (!is_subtype(winner, candidate)) {
            return rt.raise(TypeError, "multiple bases have instance lay-out conflict");
        }
    }
    return best;
}

void add_descendants(Type* type, std::vector<Type*>& all) {
    for (std::uint32_t n = 0; n < type->subclass_count; ++n)
        if (std::find(all.begin(), all.end(), type->subclasses[n]) == all.end()) {
            all.push_back(type->subclasses[n]);
            add_descendants(type->subclasses[n], all);
        }
}

bool is_identifier_text(std::string_view text) {
    if (text.empty() || (text[0] >= '0' && text[0] <= '9')) return false;
    for (char c : text)
        if (!(c == '_' || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || static_cast<unsigned char>(c) >= 128)) return false;
    return true;
}

std::string mangled(std::string_view class_name, std::string_view name) {
    if (name.substr(0, 2) != "__" || (name.size() >= 2 && name.substr(name.size() - 2) == "__") || name.find('.') != std::string_view::npos) return std::string(name);
    std::size_t lead = class_name.find_first_not_of('_');
    if (lead == std::string_view::npos) return std::string(name);
    return "_" + std::string(class_name.substr(lead)) + std::string(name);
}

constexpr std::size_t kMostSlots = 60'000;  // Type::inline_slots counts more than these in 16 bits

/// __slots__: members become descriptors over the first inline slots.
Result<void> add_slots(Runtime& rt, Type* type, View slots, bool& wants_dict, bool& wants_weakref) {
    std::vector<std::string> names;
    if (Str* one = as_str(slots)) {
        names.emplace_back(one->text());
    } else {
        TRY(for_each(rt, slots, [&](View item) -> Result<bool> {
            Str* text = as_str(item);
            if (!text) return rt.raise(TypeError, "__slots__ items must be strings, not '%s'", type_name(rt, item));
            names.emplace_back(text->text());
            return true;
        }));
    }
    // A str is of variable size here, but not in CPython.
    bool behind_contents = type->base->has(Type::variable_size);
    if (behind_contents && type->base->instance_kind != Kind::str && !names.empty())
        return rt.raise(TypeError, "nonempty __slots__ not supported for subtype of '%s'", type_name(type->base));
    std::vector<std::string> members;
    for (std::string& name : names) {
        bool identifier = is_identifier_text(name);
        if (identifier && std::any_of(name.begin(), name.end(), [](char c) { return static_cast<unsigned char>(c) >= 128; }))
            identifier = TRY(truth(rt, TRY(call_method(rt, TRY(rt.str(name)), TRY(intern(rt, "isidentifier")).get()))));
        if (!identifier) return rt.raise(TypeError, "__slots__ must be identifiers");
        if (name == "__dict__") {
            if (wants_dict || type->base->has(Type::has_dict)) return rt.raise(TypeError, "__dict__ slot disallowed: we already got one");
            wants_dict = true;
            continue;
        }
        if (name == "__weakref__") {
            if (wants_weakref || type->base->has(Type::weak_referable)) return rt.raise(TypeError, "__weakref__ slot disallowed: we already got one");
            wants_weakref = true;
            continue;
        }
        std::string full = mangled(type->name->text(), name);
        Ref<Str> key = TRY(intern(rt, full));
        if (namespace_find(type->dict, key.get()) >= 0 && full != "__qualname__" && full != "__classcell__")
            return rt.raise(ValueError, "'%s' in __slots__ conflicts with class variable", name.c_str());
        members.push_back(std::move(full));
    }
    std::sort(members.begin(), members.end());
    if (members.size() > kMostSlots - type->member_slots) return rt.raise(NotImplementedError, "so many __slots__ are not in ouro yet");
    Ref<Tuple> keys = TRY(new_tuple(rt, members.size()));
    for (std::size_t n = 0; n < members.size(); ++n) {
        const std::string& name = members[n];
        std::size_t offset = offsetof(AttributeStorage, values) + type->member_slots * sizeof(Value);
        if (!behind_contents) offset += type->attributes_offset;
        ++type->member_slots;
        Ref<Str> key = TRY(intern(rt, name));
        Ref<Member> member = TRY(new_member(rt, type, key.get(), static_cast<std::uint32_t>(offset), true, false));
        member->behind_contents = behind_contents;
        TRY(dict_set(rt, type->dict, key.get(), View(member.get())));
        keys->items[n] = Value(std::move(key));
    }
    if (keys->size) type->slot_names = keys.detach();
    return {};
}

/// Notes a class with those that are its bases now, and no longer with those that were.
Result<void> note_bases(Runtime& rt, Type* type, Tuple* former) {
    for (const Value& each : former->view()) remove_subclass(as_type(each), type);
    for (const Value& each : type->bases->view()) {
        remove_subclass(as_type(each), type);
        TRY(add_subclass(rt, as_type(each), type));
    }
    return {};
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

Result<void> set_bases(Runtime& rt, Type* type, View value) {
    if (type->has(Type::immutable)) return rt.raise(TypeError, "cannot set '__bases__' attribute of immutable type '%s'", type_name(type));
    if (value.is_unbound()) return rt.raise(TypeError, "cannot delete '__bases__' attribute of immutable type '%s'", type_name(type));
    Tuple* given = as_tuple(value);
    if (!given) return rt.raise(TypeError, "can only assign tuple to %s.__bases__, not %s", type_name(type), type_name(rt, value));
    if (!given->size) return rt.raise(TypeError, "can only assign non-empty tuple to %s.__bases__, not ()", type_name(type));
    for (const Value& each : given->view()) {
        Type* base = as_type(each);
        if (!base) return rt.raise(TypeError, "%s.__bases__ must be tuple of classes, not '%s'", type_name(type), type_name(rt, each));
        bool cycle = is_subtype(base, type);
        // A mro() that is running may have left orders behind that know nothing of the bases yet.
        for (Type* at = base; at && !cycle; at = at->base) cycle = at == type;
        if (cycle) return rt.raise(TypeError, "a __bases__ item causes an inheritance cycle");
    }
    Type* base = TRY(best_base(rt, given));
    if (base->has(Type::container) != type->base->has(Type::container))
        return rt.raise(TypeError, "__bases__ assignment: '%s' deallocator differs from '%s'", type_name(base), type_name(type->base));
    if (!same_layout(base, type->base))
        return rt.raise(TypeError, "__bases__ assignment: '%s' object layout differs from '%s'", type_name(base), type_name(type->base));
    Ref<Tuple> old_bases = Ref<Tuple>::adopt(type->bases);
    Ref<Type> old_base = Ref<Type>::adopt(type->base);
    type->bases = Ref<Tuple>(given).detach();
    type->base = Ref<Type>(base).detach();
    // Every descendant's order changes; all of them keep theirs if one cannot have a new one.
    std::vector<Type*> affected{type};
    add_descendants(type, affected);
    std::vector<Ref<Type>> held;  // a mro() written in Python may drop any of them, and assign to __bases__ itself
    for (Type* each : affected) held.emplace_back(each);
    std::vector<Ref<Tuple>> orders, made;
    for (Type* each : affected) {
        Ref<Tuple> before(each->mro);
        if (!set_mro(rt, each).raised()) {
            orders.push_back(std::move(before));
            made.push_back(Ref<Tuple>(each->mro));
            continue;
        }
        for (std::size_t n = 0; n < orders.size(); ++n)
            if (affected[n]->mro == made[n].get()) Ref<Tuple> failed = Ref<Tuple>::adopt(std::exchange(affected[n]->mro, orders[n].detach()));
        Value error = rt.take_exception();
        if (type->bases == given) {  // else an assignment from within mro() came first, and stays
            old_bases = Ref<Tuple>::adopt(std::exchange(type->bases, old_bases.detach()));
            old_base = Ref<Type>::adopt(std::exchange(type->base, old_base.detach()));
        }
        TRY(note_bases(rt, type, old_bases.get()));
        rt.pending = std::move(error);
        return Raised{};
    }
    TRY(note_bases(rt, type, old_bases.get()));
    if (type->bases != given) return {};
    type_modified(rt, type, nullptr);
    return {};
}

Result<Ref<Type>> new_class(Runtime& rt, Type* metatype, Str* name, Tuple* bases_given, Dict* namespace_, const Arguments& keywords) {
    Ref<Tuple> bases(bases_given);
    if (!bases->size) bases = TRY(new_tuple(rt, {View(static_cast<const Object*>(rt.types.object))}));
    // The most derived metatype wins (language reference 3.3.3.3); type_new has chosen it already.
    Type* base = TRY(best_base(rt, bases.get()));
    Ref<Type> type = TRY(allocate_type(rt, metatype));
    type->type_flags = Type::heap_type | Type::base_type | Type::container | (base->type_flags & kInheritedFlags);
    type->name = name;
    retain(static_cast<Object*>(name));
    type->base = base;
    retain(static_cast<Object*>(base));
    type->bases = Ref<Tuple>(bases).detach();
    type->instance_kind = base->instance_kind == Kind::other ? Kind::instance : base->instance_kind;
    type->basic_size = base->basic_size;
    type->attributes_offset = (base->basic_size + 7) & ~7u;
    type->member_slots = base->member_slots;
    type->dict = TRY(dict_copy(rt, namespace_)).detach();
    type->slots = base->slots;
    // Before __slots__ may put members of these names there.
    Value cell = TRY(dict_pop(rt, type->dict, View(rt.names.classcell_))), dict_cell = TRY(dict_pop(rt, type->dict, View(rt.names.classdictcell_)));
    for (std::size_t n = 0; n < bases->size; ++n) TRY(add_subclass(rt, View(bases->items[n]).as<Type>(), type.get()));

    Value qualified_name(namespace_get(type->dict, rt.names.qualname_));
    if (qualified_name.is_unbound()) {
        qualified_name = Value(View(static_cast<const Object*>(name)));
    } else {
        if (!is_kind(qualified_name, Kind::str)) return rt.raise(TypeError, "type __qualname__ must be a str, not %s", type_name(rt, qualified_name));
        TRY(dict_pop(rt, type->dict, View(rt.names.qualname_)));
    }
    type->qualified_name = qualified_name.as<Str>();
    retain(static_cast<Object*>(type->qualified_name));
    if (namespace_find(type->dict, rt.names.module_) < 0) {
        Dict* globals = rt.hooks.current_globals ? rt.hooks.current_globals(rt) : nullptr;
        View module = globals ? namespace_get(globals, rt.names.name_) : View();
        if (!module.is_unbound()) TRY(dict_set(rt, type->dict, rt.names.module_, module));
    }

    bool base_dict = base->has(Type::has_dict), base_weak = base->has(Type::weak_referable);
    for (std::size_t n = 0; n < bases->size; ++n) {
        base_dict = base_dict || View(bases->items[n]).as<Type>()->has(Type::has_dict);
        base_weak = base_weak || View(bases->items[n]).as<Type>()->has(Type::weak_referable);
        type->type_flags |= View(bases->items[n]).as<Type>()->type_flags & (Type::sequence_pattern | Type::mapping_pattern);
    }
    Value slots(namespace_get(type->dict, rt.names.slots_));
    bool wants_dict = slots.is_unbound(), wants_weakref = slots.is_unbound();
    if (!slots.is_unbound()) TRY(add_slots(rt, type.get(), slots, wants_dict, wants_weakref));
    bool module = type->instance_kind == Kind::module;  // whose dict is a field of its own
    if ((wants_dict && !module) || base_dict) type->type_flags |= Type::has_dict;
    if (wants_weakref || base_weak) type->type_flags |= Type::weak_referable;
    if (wants_dict && !base_dict && !module && !is_subtype(type->base, rt.types.type) && namespace_find(type->dict, rt.names.dict_) < 0)
        TRY(add_getset(rt, type.get(), instance_dict));
    if (wants_weakref && !base_weak) TRY(add_getset(rt, type.get(), instance_weakref));
    if (namespace_find(type->dict, rt.names.doc_) < 0) TRY(dict_set(rt, type->dict, rt.names.doc_, View::none()));
    // Room for the attributes that the class's methods assign to self, those of its bases, and a few more.
    type->inline_slots = type->member_slots;
    if (type->has(Type::has_dict) && !type->has(Type::metatype)) {  // what a class has is in its namespace
        std::size_t attributes = 0;
        if (Tuple* own = as_tuple(namespace_get(type->dict, rt.names.static_attributes_))) attributes = own->size;
        std::size_t inherited = base->has(Type::heap_type) && base->inline_slots > base->member_slots ? base->inline_slots - base->member_slots : 2u;
        type->inline_slots = static_cast<std::uint16_t>(std::min<std::size_t>(type->member_slots + inherited + attributes, type->member_slots + 60u));
    }

    // __init_subclass__ and __class_getitem__ are class methods, __new__ a static one, even if they do not say so.
    for (Str* implicit : {rt.names.init_subclass_, rt.names.class_getitem_}) {
        Value method(namespace_get(type->dict, implicit));
        if (is_kind(method, Kind::function)) TRY(dict_set(rt, type->dict, implicit, TRY(new_class_method(rt, method))));
    }
    Value construct(namespace_get(type->dict, rt.names.new_));
    if (is_kind(construct, Kind::function)) TRY(dict_set(rt, type->dict, rt.names.new_, TRY(new_static_method(rt, construct))));
    // A class that defines __eq__ without __hash__ is unhashable.
    if (namespace_find(type->dict, rt.names.eq_) >= 0 && namespace_find(type->dict, rt.names.hash_) < 0)
        TRY(dict_set(rt, type->dict, rt.names.hash_, View::none()));

    View self(static_cast<const Object*>(type.get()));
    if (!cell.is_unbound()) TRY(fill_class_cell(rt, cell, self));
    if (!dict_cell.is_unbound()) TRY(fill_class_cell(rt, dict_cell, View(static_cast<const Object*>(type->dict))));

    TRY(set_mro(rt, type.get()));
    update_slots(rt, type.get(), nullptr);
    if (!type->dict->only_str_keys)
        for (auto* entry = dict_first(type->dict); entry; entry = dict_next(type->dict, entry)) {
            if (is_kind(entry->key, Kind::str)) continue;
            Value message = TRY(rt.str("non-string key in the __dict__ of class " + std::string(name->text())));
            if (rt.hooks.warn) TRY(rt.hooks.warn(rt, RuntimeWarning, message, 1, View()));
            break;
        }
    type_modified(rt, type.get(), nullptr);

    Ref<Dict> attributes = TRY(dict_copy(rt, type->dict));
    for (auto* entry = dict_first(attributes.get()); entry; entry = dict_next(attributes.get(), entry)) {
        Value value = entry->value;
        if (lookup_on_type(rt.type_of(value), rt.names.set_name_).is_unbound()) continue;
        Value key = entry->key;
        Result<Value> done = call_special(rt, value, rt.names.set_name_, {self, key});
        if (done.raised()) {
            if (!rt.stopping() && is_kind(rt.pending, Kind::exception)) {
                Value error = rt.take_exception();
                Ref<Str> shown = TRY(repr(rt, key));
                Value note = TRY(rt.str("Error calling __set_name__ on '" + std::string(type_name(rt, value)) + "' instance " + std::string(shown->text()) + " in '" +
                                        std::string(name->text()) + "'"));
                TRY(call_method(rt, error, TRY(intern(rt, "add_note")).get(), {note}));
                rt.pending = error;
            }
            return Raised{};
        }
    }
    // super(type, type).__init_subclass__(**keywords)
    if (std::none_of(type->mro->view().begin(), type->mro->view().end(), [&](View each) { return each == self; }))  // left out by its mro()
        return rt.raise(TypeError, "super(type, obj): obj (type %s) is not an instance or subtype of type (%s).", short_type_name(type.get()), short_type_name(type.get()));
    View hook = lookup_after(type.get(), type.get(), rt.names.init_subclass_);
    if (!hook.is_unbound()) {
        Value held(hook);
        auto* get = rt.type_of(held)->slots.get;
        Value bound = get ? TRY(get(rt, held, View(), type.get())) : held;
        Arguments only_keywords{.values = keywords.values + keywords.count, .count = 0, .names = keywords.names};
        TRY(call(rt, bound, only_keywords));
    }
    return type;
}

}  // namespace ouro
