// SPDX-License-Identifier: MIT
// asyncio.Timeout, timeout() and timeout_at(). A loop's timers refer to the Timeout itself; it is a handle only where a class written in
// Python, or debug mode, must see one.
#include "runtime/native/async.h"
#include "stdlib/asyncio/done_callback.h"

namespace ouro {

namespace {

const char* state_name(const Timeout* timeout) {
    constexpr const char* names[] = {"created", "active", "expiring", "expired", "finished"};
    return names[timeout->state];
}

/// task.cancel(), cancelling(), uncancel() of tasks of any class.
Result<std::int64_t> cancel_count(Runtime& rt, View task, bool take_back) {
    if (is_exact_future(rt, task) && as_task(task)) {
        return take_back ? uncancel(rt, as_task(task)) : Result<std::int64_t>(static_cast<std::int64_t>(cancelling(as_task(task))));
    }
    Value count = TRY(call_method(rt, task, take_back ? state_of(rt).words.uncancel.get() : state_of(rt).words.cancelling.get()));
    return index_to_int64(rt, count);
}

Result<void> on_timeout(Runtime& rt, Timeout* timeout) {
    Ref<Timeout> held(timeout);
    if (timeout->task.is_unbound()) return {};
    TRY(cancel_any(rt, Value(timeout->task)));
    timeout->state = Timeout::expiring;
    timeout->armed = Timeout::not_armed;
    timeout->handle = Value();
    return {};
}

Result<void> handle_due(Runtime& rt, DoneCallback* callback, View) { return on_timeout(rt, callback->target.as<Timeout>()); }
constexpr DoneCallback::Body due_body{"Timeout._on_timeout", handle_due};

/// Whatever would make it expire need not come.
Result<void> disarm(Runtime& rt, Timeout* timeout) {
    if (timeout->armed == Timeout::by_timer && is_kind(timeout->loop, Kind::event_loop)) timer_cancelled(timeout->loop.as<LoopObject>());
    timeout->armed = Timeout::not_armed;
    Value handle = std::exchange(timeout->handle, Value());
    if (handle.is_object()) TRY(cancel_handle(rt, handle));
    return {};
}

Result<void> arm(Runtime& rt, Timeout* timeout) {
    if (timeout->when.is_none()) return {};
    Value loop = TRY(running_loop(rt));
    double now = TRY(loop_time(rt, loop));
    LoopObject* plain = as_plain_loop(loop);
    double when = 0;
    bool due;
    if (timeout->when.is_double()) {
        when = timeout->when.as_double();
        due = when <= now;
    } else {
        Value time = TRY(rt.real(now));
        due = TRY(compare_truth(rt, timeout->when, time, CompareOp::le));
        when = TRY(to_double(rt, timeout->when));
    }
    timeout->loop = loop;
    if (plain && !plain->debug) {
        TRY(check_open(rt, plain));
        timeout->armed_when = when;
        timeout->armed = due ? Timeout::queued : Timeout::by_timer;
        retain(static_cast<Object*>(timeout));
        return due ? push_ready(rt, plain, Ready::expire, timeout) : push_timer(rt, plain, when, Ready::expire, timeout);
    }
    Ref<DoneCallback> callback = TRY(new_done_callback(rt, due_body, View(static_cast<Object*>(timeout))));
    timeout->handle = due ? TRY(call_soon(rt, loop, View(callback), {})) : TRY(call_at(rt, loop, when, View(callback), {}));
    return {};
}

Result<Value> new_timeout(Runtime& rt, Type* type, View when) {
    auto* made = rt.allocate<Timeout>(type);
    if (!made) return rt.raise_memory_error();
    made->state = Timeout::created;
    made->armed = Timeout::not_armed;
    made->armed_when = 0;
    made->cancelling = 0;
    new (&made->when) Value(when);
    for (Value* field : {&made->task, &made->handle, &made->loop}) new (field) Value();
    return Value::adopt(View(static_cast<Object*>(made)));
}

Result<Value> enter(Runtime& rt, Timeout* timeout) {
    if (timeout->state != Timeout::created) return rt.raise(RuntimeError, "Timeout has already been entered");
    Value task = TRY(current_task(rt, View::none()));
    if (task.is_none()) return rt.raise(RuntimeError, "Timeout should be used inside a task");
    timeout->state = Timeout::active;
    timeout->task = task;
    timeout->cancelling = TRY(cancel_count(rt, task, false));
    TRY(arm(rt, timeout));
    return Value(View(static_cast<Object*>(timeout)));
}

bool is_cancelled_error(Runtime& rt, View exception) {
    return is_kind(exception, Kind::exception) && is_subtype(exception.object()->type(), rt.asyncio->cancelled_error.get());
}

/// The CancelledError deep in an exception's context becomes the cause of a TimeoutError there.
Result<void> insert_timeout_error(Runtime& rt, View exception) {
    for (Value at(exception);;) {
        TRY(rt.charge(1));
        Value context = at.as<Exception>()->context;
        if (!is_kind(context, Kind::exception)) return {};
        if (is_cancelled_error(rt, context)) {
            Value error = TRY(new_exception(rt, rt.exceptions[TimeoutError], View()));
            set_cause(error.as<Exception>(), context);
            set_context(error.as<Exception>(), context);
            set_context(at.as<Exception>(), error);
            return {};
        }
        at = context;
    }
}

Result<Value> leave(Runtime& rt, Timeout* timeout, View type, View exception) {
    if (timeout->state != Timeout::active && timeout->state != Timeout::expiring) return rt.raise_object(TRY(new_exception(rt, rt.exceptions[AssertionError], View())));
    TRY(disarm(rt, timeout));
    if (timeout->state == Timeout::active) {
        timeout->state = Timeout::finished;
        timeout->task = Value();
        return View::none();
    }
    timeout->state = Timeout::expired;
    Value task = std::exchange(timeout->task, Value());
    std::int64_t left = TRY(cancel_count(rt, task, true));
    if (left > timeout->cancelling || type.is_none()) return View::none();
    if (is_kind(type, Kind::type) && is_subtype(type.as<Type>(), rt.asyncio->cancelled_error.get())) {
        Value error = TRY(new_exception(rt, rt.exceptions[TimeoutError], View()));
        if (is_kind(exception, Kind::exception)) set_cause(error.as<Exception>(), exception);
        return rt.raise_object(error);
    }
    if (!is_kind(exception, Kind::exception)) return View::none();
    TRY(insert_timeout_error(rt, exception));
    if (!is_subtype(exception.object()->type(), rt.exceptions[ExceptionGroup])) return View::none();
    Ref<Str> name = TRY(intern(rt, "exceptions"));
    Value all = TRY(get_attribute(rt, exception, name.get()));
    TRY(for_each(rt, all, [&](View each) -> Result<bool> {
        TRY(insert_timeout_error(rt, each));
        return true;
    }));
    return View::none();
}

Async aenter(Runtime& rt, Args args) { co_return enter(rt, args.self<Timeout>()); }
Async aexit(Runtime& rt, Args args) { co_return leave(rt, args.self<Timeout>(), args[1], args[2]); }

Result<Value> reschedule(Runtime& rt, Args args) {
    auto* timeout = args.self<Timeout>();
    if (timeout->state == Timeout::created) return rt.raise(RuntimeError, "Timeout has not been entered");
    if (timeout->state != Timeout::active) return rt.raise(RuntimeError, "Cannot change state of %s Timeout", state_name(timeout));
    Value old = std::exchange(timeout->when, Value(args[1]));
    TRY(disarm(rt, timeout));
    TRY(arm(rt, timeout));
    return View::none();
}

constexpr FunctionDef methods[] = {
    {"when(self)", [](Runtime&, Args args) -> Result<Value> { return args.self<Timeout>()->when; }, "The deadline on the loop's clock, or None."},
    {"reschedule(self, when)", reschedule, "Another deadline; None: none."},
    {"expired(self)",
     [](Runtime&, Args args) -> Result<Value> {
         auto* timeout = args.self<Timeout>();
         return View::boolean(timeout->state == Timeout::expiring || timeout->state == Timeout::expired);
     },
     "Whether the deadline has passed inside the block."},
    {"__aenter__(self)", async<aenter>, "Begins to count.", FunctionDef::coroutine},
    {"__aexit__(self, exc_type, exc_val, exc_tb)", async<aexit>, "Ends it; a cancellation of its own becomes TimeoutError.", FunctionDef::coroutine},
};

Result<Value> timeout_repr(Runtime& rt, View self) {
    auto* timeout = self.as<Timeout>();
    std::string text = std::string("<Timeout [") + state_name(timeout) + "]";
    if (timeout->state == Timeout::active) {
        Value when = timeout->when;
        if (!when.is_none()) {
            Ref<Str> round = TRY(intern(rt, "round"));
            Value function(TRY(dict_get(rt, rt.builtins.get(), round.get())));
            if (function.is_unbound()) return rt.raise(NameError, "name 'round' is not defined");
            when = TRY(call(rt, function, {when, View::small_int(3)}));
        }
        Ref<Str> shown = TRY(to_str(rt, when));
        text += " when=" + std::string(shown->text());
    }
    return rt.str(text + ">");
}

Result<Value> timeout(Runtime& rt, Args args) {
    Value loop = TRY(running_loop(rt));
    Value when = View::none();
    if (!args[0].is_none()) {
        Value now = TRY(rt.real(TRY(loop_time(rt, loop))));
        when = TRY(binary(rt, BinaryOp::add, now, args[0]));
    }
    return new_timeout(rt, state_of(rt).timeout, when);
}

}  // namespace

bool timeout_is_stale(const Object* object, double when) {
    auto* timeout = static_cast<const Timeout*>(object);
    return timeout->armed != Timeout::by_timer || timeout->armed_when != when;
}
void timeout_due(Object* object, double when) {
    if (!timeout_is_stale(object, when)) static_cast<Timeout*>(object)->armed = Timeout::queued;
}
Result<void> expire(Runtime& rt, Ref<Timeout> timeout) {
    if (timeout->armed != Timeout::queued) return {};
    Result<void> done = on_timeout(rt, timeout.get());
    if (!done.raised()) [[likely]] return {};
    if (rt.stopping() || rt.pending_is(SystemExit) || rt.pending_is(KeyboardInterrupt)) return Raised{};
    // As of any callback, what it raises goes to the exception handler.
    Value error = rt.take_exception();
    Ref<DoneCallback> callback = TRY(new_done_callback(rt, due_body, View(static_cast<Object*>(timeout.get()))));
    Ref<Handle> handle = TRY(new_handle(rt, timeout->loop, View(callback), View(rt.empty_tuple), false, View()));
    return call_exception_handler(rt, timeout->loop, "Exception in callback Timeout._on_timeout()",
                                  {{"exception", error}, {"handle", View(handle)}});
}

const FunctionDef timeout_functions[] = {
    {"timeout(delay)", timeout, "An asynchronous context manager that cancels its block after `delay` seconds; None: never."},
    {"timeout_at(when)", [](Runtime& rt, Args args) { return new_timeout(rt, state_of(rt).timeout, args[0]); },
     "The same with a time of the loop's clock."},
};
const std::size_t timeout_function_count = std::size(timeout_functions);

const TypeDef timeout_type{
    .name = "Timeout",
    .module = "asyncio.timeouts",
    .doc = "An asynchronous context manager that cancels what takes too long.",
    .size = sizeof(Timeout),
    .flags = Type::base_type | Type::container | Type::weak_referable,
    .construct_signature = "(when)",
    .construct_bound = [](Runtime& rt, Type* type, Args args) { return new_timeout(rt, type, args[0]); },
    .slots = {.destroy =
                  [](Runtime& rt, Object* object) {
                      auto* timeout = static_cast<Timeout*>(object);
                      for (Value* field : {&timeout->when, &timeout->task, &timeout->handle, &timeout->loop}) field->~Value();
                      rt.free_instance(object, sizeof(Timeout));
                  },
              .traverse =
                  [](Object* object, Visitor& visit) {
                      auto* timeout = static_cast<Timeout*>(object);
                      for (Value* field : {&timeout->when, &timeout->task, &timeout->handle, &timeout->loop}) visit(*field);
                  },
              .clear =
                  [](Runtime&, Object* object) {
                      auto* timeout = static_cast<Timeout*>(object);
                      Value task = std::exchange(timeout->task, Value()), handle = std::exchange(timeout->handle, Value());
                  },
              .repr = timeout_repr},
    .methods = methods,
};

}  // namespace ouro
