// SPDX-License-Identifier: MIT
// asyncio.Future: its states, its callbacks, awaiting it, and the report of an exception that nobody looked at.
#include "stdlib/asyncio/done_callback.h"

#include "runtime/objects/method.h"

namespace ouro {

namespace {

std::size_t bytes_for(std::uint32_t capacity) { return sizeof(FutureCallbacks) + capacity * sizeof(FutureCallbacks::Entry); }

Result<void> append(Runtime& rt, Future* future, View callable, View context) {
    FutureCallbacks* list = future->more;
    if (!list || list->count == list->capacity) {
        std::uint32_t capacity = list ? list->capacity * 2 : 1;
        auto* larger = static_cast<FutureCallbacks*>(
            rt.heap.resize_raw(list, list ? bytes_for(list->capacity) : 0, bytes_for(capacity)));
        if (!larger) return rt.raise_memory_error();
        if (!list) larger->count = 0;
        larger->capacity = capacity;
        future->more = list = larger;
    }
    FutureCallbacks::Entry& entry = list->entries[list->count++];
    new (&entry.callable) Value(callable);
    new (&entry.context) Value(context);
    return {};
}

void free_callbacks(Runtime& rt, FutureCallbacks* list) {
    if (!list) return;
    for (std::uint32_t n = 0; n < list->count; ++n) {
        list->entries[n].callable.~Value();
        list->entries[n].context.~Value();
    }
    rt.heap.free_raw(list, bytes_for(list->capacity));
}

bool is_waiter(const FutureCallbacks::Entry& entry) { return entry.context.is_raised(); }

/// loop.call_soon(callable, future, context=context) for any loop.
Result<void> schedule(Runtime& rt, View loop, View callable, View future, Value context) {
    if (LoopObject* plain = as_plain_loop(loop); plain && !plain->debug) {
        TRY(check_open(rt, plain));
        Ref<Handle> handle = TRY(new_handle(rt, loop, callable, future, true, context));
        return push_ready(rt, plain, Ready::handle, handle.detach());
    }
    Ref<Context> object = TRY(context_of(rt, context));
    Value method = TRY(get_attribute(rt, loop, state_of(rt).words.call_soon.get()));
    TRY(call_with_keywords(rt, method, {callable, future}, {{rt.names.context, View(object.get())}}));
    return {};
}

Result<void> schedule_waiter(Runtime& rt, Future* future, Ref<Task> task) {
    if (LoopObject* loop = as_plain_loop(future->loop)) {
        TRY(check_thread(rt, loop));
        return push_ready(rt, loop, Ready::wake, task.detach());
    }
    Value wakeup = TRY(new_wakeup(rt, task.get()));
    return schedule(rt, future->loop, wakeup, future, task->context);
}

/// The future is done: everything that waits goes to the loop, in order.
Result<void> schedule_callbacks(Runtime& rt, Future* future) {
    Ref<Future> held(future);
    if (future->first && future->first->kind == Kind::done_callback && !future->more) {
        // One native callback: it stays where it is until its turn.
        if (LoopObject* plain = as_plain_loop(future->loop); plain && !plain->debug) {
            TRY(check_open(rt, plain));
            return push_ready(rt, plain, Ready::notify, held.detach());
        }
    }
    Ref<Object> first = Ref<Object>::adopt(std::exchange(future->first, nullptr));
    FutureCallbacks* list = std::exchange(future->more, nullptr);
    Result<void> outcome;
    if (first && first->kind == Kind::task) outcome = schedule_waiter(rt, future, Ref<Task>::adopt(static_cast<Task*>(first.detach())));
    else if (first) outcome = schedule(rt, future->loop, View(first), future, Value());
    for (std::uint32_t n = 0; list && n < list->count && !outcome.raised(); ++n) {
        FutureCallbacks::Entry& entry = list->entries[n];
        outcome = is_waiter(entry) ? schedule_waiter(rt, future, Ref<Task>(entry.callable.as<Task>()))
                                   : schedule(rt, future->loop, entry.callable, future, entry.context);
    }
    free_callbacks(rt, list);
    return outcome;
}

void exception_seen(Future* future) {
    if (!future->log_traceback) return;
    future->log_traceback = false;
    if (future->done()) expect_report(future, false);
}

}  // namespace

void expect_report(Future* future, bool wanted) {
    auto finalizer = future->type()->slots.finalize;
    if (finalizer != finalize_future && finalizer != finalize_task) return;  // a __del__ written in Python
    if (wanted) future->flags &= static_cast<std::uint8_t>(~Object::kFinalized);
    else future->flags |= Object::kFinalized;
}

// ---- life

void begin_future(Future* future, View loop) {
    future->state = Future::pending;
    future->blocking = future->log_traceback = future->failed = future->initialized = future->must_cancel = false;
    future->log_destroy = future->context_lent = future->registered = future->outcome_is_error = false;
    future->scheduled = future->timer_dropped = future->gathering = future->sourced = false;
    future->cancel_requests = 0;
    new (&future->outcome) Value();
    new (&future->loop) Value(loop);
    future->first = nullptr;
    future->more = nullptr;
}

namespace {

View source_key(const Future* future) { return View::small_int(static_cast<std::int64_t>(reinterpret_cast<std::uintptr_t>(future))); }

void forget_source(Runtime& rt, Future* future) {
    future->sourced = false;
    if (dict_pop(rt, rt.asyncio->source_tracebacks.get(), source_key(future)).raised()) rt.report_unraisable(View());
}

}  // namespace

Result<void> note_source(Runtime& rt, Future* future) {
    if (LoopObject* plain = as_plain_loop(future->loop); plain && !plain->debug) [[likely]] return {};
    Value source = TRY(creation_traceback(rt, future->loop));
    if (source.is_none()) return {};
    Ref<Dict>& all = rt.asyncio->source_tracebacks;
    if (!all) all = TRY(new_dict(rt));
    TRY(dict_set(rt, all.get(), source_key(future), source));
    future->sourced = true;
    return {};
}

Value source_of(Runtime& rt, const Future* future) {
    if (!future->sourced) return Value();
    Result<View> found = dict_get(rt, rt.asyncio->source_tracebacks.get(), source_key(future));
    return found.raised() ? Value() : Value(found.value());
}

void traverse_future_fields(Future* future, Visitor& visit) {
    visit(future->outcome);
    visit(future->loop);
    visit(future->first);
    if (FutureCallbacks* list = future->more) {
        for (std::uint32_t n = 0; n < list->count; ++n) {
            visit(list->entries[n].callable);
            visit(list->entries[n].context);
        }
    }
}

void clear_future_fields(Runtime& rt, Future* future) {
    Value outcome = std::move(future->outcome);
    Ref<Object> first = Ref<Object>::adopt(std::exchange(future->first, nullptr));
    free_callbacks(rt, std::exchange(future->more, nullptr));
}

void release_future_fields(Runtime& rt, Future* future) {
    if (future->sourced && !rt.closing) [[unlikely]] forget_source(rt, future);
    clear_future_fields(rt, future);
    future->outcome.~Value();
    future->loop.~Value();
}

Result<void> need_initialized(Runtime& rt, Future* future) {
    if (future->initialized) [[likely]] return {};
    return rt.raise(RuntimeError, "%s object is not initialized.", future->kind == Kind::task ? "Task" : "Future");
}

Result<Value> creation_traceback(Runtime& rt, View loop) {
    if (!TRY(loop_debug(rt, loop))) return View::none();
    Value text = TRY(call_python_half(rt, "asyncio.format_helpers", "extract_stack", {}));
    return text;
}

Result<void> init_future(Runtime& rt, Future* future, View loop) {
    Value chosen(loop);
    if (chosen.is_none() || chosen.is_unbound()) chosen = TRY(get_event_loop(rt));
    clear_future_fields(rt, future);
    future->state = Future::pending;
    future->blocking = future->log_traceback = future->failed = false;
    future->initialized = true;
    future->loop = chosen;
    return note_source(rt, future);
}

Result<Ref<Future>> new_future(Runtime& rt, View loop) {
    TRY(asyncio_state(rt));
    auto* made = rt.allocate<Future>(rt.asyncio->future);
    if (!made) return rt.raise_memory_error();
    begin_future(made, loop);
    made->initialized = true;
    made->flags |= Object::kFinalized;
    Ref<Future> future = Ref<Future>::adopt(made);
    TRY(note_source(rt, made));
    return future;
}

Result<Value> create_future(Runtime& rt, View loop) {
    if (as_plain_loop(loop)) return Value(TRY(new_future(rt, loop)));
    return call_method(rt, loop, state_of(rt).words.create_future.get());
}

void finalize_future(Runtime& rt, Object* object) {
    auto* future = static_cast<Future*>(object);
    if (!future->log_traceback) return;
    future->log_traceback = false;
    std::string message = std::string(short_type_name(object->type())) + " exception was never retrieved";
    Value source = source_of(rt, future);
    if (call_exception_handler(rt, future->loop, message.c_str(),
                               {{"exception", future->outcome}, {"future", View(object)}, {"source_traceback", source}}, false).raised())
        rt.report_unraisable(object);
}

// ---- becoming done

Result<void> finish_with_result(Runtime& rt, Future* future, View result) {
    future->outcome = Value(result);
    future->state = Future::finished;
    if (!future->first && !future->more) return {};
    return schedule_callbacks(rt, future);
}

Result<void> finish_with_exception(Runtime& rt, Future* future, View exception) {
    Value traceback(exception.as<Exception>()->traceback);
    future->outcome = Value(exception);
    future->state = Future::finished;
    future->failed = true;
    Result<void> scheduled;
    if (future->first || future->more) scheduled = schedule_callbacks(rt, future);
    if (future->first) {
        // The callback that waits for its turn makes room for the traceback.
        Ref<Object> callback = Ref<Object>::adopt(std::exchange(future->first, nullptr));
        TRY(append(rt, future, View(callback), View()));
    }
    if (traceback.is_object()) future->first = traceback.detach().object();
    future->log_traceback = true;
    expect_report(future, true);
    return scheduled;
}

Result<void> finish_cancelled(Runtime& rt, Future* future, View message_or_error) {
    future->outcome = Value(message_or_error);
    future->state = Future::cancelled;
    if (!future->first && !future->more) return {};
    return schedule_callbacks(rt, future);
}

Result<void> set_result(Runtime& rt, Future* future, View result) {
    if (future->done()) return raise_invalid_state(rt, "invalid state");
    return finish_with_result(rt, future, result);
}

Result<void> set_exception(Runtime& rt, Future* future, View exception) {
    if (future->done()) return raise_invalid_state(rt, "invalid state");
    Value raised(exception);
    if (is_kind(exception, Kind::type) && exception.as<Type>()->has(Type::exception_type)) {
        raised = TRY(call(rt, exception));
        if (future->done()) return raise_invalid_state(rt, "invalid state");
    }
    if (!is_kind(raised, Kind::exception)) return rt.raise(TypeError, "invalid exception object");
    if (is_subtype(raised.object()->type(), rt.exceptions[StopIteration])) {
        Value message = TRY(rt.str("StopIteration interacts badly with generators and cannot be raised into a Future"));
        Value replaced = TRY(new_exception(rt, rt.exceptions[RuntimeError], message));
        set_cause(replaced.as<Exception>(), raised);
        set_context(replaced.as<Exception>(), raised);
        raised = replaced;
    }
    return finish_with_exception(rt, future, raised);
}

Result<bool> cancel(Runtime& rt, Future* future, View message) {
    if (future->kind == Kind::task) return cancel_task(rt, static_cast<Task*>(future), message);
    if (future->gathering) return cancel_gathering(rt, future, message);
    exception_seen(future);
    if (future->done()) return false;
    TRY(finish_cancelled(rt, future, message));
    return true;
}

// ---- looking at it

Result<Value> make_cancelled_error(Runtime& rt, Future* future) {
    Value kept = std::move(future->outcome);
    future->outcome = Value();
    Type* type = rt.asyncio->cancelled_error.get();
    // The error that a task's coroutine ended with is raised once; after that there is no message.
    if (is_kind(kept, Kind::exception) && is_subtype(kept.object()->type(), type) && future->outcome_is_error) {
        future->outcome_is_error = false;
        return kept;
    }
    future->outcome = kept;
    return new_exception(rt, type, kept.is_none() ? View() : View(kept));
}

Result<Value> result_of(Runtime& rt, Future* future) {
    if (future->state == Future::finished && !future->failed) [[likely]] return Value(future->outcome);
    if (future->state == Future::cancelled) return rt.raise_object(TRY(make_cancelled_error(rt, future)));
    if (future->state == Future::pending) return raise_invalid_state(rt, "Result is not set.");
    exception_seen(future);
    Ref<Object> traceback = Ref<Object>::adopt(std::exchange(future->first, nullptr));
    set_traceback(future->outcome.as<Exception>(), traceback ? View(traceback) : View::none());
    return rt.raise_object(future->outcome);
}

Result<Value> exception_of(Runtime& rt, Future* future) {
    if (future->state == Future::cancelled) return rt.raise_object(TRY(make_cancelled_error(rt, future)));
    if (future->state == Future::pending) return raise_invalid_state(rt, "Exception is not set.");
    exception_seen(future);
    return future->failed ? Value(future->outcome) : Value(View::none());
}

Result<bool> is_done(Runtime& rt, View future) {
    if (is_exact_future(rt, future)) return future.as<Future>()->done();
    Value answer = TRY(call_method(rt, future, state_of(rt).words.done.get()));
    return truth(rt, answer);
}

Result<bool> is_cancelled(Runtime& rt, View future) {
    if (is_exact_future(rt, future)) return future.as<Future>()->state == Future::cancelled;
    Value answer = TRY(call_method(rt, future, state_of(rt).words.cancelled.get()));
    return truth(rt, answer);
}

Result<bool> cancel_any(Runtime& rt, View future, View message) {
    if (is_exact_future(rt, future)) return cancel(rt, future.as<Future>(), message);
    NativeGuard guard(rt);
    if (guard.raised()) return Raised{};
    Value method = TRY(get_attribute(rt, future, rt.names.cancel));
    Value answer = TRY(call_with_keywords(rt, method, {}, {{rt.names.msg, message}}));
    return truth(rt, answer);
}

Value cancel_message(const Future* future) {
    bool has = (future->state == Future::cancelled || future->must_cancel) && !future->outcome_is_error && !future->outcome.is_unbound();
    return has ? Value(future->outcome) : Value(View::none());
}

// ---- callbacks

Result<void> notify(Runtime& rt, Ref<Future> future) {
    Value callback;
    if (FutureCallbacks* list = std::exchange(future->more, nullptr)) {
        callback = list->entries[0].callable;
        free_callbacks(rt, list);
    } else if (future->first && future->first->kind == Kind::done_callback) {
        callback = Value::adopt(View(std::exchange(future->first, nullptr)));
    } else {
        return {};  // the collector has cleared it
    }
    DoneCallback* native = as_done_callback(callback);
    Result<void> done = native->body->run(rt, native, View(future));
    if (!done.raised()) [[likely]] return {};
    if (rt.stopping() || rt.pending_is(SystemExit) || rt.pending_is(KeyboardInterrupt)) return Raised{};
    Value error = rt.take_exception();
    Ref<Handle> handle = TRY(new_handle(rt, future->loop, callback, View(future), true, View()));
    std::string message = std::string("Exception in callback ") + native->body->name + "()";
    return call_exception_handler(rt, future->loop, message.c_str(), {{"exception", error}, {"handle", View(handle)}});
}

Result<void> add_waiter(Runtime& rt, Future* future, Ref<Task> task) {
    if (future->done()) return schedule_waiter(rt, future, std::move(task));
    if (!future->first && !future->more) [[likely]] {
        future->first = task.detach();
        return {};
    }
    return append(rt, future, View(task), View(View::kRaisedBits));
}

Result<void> add_done_callback(Runtime& rt, Future* future, View callable, View context) {
    if (future->done()) return schedule(rt, future->loop, callable, future, context);
    if (!future->first && !future->more && as_done_callback(callable) && context.is_unbound()) {
        future->first = Value(callable).detach().object();
        return {};
    }
    return append(rt, future, callable, context);
}

Result<std::int64_t> remove_done_callback(Runtime& rt, Future* future, View callable) {
    std::int64_t removed = 0;
    if (future->done()) return removed;
    if (future->first && future->first->kind == Kind::done_callback) {
        Value each{View(future->first)};
        if (TRY(equal(rt, each, callable)) && View(future->first) == View(each)) {
            Ref<Object> gone = Ref<Object>::adopt(std::exchange(future->first, nullptr));
            ++removed;
        }
        if (future->done()) return removed;
    }
    // Comparing may run script code that changes the list: each entry is looked at afresh.
    for (std::uint32_t n = 0; future->more && n < future->more->count;) {
        FutureCallbacks* list = future->more;
        Value each = list->entries[n].callable;
        bool same = is_waiter(list->entries[n]) ? false : TRY(equal(rt, each, callable));
        if (future->more != list || n >= list->count || !(View(list->entries[n].callable) == View(each))) {
            n = 0;
            continue;
        }
        if (!same) {
            ++n;
            continue;
        }
        Value callable_gone = std::move(list->entries[n].callable), context_gone = std::move(list->entries[n].context);
        list->entries[n].callable.~Value();
        list->entries[n].context.~Value();
        std::memmove(static_cast<void*>(&list->entries[n]), &list->entries[n + 1],
                     (list->count - n - 1) * sizeof(FutureCallbacks::Entry));
        --list->count;
        ++removed;
    }
    if (future->more && !future->more->count) free_callbacks(rt, std::exchange(future->more, nullptr));
    return removed;
}

Result<Value> future_callbacks(Runtime& rt, View self) {
    auto* future = self.as<Future>();
    if (future->done() || (!future->first && !future->more)) return View::none();
    Ref<List> all = TRY(new_list(rt));
    auto add = [&](View callable, Value context, bool waiter) -> Result<void> {
        Value shown(callable);
        if (waiter) {
            shown = TRY(new_wakeup(rt, callable.as<Task>()));
            context = callable.as<Task>()->context;
        }
        Ref<Context> object = TRY(context_of(rt, context));
        Ref<Tuple> pair = TRY(new_tuple(rt, {View(shown), View(object)}));
        return list_append(rt, all.get(), pair);
    };
    if (future->first) TRY(add(View(future->first), Value(), future->first->kind == Kind::task));
    for (std::uint32_t n = 0; future->more && n < future->more->count; ++n) {
        FutureCallbacks::Entry& entry = future->more->entries[n];
        TRY(add(Value(entry.callable), is_waiter(entry) ? Value() : entry.context, is_waiter(entry)));
    }
    return all;
}

// ---- awaiting

Result<Value> await_step(Runtime& rt, Future* future) {
    if (!future->done()) {
        if (future->blocking) return rt.raise(RuntimeError, "await wasn't used with future");
        future->blocking = true;
        return Value(View(future));
    }
    rt.sent_result = TRY(result_of(rt, future));
    return View();
}

namespace {

/// What __await__ gives: an iterator that yields the future once.
struct FutureIter : Object {
    Ref<Future> future;  // empty: exhausted
    bool yielded;
};

Result<Value> new_future_iter(Runtime& rt, View self) {
    TRY(need_initialized(rt, self.as<Future>()));
    auto* made = rt.allocate<FutureIter>(state_of(rt).future_iter);
    if (!made) return rt.raise_memory_error();
    new (&made->future) Ref<Future>(self.as<Future>());
    made->yielded = false;
    return Value::adopt(View(made));
}

Result<Value> iter_send(Runtime& rt, View self, View) {
    auto* iter = self.as<FutureIter>();
    if (!iter->future) {
        rt.sent_result = View::none();
        return View();
    }
    Ref<Future> future = iter->future;
    if (!future->done()) {
        if (iter->yielded) return rt.raise(RuntimeError, "await wasn't used with future");
        iter->yielded = true;
        future->blocking = true;
        return Value(View(future));
    }
    iter->future = nullptr;
    rt.sent_result = TRY(result_of(rt, future.get()));
    return View();
}

Result<Value> raise_stop_iteration(Runtime& rt) {
    Value value = std::exchange(rt.sent_result, Value());
    if (value.is_none()) {
        rt.pending = TRY(new_exception(rt, rt.exceptions[StopIteration], View()));
        return Raised{};
    }
    Ref<Tuple> arguments = TRY(new_tuple(rt, {View(value)}));
    rt.pending = TRY(new_exception_with(rt, rt.exceptions[StopIteration], arguments.get()));
    return Raised{};
}

Result<Value> iter_method_send(Runtime& rt, Args args) {
    Value step = TRY(iter_send(rt, args[0], args[1]));
    if (step.is_unbound()) return raise_stop_iteration(rt);
    return step;
}

// `next` may end with a value, which only StopIteration can carry.
Result<Value> iter_next(Runtime& rt, View self) {
    Value step = TRY(iter_send(rt, self, View::none()));
    if (!step.is_unbound()) return step;
    if (rt.sent_result.is_none()) return View();
    return raise_stop_iteration(rt);
}

Result<Value> iter_throw(Runtime& rt, Args args) {
    if (!args[2].is_unbound() || !args[3].is_unbound()) {
        Value text = TRY(rt.str("the (type, exc, tb) signature of throw() is deprecated, use the single-arg signature instead."));
        TRY(rt.hooks.warn(rt, DeprecationWarning, text, 1, View()));
    }
    if (!args[3].is_unbound() && !args[3].is_none() && !is_kind(args[3], Kind::traceback))
        return rt.raise(TypeError, "throw() third argument must be a traceback");
    bool given = !args[2].is_unbound() && !args[2].is_none();
    Value exception(args[1]);
    if (is_kind(exception, Kind::type) && exception.as<Type>()->has(Type::exception_type)) {
        Tuple* several = given ? as_tuple(args[2]) : nullptr;
        if (given && is_kind(args[2], Kind::exception) && is_subtype(args[2].object()->type(), exception.as<Type>())) exception = Value(args[2]);
        else if (several) exception = TRY(call(rt, exception, Arguments{.values = several->items, .count = several->size}));
        else exception = given ? TRY(call(rt, exception, {args[2]})) : TRY(call(rt, exception));
    } else if (given && is_kind(exception, Kind::exception)) {
        return rt.raise(TypeError, "instance exception may not have a separate value");
    }
    args.self<FutureIter>()->future = nullptr;
    if (!is_kind(exception, Kind::exception)) return rt.raise(TypeError, "exceptions must be classes deriving BaseException or instances of such a class");
    if (is_kind(args[3], Kind::traceback)) set_traceback(exception.as<Exception>(), args[3]);
    rt.pending = exception;
    return Raised{};
}

constexpr FunctionDef iter_methods[] = {
    {"send(self, value, /)", iter_method_send, "Goes on."},
    {"throw(self, type, value=<no value>, traceback=<no value>, /)", iter_throw, "Ends the waiting with an exception."},
    {"close(self, /)",
     [](Runtime&, Args args) -> Result<Value> {
         args.self<FutureIter>()->future = nullptr;
         return View::none();
     },
     "Ends the waiting."},
};

// ---- methods

Result<Future*> checked(Runtime& rt, Args args) {
    auto* future = args.self<Future>();
    TRY(need_initialized(rt, future));
    return future;
}

/// The same where the state is asked for.
Result<Future*> checked_state(Runtime& rt, Args args) {
    auto* future = args.self<Future>();
    if (!future->initialized) return raise_invalid_state(rt, "Future object is not initialized.");
    return future;
}

Result<Value> method_result(Runtime& rt, Args args) { return result_of(rt, TRY(checked_state(rt, args))); }
Result<Value> method_exception(Runtime& rt, Args args) { return exception_of(rt, TRY(checked_state(rt, args))); }
Result<Value> method_set_result(Runtime& rt, Args args) {
    TRY(set_result(rt, TRY(checked(rt, args)), args[1]));
    return View::none();
}
Result<Value> method_set_exception(Runtime& rt, Args args) {
    TRY(set_exception(rt, TRY(checked(rt, args)), args[1]));
    return View::none();
}
Result<Value> method_cancel(Runtime& rt, Args args) {
    auto* future = TRY(checked(rt, args));
    return View::boolean(TRY(cancel(rt, future, args[1].is_none() ? View() : args[1])));
}
Result<Value> method_done(Runtime&, Args args) { return View::boolean(args.self<Future>()->initialized && args.self<Future>()->done()); }
Result<Value> method_cancelled(Runtime&, Args args) { return View::boolean(args.self<Future>()->state == Future::cancelled); }
Result<Value> method_add(Runtime& rt, Args args) {
    auto* future = args.self<Future>();
    if (!future->initialized) return rt.raise(RuntimeError, "uninitialized Future object");
    Value context = args[2].is_unbound() ? hold_context(rt) : Value(args[2]);
    TRY(add_done_callback(rt, future, args[1], context));
    return View::none();
}
Result<Value> method_remove(Runtime& rt, Args args) {
    return rt.integer(TRY(remove_done_callback(rt, TRY(checked(rt, args)), args[1])));
}
Result<Value> method_get_loop(Runtime& rt, Args args) { return Value(TRY(checked(rt, args))->loop); }

constexpr FunctionDef methods[] = {
    {"result(self, /)", method_result, "The result this future represents; raises its exception, CancelledError or InvalidStateError."},
    {"exception(self, /)", method_exception, "The exception that was set on this future, or None."},
    {"set_result(self, result, /)", method_set_result, "Marks the future done and sets its result."},
    {"set_exception(self, exception, /)", method_set_exception, "Marks the future done and sets an exception."},
    {"add_done_callback(self, fn, /, *, context=<no value>)", method_add, "Calls `fn` with the future in a turn after it is done."},
    {"remove_done_callback(self, fn, /)", method_remove, "Removes all callbacks equal to `fn`; how many there were."},
    {"cancel(self, /, msg=None)", method_cancel, "Cancels the future; false if it is done already."},
    {"cancelled(self, /)", method_cancelled, "Whether the future was cancelled."},
    {"done(self, /)", method_done, "Whether there is a result, an exception or a cancellation."},
    {"get_loop(self, /)", method_get_loop, "The event loop the future is bound to."},
    {"_make_cancelled_error(self, /)", [](Runtime& rt, Args args) { return make_cancelled_error(rt, args.self<Future>()); },
     "The CancelledError to raise."},
    {"__class_getitem__(cls, item, /)", [](Runtime& rt, Args args) { return new_generic_alias(rt, args[0], args[1]); }, "See PEP 585.",
     FunctionDef::class_method},
};

Result<Value> get_state(Runtime& rt, View self) {
    constexpr const char* names[] = {"PENDING", "CANCELLED", "FINISHED"};
    return rt.str(names[self.as<Future>()->state]);
}
Result<void> set_blocking(Runtime& rt, View self, View value) {
    TRY(need_initialized(rt, self.as<Future>()));
    if (value.is_unbound()) return rt.raise(AttributeError, "cannot delete attribute");
    self.as<Future>()->blocking = TRY(truth(rt, value));
    return {};
}
Result<void> set_log_traceback(Runtime& rt, View self, View value) {
    if (value.is_unbound()) return rt.raise(AttributeError, "cannot delete attribute");
    if (TRY(truth(rt, value))) return rt.raise(ValueError, "_log_traceback can only be set to False");
    exception_seen(self.as<Future>());
    return {};
}
Result<Value> get_cancel_message(Runtime&, View self) { return cancel_message(self.as<Future>()); }
Result<void> set_cancel_message(Runtime&, View self, View value) {
    auto* future = self.as<Future>();
    if (future->state != Future::finished && !future->outcome_is_error) future->outcome = Value(value);
    return {};
}

constexpr PropertyDef properties[] = {
    {"_state", get_state},
    {"_asyncio_future_blocking", [](Runtime&, View self) -> Result<Value> { return View::boolean(self.as<Future>()->blocking); },
     set_blocking},
    {"_loop",
     [](Runtime&, View self) -> Result<Value> {
         auto* future = self.as<Future>();
         return future->initialized ? Value(future->loop) : Value(View::none());
     }},
    {"_callbacks", future_callbacks},
    {"_result",
     [](Runtime&, View self) -> Result<Value> {
         auto* future = self.as<Future>();
         return future->state == Future::finished && !future->failed ? Value(future->outcome) : Value(View::none());
     }},
    {"_exception",
     [](Runtime&, View self) -> Result<Value> {
         auto* future = self.as<Future>();
         return future->failed ? Value(future->outcome) : Value(View::none());
     }},
    {"_log_traceback", [](Runtime&, View self) -> Result<Value> { return View::boolean(self.as<Future>()->log_traceback); },
     set_log_traceback},
    {"_source_traceback",
     [](Runtime& rt, View self) -> Result<Value> {
         Value source = source_of(rt, self.as<Future>());
         return source.is_unbound() ? Value(View::none()) : source;
     }},
    {"_cancel_message", get_cancel_message, set_cancel_message},
};

Result<Value> construct(Runtime& rt, Type* type, const Arguments&) {
    auto* made = rt.allocate<Future>(type);
    if (!made) return rt.raise_memory_error();
    begin_future(made, View());
    return Value::adopt(View(made));
}

Result<void> init(Runtime& rt, View self, const Arguments& arguments) {
    if (arguments.count) return rt.raise(TypeError, "Future() takes no positional arguments");
    View loop = View::none();
    for (std::size_t n = 0; arguments.names && n < arguments.names->size; ++n) {
        Str* name = as_str(arguments.names->items[n]);
        if (name->text() != "loop") return rt.raise(TypeError, "Future() got an unexpected keyword argument '%s'", name->data());
        loop = arguments[n];
    }
    return init_future(rt, self.as<Future>(), loop);
}

Result<Value> repr_slot(Runtime& rt, View self) {
    TRY(need_initialized(rt, self.as<Future>()));
    return call_python_half(rt, "asyncio.base_futures", "_future_repr", {self});
}

Result<Value> send_slot(Runtime& rt, View self, View) {
    auto* future = self.as<Future>();
    if (!future->done()) TRY(need_initialized(rt, future));
    return await_step(rt, future);
}

}  // namespace

const TypeDef future_iter_type{
    .name = "FutureIter",
    .module = "_asyncio",
    .doc = "What awaiting a future drives.",
    .size = sizeof(FutureIter),
    .flags = Type::container | Type::disallow_construct | Type::immutable,
    .slots = {.destroy =
                  [](Runtime& rt, Object* object) {
                      static_cast<FutureIter*>(object)->future.~Ref();
                      rt.free_instance(object, sizeof(FutureIter));
                  },
              .traverse = [](Object* object, Visitor& visit) { visit(static_cast<FutureIter*>(object)->future.get()); },
              .clear = [](Runtime&, Object* object) { static_cast<FutureIter*>(object)->future = nullptr; },
              .iter = [](Runtime&, View self) -> Result<Value> { return Value(self); },
              .next = iter_next,
              .send = iter_send},
    .methods = iter_methods,
};

const TypeDef future_type{
    .name = "Future",
    .module = "_asyncio",
    .doc = "A result that will be there later.",
    .kind = Kind::future,
    .size = sizeof(Future),
    .flags = Type::base_type | Type::has_dict | Type::container | Type::weak_referable | Type::has_finalizer,
    .inline_slots = 0,
    .construct_signature = "(*, loop=None)",
    .slots = {.destroy =
                  [](Runtime& rt, Object* object) {
                      release_future_fields(rt, static_cast<Future*>(object));
                      rt.free_instance(object, sizeof(Future));
                  },
              .traverse = [](Object* object, Visitor& visit) { traverse_future_fields(static_cast<Future*>(object), visit); },
              .clear = [](Runtime& rt, Object* object) { clear_future_fields(rt, static_cast<Future*>(object)); },
              .finalize = finalize_future,
              .construct = construct,
              .init = init,
              .repr = repr_slot,
              .iter = new_future_iter,
              .await = new_future_iter,
              .send = send_slot},
    .methods = methods,
    .properties = properties,
};

}  // namespace ouro
