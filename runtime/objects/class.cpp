// SPDX-License-Identifier: MIT
// Classes of scripts: what they inherit of their bases, their __slots__, and bases that are assigned (language reference 3.3.3). The class
// statement itself is in type_object.cpp.
#include <algorithm>

#include "runtime/objects/containers.h"
#include "runtime/objects/descriptor.h"
#include "runtime/objects/protocol.h"
#include "runtime/objects/slots.h"
#include "runtime/objects/str.h"
#include "runtime/objects/type_object.h"

namespace ouro {

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
    type->type_flags = Type::heap_type | Type::base_type | Type::container | (base->type_flags & kInheritedFlags & ~kPatterns);
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
    // The first class that matches patterns of sequences or mappings decides which of them (PEP 634).
    for (std::size_t n = 1; n < type->mro->size && !(type->type_flags & kPatterns); ++n) type->type_flags |= View(type->mro->items[n]).as<Type>()->type_flags & kPatterns;
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
