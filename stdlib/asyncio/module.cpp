// SPDX-License-Identifier: MIT
// The module `_asyncio`: the state of asyncio in a VM, the running and the current loop, and what the Python half imports.
#include "stdlib/asyncio/done_callback.h"
#include "stdlib/asyncio/streams.h"
#ifdef OURO_SSL
#include "stdlib/asyncio/tls.h"
#endif

#include "runtime/objects/module.h"
#include "runtime/objects/native_function.h"
#include "runtime/threads.h"
#include "stdlib/signals.h"

namespace ouro {

// ---- state

namespace {

Result<Ref<Type>> exception_class(Runtime& rt, const char* name, Type* base, const char* doc) {
    Ref<Str> text = TRY(intern(rt, name));
    Ref<Tuple> bases = TRY(new_tuple(rt, {View(static_cast<const Object*>(base))}));
    Ref<Dict> names = TRY(new_dict(rt));
    TRY(dict_set(rt, names.get(), rt.names.module_, TRY(rt.str("asyncio.exceptions"))));
    TRY(dict_set(rt, names.get(), rt.names.doc_, TRY(rt.str(doc))));
    return new_class(rt, rt.types.type, text.get(), bases.get(), names.get(), Arguments{});
}

Result<void> fill_state(Runtime& rt, AsyncioPrivate& state) {
#define WORD(name) state.words.name = TRY(intern(rt, #name));
    ASYNCIO_WORDS(WORD)
#undef WORD
    state.words.asyncgen_first = TRY(intern(rt, "_asyncgen_firstiter_hook"));
    state.words.asyncgen_last = TRY(intern(rt, "_asyncgen_finalizer_hook"));
    state.cancelled_error = TRY(exception_class(rt, "CancelledError", rt.exceptions[BaseException], "The Future or Task was cancelled."));
    state.invalid_state_error = TRY(exception_class(rt, "InvalidStateError", rt.exceptions[PlainException], "The operation is not allowed in this state."));
    state.future = TRY(native_type(rt, future_type));
    state.task = TRY(native_type(rt, task_type));
    state.gathering = TRY(native_type(rt, gathering_type));
    state.done_callback = TRY(native_type(rt, done_callback_type));
    state.timeout = TRY(native_type(rt, timeout_type));
    state.handle = TRY(native_type(rt, handle_type));
    state.timer_handle = TRY(native_type(rt, timer_handle_type));
    state.future_iter = TRY(native_type(rt, future_iter_type));
    state.wakeup = TRY(native_type(rt, wakeup_type));
    state.abstract_loop = TRY(native_type(rt, abstract_loop_type));
    state.base_loop = TRY(native_type(rt, base_loop_type));
    state.event_loop = TRY(native_type(rt, unix_loop_type));
    return {};
}

constexpr char kStateKey = 0;  // its address names the state among what native modules keep

}  // namespace

Result<AsyncioState*> asyncio_state(Runtime& rt) {
    if (rt.asyncio) [[likely]] return rt.asyncio;
    auto state = std::make_shared<AsyncioPrivate>();
    rt.asyncio = state.get();
    if (fill_state(rt, *state).raised()) {
        rt.asyncio = nullptr;
        return Raised{};
    }
    rt.library_state.emplace(&kStateKey, state);
    rt.hooks.end_step = end_step;
    rt.per_thread.insert(rt.per_thread.end(), {&state->running_loop, &state->stepping, &state->set_loop});
    in_forked_child(rt).push_back([](Runtime& rt) {
        for (Value* each : {&state_of(rt).running_loop, &state_of(rt).set_loop}) *each = Value();
        forget_wakeup_descriptor(rt);
        rt.heap.walk([](Object* object) {
            if (object->kind == Kind::event_loop) loop_forked(static_cast<LoopObject*>(object));
        });
        if (!state_of(rt).policy.is_unbound() && call_python_half(rt, "asyncio.events", "_after_fork", {}).raised()) rt.report_unraisable(state_of(rt).policy);
    });
    return rt.asyncio;
}

// ---- the Python half

Result<Value> python_half(Runtime& rt, const char* module, const char* name) {
    Ref<Str> path = TRY(intern(rt, module));
    Ref<Str> attribute = TRY(intern(rt, name));
    View known = TRY(dict_get(rt, rt.modules.get(), path.get()));
    Value found(known);
    if (found.is_unbound()) {
        Ref<Tuple> fromlist = TRY(new_tuple(rt, {View(attribute)}));
        found = TRY(rt.hooks.import(rt, path.get(), rt.builtins.get(), View(fromlist), 0));
    }
    return get_attribute(rt, found, attribute.get());
}

Result<Value> call_python_half(Runtime& rt, const char* module, const char* name, std::initializer_list<View> arguments) {
    Value function = TRY(python_half(rt, module, name));
    return call(rt, function, arguments);
}

Result<Value> call_with_keywords(Runtime& rt, View callable, std::initializer_list<View> positional, std::initializer_list<Keyword> keywords) {
    View values[5];
    Value names[3];
    std::size_t count = 0, named = 0;
    for (View each : positional) values[count++] = each;
    for (const Keyword& each : keywords) {
        if (each.value.is_unbound()) continue;
        values[count + named] = each.value;
        names[named++] = Value(View(each.name));
    }
    if (!named) return call(rt, callable, Arguments{.values = values, .count = count});
    Ref<Tuple> words = TRY(new_tuple(rt, std::span<const Value>(names, named)));
    return call(rt, callable, Arguments{.values = values, .count = count, .names = words.get()});
}

// ---- errors

Raised raise_cancelled(Runtime& rt, View message) {
    if (asyncio_state(rt).raised()) return Raised{};
    Result<Value> error = new_exception(rt, rt.asyncio->cancelled_error.get(), message);
    if (error.raised()) return Raised{};
    return rt.raise_object(error.take());
}

bool pending_is_cancelled(Runtime& rt) {
    return !rt.stopping() && rt.asyncio && rt.pending.is_object() && is_subtype(rt.pending.object()->type(), rt.asyncio->cancelled_error.get());
}

Raised raise_invalid_state(Runtime& rt, const char* message) {
    Result<Value> text = rt.str(message);
    if (text.raised()) return Raised{};
    Result<Value> error = new_exception(rt, rt.asyncio->invalid_state_error.get(), text.value());
    if (error.raised()) return Raised{};
    return rt.raise_object(error.take());
}

// ---- loops

View running_loop_or_none(Runtime& rt) { return rt.asyncio ? View(rt.asyncio->running_loop) : View(); }

Result<Value> running_loop(Runtime& rt) {
    View loop = running_loop_or_none(rt);
    if (loop.is_unbound()) return rt.raise(RuntimeError, "no running event loop");
    return Value(loop);
}

namespace {

Result<Value> make_loop(Runtime& rt) {
    AsyncioPrivate& state = state_of(rt);
    if (!state.policy.is_unbound()) return call_method(rt, state.policy, state.words.new_event_loop.get());
    return call(rt, View(static_cast<const Object*>(state.event_loop)));
}

/// The current loop of the default policy.
Result<Value> policy_loop(Runtime& rt) {
    AsyncioPrivate& state = state_of(rt);
    if (!on_main_thread(rt) && !state.set_loop.is_object()) {
        Value thread = TRY(call_python_half(rt, "threading", "current_thread", {}));
        Ref<Str> name = TRY(to_str(rt, TRY(get_attribute(rt, thread, rt.names.name))));
        Value text = TRY(rt.str("There is no current event loop in thread '" + std::string(name->text()) + "'."));
        return rt.raise_value(RuntimeError, text);
    }
    if (state.set_loop.is_unbound()) {
        Value loop = TRY(call_python_half(rt, "asyncio.events", "_first_loop", {}));
        state.set_loop = loop;
    }
    if (state.set_loop.is_none()) return rt.raise(RuntimeError, "There is no current event loop in thread 'MainThread'.");
    return Value(state.set_loop);
}

Result<void> set_policy_loop(Runtime& rt, View loop) {
    AsyncioPrivate& state = state_of(rt);
    if (!loop.is_none() && !is_subtype(rt.type_of(loop), state.abstract_loop))
        return rt.raise(TypeError, "loop must be an instance of AbstractEventLoop or None, not '%s'", type_name(rt, loop));
    state.set_loop = Value(loop);
    return {};
}

}  // namespace

Result<Value> get_event_loop(Runtime& rt) {
    TRY(asyncio_state(rt));
    AsyncioPrivate& state = state_of(rt);
    if (!state.running_loop.is_unbound()) return Value(state.running_loop);
    if (!state.policy.is_unbound()) return call_method(rt, state.policy, state.words.get_event_loop.get());
    return policy_loop(rt);
}

// ---- the module

namespace {

Result<bool> flag(Runtime& rt, View flags, const char* name) {
    Ref<Str> word = TRY(intern(rt, name));
    Value value = TRY(find_attribute(rt, flags, word.get()));
    if (value.is_unbound()) return false;
    return truth(rt, value);
}

}  // namespace

Result<bool> is_debug_mode(Runtime& rt) {
    Ref<Str> word = TRY(intern(rt, "flags"));
    Value flags = TRY(find_attribute(rt, View(rt.sys_module), word.get()));
    if (flags.is_unbound()) return false;
    if (TRY(flag(rt, flags, "dev_mode"))) return true;
    if (TRY(flag(rt, flags, "ignore_environment"))) return false;
    const char* asked = std::getenv("PYTHONASYNCIODEBUG");
    return asked && *asked;
}

namespace {

/// futures.isfuture(): a Future, or what says that it is one.
Result<Value> isfuture(Runtime& rt, Args args) {
    if (is_future(args[0])) return View::boolean(true);
    Str* word = state_of(rt).words._asyncio_future_blocking.get();
    Value cls = TRY(get_attribute(rt, args[0], rt.names.class_));
    if (TRY(find_attribute(rt, cls, word)).is_unbound()) return View::boolean(false);
    return View::boolean(!TRY(get_attribute(rt, args[0], word)).is_none());
}

constexpr FunctionDef functions[] = {
    {"get_running_loop()", [](Runtime& rt, Args) { return running_loop(rt); }, "The running loop; RuntimeError if there is none."},
    {"_get_running_loop()",
     [](Runtime& rt, Args) -> Result<Value> {
         View loop = running_loop_or_none(rt);
         return loop.is_unbound() ? Value(View::none()) : Value(loop);
     },
     "The running loop, or None."},
    {"_set_running_loop(loop, /)",
     [](Runtime& rt, Args args) -> Result<Value> {
         state_of(rt).running_loop = args[0].is_none() ? Value() : Value(args[0]);
         return View::none();
     },
     "Says which loop runs."},
    {"get_event_loop()", [](Runtime& rt, Args) { return get_event_loop(rt); }, "The running loop, or else that of the policy."},
    {"new_event_loop()", [](Runtime& rt, Args) { return make_loop(rt); }, "A new loop, as the policy makes them."},
    {"set_event_loop(loop)",
     [](Runtime& rt, Args args) -> Result<Value> {
         AsyncioPrivate& state = state_of(rt);
         if (!state.policy.is_unbound()) return call_method(rt, state.policy, state.words.set_event_loop.get(), {args[0]});
         TRY(set_policy_loop(rt, args[0]));
         return View::none();
     },
     "Makes the loop current."},
    {"_policy_loop()", [](Runtime& rt, Args) { return policy_loop(rt); }, "The current loop of the default policy."},
    {"_set_policy_loop(loop)",
     [](Runtime& rt, Args args) -> Result<Value> {
         TRY(set_policy_loop(rt, args[0]));
         return View::none();
     },
     "Sets the current loop of the default policy."},
    {"_set_policy(policy)",
     [](Runtime& rt, Args args) -> Result<Value> {
         state_of(rt).policy = args[0].is_none() ? Value() : Value(args[0]);
         return View::none();
     },
     "Sets the policy; None: the default one."},
    {"sleep(delay, result=None)", [](Runtime& rt, Args args) { return new_sleep(rt, args[0], args[1]); },
     "Suspends the task for `delay` seconds, then gives `result`.", FunctionDef::coroutine},
    {"_is_debug_mode()", [](Runtime& rt, Args) -> Result<Value> { return View::boolean(TRY(is_debug_mode(rt))); },
     "Whether loops begin in debug mode."},
    {"_iscoroutine(obj, /)",
     [](Runtime&, Args args) -> Result<Value> {
         return View::boolean(is_kind(args[0], Kind::coroutine) || is_kind(args[0], Kind::native_coroutine));
     },
     "Whether the object is a coroutine of an `async def` function or of the library."},
    {"_makes_coroutines(obj, /)",
     [](Runtime&, Args args) -> Result<Value> {
         const FunctionDef* def = nullptr;
         if (is_kind(args[0], Kind::native_function)) def = args[0].as<NativeFunction>()->def;
         else if (is_kind(args[0], Kind::descriptor)) def = args[0].as<MethodDescriptor>()->def;
         return View::boolean(def && def->kind == FunctionDef::coroutine);
     },
     "Whether it is a native function or method that makes coroutines."},
    {"isfuture(obj)", isfuture, "Whether the object is a Future, or says that it is one."},
};

/// The module of Python's asyncio in which a function is written in Python there, and says so in __module__.
std::string_view home_of(std::string_view name) {
    struct Home {
        std::string_view module, names;
    };
    constexpr Home homes[] = {
        {"asyncio.tasks", " all_tasks create_task ensure_future gather shield sleep wait "},
        {"asyncio.timeouts", " timeout timeout_at "},
        {"asyncio.events", " new_event_loop set_event_loop "},
        {"asyncio.base_futures", " isfuture "},
    };
    std::string word = " " + std::string(name) + " ";
    for (const Home& home : homes)
        if (home.names.find(word) != home.names.npos) return home.module;
    return "_asyncio";
}

Result<void> add_asyncio_functions(Runtime& rt, Module* module, std::span<const FunctionDef> functions) {
    for (const FunctionDef& def : functions) {
        Ref<Str> name = TRY(intern(rt, std::string_view(def.signature, std::strchr(def.signature, '(') - def.signature)));
        Value home = TRY(rt.str(home_of(name->text())));
        Value function = TRY(make_native_function(rt, def, home));
        TRY(dict_set(rt, module->dict.get(), name.get(), function));
    }
    return {};
}

Result<void> init(Runtime& rt, Module* module) {
    TRY(asyncio_state(rt));
    AsyncioPrivate& state = state_of(rt);
    for (Type* type : {state.cancelled_error.get(), state.invalid_state_error.get(), state.future, state.task, state.handle, state.timer_handle,
                       state.abstract_loop, state.base_loop, state.event_loop, state.timeout, TRY(native_type(rt, task_group_type)),
                       TRY(native_type(rt, socket_transport_type)), TRY(native_type(rt, datagram_transport_type)), TRY(native_type(rt, stream_reader_type)),
                       TRY(native_type(rt, stream_writer_type)), TRY(native_type(rt, read_pipe_transport_type)), TRY(native_type(rt, write_pipe_transport_type)),
#ifdef OURO_SSL
                       TRY(native_type(rt, tls_protocol_type)), TRY(native_type(rt, tls_transport_type))
#endif
         })
        TRY(dict_set(rt, module->dict.get(), type->qualified_name, View(static_cast<const Object*>(type))));
    TRY(add_asyncio_functions(rt, module, functions));
    TRY(add_asyncio_functions(rt, module, {task_functions, task_function_count}));
    TRY(add_asyncio_functions(rt, module, {waiting_functions, waiting_function_count}));
    TRY(add_asyncio_functions(rt, module, {timeout_functions, timeout_function_count}));
    TRY(add_asyncio_functions(rt, module, {&gather_function, 1}));
    TRY(add_asyncio_functions(rt, module, {&awaiters_function, 1}));
    return add_asyncio_functions(rt, module, {&shield_function, 1});
}

}  // namespace

extern const ModuleDef asyncio_module;
const ModuleDef asyncio_module{
    .name = "_asyncio", .doc = "The native half of asyncio.", .init = init};

}  // namespace ouro
