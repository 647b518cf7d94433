// SPDX-License-Identifier: MIT
// The module `gc`, over the cycle collector of runtime/heap/cycles.cpp, which has one generation: the others of CPython exist by number only.
#include "runtime/native/module.h"
#include "runtime/objects/containers.h"
#include "runtime/objects/lifetime.h"
#include "runtime/objects/module.h"
#include "runtime/objects/number.h"
#include "runtime/objects/protocol.h"
#include "runtime/objects/str.h"
#include "runtime/objects/type_object.h"

namespace ouro {

namespace {

/// What a visit of an object's references does with each.
template <typename Function>
struct Each : Visitor {
    explicit Each(std::remove_reference_t<Function>& function) : Visitor([](Visitor& self, Object* child) { static_cast<Each&>(self).function(child); }), function(function) {}
    std::remove_reference_t<Function>& function;
};

template <typename Function>
void each_reference(Object* object, Function&& function) {
    Each<Function> visit(function);
    Type* type = object->type();
    if (type->slots.traverse) type->slots.traverse(object, visit);
    if (type->stores_attributes()) visit_attributes(object, visit);
    if (type->has(Type::heap_type)) visit(static_cast<const Object*>(type));
}

bool is_container(View value) { return value.is_object() && value.object()->type()->has(Type::container); }

/// Whether scripts may be shown it: a tuple that is still being filled may not be.
bool is_whole(Object* object) {
    if (!is_alive(object) || object->kind == Kind::free_cell || !is_container(object)) return false;
    if (object->kind != Kind::tuple) return true;
    for (const Value& each : static_cast<Tuple*>(object)->view())
        if (each.is_unbound()) return false;
    return true;
}

Result<std::int64_t> generation(Runtime& rt, Args args) {
    std::int64_t n = TRY(args.small_integer(0));
    if (n < 0 || n > 2) return rt.raise(ValueError, "invalid generation");
    return n;
}

Result<Value> collect(Runtime& rt, Args args) {
    auto number = static_cast<int>(TRY(generation(rt, args)));
    TRY(rt.charge(static_cast<std::int64_t>(rt.heap.live_objects() / 8)));
    return rt.integer(static_cast<std::int64_t>(rt.cycles.collect(number)));
}

Result<Value> set_enabled(Runtime& rt, bool on) {
    rt.cycles.enabled = on;
    return View::none();
}

Result<Ref<Dict>> counts(Runtime& rt, std::initializer_list<std::pair<const char*, std::size_t>> rows) {
    Ref<Dict> made = TRY(new_dict(rt));
    for (auto& [name, count] : rows) TRY(dict_set(rt, made.get(), TRY(intern(rt, name)).get(), View::small_int(static_cast<std::int64_t>(count))));
    return made;
}

/// Calls gc.callbacks; what one raises is reported. The exception of whoever was interrupted waits.
void call_callbacks(Runtime& rt, bool ended, int generation, std::size_t found) {
    List* list = as_list(rt.cycles.callbacks);
    if (!list || !list->size) return;
    Value pending = std::move(rt.pending);
    for (std::size_t n = 0; n < list->size; ++n) {
        Value callback = list->items[n];
        auto one = [&]() -> Result<void> {
            Ref<Dict> info = TRY(counts(rt, {{"generation", static_cast<std::size_t>(generation)}, {"collected", found}, {"uncollectable", 0}}));
            TRY(call(rt, callback, {TRY(rt.str(ended ? "stop" : "start")), View(info.get())}));
            return {};
        };
        if (one().raised()) rt.report_unraisable(callback);
        if (rt.stopping()) return;
    }
    rt.pending = std::move(pending);
}

// CPython counts allocations of its youngest generation. Here the whole heap is looked at: less often, by this factor.
constexpr std::int64_t kFactor = 10;

Result<Value> set_threshold(Runtime& rt, Args args) {
    std::int64_t given[3];
    std::copy(std::begin(rt.cycles.thresholds), std::end(rt.cycles.thresholds), given);
    for (std::size_t n = 0; n < 3; ++n)
        if (args.given(n)) given[n] = TRY(args.small_integer(n));
    std::copy(std::begin(given), std::end(given), rt.cycles.thresholds);
    rt.cycles.set_growth(given[0] > 0 ? static_cast<std::size_t>(given[0] * kFactor) : 0);
    return View::none();
}

Result<Value> three(Runtime& rt, std::int64_t a, std::int64_t b, std::int64_t c) {
    Ref<Tuple> made = TRY(new_tuple(rt, {View::small_int(a), View::small_int(b), View::small_int(c)}));
    return made;
}

Result<Value> get_stats(Runtime& rt, Args) {
    Ref<List> made = TRY(new_list(rt));
    for (int n = 0; n < 3; ++n) {
        Ref<Dict> row = TRY(counts(rt, {{"collections", rt.cycles.collections[n]}, {"collected", rt.cycles.collected[n]}, {"uncollectable", 0}}));
        TRY(list_append(rt, made.get(), row));
    }
    return made;
}

/// A list of the objects that `wanted` chooses. They are held first: the list may grow only after the walk.
template <typename Wanted>
Result<Value> objects_where(Runtime& rt, Wanted&& wanted) {
    TRY(rt.charge(static_cast<std::int64_t>(rt.heap.live_objects() / 8)));
    std::vector<Ref<Object>> found;
    rt.heap.walk([&](Object* object) {
        if (is_whole(object) && wanted(object)) found.push_back(Ref<Object>(object));
    });
    Ref<List> made = TRY(new_list(rt, found.size()));
    for (auto& each : found) TRY(list_append(rt, made.get(), Value(View(each.get()))));
    return made;
}

Result<Value> get_objects(Runtime& rt, Args args) {
    if (!args[0].is_none()) {
        if (!rt.type_of(args[0])->slots.index) return rt.raise(TypeError, "argument should be integer or None, not '%s'", type_name(rt, args[0]));
        std::int64_t n = TRY(args.integer(0));
        if (n > 2) return rt.raise(ValueError, "generation parameter must be less than the number of available generations (3)");
        if (n < 0 && n != -1) return rt.raise(ValueError, "generation parameter cannot be negative");
        if (n == 0 || n == 1) return TRY(new_list(rt));
    }
    return objects_where(rt, [](Object*) { return true; });
}

Result<Value> get_referrers(Runtime& rt, Args args) {
    Ref<Tuple> targets(args[0].as<Tuple>());
    return objects_where(rt, [&](Object* object) {
        if (object == static_cast<Object*>(targets.get())) return false;
        bool found = false;
        each_reference(object, [&](Object* child) {
            for (const Value& each : targets->view()) found = found || View(each) == View(child);
        });
        return found;
    });
}

Result<Value> get_referents(Runtime& rt, Args args) {
    Ref<Tuple> sources(args[0].as<Tuple>());
    std::vector<Value> found;
    for (const Value& source : sources->view()) {
        if (!is_container(source)) continue;
        // Immediates are no objects to the collector, but they are items.
        if (Tuple* tuple = as_tuple(source)) {
            found.insert(found.end(), std::make_reverse_iterator(tuple->view().end()), std::make_reverse_iterator(tuple->view().begin()));
        } else if (List* list = as_list(source)) {
            found.insert(found.end(), std::make_reverse_iterator(list->view().end()), std::make_reverse_iterator(list->view().begin()));
        } else if (Dict* dict = as_dict(source)) {
            for (auto* e = dict_first(dict); e; e = dict_next(dict, e)) found.insert(found.end(), {e->key, e->value});
        } else {
            each_reference(View(source).object(), [&](Object* child) { found.push_back(Value(View(child))); });
        }
    }
    TRY(rt.charge(static_cast<std::int64_t>(found.size())));
    Ref<List> made = TRY(new_list(rt, found.size()));
    for (Value& each : found) TRY(list_append(rt, made.get(), std::move(each)));
    return made;
}

bool is_tracked(View value) {
    if (!is_container(value)) return false;
    if (is_kind(value, Kind::type)) return value.as<Type>()->has(Type::heap_type);  // built-in types live as long as the VM
    if (Tuple* tuple = as_tuple(value)) return tuple->size > 0;
    Dict* dict = as_dict(value);
    if (!dict || value.object()->type()->has(Type::heap_type)) return true;
    for (auto* e = dict_first(dict); e; e = dict_next(dict, e))
        if (is_container(e->key) || is_container(e->value)) return true;
    return false;
}

/// freeze(): the collector looks no more at what there is now; it keeps alive what it refers to.
Result<Value> set_frozen(Runtime& rt, bool frozen) {
    TRY(rt.charge(static_cast<std::int64_t>(rt.heap.live_objects() / 8)));
    rt.heap.walk([&](Object* object) {
        if (!is_container(object)) return;
        if (frozen) object->flags |= Object::kUntracked;
        else object->flags &= static_cast<std::uint8_t>(~Object::kUntracked);
    });
    return View::none();
}

Result<Value> get_freeze_count(Runtime& rt, Args) {
    std::int64_t count = 0;
    rt.heap.walk([&](Object* object) { count += is_container(object) && (object->flags & Object::kUntracked); });
    return rt.integer(count);
}

enum Debug : int { stats = 1, collectable = 2, uncollectable = 4, save_all = 32, leak = 38 };

const char kDebugFlags = 0, kGarbage = 0;  // addresses in Runtime::library

int debug_flags(Runtime& rt) {
    auto found = rt.library.find(&kDebugFlags);
    return found == rt.library.end() || !found->second.is_int() ? 0 : static_cast<int>(found->second.as_int());
}

/// DEBUG_COLLECTABLE names the dead, DEBUG_SAVEALL puts them into gc.garbage.
bool keep_garbage(Runtime& rt, const std::vector<Ref<Object>>& dead) {
    int flags = debug_flags(rt);
    if (flags & collectable)
        for (const auto& each : dead) {
            char text[256];
            int size = std::snprintf(text, sizeof text, "gc: collectable <%s %p>\n", type_name(each->type()), static_cast<void*>(each.get()));
            Value stream(namespace_get(rt.sys_module->dict.get(), rt.names.stderr));
            auto print = [&]() -> Result<void> {
                Value shown = TRY(rt.str(std::string_view(text, std::min<std::size_t>(static_cast<std::size_t>(size), sizeof text - 1))));
                if (!stream.is_unbound() && !stream.is_none()) TRY(call_method(rt, stream, rt.names.write, {shown}));
                return {};
            };
            if (print().raised()) rt.report_unraisable(View::none());
        }
    List* garbage = as_list(rt.library[&kGarbage]);
    if (!(flags & save_all) || !garbage) return false;
    for (const auto& each : dead)
        if (list_append(rt, garbage, Value(View(each.get()))).raised()) {
            rt.report_unraisable(View::none(), "in gc.garbage");
            return false;
        }
    return true;
}

Result<Value> set_debug(Runtime& rt, Args args) {
    int flags = TRY(args.small_integer(0));
    if (flags & stats) return rt.raise(NotImplementedError, "gc.DEBUG_STATS is not in ouro yet");
    rt.library[&kDebugFlags] = View::small_int(flags);
    if (flags) rt.library_state[&kGarbageHook] = std::make_shared<GarbageHook>(keep_garbage);
    else rt.library_state.erase(&kGarbageHook);
    return View::none();
}

constexpr ConstantDef constants[] = {
    {"DEBUG_STATS", [](Runtime&) -> Result<Value> { return View::small_int(stats); }},
    {"DEBUG_COLLECTABLE", [](Runtime&) -> Result<Value> { return View::small_int(collectable); }},
    {"DEBUG_UNCOLLECTABLE", [](Runtime&) -> Result<Value> { return View::small_int(uncollectable); }},
    {"DEBUG_SAVEALL", [](Runtime&) -> Result<Value> { return View::small_int(save_all); }},
    {"DEBUG_LEAK", [](Runtime&) -> Result<Value> { return View::small_int(leak); }},
};

Result<void> init(Runtime& rt, Module* module) {
    Ref<List> garbage = TRY(new_list(rt)), callbacks = TRY(new_list(rt));
    TRY(dict_set(rt, module->dict.get(), TRY(intern(rt, "callbacks")).get(), View(callbacks.get())));
    rt.cycles.callbacks = callbacks;
    rt.library[&kGarbage] = garbage;
    rt.cycles.report = call_callbacks;
    return dict_set(rt, module->dict.get(), TRY(intern(rt, "garbage")).get(), View(garbage.get()));
}

constexpr FunctionDef functions[] = {
    {"collect(generation=2)", collect, "Run the garbage collector.  The number of unreachable objects is returned."},
    {"enable()", [](Runtime& rt, Args) { return set_enabled(rt, true); }, "Enable automatic garbage collection."},
    {"disable()", [](Runtime& rt, Args) { return set_enabled(rt, false); }, "Disable automatic garbage collection."},
    {"isenabled()", [](Runtime& rt, Args) -> Result<Value> { return View::boolean(rt.cycles.enabled); }, "Returns true if automatic garbage collection is enabled."},
    {"set_debug(flags, /)", set_debug, "Set the garbage collection debugging flags."},
    {"get_debug()", [](Runtime& rt, Args) -> Result<Value> { return View::small_int(debug_flags(rt)); }, "Get the garbage collection debugging flags."},
    {"set_threshold(threshold0, threshold1=<no value>, threshold2=<no value>, /)", set_threshold,
     "Set the collection thresholds (the collection frequency).\n\nSetting 'threshold0' to zero disables collection."},
    {"get_threshold()", [](Runtime& rt, Args) { return three(rt, rt.cycles.thresholds[0], rt.cycles.thresholds[1], rt.cycles.thresholds[2]); },
     "Return the current collection thresholds."},
    {"get_count()", [](Runtime& rt, Args) { return three(rt, static_cast<std::int64_t>(rt.cycles.grown()) / kFactor, 0, 0); },
     "Return a three-tuple of the current collection counts."},
    {"get_stats()", get_stats, "Return a list of dictionaries containing per-generation statistics."},
    {"get_objects(generation=None)", get_objects, "Return a list of objects tracked by the collector (excluding the list returned)."},
    {"get_referrers(*objs)", get_referrers, "Return the list of objects that directly refer to any of 'objs'."},
    {"get_referents(*objs)", get_referents, "Return the list of objects that are directly referred to by 'objs'."},
    {"is_tracked(obj, /)", [](Runtime&, Args args) -> Result<Value> { return View::boolean(is_tracked(args[0])); }, "Returns true if the object is tracked by the garbage collector."},
    {"is_finalized(obj, /)",
     [](Runtime&, Args args) -> Result<Value> { return View::boolean(is_container(args[0]) && (args[0].object()->flags & Object::kFinalized)); },
     "Returns true if the object has been already finalized by the GC."},
    {"freeze()", [](Runtime& rt, Args) { return set_frozen(rt, true); }, "Freeze all current tracked objects and ignore them for future collections."},
    {"unfreeze()", [](Runtime& rt, Args) { return set_frozen(rt, false); }, "Unfreeze all objects in the permanent generation."},
    {"get_freeze_count()", get_freeze_count, "Return the number of objects in the permanent generation."},
};

}  // namespace

extern const ModuleDef gc_module{.name = "gc", .doc = "This module provides access to the garbage collector for reference cycles.", 
                          .functions = functions, .constants = constants, .init = init};

}  // namespace ouro
