// SPDX-License-Identifier: MIT
// The module `_abc`: what ABCMeta needs to be quick (PEP 3119). A class's data are the weak references to its virtual subclasses and to
// the classes that an earlier question was answered for.
#include "runtime/objects/containers.h"
#include "runtime/objects/exception.h"
#include "runtime/objects/protocol.h"
#include "runtime/objects/str.h"
#include "runtime/objects/weakref.h"
#include "stdlib/owned_fields.h"

namespace ouro {

namespace {

const char kToken = 0;  // where the VM keeps the count of registrations

struct AbstractData : Object {
    Value registry, cache, negative;  // sets of weak references
    std::int64_t negative_token;      // the count of registrations that `negative` is good for
    template <typename F>
    void each_field(F&& f) {
        f(registry);
        f(cache);
        f(negative);
    }
};

const TypeDef data_type{.name = "_abc_data",
                        .module = "_abc",
                        .doc = "Internal state held by ABC machinery.",
                        .size = sizeof(AbstractData),
                        .flags = Type::container | Type::immutable | Type::disallow_construct,
                        .slots = {.destroy = destroy_fields<AbstractData>, .traverse = traverse_fields<AbstractData>, .clear = clear_fields<AbstractData>}};

std::int64_t token(Runtime& rt) {
    Value& count = rt.library[&kToken];
    return count.is_unbound() ? 0 : View(count).as_int();
}

Result<Ref<AbstractData>> data_of(Runtime& rt, View cls) {
    Value found = TRY(get_attribute(rt, cls, TRY(intern(rt, "_abc_impl")).get()));
    Type* type = TRY(native_type(rt, data_type));
    if (rt.type_of(found) != type) return rt.raise(TypeError, "_abc_impl is set to a wrong type");
    return Ref<AbstractData>(found.as<AbstractData>());
}

/// Adds a class to a set of weak references; dead ones are thrown out before the set grows for them.
Result<void> remember(Runtime& rt, Value& set, View cls) {
    Set* known = set.as<Set>();
    if (known->used >= 64 && (known->used & (known->used - 1)) == 0) {
        Ref<Set> alive = TRY(new_set(rt));
        Ref<List> all = TRY(list_from(rt, set));
        for (std::size_t n = 0; n < all->size; ++n)
            if (View(all->items[n]).as<WeakReference>()->target) TRY(set_add(rt, alive.get(), all->items[n]));
        set = Value(View(alive.get()));
    }
    Value reference = TRY(new_weak_reference(rt, cls, View::none()));
    Value held(set);
    TRY(set_add(rt, held.as<Set>(), reference));
    return {};
}

Result<bool> knows(Runtime& rt, const Value& set, View cls) {
    if (!set.as<Set>()->used) return false;
    Value reference = TRY(new_weak_reference(rt, cls, View::none())), held(set);
    return set_contains(rt, held.as<Set>(), reference);
}

bool is_abstract_mark(Runtime& rt, Result<Value> found, bool& failed) {
    if (found.raised()) {
        failed = true;
        return false;
    }
    if (found.value().is_unbound()) return false;
    Result<bool> marked = truth(rt, found.value());
    if (marked.raised()) failed = true;
    return !marked.raised() && marked.value();
}

/// The names of the methods that a class leaves abstract.
Result<Ref<Set>> abstract_methods(Runtime& rt, View cls) {
    Ref<Set> names = TRY(new_set(rt, true));
    Ref<Str> mark = TRY(intern(rt, "__isabstractmethod__")), items = TRY(intern(rt, "items"));
    bool failed = false;
    Value namespace_ = TRY(get_attribute(rt, cls, rt.names.dict_));
    Ref<List> own = TRY(list_from(rt, TRY(call_method(rt, namespace_, items.get()))));
    for (std::size_t n = 0; n < own->size; ++n) {
        Ref<Tuple> pair(View(own->items[n]).as<Tuple>());
        bool marked = is_abstract_mark(rt, find_attribute(rt, pair->items[1], mark.get()), failed);
        if (failed) return Raised{};
        if (marked) TRY(set_add(rt, names.get(), pair->items[0]));
    }
    Value bases = TRY(get_attribute(rt, cls, rt.names.bases_));
    Ref<List> each_base = TRY(list_from(rt, bases));
    for (std::size_t n = 0; n < each_base->size; ++n) {
        Value inherited = TRY(find_attribute(rt, each_base->items[n], rt.names.abstract_methods));
        if (inherited.is_unbound()) continue;
        Ref<List> each = TRY(list_from(rt, inherited));
        for (std::size_t m = 0; m < each->size; ++m) {
            Str* name = as_str(each->items[m]);
            if (!name) return rt.raise(TypeError, "attribute name must be string, not '%s'", type_name(rt, each->items[m]));
            Value method = TRY(find_attribute(rt, cls, intern(rt, name).get()));
            if (method.is_unbound()) continue;
            bool marked = is_abstract_mark(rt, find_attribute(rt, method, mark.get()), failed);
            if (failed) return Raised{};
            if (marked) TRY(set_add(rt, names.get(), each->items[m]));
        }
    }
    return names;
}

constexpr std::uint32_t kPatterns = Type::sequence_pattern | Type::mapping_pattern;

Result<Value> abc_init(Runtime& rt, Args args) {
    Type* cls = as_type(args[0]);
    if (!cls) return rt.raise(TypeError, "_abc_init() argument must be a type");
    Ref<Set> names = TRY(abstract_methods(rt, args[0]));
    TRY(set_attribute(rt, args[0], rt.names.abstract_methods, View(names.get())));
    Ref<AbstractData> data = TRY(new_with_fields<AbstractData>(rt, TRY(native_type(rt, data_type))));
    for (Value* each : {&data->registry, &data->cache, &data->negative}) *each = TRY(new_set(rt));
    TRY(set_attribute(rt, args[0], TRY(intern(rt, "_abc_impl")).get(), View(static_cast<Object*>(data.get()))));
    // PEP 634: Sequence and Mapping say with this attribute which patterns their instances match.
    Ref<Str> flags_name = TRY(intern(rt, "__abc_tpflags__"));
    View flags = namespace_get(cls->dict, flags_name.get());
    if (flags.is_int()) {
        constexpr std::int64_t kBoth = 1 << 5 | 1 << 6;
        if ((flags.as_int() & kBoth) == kBoth) return rt.raise(TypeError, "__abc_tpflags__ cannot be both Py_TPFLAGS_SEQUENCE and Py_TPFLAGS_MAPPING");
        if (flags.as_int() & (1 << 5)) cls->type_flags |= Type::sequence_pattern;
        if (flags.as_int() & (1 << 6)) cls->type_flags |= Type::mapping_pattern;
        TRY(set_attribute(rt, args[0], flags_name.get(), View()));
    }
    return View::none();
}

void give_patterns(Type* cls, std::uint32_t patterns) {
    std::vector<Type*> waiting{cls};
    while (!waiting.empty()) {
        Type* each = waiting.back();
        waiting.pop_back();
        if (each->has(Type::immutable)) continue;  // str and bytes stay what they are
        each->type_flags = (each->type_flags & ~kPatterns) | patterns;
        for (std::uint32_t n = 0; n < each->subclass_count; ++n) waiting.push_back(each->subclasses[n]);
    }
}

Result<Value> abc_register(Runtime& rt, Args args) {
    View cls = args[0], subclass = args[1];
    if (!as_type(subclass)) return rt.raise(TypeError, "Can only register classes");
    if (TRY(is_subclass(rt, subclass, cls))) return Value(subclass);
    // The other way round would make a cycle, on which the question who is a subclass never ends.
    if (TRY(is_subclass(rt, cls, subclass))) return rt.raise(RuntimeError, "Refusing to create an inheritance cycle");
    Ref<AbstractData> data = TRY(data_of(rt, cls));
    TRY(remember(rt, data->registry, subclass));
    rt.library[&kToken] = Value(View::small_int(token(rt) + 1));
    if (Type* type = as_type(cls); type && (type->type_flags & kPatterns)) give_patterns(as_type(subclass), type->type_flags & kPatterns);
    return Value(subclass);
}

Result<Value> abc_instance_check(Runtime& rt, Args args) {
    View cls = args[0], instance = args[1];
    Ref<AbstractData> data = TRY(data_of(rt, cls));
    Value subclass = TRY(get_attribute(rt, instance, rt.names.class_));
    if (as_type(subclass) && TRY(knows(rt, data->cache, subclass))) return View::boolean(true);
    Value type(View(static_cast<const Object*>(rt.type_of(instance))));
    Ref<Str> check = TRY(intern(rt, "__subclasscheck__"));
    if (View(type) == View(subclass)) {
        if (data->negative_token == token(rt) && TRY(knows(rt, data->negative, subclass))) return View::boolean(false);
        return call_method(rt, cls, check.get(), {subclass});
    }
    Value by_class = TRY(call_method(rt, cls, check.get(), {subclass}));
    if (TRY(truth(rt, by_class))) return by_class;
    return call_method(rt, cls, check.get(), {type});
}

Result<bool> derives(Runtime& rt, View cls, View subclass, AbstractData* data) {
    Value hooked = TRY(call_method(rt, cls, TRY(intern(rt, "__subclasshook__")).get(), {subclass}));
    if (hooked == View::boolean(true) || hooked == View::boolean(false)) return hooked == View::boolean(true);
    if (!hooked.is_not_implemented()) return rt.raise(AssertionError, "__subclasshook__ must return either False, True, or NotImplemented");
    if (is_subtype(as_type(subclass), as_type(cls))) return true;
    Ref<List> registered = TRY(list_from(rt, data->registry));
    for (std::size_t n = 0; n < registered->size; ++n) {
        Object* target = View(registered->items[n]).as<WeakReference>()->target;
        if (!target) continue;
        Value other{View(target)};
        if (TRY(is_subclass(rt, subclass, other))) return true;
    }
    Value below = TRY(call_method(rt, cls, TRY(intern(rt, "__subclasses__")).get()));
    if (!is_kind(below, Kind::list)) return rt.raise(TypeError, "__subclasses__() must return a list");
    Ref<List> each = TRY(list_from(rt, below));
    for (std::size_t n = 0; n < each->size; ++n)
        if (TRY(is_subclass(rt, subclass, each->items[n]))) return true;
    return false;
}

Result<Value> abc_subclass_check(Runtime& rt, Args args) {
    View cls = args[0], subclass = args[1];
    if (!as_type(subclass)) return rt.raise(TypeError, "issubclass() arg 1 must be a class");
    NativeGuard guard(rt, " in __subclasscheck__");
    if (guard.raised()) return Raised{};
    Ref<AbstractData> data = TRY(data_of(rt, cls));
    if (TRY(knows(rt, data->cache, subclass))) return View::boolean(true);
    if (data->negative_token < token(rt)) {
        data->negative = TRY(new_set(rt));
        data->negative_token = token(rt);
    } else if (TRY(knows(rt, data->negative, subclass))) {
        return View::boolean(false);
    }
    bool result = TRY(derives(rt, cls, subclass, data.get()));
    TRY(remember(rt, result ? data->cache : data->negative, subclass));
    return View::boolean(result);
}

Result<Value> get_cache_token(Runtime& rt, Args) { return View::small_int(token(rt)); }

Result<Value> get_dump(Runtime& rt, Args args) {
    Ref<AbstractData> data = TRY(data_of(rt, args[0]));
    Ref<Tuple> all = TRY(new_tuple(rt, {data->registry, data->cache, data->negative, View::small_int(data->negative_token)}));
    return Value(View(all.get()));
}

Result<Value> reset_registry(Runtime& rt, Args args) {
    Ref<AbstractData> data = TRY(data_of(rt, args[0]));
    data->registry = TRY(new_set(rt));
    return View::none();
}

Result<Value> reset_caches(Runtime& rt, Args args) {
    Ref<AbstractData> data = TRY(data_of(rt, args[0]));
    data->cache = TRY(new_set(rt));
    data->negative = TRY(new_set(rt));
    return View::none();
}

constexpr FunctionDef functions[] = {
    {"_abc_init(self, /)", abc_init, "Internal ABC helper for class set-up. Should be never used outside abc module."},
    {"_abc_register(self, subclass, /)", abc_register, "Internal ABC helper for subclasss registration. Should be never used outside abc module."},
    {"_abc_instancecheck(self, instance, /)", abc_instance_check, "Internal ABC helper for instance checks. Should be never used outside abc module."},
    {"_abc_subclasscheck(self, subclass, /)", abc_subclass_check, "Internal ABC helper for subclasss checks. Should be never used outside abc module."},
    {"get_cache_token()", get_cache_token, "A number that changes with every registration."},
    {"_get_dump(self, /)", get_dump, "Internal ABC helper for cache and registry debugging."},
    {"_reset_registry(self, /)", reset_registry, "Internal ABC helper to reset registry of a given class."},
    {"_reset_caches(self, /)", reset_caches, "Internal ABC helper to reset both caches of a given class."},
};

}  // namespace

extern const ModuleDef abc_module;
const ModuleDef abc_module{.name = "_abc", .doc = "What abstract base classes need natively.", .functions = functions};

}  // namespace ouro
