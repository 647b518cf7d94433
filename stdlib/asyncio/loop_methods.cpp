// SPDX-License-Identifier: MIT
// The event loop's types as scripts see them: BaseEventLoop and the one that new_event_loop() makes. What it does when nothing is wrong
// is here, for descriptors, signals and the network in network_methods.cpp; formatting, logging and what runs once per program is in
// base_events.py.
#include "runtime/objects/module.h"
#include "runtime/objects/native_function.h"
#include "runtime/native/async.h"
#include "runtime/threads.h"
#include "stdlib/asyncio/network.h"

namespace ouro {

namespace {

LoopObject* self_of(Args args) { return args.self<LoopObject>(); }

/// What call_soon() and the like accept in debug mode.
Result<void> check_callback(Runtime& rt, LoopObject* loop, View callback, const char* method) {
    if (!loop->debug) [[likely]] return {};
    if (std::strcmp(method, "call_soon_threadsafe") != 0) TRY(check_thread(rt, loop));
    TRY(call_python_half(rt, "asyncio.base_events", "_check_callback", {callback, TRY(rt.str(method))}));
    return {};
}

Value context_or_copy(Runtime& rt, View context) { return context.is_none() || context.is_unbound() ? hold_context(rt) : Value(context); }

/// Which of its definitions in a debug-mode traceback made the handle is of no interest.
Result<Value> soon(Runtime& rt, LoopObject* loop, View callback, View arguments, View context) {
    Ref<Handle> handle = TRY(new_handle(rt, View(loop), callback, arguments, false, context_or_copy(rt, context)));
    TRY(push_ready(rt, loop, Ready::handle, Ref<Handle>(handle).detach()));
    return handle;
}

Result<Value> at(Runtime& rt, LoopObject* loop, double when, bool whole, View callback, View arguments, View context) {
    Ref<Handle> handle = TRY(new_handle(rt, View(loop), callback, arguments, false, context_or_copy(rt, context), true));
    handle->when = when;
    handle->whole_when = whole;
    handle->scheduled = true;
    TRY(push_timer(rt, loop, when, Ready::handle, Ref<Handle>(handle).detach()));
    return handle;
}

Result<Value> method_call_soon(Runtime& rt, Args args) {
    LoopObject* loop = self_of(args);
    TRY(check_open(rt, loop));
    TRY(check_callback(rt, loop, args[1], "call_soon"));
    return soon(rt, loop, args[1], args[2], args[3]);
}

Result<Value> method_call_soon_threadsafe(Runtime& rt, Args args) {
    LoopObject* loop = self_of(args);
    TRY(check_open(rt, loop));
    TRY(check_callback(rt, loop, args[1], "call_soon_threadsafe"));
    Value handle = TRY(soon(rt, loop, args[1], args[2], args[3]));
    // A class of the program's own may have another way to wake what it waits for.
    if (may_override(loop->type())) TRY(call_method(rt, View(loop), state_of(rt).words._write_to_self.get()));
    else wake_loop(loop);
    return handle;
}

Result<Value> method_call_later(Runtime& rt, Args args) {
    LoopObject* loop = self_of(args);
    if (args[1].is_none()) return rt.raise(TypeError, "delay must not be None");
    if (!loop->plain) {
        Value now = TRY(call_method(rt, View(loop), state_of(rt).words.time.get()));
        Value when = TRY(binary(rt, BinaryOp::add, now, args[1]));
        Tuple* rest = args[3].as<Tuple>();
        std::vector<View> values{when, args[2]};
        for (std::size_t n = 0; n < rest->size; ++n) values.push_back(rest->items[n]);
        values.push_back(args[4]);
        Value method = TRY(get_attribute(rt, View(loop), state_of(rt).words.call_at.get()));
        Ref<Tuple> names = TRY(new_tuple(rt, {View(rt.names.context)}));
        return call(rt, method, Arguments{.values = values.data(), .count = values.size() - 1, .names = names.get()});
    }
    double delay;
    if (args[1].is_double()) delay = args[1].as_double();
    else if (args[1].is_int()) delay = static_cast<double>(args[1].as_int());
    else {
        // The sum decides whether it is a number at all.
        Value now = TRY(rt.real(TRY(loop_time(rt, View(loop)))));
        Value when = TRY(binary(rt, BinaryOp::add, now, args[1]));
        TRY(check_open(rt, loop));
        return at(rt, loop, TRY(to_double(rt, when)), false, args[2], args[3], args[4]);
    }
    TRY(check_open(rt, loop));
    TRY(check_callback(rt, loop, args[2], "call_at"));
    return at(rt, loop, TRY(loop_time(rt, View(loop))) + delay, false, args[2], args[3], args[4]);
}

Result<Value> method_call_at(Runtime& rt, Args args) {
    LoopObject* loop = self_of(args);
    if (args[1].is_none()) return rt.raise(TypeError, "when cannot be None");
    TRY(check_open(rt, loop));
    TRY(check_callback(rt, loop, args[2], "call_at"));
    double when = TRY(to_double(rt, args[1]));
    return at(rt, loop, when, args[1].is_int(), args[2], args[3], args[4]);
}

Result<Value> method_time(Runtime& rt, Args args) {
    LoopObject* loop = self_of(args);
    bool plain = std::exchange(loop->plain, true);
    Result<double> now = loop_time(rt, View(loop));
    loop->plain = plain;
    return rt.real(TRY(std::move(now)));
}

Result<Value> method_create_future(Runtime& rt, Args args) { return Value(TRY(new_future(rt, args[0]))); }

Result<Value> method_create_task(Runtime& rt, Args args) {
    LoopObject* loop = self_of(args);
    TRY(check_open(rt, loop));
    if (loop->task_factory.is_none()) [[likely]] return make_task(rt, View(loop), args[1], args[2], args[3], TRY(args.truth(4)));
    Value factory = loop->task_factory;
    AsyncioWords& words = state_of(rt).words;
    Value task = TRY(call_with_keywords(rt, factory, {View(loop), args[1]},
                                        {{rt.names.context, unless_none(args[3])}, {words.eager_start.get(), unless_none(args[4])}}));
    TRY(call_method(rt, task, words.set_name.get(), {args[2]}));
    return task;
}

// ---- running

Result<Value> method_run_forever(Runtime& rt, Args args) {
    TRY(run_forever(rt, self_of(args)));
    return View::none();
}

/// What run_until_complete() adds to its future.
Result<Value> until_complete_callback(Runtime& rt, Args args) {
    View future = args[0];
    if (Future* ours = as_future(future); ours && is_exact_future(rt, future)) {
        if (ours->state == Future::finished && ours->failed) {
            TRY(exception_of(rt, ours));
            Type* type = ours->outcome.object()->type();
            // The exception went through the loop, which has ended already.
            if (is_subtype(type, rt.exceptions[SystemExit]) || is_subtype(type, rt.exceptions[KeyboardInterrupt])) return View::none();
        }
        if (is_kind(ours->loop, Kind::event_loop)) {
            ours->loop.as<LoopObject>()->stopping = true;
            return View::none();
        }
    }
    return call_python_half(rt, "asyncio.base_events", "_run_until_complete_cb", {future});
}

constexpr FunctionDef until_complete{"_run_until_complete_cb(fut)", until_complete_callback, "Ends run_until_complete()."};

Result<Value> method_run_until_complete(Runtime& rt, Args args) {
    LoopObject* loop = self_of(args);
    AsyncioPrivate& state = state_of(rt);
    TRY(check_open(rt, loop));
    if (loop->running) return rt.raise(RuntimeError, "This event loop is already running");
    if (!running_loop_or_none(rt).is_unbound()) return rt.raise(RuntimeError, "Cannot run the event loop while another loop is running");
    Value given(args[1]);
    Value future = TRY(ensure_future(rt, given, View(loop)));
    bool made = !(View(future) == View(given));
    if (made && as_task(future)) as_task(future)->log_destroy = false;
    Value callback = TRY(make_native_function(rt, until_complete, TRY(rt.str("asyncio.base_events"))));
    if (is_exact_future(rt, future)) {
        TRY(add_done_callback(rt, future.as<Future>(), callback, Value(hold_context(rt))));
    } else {
        TRY(call_method(rt, future, state.words.add_done_callback.get(), {callback}));
    }
    Result<Value> run = lookup_on_type(loop->type(), state.words.run_forever.get()) == lookup_on_type(state.base_loop, state.words.run_forever.get())
                            ? (run_forever(rt, loop).raised() ? Result<Value>(Raised{}) : Result<Value>(View::none()))
                            : call_method(rt, View(loop), state.words.run_forever.get());
    if (rt.stopping()) return Raised{};
    Value pending = std::exchange(rt.pending, Value());
    if (run.raised() && made && TRY(is_done(rt, future)) && !TRY(is_cancelled(rt, future)))
        // The coroutine raised what ended the loop: nobody else will look at it.
        TRY(call_method(rt, future, state.words.exception.get()));
    if (is_exact_future(rt, future)) {
        TRY(remove_done_callback(rt, future.as<Future>(), callback));
    } else {
        TRY(call_method(rt, future, state.words.remove_done_callback.get(), {callback}));
    }
    if (run.raised()) {
        rt.pending = std::move(pending);
        return Raised{};
    }
    if (!TRY(is_done(rt, future))) return rt.raise(RuntimeError, "Event loop stopped before Future completed.");
    if (is_exact_future(rt, future)) return result_of(rt, future.as<Future>());
    return call_method(rt, future, rt.names.result);
}

Result<Value> method_stop(Runtime&, Args args) {
    self_of(args)->stopping = true;
    return View::none();
}

Result<Value> method_close(Runtime& rt, Args args) {
    LoopObject* loop = self_of(args);
    if (loop->running || loop->turning) return rt.raise(RuntimeError, "Cannot close a running event loop");
    if (loop->closed) return View::none();
    TRY(unwatch_all_signals(rt, loop));
    loop->closed = true;
    close_core(rt, loop);
    loop->executor_shut_down = true;
    Value executor = std::exchange(loop->executor, Value(View::none()));
    if (!executor.is_none()) TRY(call_python_half(rt, "asyncio.base_events", "_end_executor", {executor}));
    Value selector = loop->own_selector ? TRY(find_attribute(rt, View(loop), state_of(rt).words._selector.get())) : Value();
    if (!selector.is_unbound() && !selector.is_none() && is_subtype(loop->type(), state_of(rt).event_loop))
        TRY(call_method(rt, selector, state_of(rt).words.close.get()));
    return View::none();
}

// ---- settings

Result<Value> set_exception_handler(Runtime& rt, Args args) {
    if (!args[1].is_none() && !is_callable(rt, args[1])) {
        Ref<Str> shown = TRY(repr(rt, args[1]));
        return rt.raise_value(TypeError, TRY(rt.str("A callable object or None is expected, got " + std::string(shown->text()))));
    }
    self_of(args)->exception_handler = Value(args[1]);
    return View::none();
}

Result<Value> set_task_factory(Runtime& rt, Args args) {
    if (!args[1].is_none() && !is_callable(rt, args[1])) return rt.raise(TypeError, "task factory must be a callable or None");
    self_of(args)->task_factory = Value(args[1]);
    return View::none();
}

Result<Value> set_debug(Runtime& rt, Args args) {
    LoopObject* loop = self_of(args);
    loop->debug = TRY(truth(rt, args[1]));
    if (loop->running) {
        Value track = TRY(find_attribute(rt, View(rt.sys_module), state_of(rt).words.set_coroutine_origin_tracking_depth.get()));
        if (!track.is_unbound()) TRY(call(rt, track, {View::small_int(loop->debug ? 10 : 0)}));
    }
    return View::none();
}

// ---- asynchronous generators

Result<Value> asyncgen_first(Runtime& rt, Args args) {
    LoopObject* loop = self_of(args);
    if (loop->asyncgens_shut_down) {
        Ref<Str> shown = TRY(repr(rt, args[1]));
        std::string text = "asynchronous generator " + std::string(shown->text()) + " was scheduled after loop.shutdown_asyncgens() call";
        TRY(rt.hooks.warn(rt, ResourceWarning, TRY(rt.str(text)), 1, View(loop)));
    }
    if (loop->asyncgens.is_unbound()) loop->asyncgens = TRY(new_list(rt));
    List* list = loop->asyncgens.as<List>();
    if (list->size >= loop->asyncgens_limit) {
        // Those that have died since are dropped; the cost is shared by those that came since the last time.
        Ref<List> alive = TRY(new_list(rt));
        for (std::size_t n = 0; n < list->size; ++n)
            if (list->items[n].as<WeakReference>()->target) TRY(list_append(rt, alive.get(), list->items[n]));
        loop->asyncgens_limit = alive->size * 2 < 64 ? 64 : alive->size * 2;
        loop->asyncgens = alive;
        list = alive.get();
    }
    Value reference = TRY(new_weak_reference(rt, args[1], View::none()));
    TRY(list_append(rt, list, reference));
    return View::none();
}

void forget_asyncgen(LoopObject* loop, View generator) {
    if (loop->asyncgens.is_unbound()) return;
    List* list = loop->asyncgens.as<List>();
    for (std::size_t n = list->size; n-- > 0;) {
        WeakReference* reference = list->items[n].as<WeakReference>();
        if (reference->target != generator.object()) continue;
        // Order is of no interest: the last one takes its place.
        std::swap(list->items[n], list->items[list->size - 1]);
        Value gone = std::move(list->items[--list->size]);
        list->items[list->size].~Value();
        return;
    }
}

Result<Value> asyncgen_last(Runtime& rt, Args args) {
    LoopObject* loop = self_of(args);
    forget_asyncgen(loop, args[1]);
    if (loop->closed) return View::none();
    AsyncioWords& words = state_of(rt).words;
    Value closing = TRY(call_method(rt, args[1], words.aclose.get()));
    Value create = TRY(get_attribute(rt, View(loop), words.create_task.get()));
    return call_method(rt, View(loop), words.call_soon_threadsafe.get(), {create, closing});
}

/// The coroutine that closes the asynchronous generators which began here, or None.
Result<Value> close_asyncgens(Runtime& rt, LoopObject* loop) {
    loop->asyncgens_shut_down = true;
    if (loop->asyncgens.is_unbound()) return View::none();
    Ref<List> alive = TRY(new_list(rt));
    for (const Value& each : loop->asyncgens.as<List>()->view())
        if (Object* target = each.as<WeakReference>()->target) TRY(list_append(rt, alive.get(), Value(View(target))));
    if (!alive->size) return View::none();
    return call_python_half(rt, "asyncio.base_events", "_shutdown_asyncgens", {View(loop), View(alive)});
}

Async shutdown_asyncgens(Runtime& rt, Args args) {
    Value closing = co_await close_asyncgens(rt, self_of(args));
    if (!closing.is_none()) co_await wait_on(std::move(closing));
    co_return View::none();
}

Async shutdown_default_executor(Runtime& rt, Args args) {
    self_of(args)->executor_shut_down = true;
    if (self_of(args)->executor.is_none()) co_return View::none();
    Result<Value> ending = call_python_half(rt, "asyncio.base_events", "_shutdown_default_executor", {args[0], args[1]});
    co_await wait_on(co_await std::move(ending));
    co_return View::none();
}

// ---- the types

Result<Value> construct_loop(Runtime& rt, Type* type, const Arguments&) {
    TRY(asyncio_state(rt));
    Value loop = TRY(new_event_loop(rt, type));
    loop.as<LoopObject>()->debug = TRY(is_debug_mode(rt));
    return loop;
}

Result<void> init_loop(Runtime& rt, View, const Arguments& arguments) {
    if (!arguments.count) return {};
    return rt.raise(TypeError, "BaseEventLoop.__init__() takes 1 positional argument but %zu were given", arguments.count + 1);
}

/// Selectors of the module `selectors` wait as the loop's own poller does, which stays; one of the program's is used.
Result<void> init_unix_loop(Runtime& rt, View self, const Arguments& arguments) {
    if (arguments.count > 1)
        return rt.raise(TypeError, "_UnixSelectorEventLoop.__init__() takes from 1 to 2 positional arguments but %zu were given", arguments.count + 1);
    if (arguments.names && arguments.names->size && as_str(arguments.names->items[0])->text() != "selector")
        return rt.raise(TypeError, "_UnixSelectorEventLoop.__init__() got an unexpected keyword argument '%s'", as_str(arguments.names->items[0])->data());
    if (!arguments.count || arguments[0].is_none()) return {};
    Value module = TRY(get_attribute(rt, View(static_cast<const Object*>(rt.type_of(arguments[0]))), rt.names.module_));
    if (Str* name = as_str(module); name && name->text() == "selectors")
        return generic_set_attribute(rt, self, state_of(rt).words._selector.get(), arguments[0]);
    TRY(use_selector(rt, self.as<LoopObject>(), arguments[0]));
    return set_loop_attribute(rt, self, state_of(rt).words._selector.get(), arguments[0]);
}

Result<Value> loop_repr(Runtime& rt, View self) {
    auto* loop = self.as<LoopObject>();
    auto word = [](bool value) { return value ? "True" : "False"; };
    return rt.format("<%s running=%s closed=%s debug=%s>", short_type_name(rt.type_of(self)), word(loop->running), word(loop->closed), word(loop->debug));
}

void finalize_loop(Runtime& rt, Object* object) {
    auto* loop = static_cast<LoopObject*>(object);
    if (loop->closed || !loop->core) return;
    Result<Value> shown = loop_repr(rt, View(object));
    if (shown.raised()) return rt.report_unraisable(View(object));
    std::string text = "unclosed event loop " + std::string(as_str(shown.value())->text());
    Result<Value> message = rt.str(text);
    if (message.raised() || (rt.hooks.warn && rt.hooks.warn(rt, ResourceWarning, message.value(), 1, View(object)).raised()))
        rt.report_unraisable(View(object));
    if (!loop->running) {
        loop->closed = true;
        close_core(rt, loop);
    }
}

constexpr FunctionDef loop_methods[] = {
    {"call_soon(self, callback, *args, context=None)", method_call_soon, "Runs the callback in the next turn: a Handle."},
    {"call_soon_threadsafe(self, callback, *args, context=None)", method_call_soon_threadsafe, "As call_soon(), from any thread."},
    {"call_later(self, delay, callback, *args, context=None)", method_call_later, "Runs the callback after `delay` seconds: a TimerHandle."},
    {"call_at(self, when, callback, *args, context=None)", method_call_at, "Runs the callback at a time of loop.time(): a TimerHandle."},
    {"time(self)", method_time, "Seconds on the loop's clock."},
    {"create_future(self)", method_create_future, "A Future of this loop."},
    {"create_task(self, coro, *, name=None, context=None | eager_start=None)", method_create_task, "Schedules a coroutine: a Task."},
    {"run_forever(self)", method_run_forever, "Runs until stop() is called."},
    {"run_until_complete(self, future)", method_run_until_complete, "Runs until the future is done; its result."},
    {"_run_once(self)",
     [](Runtime& rt, Args args) -> Result<Value> {
         TRY(turn(rt, self_of(args)));
         return View::none();
     },
     "One turn."},
    {"_run_forever_setup(self)",
     [](Runtime& rt, Args args) -> Result<Value> {
         TRY(begin_running(rt, self_of(args)));
         return View::none();
     },
     "What run_forever() does before its turns."},
    {"_run_forever_cleanup(self)",
     [](Runtime& rt, Args args) -> Result<Value> {
         TRY(end_running(rt, self_of(args)));
         return View::none();
     },
     "What run_forever() does after its turns."},
    {"_process_events(self, event_list)",
     [](Runtime& rt, Args args) -> Result<Value> {
         TRY(process_events(rt, self_of(args), args[1]));
         return View::none();
     },
     "Queues the handles of what a selector has found."},
    {"_write_to_self(self)",
     [](Runtime&, Args args) -> Result<Value> {
         wake_loop(self_of(args));
         return View::none();
     },
     "Ends the loop's wait."},
    {"stop(self)", method_stop, "Ends run_forever() after the present turn."},
    {"close(self)", method_close, "Closes the loop; everything that waits in it is dropped."},
    {"is_running(self)", [](Runtime&, Args args) -> Result<Value> { return View::boolean(self_of(args)->running); }, "Whether it runs."},
    {"is_closed(self)", [](Runtime&, Args args) -> Result<Value> { return View::boolean(self_of(args)->closed); }, "Whether it was closed."},
    {"get_debug(self)", [](Runtime&, Args args) -> Result<Value> { return View::boolean(self_of(args)->debug); }, "Whether it is in debug mode."},
    {"set_debug(self, enabled)", set_debug, "Turns debug mode on or off."},
    {"get_exception_handler(self)", [](Runtime&, Args args) -> Result<Value> { return Value(self_of(args)->exception_handler); },
     "The exception handler, or None."},
    {"set_exception_handler(self, handler)", set_exception_handler, "Sets handler(loop, context); None: the default one."},
    {"call_exception_handler(self, context)",
     [](Runtime& rt, Args args) { return call_python_half(rt, "asyncio.base_events", "_call_exception_handler", {args[0], args[1]}); },
     "Reports an error to the exception handler."},
    {"default_exception_handler(self, context)",
     [](Runtime& rt, Args args) { return call_python_half(rt, "asyncio.base_events", "_default_exception_handler", {args[0], args[1]}); },
     "Logs the error."},
    {"get_task_factory(self)", [](Runtime&, Args args) -> Result<Value> { return Value(self_of(args)->task_factory); }, "The task factory, or None."},
    {"set_task_factory(self, factory)", set_task_factory, "Sets factory(loop, coro, context=…), which makes tasks; None: Task."},
    {"shutdown_asyncgens(self)", async<shutdown_asyncgens>, "Closes the asynchronous generators that are alive.", FunctionDef::coroutine},
    {"shutdown_default_executor(self, timeout=None)", async<shutdown_default_executor>,
     "Waits for the default executor's threads.", FunctionDef::coroutine},
    {"run_in_executor(self, executor, func, *args)",
     [](Runtime& rt, Args args) -> Result<Value> {
         TRY(check_open(rt, self_of(args)));
         return call_python_half(rt, "asyncio.base_events", "_run_in_executor", {args[0], args[1], args[2], args[3]});
     },
     "Runs a function in another thread: a future."},
    {"set_default_executor(self, executor)",
     [](Runtime& rt, Args args) -> Result<Value> {
         TRY(call_python_half(rt, "asyncio.base_events", "_check_executor", {args[1]}));
         self_of(args)->executor = Value(args[1]);
         return View::none();
     },
     "Sets the executor that run_in_executor(None, …) uses."},
    {"_timer_handle_cancelled(self, handle)",
     [](Runtime&, Args args) -> Result<Value> {
         if (is_kind(args[1], Kind::handle) && args[1].as<Handle>()->scheduled) timer_cancelled(self_of(args));
         return View::none();
     },
     "A timer of this loop was cancelled."},
    {"_asyncgen_firstiter_hook(self, agen)", asyncgen_first, "An asynchronous generator begins."},
    {"_asyncgen_finalizer_hook(self, agen)", asyncgen_last, "An asynchronous generator died before its end."},
    {"_check_closed(self)",
     [](Runtime& rt, Args args) -> Result<Value> {
         TRY(check_open(rt, self_of(args)));
         return View::none();
     },
     "Raises RuntimeError if the loop is closed."},
};

constexpr PropertyDef loop_properties[] = {
    {"slow_callback_duration", [](Runtime&, View self) -> Result<Value> { return Value(self.as<LoopObject>()->slow_callback_duration); },
     [](Runtime& rt, View self, View value) -> Result<void> {
         if (value.is_unbound()) return rt.raise(AttributeError, "slow_callback_duration");
         self.as<LoopObject>()->slow_callback_duration = Value(value);
         return {};
     }},
    {"_debug", [](Runtime&, View self) -> Result<Value> { return View::boolean(self.as<LoopObject>()->debug); }},
    {"_stopping", [](Runtime&, View self) -> Result<Value> { return View::boolean(self.as<LoopObject>()->stopping); }},
    {"_default_executor", [](Runtime&, View self) -> Result<Value> { return Value(self.as<LoopObject>()->executor); },
     [](Runtime&, View self, View value) -> Result<void> {
         self.as<LoopObject>()->executor = value.is_unbound() ? Value(View::none()) : Value(value);
         return {};
     }},
    {"_executor_shutdown_called", [](Runtime&, View self) -> Result<Value> { return View::boolean(self.as<LoopObject>()->executor_shut_down); },
     [](Runtime& rt, View self, View value) -> Result<void> {
         self.as<LoopObject>()->executor_shut_down = TRY(truth(rt, value.is_unbound() ? View::none() : value));
         return {};
     }},
    {"_asyncgens_shutdown_called", [](Runtime&, View self) -> Result<Value> { return View::boolean(self.as<LoopObject>()->asyncgens_shut_down); },
     [](Runtime& rt, View self, View value) -> Result<void> {
         self.as<LoopObject>()->asyncgens_shut_down = TRY(truth(rt, value.is_unbound() ? View::none() : value));
         return {};
     }},
};

}  // namespace

constexpr ConstantDef loop_constants[] = {
    {"_clock_resolution", [](Runtime& rt) { return rt.real(1e-9); }},  // of CLOCK_MONOTONIC
};

const TypeDef base_loop_type{
    .name = "BaseEventLoop",
    .module = "asyncio.base_events",
    .doc = "An event loop.",
    .kind = Kind::event_loop,
    .size = sizeof(LoopObject),
    .flags = Type::base_type | Type::has_dict | Type::container | Type::weak_referable | Type::has_finalizer,
    .base = [](Runtime& rt) { return state_of(rt).abstract_loop; },
    .construct_signature = "()",
    .slots = {.destroy = destroy_loop, .traverse = traverse_loop, .clear = clear_loop, .finalize = finalize_loop,
              .construct = construct_loop, .init = init_loop, .repr = loop_repr, .set_attribute = set_loop_attribute},
    .methods = loop_methods,
    .properties = loop_properties,
    .constants = loop_constants,
    .fill = add_network_methods,
};

const TypeDef unix_loop_type{
    .name = "_UnixSelectorEventLoop",
    .module = "asyncio.unix_events",
    .doc = "The event loop of this system.",
    .kind = Kind::event_loop,
    .size = sizeof(LoopObject),
    .flags = Type::base_type | Type::has_dict | Type::container | Type::weak_referable | Type::has_finalizer,
    .base = [](Runtime& rt) { return state_of(rt).base_loop; },
    .construct_signature = "(selector=None)",
    .slots = {.destroy = destroy_loop, .traverse = traverse_loop, .clear = clear_loop, .finalize = finalize_loop,
              .construct = construct_loop, .init = init_unix_loop, .repr = loop_repr, .set_attribute = set_loop_attribute},
    .fill = add_unix_methods,
};

// ---- for natives

namespace {

Result<Value> packed(Runtime& rt, std::initializer_list<View> arguments) {
    Ref<Tuple> tuple = arguments.size() ? TRY(new_tuple(rt, arguments)) : rt.empty_tuple;
    return tuple;
}

Result<Value> call_loop(Runtime& rt, View loop, Str* name, View first, View callback, std::initializer_list<View> arguments, View context) {
    Value method = TRY(get_attribute(rt, loop, name));
    std::vector<View> values;
    if (!first.is_unbound()) values.push_back(first);
    values.push_back(callback);
    values.insert(values.end(), arguments.begin(), arguments.end());
    if (context.is_unbound()) return call(rt, method, Arguments{.values = values.data(), .count = values.size()});
    Value held(context);
    Ref<Context> object = TRY(context_of(rt, held));
    values.push_back(View(object.get()));
    Ref<Tuple> names = TRY(new_tuple(rt, {View(rt.names.context)}));
    return call(rt, method, Arguments{.values = values.data(), .count = values.size() - 1, .names = names.get()});
}

}  // namespace

Result<Value> call_soon(Runtime& rt, View loop, View callback, std::initializer_list<View> arguments, View context) {
    LoopObject* plain = as_plain_loop(loop);
    if (!plain) return call_loop(rt, loop, state_of(rt).words.call_soon.get(), View(), callback, arguments, context);
    TRY(check_open(rt, plain));
    return soon(rt, plain, callback, TRY(packed(rt, arguments)), context);
}

Result<Value> call_later(Runtime& rt, View loop, double delay, View callback, std::initializer_list<View> arguments) {
    if (as_plain_loop(loop)) return call_at(rt, loop, TRY(loop_time(rt, loop)) + delay, callback, arguments);
    return call_loop(rt, loop, state_of(rt).words.call_later.get(), TRY(rt.real(delay)), callback, arguments, View());
}

Result<Value> call_at(Runtime& rt, View loop, double when, View callback, std::initializer_list<View> arguments) {
    LoopObject* plain = as_plain_loop(loop);
    if (!plain) return call_loop(rt, loop, state_of(rt).words.call_at.get(), TRY(rt.real(when)), callback, arguments, View());
    TRY(check_open(rt, plain));
    return at(rt, plain, when, false, callback, TRY(packed(rt, arguments)), View());
}

Result<bool> loop_debug(Runtime& rt, View loop) {
    if (is_kind(loop, Kind::event_loop)) return loop.as<LoopObject>()->debug;
    if (loop.is_unbound()) return false;
    Value debug = TRY(call_method(rt, loop, state_of(rt).words.get_debug.get()));
    return truth(rt, debug);
}

Result<void> call_exception_handler(Runtime& rt, View loop, const char* message, std::initializer_list<ContextItem> items, bool handling) {
    Ref<Dict> context = TRY(new_dict(rt));
    Ref<Str> key(rt.names.message);
    TRY(dict_set(rt, context.get(), key.get(), TRY(rt.str(message))));
    for (const ContextItem& item : items) {
        if (item.value.is_unbound()) continue;
        Ref<Str> name = TRY(intern(rt, item.name));
        TRY(dict_set(rt, context.get(), name.get(), item.value));
    }
    handling = handling && items.size() && std::strcmp(items.begin()->name, "exception") == 0;
    HandledException handled{handling ? Value(items.begin()->value) : Value(View::none()), rt.handled};
    rt.handled = &handled;
    Result<Value> called = call_method(rt, loop, state_of(rt).words.call_exception_handler.get(), {View(context)});
    rt.handled = handled.previous;
    return called.raised() ? Result<void>(Raised{}) : Result<void>();
}

}  // namespace ouro
