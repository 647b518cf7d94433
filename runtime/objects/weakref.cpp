// SPDX-License-Identifier: MIT
// Weak references: a table beside the objects, so that objects without any pay one flag bit.
#include "runtime/objects/weakref.h"

#include <unordered_map>

#include "runtime/native/module.h"
#include "runtime/objects/containers.h"
#include "runtime/objects/lifetime.h"
#include "runtime/objects/protocol.h"
#include "runtime/objects/str.h"

namespace ouro {

struct WeakTable {
    std::unordered_map<Object*, WeakReference*> first;  // of the references to an object
};

namespace {

WeakTable& table(Runtime& rt) {
    if (!rt.weak_references) rt.weak_references = new WeakTable;
    return *rt.weak_references;
}

constexpr std::size_t kEntryBytes = 64;  // what an entry of the table is charged with

WeakReference* first_reference(Runtime& rt, Object* object) {
    if (!(object->flags & Object::kHasWeakReferences)) return nullptr;
    return table(rt).first.at(object);
}

void remove_entry(Runtime& rt, Object* object) {
    object->flags &= static_cast<std::uint8_t>(~Object::kHasWeakReferences);
    if (table(rt).first.erase(object)) rt.limits.refund(kEntryBytes);
}

WeakReference* reference_of(View v) { return v.as<WeakReference>(); }

void forget(Runtime& rt, WeakReference* reference) {
    if (!reference->target) return;
    if (reference->next) reference->next->previous = reference->previous;
    if (reference->previous) reference->previous->next = reference->next;
    else if (reference->next) table(rt).first[reference->target] = reference->next;
    else remove_entry(rt, reference->target);
    reference->target = nullptr;
}

void run_callbacks(Runtime& rt, std::vector<Ref<WeakReference>>& cleared) {
    for (Ref<WeakReference>& reference : cleared) {
        Value callback = std::exchange(reference->callback, Value());
        if (callback.is_none() || callback.is_unbound()) continue;
        if (call(rt, callback, {View(reference.get())}).raised()) rt.report_unraisable(callback);
    }
}

/// Empties all references to an object; those with callbacks are added to `cleared`.
void clear_target(Runtime& rt, Object* object, std::vector<Ref<WeakReference>>& cleared) {
    WeakReference* next = first_reference(rt, object);
    remove_entry(rt, object);
    while (WeakReference* reference = next) {
        next = reference->next;
        reference->target = nullptr;
        if (!reference->callback.is_none() && is_alive(reference)) cleared.push_back(Ref<WeakReference>(reference));
    }
}

Result<Value> make(Runtime& rt, Type* type, View target, View callback) {
    if (!target.is_object() || !rt.type_of(target)->has(Type::weak_referable))
        return rt.raise(TypeError, "cannot create weak reference to '%s' object", type_name(rt, target));
    Object* object = target.object();
    bool shared = callback.is_none() && !type->has(Type::heap_type);
    auto is_shared = [](const WeakReference* known) { return known->callback.is_none() && !known->type()->has(Type::heap_type); };
    WeakReference *next = first_reference(rt, object), *previous = nullptr;
    // At most one of each built-in type is shared, and those stand first.
    for (; next && is_shared(next); previous = std::exchange(next, next->next))
        if (shared && next->type() == type && is_alive(next)) return Value(View(next));
    auto* made = rt.allocate<WeakReference>(type);
    if (!made) return rt.raise_memory_error();
    made->target = nullptr;
    new (&made->callback) Value(callback);
    made->hash = -1;
    Value result = Value::adopt(View(made));
    if (!(object->flags & Object::kHasWeakReferences) && !rt.limits.charge(kEntryBytes)) return rt.raise_memory_error();
    object->flags |= Object::kHasWeakReferences;
    made->target = object;
    made->previous = previous;
    made->next = next;
    if (previous) previous->next = made;
    else table(rt).first[object] = made;
    if (next) next->previous = made;
    return result;
}

View target_of(View self) {
    Object* target = reference_of(self)->target;
    return target && is_alive(target) ? View(target) : View();
}

Result<Value> live_target(Runtime& rt, View self) {
    View target = target_of(self);
    if (target.is_unbound()) return rt.raise(ReferenceError, "weakly-referenced object no longer exists");
    return Value(target);
}

Result<Value> construct(Runtime& rt, Type* type, const Arguments& a) {
    if (!a.count || a.count > 2) return rt.raise(TypeError, "__new__ expected at %s %d argument%s, got %zu", a.count ? "most" : "least", a.count ? 2 : 1, a.count ? "s" : "", a.count);
    return make(rt, type, a[0], a.count > 1 ? a[1] : View::none());
}

void destroy(Runtime& rt, Object* object) {
    auto* reference = static_cast<WeakReference*>(object);
    forget(rt, reference);
    reference->callback.~Value();
    rt.free_instance(object, sizeof(WeakReference));
}
void traverse(Object* object, Visitor& visit) { visit(static_cast<WeakReference*>(object)->callback); }

Result<Value> compare_references(Runtime& rt, View a, View b, CompareOp op) {
    if ((op != CompareOp::eq && op != CompareOp::ne) || !is_kind(b, Kind::weakref)) return View::not_implemented();
    View x = target_of(a), y = target_of(b);
    if (x.is_unbound() || y.is_unbound()) return View::boolean((a == b) == (op == CompareOp::eq));
    Value hx(x), hy(y);
    return compare(rt, hx, hy, op);
}

constexpr PropertyDef properties[] = {
    {"__callback__", [](Runtime&, View self) -> Result<Value> { return target_of(self).is_unbound() ? Value(View::none()) : reference_of(self)->callback; }}};
constexpr FunctionDef methods[] = {{"__class_getitem__(cls, item, /)", [](Runtime& rt, Args a) { return call(rt, View(static_cast<const Object*>(rt.types.generic_alias)), {a[0], a[1]}); }, "See PEP 585", FunctionDef::class_method}};

// ---- proxies forward everything

template <BinaryOp op>
Result<Value> proxy_binary(Runtime& rt, View a, View b) {
    Value x(a), y(b);
    if (rt.type_of(a) == rt.types.weak_proxy || rt.type_of(a) == rt.types.weak_callable_proxy) x = TRY(live_target(rt, a));
    if (rt.type_of(b) == rt.types.weak_proxy || rt.type_of(b) == rt.types.weak_callable_proxy) y = TRY(live_target(rt, b));
    return binary(rt, op, x, y);
}

template <BinaryOp op>
Result<Value> proxy_in_place(Runtime& rt, View a, View b) {
    Value x = TRY(live_target(rt, a)), y(b);
    if (rt.type_of(b) == rt.types.weak_proxy || rt.type_of(b) == rt.types.weak_callable_proxy) y = TRY(live_target(rt, b));
    return inplace(rt, op, x, y);
}

template <Result<Value> (*operation)(Runtime&, View)>
Result<Value> proxy_unary(Runtime& rt, View self) {
    Value target = TRY(live_target(rt, self));
    return operation(rt, target);
}

template <BinaryOp op>
void forward(TypeSlots& slots) {
    slots.binary[static_cast<int>(op)] = proxy_binary<op>;
    slots.inplace[static_cast<int>(op)] = proxy_in_place<op>;
}

template <Str* Names::*name>
Result<Value> proxy_special(Runtime& rt, Args args) {
    Value target = TRY(live_target(rt, args[0]));
    return call_method(rt, target, rt.names.*name);
}

constexpr FunctionDef proxy_methods[] = {
    {"__bytes__(self, /)", proxy_special<&Names::bytes_>, "bytes() of what is referred to."},
    {"__reversed__(self, /)", proxy_special<&Names::reversed_>, "reversed() of what is referred to."},
};

/// The class of what is referred to, with its module unless that is __main__.
std::string class_of(Runtime& rt, View target) {
    const Type* type = rt.type_of(target);
    if (!type->has(Type::heap_type)) return type_name(type);
    std::string name(type->qualified_name->text());
    Str* module = as_str(namespace_get(type->dict, rt.names.module_));
    return !module || module->text() == "__main__" || module->text() == "builtins" ? name : std::string(module->text()) + "." + name;
}

TypeSlots proxy_slots(bool callable) {
    TypeSlots s;
    s.destroy = destroy;
    s.traverse = traverse;
    s.repr = [](Runtime& rt, View self) -> Result<Value> {
        View target = target_of(self);
        if (target.is_unbound()) return rt.format("<weakproxy at %p; dead>", static_cast<void*>(self.object()));
        return rt.format("<weakproxy at %p; to '%s' at %p>", static_cast<void*>(self.object()), class_of(rt, target).c_str(), reinterpret_cast<void*>(target.bits()));
    };
    s.str = [](Runtime& rt, View self) -> Result<Value> {
        Ref<Str> text = TRY(to_str(rt, TRY(live_target(rt, self))));
        return text;
    };
    s.hash = [](Runtime& rt, View) -> Result<std::int64_t> { return rt.raise(TypeError, "unhashable type: 'weakref.ProxyType'"); };
    s.compare = [](Runtime& rt, View a, View b, CompareOp op) -> Result<Value> {
        Value x = TRY(live_target(rt, a)), y(b);
        if (rt.type_of(b) == rt.types.weak_proxy || rt.type_of(b) == rt.types.weak_callable_proxy) y = TRY(live_target(rt, b));
        return compare(rt, x, y, op);
    };
    s.truth = [](Runtime& rt, View self) -> Result<bool> { return truth(rt, TRY(live_target(rt, self))); };
    s.length = [](Runtime& rt, View self) -> Result<std::int64_t> { return length(rt, TRY(live_target(rt, self))); };
    s.contains = [](Runtime& rt, View self, View item) -> Result<bool> { return contains(rt, TRY(live_target(rt, self)), item); };
    s.get_attribute = [](Runtime& rt, View self, Str* name) -> Result<Value> { return get_attribute(rt, TRY(live_target(rt, self)), name); };
    s.set_attribute = [](Runtime& rt, View self, Str* name, View value) -> Result<void> { return set_attribute(rt, TRY(live_target(rt, self)), name, value); };
    s.iter = [](Runtime& rt, View self) -> Result<Value> { return iter(rt, TRY(live_target(rt, self))); };
    s.next = [](Runtime& rt, View self) -> Result<Value> {
        Value target = TRY(live_target(rt, self));
        if (!rt.type_of(target)->slots.next) return rt.raise(TypeError, "Weakref proxy referenced a non-iterator '%s' object", type_name(rt, target));
        return next(rt, target);
    };
    s.get_item = [](Runtime& rt, View self, View key) -> Result<Value> { return get_item(rt, TRY(live_target(rt, self)), key); };
    s.set_item = [](Runtime& rt, View self, View key, View value) -> Result<void> { return set_item(rt, TRY(live_target(rt, self)), key, value); };
    forward<BinaryOp::add>(s);
    forward<BinaryOp::sub>(s);
    forward<BinaryOp::mul>(s);
    forward<BinaryOp::true_div>(s);
    forward<BinaryOp::floor_div>(s);
    forward<BinaryOp::mod>(s);
    forward<BinaryOp::pow>(s);
    forward<BinaryOp::matmul>(s);
    forward<BinaryOp::lshift>(s);
    forward<BinaryOp::rshift>(s);
    forward<BinaryOp::bit_and>(s);
    forward<BinaryOp::bit_or>(s);
    forward<BinaryOp::bit_xor>(s);
    s.negative = proxy_unary<negative>;
    s.positive = proxy_unary<positive>;
    s.invert = proxy_unary<invert>;
    s.absolute = proxy_unary<absolute>;
    s.to_int = [](Runtime& rt, View self) -> Result<Value> {
        Value target = TRY(live_target(rt, self));
        return call(rt, View(static_cast<const Object*>(rt.types.int_)), {target});
    };
    s.to_float = [](Runtime& rt, View self) -> Result<Value> { return rt.real(TRY(to_double(rt, TRY(live_target(rt, self))))); };
    s.index = [](Runtime& rt, View self) -> Result<Value> { return index(rt, TRY(live_target(rt, self))); };
    if (callable) s.call = [](Runtime& rt, View self, const Arguments& a) -> Result<Value> { return call(rt, TRY(live_target(rt, self)), a); };
    return s;
}

}  // namespace

void clear_weak_references(Runtime& rt, Object* object) {
    std::vector<Ref<WeakReference>> cleared;
    clear_target(rt, object, cleared);
    run_callbacks(rt, cleared);
}

void clear_weak_references_of(Runtime& rt, const std::vector<Ref<Object>>& dying) {
    std::vector<Ref<WeakReference>> cleared;
    for (auto& object : dying)
        if (object->flags & Object::kHasWeakReferences) clear_target(rt, object.get(), cleared);
    // A weak reference that dies with the group stays silent.
    for (auto& object : dying) object->flags |= Object::kMark;
    std::vector<Ref<WeakReference>> alive;
    for (auto& reference : cleared)
        if (!(reference->flags & Object::kMark)) alive.push_back(reference);
    for (auto& object : dying) object->flags &= static_cast<std::uint8_t>(~Object::kMark);
    run_callbacks(rt, alive);
}

Result<Value> new_weak_reference(Runtime& rt, View target, View callback) { return make(rt, rt.types.weakref, target, callback); }

Result<Value> new_weak_proxy(Runtime& rt, View target, View callback) {
    return make(rt, is_callable(rt, target) ? rt.types.weak_callable_proxy : rt.types.weak_proxy, target, callback);
}

std::vector<Value> weak_references_to(Runtime& rt, View target) {
    std::vector<Value> all;
    if (!target.is_object() || !rt.weak_references) return all;
    for (WeakReference* each = first_reference(rt, target.object()); each; each = each->next) all.push_back(Value(View(each)));
    return all;
}

void free_weak_table(Runtime& rt) {
    delete rt.weak_references;
    rt.weak_references = nullptr;
}

const TypeDef weakref_type{.name = "ReferenceType",
                           .module = "weakref",
                           .doc = "A weak reference to an object.",
                           .kind = Kind::weakref,
                           .size = sizeof(WeakReference),
                           .flags = Type::base_type | Type::container | Type::immutable,
                           .slots = {.destroy = destroy,
                                     .traverse = traverse,
                                     .construct = construct,
                                     .init = [](Runtime& rt, View, const Arguments& a) -> Result<void> {
                                         if (a.names && a.names->size) return rt.raise(TypeError, "ref() takes no keyword arguments");
                                         if (!a.count || a.count > 2)
                                             return rt.raise(TypeError, "__init__ expected at %s %d argument%s, got %zu", a.count ? "most" : "least", a.count ? 2 : 1, a.count ? "s" : "", a.count);
                                         return {};
                                     },
                                     .call = [](Runtime& rt, View self, const Arguments& a) -> Result<Value> {
                                         if (a.total()) return rt.raise(TypeError, "weakref.ReferenceType.__call__() takes no arguments");
                                         View target = target_of(self);
                                         return Value(target.is_unbound() ? View::none() : target);
                                     },
                                     .repr = [](Runtime& rt, View self) -> Result<Value> {
                                         View target = target_of(self);
                                         if (target.is_unbound()) return rt.format("<weakref at %p; dead>", static_cast<void*>(self.object()));
                                         Value held(target);
                                         Result<Value> name = find_special(rt, target, rt.names.name_);
                                         if (name.raised() && rt.stopping()) return Raised{};
                                         if (name.raised()) rt.pending = Value();
                                         std::string shown = name.raised() || !as_str(name.value()) ? "" : " (" + std::string(as_str(name.value())->text()) + ")";
                                         return rt.format("<weakref at %p; to '%s' at %p%s>", static_cast<void*>(self.object()), class_of(rt, target).c_str(),
                                                          reinterpret_cast<void*>(target.bits()), shown.c_str());
                                     },
                                     .hash = [](Runtime& rt, View self) -> Result<std::int64_t> {
                                         WeakReference* reference = reference_of(self);
                                         if (reference->hash != -1) return reference->hash;
                                         View target = target_of(self);
                                         if (target.is_unbound()) return rt.raise(TypeError, "weak object has gone away");
                                         reference->hash = TRY(hash(rt, Value(target)));
                                         return reference->hash;
                                     },
                                     .compare = compare_references},
                           .methods = methods,
                           .properties = properties};

const TypeDef weak_proxy_type{.name = "ProxyType", .module = "weakref", .kind = Kind::other, .size = sizeof(WeakReference), .flags = Type::container | Type::disallow_construct | Type::immutable, .slots = proxy_slots(false), .methods = proxy_methods};
const TypeDef weak_callable_proxy_type{.name = "CallableProxyType", .module = "weakref", .kind = Kind::other, .size = sizeof(WeakReference), .flags = Type::container | Type::disallow_construct | Type::immutable, .slots = proxy_slots(true), .methods = proxy_methods};

}  // namespace ouro
