// SPDX-License-Identifier: MIT
// getset and member descriptors; property, classmethod and staticmethod; bound methods.
#include "runtime/objects/descriptor.h"

#include <cstring>

#include "runtime/native/module.h"
#include "runtime/objects/containers.h"
#include "runtime/objects/exception.h"
#include "runtime/objects/lifetime.h"
#include "runtime/objects/method.h"
#include "runtime/objects/protocol.h"
#include "runtime/objects/reduce.h"
#include "runtime/objects/str.h"
#include "runtime/objects/type_object.h"

namespace ouro {

namespace {

Result<void> check_owner(Runtime& rt, Type* owner, Str* name, View instance) {
    if (is_subtype(rt.type_of(instance), owner)) return {};
    return rt.raise(TypeError, "descriptor '%s' for '%s' objects doesn't apply to a '%s' object", name->data(), type_name(owner), type_name(rt, instance));
}

GetSet* getset_of(View v) { return v.as<GetSet>(); }
Member* member_of(View v) { return v.as<Member>(); }

Result<Value> getset_get(Runtime& rt, View self, View instance, Type*) {
    if (instance.is_unbound()) return Value(self);
    TRY(check_owner(rt, getset_of(self)->owner, getset_of(self)->name, instance));
    return getset_of(self)->def->get(rt, instance);
}

Result<void> getset_set(Runtime& rt, View self, View instance, View value) {
    GetSet* d = getset_of(self);
    TRY(check_owner(rt, d->owner, d->name, instance));
    if (!d->def->set) return rt.raise(AttributeError, "attribute '%s' of '%s' objects is not writable", d->name->data(), type_name(d->owner));
    return d->def->set(rt, instance, value);
}

Value& slot_of(Member* m, View instance) {
    void* from = m->behind_contents ? static_cast<void*>(storage_of(instance.object())) : instance.object();
    return *reinterpret_cast<Value*>(static_cast<char*>(from) + m->offset);
}

Result<Value> member_get(Runtime& rt, View self, View instance, Type*) {
    if (instance.is_unbound()) return Value(self);
    Member* m = member_of(self);
    TRY(check_owner(rt, m->owner, m->name, instance));
    if (m->def) return m->def->get(rt, instance);
    Value value = slot_of(m, instance);
    if (!value.is_unbound()) return value;
    if (m->none_if_unbound) return View::none();
    return rt.raise(AttributeError, "'%s' object has no attribute '%s'", full_type_name(rt.type_of(instance)).c_str(), m->name->data());
}

Result<void> member_set(Runtime& rt, View self, View instance, View value) {
    Member* m = member_of(self);
    TRY(check_owner(rt, m->owner, m->name, instance));
    if (m->def && m->def->set) return m->def->set(rt, instance, value);
    if (m->def || !m->writable) return rt.raise(AttributeError, "readonly attribute");
    Value& slot = slot_of(m, instance);
    if (value.is_unbound() && slot.is_unbound() && !m->none_if_unbound) return rt.raise(AttributeError, "%s", m->name->data());
    Value old = std::exchange(slot, Value(value));
    return {};
}

#define NAME_PROPERTIES(of)                                                                                                                    \
    {"__name__", [](Runtime&, View self) -> Result<Value> { return Value(View(static_cast<const Object*>(of(self)->name))); }},               \
        {"__objclass__", [](Runtime&, View self) -> Result<Value> { return Value(View(static_cast<const Object*>(of(self)->owner))); }},      \
        {"__qualname__", [](Runtime& rt, View self) {                                                                                         \
             return rt.str(std::string(of(self)->owner->qualified_name->text()) + "." + std::string(of(self)->name->text()));                \
         }}
constexpr PropertyDef getset_properties[] = {NAME_PROPERTIES(getset_of), {"__doc__", [](Runtime& rt, View self) { return rt.str(getset_of(self)->def->doc); }}};
constexpr PropertyDef member_properties[] = {NAME_PROPERTIES(member_of), {"__doc__", [](Runtime& rt, View self) -> Result<Value> {
    const PropertyDef* def = member_of(self)->def;
    return def && *def->doc ? rt.str(def->doc) : Result<Value>(View::none());
}}};
constexpr FunctionDef member_methods[] = {
    {"__reduce__(self, /)", [](Runtime& rt, Args args) { return reduce_to_attribute(rt, View(args.self<Member>()->owner), View(args.self<Member>()->name)); },
     "Helper for pickle."},
};

}  // namespace

Result<Ref<GetSet>> new_getset(Runtime& rt, Type* owner, const PropertyDef& def) {
    GetSet* made = def.member ? rt.allocate<Member>(rt.types.member_descriptor) : rt.allocate<GetSet>(rt.types.getset_descriptor);
    if (!made) return rt.raise_memory_error();
    made->def = &def;
    made->owner = owner;
    made->name = nullptr;
    Ref<GetSet> ref = Ref<GetSet>::adopt(made);
    made->name = TRY(intern(rt, def.name)).detach();
    return ref;
}

Result<void> add_getset(Runtime& rt, Type* type, const PropertyDef& def) {
    Ref<GetSet> descriptor = TRY(new_getset(rt, type, def));
    return dict_set(rt, type->dict, descriptor->name, View(descriptor.get()));
}

Result<Ref<Member>> new_member(Runtime& rt, Type* owner, Str* name, std::uint32_t offset, bool writable, bool none_if_unbound) {
    auto* made = rt.allocate<Member>(rt.types.member_descriptor);
    if (!made) return rt.raise_memory_error();
    made->def = nullptr;
    made->owner = owner;
    made->name = name;
    retain(static_cast<Object*>(name));
    made->offset = offset;
    made->writable = writable;
    made->none_if_unbound = none_if_unbound;
    made->behind_contents = false;
    return Ref<Member>::adopt(made);
}

Result<void> add_member(Runtime& rt, Type* type, const char* name, std::uint32_t offset, bool writable, bool none_if_unbound) {
    Ref<Str> key = TRY(intern(rt, name));
    Ref<Member> member = TRY(new_member(rt, type, key.get(), offset, writable, none_if_unbound));
    return dict_set(rt, type->dict, key.get(), View(member.get()));
}

const TypeDef getset_descriptor_type{.name = "getset_descriptor",
                                     .kind = Kind::descriptor,
                                     .size = sizeof(GetSet),
                                     .flags = Type::disallow_construct | Type::immutable,
                                     .slots = {.destroy =
                                                   [](Runtime& rt, Object* object) {
                                                       if (auto* name = static_cast<GetSet*>(object)->name) release(static_cast<Object*>(name));
                                                       rt.free_instance(object, sizeof(GetSet));
                                                   },
                                               .repr = [](Runtime& rt, View self) { return rt.format("<attribute '%s' of '%s' objects>", getset_of(self)->name->data(), type_name(getset_of(self)->owner)); },
                                               .get = getset_get,
                                               .set = getset_set},
                                     .properties = getset_properties};

const TypeDef member_descriptor_type{.name = "member_descriptor",
                                     .kind = Kind::descriptor,
                                     .size = sizeof(Member),
                                     .flags = Type::disallow_construct | Type::immutable,
                                     .slots = {.destroy =
                                                   [](Runtime& rt, Object* object) {
                                                       if (auto* name = static_cast<Member*>(object)->name) release(static_cast<Object*>(name));
                                                       rt.free_instance(object, sizeof(Member));
                                                   },
                                               .repr = [](Runtime& rt, View self) { return rt.format("<member '%s' of '%s' objects>", member_of(self)->name->data(), type_name(member_of(self)->owner)); },
                                               .get = member_get,
                                               .set = member_set},
                                     .methods = member_methods,
                                     .properties = member_properties};

// ---- property, classmethod, staticmethod: a few values each

namespace {

struct Property : Object {
    Value getter, setter, deleter, doc, name;
    bool doc_from_getter;
};
Property* property_of(View v) { return v.as<Property>(); }

Result<void> set_up_property(Runtime& rt, Property* p, View getter, View setter, View deleter, View doc) {
    p->getter = getter;
    p->setter = setter;
    p->deleter = deleter;
    p->doc_from_getter = false;
    Value text(doc);
    if (doc.is_none() && !getter.is_none()) {
        text = TRY(find_attribute(rt, getter, rt.names.doc_));
        if (text.is_unbound()) text = View::none();
        p->doc_from_getter = !text.is_none();
    }
    p->doc = text;
    return {};
}

Result<Value> new_property(Runtime& rt, Type* type, const Arguments&) {
    auto* p = rt.allocate<Property>(type);
    if (!p) return rt.raise_memory_error();
    for (Value* v : {&p->getter, &p->setter, &p->deleter, &p->doc}) new (v) Value(View::none());
    new (&p->name) Value();
    p->doc_from_getter = false;
    return Value::adopt(View(p));
}

Result<void> init_property(Runtime& rt, View self, const Arguments& arguments) {
    Value values[4];
    TRY(bind_constructor(rt, rt.types.property, arguments, values));
    Property* p = property_of(self);
    TRY(set_up_property(rt, p, values[0], values[1], values[2], values[3]));
    // A subclass's instances show their own doc, not that of their class.
    Type* type = rt.type_of(self);
    if (type != rt.types.property) {
        Value doc = std::exchange(p->doc, View::none());
        Result<void> set = set_attribute(rt, self, rt.names.doc_, doc);
        // Without a place for it, only what the getter says is missed.
        if (set.raised() && (p->doc_from_getter || !rt.swallow(AttributeError))) return Raised{};
    }
    return {};
}

Result<Value> property_with(Runtime& rt, View self, View getter, View setter, View deleter) {
    Property* p = property_of(self);
    Value doc = View::none();
    if (!p->doc_from_getter) {
        doc = TRY(find_attribute(rt, self, rt.names.doc_));
        if (doc.is_unbound()) doc = View::none();
    }
    View g = getter.is_unbound() ? View(p->getter) : getter, s = setter.is_unbound() ? View(p->setter) : setter, d = deleter.is_unbound() ? View(p->deleter) : deleter;
    Value made = TRY(call(rt, View(static_cast<const Object*>(rt.type_of(self))), {g, s, d, doc}));
    if (is_kind(made, Kind::property)) made.as<Property>()->name = p->name;
    return made;
}

std::string property_label(Runtime& rt, Property* p, View instance) {
    std::string text = "property";
    Value name = p->name;
    if (name.is_unbound() && !p->getter.is_none()) {
        Result<Value> found = find_attribute(rt, p->getter, rt.names.name_);
        if (found.raised()) rt.pending = Value();
        else name = found.take();
    }
    if (Str* s = as_str(name)) text += " '" + std::string(s->text()) + "'";
    return text + " of '" + std::string(rt.type_of(instance)->qualified_name->text()) + "' object";
}

Result<Value> property_get(Runtime& rt, View self, View instance, Type*) {
    if (instance.is_unbound()) return Value(self);
    Property* p = property_of(self);
    if (p->getter.is_none()) return rt.raise(AttributeError, "%s has no getter", property_label(rt, p, instance).c_str());
    Value getter = p->getter;
    return call(rt, getter, {instance});
}

Result<void> property_set(Runtime& rt, View self, View instance, View value) {
    Property* p = property_of(self);
    Value function = value.is_unbound() ? p->deleter : p->setter;
    if (function.is_none()) return rt.raise(AttributeError, "%s has no %s", property_label(rt, p, instance).c_str(), value.is_unbound() ? "deleter" : "setter");
    if (value.is_unbound()) TRY(call(rt, function, {instance}));
    else TRY(call(rt, function, {instance, value}));
    return {};
}

Result<Value> is_abstract(Runtime& rt, std::initializer_list<View> parts) {
    NativeGuard guard(rt);  // one may wrap another, or itself
    if (guard.raised()) return Raised{};
    for (View part : parts) {
        Value flag = TRY(find_attribute(rt, part, rt.names.isabstractmethod_));
        if (!flag.is_unbound() && TRY(truth(rt, flag))) return View::boolean(true);
    }
    return View::boolean(false);
}

constexpr FunctionDef property_methods[] = {
    {"getter(self, object, /)", [](Runtime& rt, Args a) { return property_with(rt, a[0], a[1], View(), View()); }, "Descriptor to obtain a copy of the property with a different getter."},
    {"setter(self, object, /)", [](Runtime& rt, Args a) { return property_with(rt, a[0], View(), a[1], View()); }, "Descriptor to obtain a copy of the property with a different setter."},
    {"deleter(self, object, /)", [](Runtime& rt, Args a) { return property_with(rt, a[0], View(), View(), a[1]); }, "Descriptor to obtain a copy of the property with a different deleter."},
    {"__set_name__(self, /, *args)",
     [](Runtime& rt, Args a) -> Result<Value> {
         Tuple* given = as_tuple(a[1]);
         if (given->size != 2) return rt.raise(TypeError, "__set_name__() takes 2 positional arguments but %zu were given", given->size);
         property_of(a[0])->name = given->items[1];
         return View::none();
     },
     "Method to set name of a property."},
};
constexpr PropertyDef property_properties[] = {
    {"fget", [](Runtime&, View self) -> Result<Value> { return property_of(self)->getter; }, nullptr, "", true},
    {"fset", [](Runtime&, View self) -> Result<Value> { return property_of(self)->setter; }, nullptr, "", true},
    {"fdel", [](Runtime&, View self) -> Result<Value> { return property_of(self)->deleter; }, nullptr, "", true},
    {"__doc__", [](Runtime&, View self) -> Result<Value> { return property_of(self)->doc; },
     [](Runtime&, View self, View value) -> Result<void> {
         property_of(self)->doc = value.is_unbound() ? View::none() : value;
         return {};
     }},
    {"__name__",
     [](Runtime& rt, View self) -> Result<Value> {
         if (!property_of(self)->name.is_unbound()) return property_of(self)->name;
         Value found = property_of(self)->getter.is_none() ? Value() : TRY(find_attribute(rt, property_of(self)->getter, rt.names.name_));
         if (found.is_unbound()) {
             (void)rt.raise(AttributeError, "'%s' object has no attribute '__name__'", type_name(rt, self));
             return Raised{};
         }
         return found;
     },
     [](Runtime&, View self, View value) -> Result<void> {
         property_of(self)->name = value;
         return {};
     }},
    {"__isabstractmethod__",
     [](Runtime& rt, View self) { return is_abstract(rt, {property_of(self)->getter, property_of(self)->setter, property_of(self)->deleter}); }},
};

struct Wrapped : Object {
    Value function;
};
Wrapped* wrapped_of(View v) { return v.as<Wrapped>(); }

Result<Value> new_wrapped(Runtime& rt, Type* type, const Arguments&) {
    auto* made = rt.allocate<Wrapped>(type);
    if (!made) return rt.raise_memory_error();
    new (&made->function) Value(View::none());
    return Value::adopt(View(made));
}

Result<void> wrap(Runtime& rt, View wrapper, View function) {
    wrapped_of(wrapper)->function = Value(function);
    // functools.wraps in small: the wrapper shows the function's names.
    for (Str* name : {rt.names.module_, rt.names.name_, rt.names.qualname_, rt.names.doc_, rt.names.annotations_}) {
        Value found = TRY(find_attribute(rt, function, name));
        if (!found.is_unbound()) TRY(generic_set_attribute(rt, wrapper, name, found));
    }
    return {};
}

template <Type* BuiltinTypes::*type>
Result<void> init_wrapped(Runtime& rt, View self, const Arguments& arguments) {
    Value function;
    TRY(bind_constructor(rt, rt.types.*type, arguments, &function));
    return wrap(rt, self, function);
}

Result<Value> make_wrapped(Runtime& rt, Type* type, View function) {
    Value made = TRY(new_wrapped(rt, type, {}));
    TRY(wrap(rt, made, function));
    return made;
}

constexpr PropertyDef wrapped_properties[] = {
    {"__func__", [](Runtime&, View self) -> Result<Value> { return wrapped_of(self)->function; }, nullptr, "", true},
    {"__wrapped__", [](Runtime&, View self) -> Result<Value> { return wrapped_of(self)->function; }, nullptr, "", true},
    {"__isabstractmethod__", [](Runtime& rt, View self) { return is_abstract(rt, {wrapped_of(self)->function}); }},
};

void destroy_wrapped(Runtime& rt, Object* object) {
    static_cast<Wrapped*>(object)->function.~Value();
    rt.free_instance(object, sizeof(Wrapped));
}
void traverse_wrapped(Object* object, Visitor& visit) { visit(static_cast<Wrapped*>(object)->function); }
void clear_wrapped(Runtime&, Object* object) { static_cast<Wrapped*>(object)->function = View::none(); }
Result<Value> wrapped_repr(Runtime& rt, View self) {
    return rt.str("<" + std::string(type_name(rt, self)) + "(" + std::string(TRY(repr(rt, wrapped_of(self)->function))->text()) + ")>");
}

Result<Value> class_method_get(Runtime& rt, View self, View instance, Type* owner) {
    if (!owner) owner = rt.type_of(instance);
    return new_bound_method(rt, wrapped_of(self)->function, View(static_cast<const Object*>(owner)));
}

BoundMethod* bound_of(View v) { return v.as<BoundMethod>(); }

Result<Value> bound_repr(Runtime& rt, View self) {
    BoundMethod* m = bound_of(self);
    Value name = TRY(find_attribute(rt, m->function, rt.names.qualname_));
    if (name.is_unbound()) name = TRY(find_attribute(rt, m->function, rt.names.name_));
    std::string shown = as_str(name) ? std::string(as_str(name)->text()) : "?";
    return rt.str("<bound method " + shown + " of " + std::string(TRY(repr(rt, m->self))->text()) + ">");
}

constexpr FunctionDef bound_methods[] = {
    {"__reduce__(self, /)",
     [](Runtime& rt, Args args) -> Result<Value> {
         return reduce_to_attribute(rt, bound_of(args[0])->self, TRY(get_attribute(rt, bound_of(args[0])->function, rt.names.name_)));
     },
     "Helper for pickle."},
};
constexpr PropertyDef bound_properties[] = {
    {"__func__", [](Runtime&, View self) -> Result<Value> { return bound_of(self)->function; }, nullptr, "", true},
    {"__self__", [](Runtime&, View self) -> Result<Value> { return bound_of(self)->self; }, nullptr, "", true},
};

}  // namespace

Result<Value> new_bound_method(Runtime& rt, View function, View self) {
    auto* made = rt.allocate<BoundMethod>(rt.types.bound_method);
    if (!made) return rt.raise_memory_error();
    new (&made->function) Value(function);
    new (&made->self) Value(self);
    return Value::adopt(View(made));
}

Result<Value> new_static_method(Runtime& rt, View function) { return make_wrapped(rt, rt.types.staticmethod, function); }
Result<Value> new_class_method(Runtime& rt, View function) { return make_wrapped(rt, rt.types.classmethod, function); }

const TypeDef property_type{.name = "property",
                            .doc = "Property attribute.",
                            .kind = Kind::property,
                            .size = sizeof(Property),
                            .flags = Type::base_type | Type::container | Type::immutable,
                            .construct_signature = "(fget=None, fset=None, fdel=None, doc=None)",
                            .slots = {.destroy =
                                          [](Runtime& rt, Object* object) {
                                              auto* p = static_cast<Property*>(object);
                                              for (Value* v : {&p->getter, &p->setter, &p->deleter, &p->doc, &p->name}) v->~Value();
                                              rt.free_instance(p, sizeof(Property));
                                          },
                                      .traverse =
                                          [](Object* object, Visitor& visit) {
                                              auto* p = static_cast<Property*>(object);
                                              for (Value* v : {&p->getter, &p->setter, &p->deleter, &p->doc, &p->name}) visit(*v);
                                          },
                                      .clear =
                                          [](Runtime&, Object* object) {
                                              auto* p = static_cast<Property*>(object);
                                              for (Value* v : {&p->getter, &p->setter, &p->deleter, &p->doc}) *v = View::none();
                                              p->name = Value();
                                          },
                                      .construct = new_property,
                                      .init = init_property,
                                      .get = property_get,
                                      .set = property_set},
                            .methods = property_methods,
                            .properties = property_properties};

const TypeDef classmethod_type{.name = "classmethod",
                               .doc = "Convert a function to be a class method.",
                               .kind = Kind::classmethod,
                               .size = sizeof(Wrapped),
                               .flags = Type::base_type | Type::container | Type::has_dict | Type::immutable,
                               .construct_signature = "(function, /)",
                               .slots = {.destroy = destroy_wrapped, .traverse = traverse_wrapped, .clear = clear_wrapped, .construct = new_wrapped, .init = init_wrapped<&BuiltinTypes::classmethod>, .repr = wrapped_repr, .get = class_method_get},
                               .properties = wrapped_properties};

const TypeDef staticmethod_type{.name = "staticmethod",
                                .doc = "Convert a function to be a static method.",
                                .kind = Kind::staticmethod,
                                .size = sizeof(Wrapped),
                                .flags = Type::base_type | Type::container | Type::has_dict | Type::immutable,
                                .construct_signature = "(function, /)",
                                .slots = {.destroy = destroy_wrapped,
                                          .traverse = traverse_wrapped,
                                          .clear = clear_wrapped,
                                          .construct = new_wrapped,
                                          .init = init_wrapped<&BuiltinTypes::staticmethod>,
                                          .call = [](Runtime& rt, View self, const Arguments& a) { return call(rt, wrapped_of(self)->function, a); },
                                          .repr = wrapped_repr,
                                          .get = [](Runtime&, View self, View, Type*) -> Result<Value> { return wrapped_of(self)->function; }},
                                .properties = wrapped_properties};

const TypeDef bound_method_type{.name = "method",
                                .doc = "Create a bound instance method object.",
                                .kind = Kind::bound_method,
                                .size = sizeof(BoundMethod),
                                .flags = Type::container | Type::immutable | Type::weak_referable,
                                .construct_signature = "(function, instance, /)",
                                .construct_bound = [](Runtime& rt, Type*, Args a) -> Result<Value> {
                                    if (!is_callable(rt, a[1])) return rt.raise(TypeError, "first argument must be callable");
                                    if (a[2].is_none()) return rt.raise(TypeError, "instance must not be None");
                                    return new_bound_method(rt, a[1], a[2]);
                                },
                                .slots = {.destroy =
                                              [](Runtime& rt, Object* object) {
                                                  static_cast<BoundMethod*>(object)->function.~Value();
                                                  static_cast<BoundMethod*>(object)->self.~Value();
                                                  rt.free_instance(object, sizeof(BoundMethod));
                                              },
                                          .traverse =
                                              [](Object* object, Visitor& visit) {
                                                  visit(static_cast<BoundMethod*>(object)->function);
                                                  visit(static_cast<BoundMethod*>(object)->self);
                                              },
                                          .call =
                                              [](Runtime& rt, View self, const Arguments& a) {
                                                  std::vector<View> values{bound_of(self)->self};
                                                  for (std::size_t n = 0; n < a.total(); ++n) values.push_back(a[n]);
                                                  return call(rt, bound_of(self)->function, Arguments{.values = values.data(), .count = a.count + 1, .names = a.names});
                                              },
                                          .repr = bound_repr,
                                          .hash = [](Runtime& rt, View self) -> Result<std::int64_t> {
                                              return static_cast<std::int64_t>((View(bound_of(self)->self).bits() >> 4) ^ static_cast<std::uint64_t>(TRY(hash(rt, bound_of(self)->function))));
                                          },
                                          .compare = [](Runtime& rt, View a, View b, CompareOp op) -> Result<Value> {
                                              if ((op != CompareOp::eq && op != CompareOp::ne) || !is_kind(b, Kind::bound_method)) return View::not_implemented();
                                              bool same = View(bound_of(a)->self) == View(bound_of(b)->self) && TRY(equal(rt, bound_of(a)->function, bound_of(b)->function));
                                              return View::boolean(same == (op == CompareOp::eq));
                                          },
                                          .get_attribute = [](Runtime& rt, View self, Str* name) -> Result<Value> {
                                              if (!lookup_on_type(rt.types.bound_method, name).is_unbound() && name != rt.names.doc_) return generic_get_attribute(rt, self, name);
                                              return get_attribute(rt, bound_of(self)->function, name);
                                          },
                                          .get = [](Runtime&, View self, View, Type*) -> Result<Value> { return Value(self); }},
                                .methods = bound_methods,
                                .properties = bound_properties};

}  // namespace ouro
