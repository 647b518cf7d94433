// SPDX-License-Identifier: MIT
// asyncio.Task: a coroutine that a loop runs step by step. A task that waits stands in the future's waiter slot; a step goes from the
// ready queue straight into the coroutine's frame.
#include "stdlib/asyncio/internal.h"

#include <algorithm>

#include "runtime/native/async.h"
#include "runtime/objects/lifetime.h"
#include "runtime/objects/method.h"

namespace ouro {

namespace {

bool is_error(View value) { return is_kind(value, Kind::exception); }

/// CPython's words for what a task cannot drive.
Result<bool> can_drive(Runtime& rt, View coroutine) { return is_coroutine(rt, coroutine); }

// ---- a step

Generator* generator_of(View coroutine) { return reinterpret_cast<Generator*>(coroutine.object()); }

/// The context of a task as an object, also while the task runs in it.
Result<Ref<Context>> context_object(Runtime& rt, Task* task) {
    if (!task->context_lent || is_context(task->context)) return context_of(rt, task->context);
    Ref<Context> context = TRY(context_of(rt, rt.context));
    context->entered = true;
    return context;
}

/// Runs `go` in the task's context. Raised without running it if the context cannot be entered.
template <typename Go>
Result<void> in_context(Runtime& rt, Task* task, Go&& go) {
    bool named = is_context(task->context);
    // Holds the context that ran before, meanwhile.
    Value context = named ? task->context : std::move(task->context);
    if (enter_context(rt, context).raised()) [[unlikely]] return Raised{};
    task->context_lent = true;
    Result<void> result = go();
    task->context_lent = false;
    leave_context(rt, context);
    if (!named) task->context = std::move(context);
    return result;
}

/// Sends None, or raises `exception`, in whatever the task drives: what it yields; Unbound when it returned, with rt.sent_result.
Result<Value> drive(Runtime& rt, View coroutine, Value exception) {
    bool generator = is_kind(coroutine, Kind::coroutine) || is_kind(coroutine, Kind::generator);
    if (exception.is_unbound()) [[likely]] {
        if (generator) return rt.hooks.resume(rt, generator_of(coroutine), View::none());
        if (is_kind(coroutine, Kind::native_coroutine)) return step_native(rt, coroutine.as<NativeCoroutine>(), View::none());
        if (auto* send = rt.type_of(coroutine)->slots.send) return send(rt, coroutine, View::none());
    } else if (generator) {
        rt.pending = std::move(exception);
        return rt.hooks.resume_raising(rt, generator_of(coroutine));
    } else if (is_kind(coroutine, Kind::native_coroutine)) {
        rt.pending = std::move(exception);
        return raise_in_native(rt, coroutine.as<NativeCoroutine>());
    }
    Result<Value> result = exception.is_unbound() ? call_method(rt, coroutine, rt.names.send, {View::none()})
                                                  : call_method(rt, coroutine, rt.names.throw_word, {exception});
    if (!result.raised() || rt.stopping() || !rt.pending_is(StopIteration)) return result;
    Value stop = rt.take_exception();
    rt.sent_result = stop_iteration_value(stop.as<Exception>());
    return View();
}

[[gnu::always_inline]] inline Result<void> step_again(Runtime& rt, Task* task, View error = View()) {
    if (!task->waiting_on.is_unbound() || !error.is_unbound()) task->waiting_on = Value(error);
    retain(static_cast<Object*>(task));
    if (LoopObject* loop = as_plain_loop(task->loop)) return push_ready(rt, loop, Ready::step, task);
    Ref<Task> held = Ref<Task>::adopt(task);
    Value wakeup = TRY(new_wakeup(rt, task));
    Ref<Context> context = TRY(context_object(rt, task));
    TRY(call_soon(rt, task->loop, wakeup, {}, View(context.get())));
    return {};
}

/// The next step raises RuntimeError(text) inside the coroutine.
Result<void> fail_next(Runtime& rt, Task* task, Result<Value> text) {
    Value message = TRY(std::move(text));
    Value error = TRY(new_exception(rt, rt.exceptions[RuntimeError], message));
    return step_again(rt, task, error);
}

Result<Value> text_with(Runtime& rt, const char* format, View first, View second) {
    Ref<Str> a = TRY(repr(rt, first));
    Ref<Str> b = TRY(repr(rt, second));
    // The two texts may be of any length, and hold any character.
    std::string out;
    for (const char* at = format; *at; ++at) {
        if (*at == '1') out += a->text();
        else if (*at == '2') out += b->text();
        else out += *at;
    }
    return rt.str(out);
}

Result<void> cancel_awaited(Runtime& rt, Task* task) {
    Value waited = task->waiting_on;
    Value message = task->outcome;
    if (TRY(cancel_any(rt, waited, message))) {
        task->must_cancel = false;
        task->outcome = Value();
    }
    return {};
}

/// The coroutine has yielded something that is not one of our futures nor None.
Result<void> await_foreign(Runtime& rt, Task* task, View yielded) {
    AsyncioPrivate& state = state_of(rt);
    Value blocking = TRY(find_attribute(rt, yielded, state.words._asyncio_future_blocking.get()));
    if (!blocking.is_unbound() && !blocking.is_none()) {
        Value method = TRY(find_attribute(rt, yielded, state.words.get_loop.get()));
        Value loop = method.is_unbound() ? TRY(get_attribute(rt, yielded, state.words._loop.get())) : TRY(call(rt, method));
        if (!(View(loop) == View(task->loop)))
            return fail_next(rt, task, text_with(rt, "Task 1 got Future 2 attached to a different loop", View(task), yielded));
        if (!TRY(truth(rt, blocking)))
            return fail_next(rt, task, text_with(rt, "yield was used instead of yield from in task 1 with 2", View(task), yielded));
        TRY(set_attribute(rt, yielded, state.words._asyncio_future_blocking.get(), View::boolean(false)));
        Value wakeup = TRY(new_wakeup(rt, task));
        Ref<Context> context = TRY(context_object(rt, task));
        Value add = TRY(get_attribute(rt, yielded, state.words.add_done_callback.get()));
        TRY(call_with_keywords(rt, add, {wakeup}, {{rt.names.context, View(context.get())}}));
        task->waiting_on = Value(yielded);
        if (task->must_cancel) TRY(cancel_awaited(rt, task));
        return {};
    }
    if (is_kind(yielded, Kind::generator))
        return fail_next(rt, task, text_with(rt, "yield was used instead of yield from for generator in task 1 with 2", View(task), yielded));
    Ref<Str> shown = TRY(repr(rt, yielded));
    std::string text = "Task got bad yield: " + std::string(shown->text());
    return fail_next(rt, task, rt.str(text));
}

/// The coroutine has yielded: the task waits for what it yielded.
Result<void> wait_for(Runtime& rt, Task* task, View yielded) {
    if (yielded.is_none()) return step_again(rt, task);
    if (yielded == View(task)) {
        Ref<Str> shown = TRY(repr(rt, View(task)));
        return fail_next(rt, task, rt.str("Task cannot await on itself: " + std::string(shown->text())));
    }
    if (!is_exact_future(rt, yielded)) [[unlikely]] return await_foreign(rt, task, yielded);
    auto* future = yielded.as<Future>();
    if (!(View(future->loop) == View(task->loop))) [[unlikely]]
        return fail_next(rt, task, text_with(rt, "Task 1 got Future 2 attached to a different loop", View(task), yielded));
    if (!future->blocking) [[unlikely]]
        return fail_next(rt, task, text_with(rt, "yield was used instead of yield from in task 1 with 2", View(task), yielded));
    future->blocking = false;
    task->waiting_on = Value(yielded);
    TRY(add_waiter(rt, future, Ref<Task>(task)));
    if (task->must_cancel) [[unlikely]] return cancel_awaited(rt, task);
    return {};
}

/// The coroutine has returned or raised: the task is done. Raised: what must end the loop.
Result<void> settle(Runtime& rt, Task* task, bool returned) {
    if (returned) {
        Value result = std::exchange(rt.sent_result, Value());
        task->registered = false;
        expect_report(task, false);
        if (!task->must_cancel) return finish_with_result(rt, task, result);
        // Cancelled right before the coroutine ended.
        task->must_cancel = false;
        Value message = std::exchange(task->outcome, Value());
        return finish_cancelled(rt, task, message);
    }
    Value exception = rt.take_exception();
    task->registered = false;
    expect_report(task, false);
    task->must_cancel = false;
    Type* type = exception.object()->type();
    if (is_subtype(type, rt.asyncio->cancelled_error.get())) {
        task->outcome_is_error = true;
        return finish_cancelled(rt, task, exception);
    }
    TRY(finish_with_exception(rt, task, exception));
    if (is_subtype(type, rt.exceptions[KeyboardInterrupt]) || is_subtype(type, rt.exceptions[SystemExit])) {
        rt.pending = exception;
        return Raised{};
    }
    return {};
}

/// Task.__step, in the task's context and as the loop's current task.
[[gnu::always_inline]] inline Result<void> step(Runtime& rt, Task* task, Value exception) {
    if (task->done()) [[unlikely]] {
        Ref<Str> shown = TRY(repr(rt, View(task)));
        Value text = exception.is_unbound() ? Value(rt.empty_str) : Value(exception);
        Ref<Str> what = TRY(repr(rt, text));
        return raise_invalid_state(rt, ("__step(): already done: " + std::string(shown->text()) + " " + std::string(what->text())).c_str());
    }
    if (task->must_cancel) [[unlikely]] {
        if (exception.is_unbound() || !is_subtype(exception.object()->type(), rt.asyncio->cancelled_error.get())) {
            exception = TRY(make_cancelled_error(rt, task));
            task->outcome = Value();
        }
        task->must_cancel = false;
    }
    { Value waited = std::exchange(task->waiting_on, Value()); }
    if (!task->initialized) return rt.raise(RuntimeError, "uninitialized Task object");
    Result<Value> yielded = drive(rt, task->coroutine, std::move(exception));
    if (yielded.raised()) {
        if (rt.stopping()) return Raised{};
        return settle(rt, task, false);
    }
    if (yielded.value().is_unbound()) return settle(rt, task, true);
    return wait_for(rt, task, yielded.value());
}

/// What the next step of a task that was woken is to raise; Unbound: nothing.
Result<Value> awaited_error(Runtime& rt, Task* task) {
    View waited = task->waiting_on;
    if (!is_future(waited)) return is_error(waited) ? Value(waited) : Value();
    Result<Value> result = Raised{};
    if (is_exact_future(rt, waited)) {
        auto* future = waited.as<Future>();
        if (future->state == Future::finished && !future->failed) [[likely]] return Value();
        result = result_of(rt, future);
    } else {
        Value held(waited);
        result = call_method(rt, held, rt.names.result);
    }
    if (!result.raised()) return Value();
    if (rt.stopping()) return Raised{};
    return rt.take_exception();
}

Raised raise_nested(Runtime& rt, View task, View running) {
    Result<Value> text = text_with(rt, "Cannot enter into task 1 while another task 2 is being executed.", task, running);
    if (text.raised()) return Raised{};
    return rt.raise_value(RuntimeError, text.value());
}

/// Runs a step with the loop's current task set; the context is entered already.
[[gnu::always_inline]] inline Result<void> step_as_current(Runtime& rt, Task* task, Value exception) {
    if (!is_kind(task->loop, Kind::event_loop)) {
        Value before = TRY(swap_current_task(rt, task->loop, View(task)));
        Result<void> result = step(rt, task, std::move(exception));
        Value pending = std::move(rt.pending);
        rt.pending = Value();
        if (swap_current_task(rt, task->loop, before).raised()) return Raised{};
        rt.pending = std::move(pending);
        return result;
    }
    Ref<LoopObject> loop(task->loop.as<LoopObject>());
    if (loop->current || !loop->current_foreign.is_unbound()) [[unlikely]]
        return raise_nested(rt, View(task), loop->current ? View(loop->current) : View(loop->current_foreign));
    loop->current = Ref<Task>(task);
    Result<void> result = step(rt, task, std::move(exception));
    loop->current = nullptr;
    return result;
}

}  // namespace

namespace {

/// What a step raises goes to the exception handler; raised: what ends the loop.
Result<void> report_step(Runtime& rt, LoopObject* loop, Task* task) {
    if (rt.stopping() || rt.pending_is(SystemExit) || rt.pending_is(KeyboardInterrupt)) return Raised{};
    Value error = rt.take_exception();
    Value wakeup = TRY(new_wakeup(rt, task));
    Ref<Tuple> none = rt.empty_tuple;
    Ref<Handle> handle = TRY(new_handle(rt, View(loop), wakeup, View(none), false, View()));
    Value text = TRY(call_python_half(rt, "asyncio.format_helpers", "_callback_source", {wakeup, View(none), View::boolean(false)}));
    std::string message = "Exception in callback ";
    if (Str* shown = as_str(text)) message += shown->text();
    return call_exception_handler(rt, View(loop), message.c_str(), {{"exception", error}, {"handle", View(handle)}});
}

// Plain steps follow one another without leaving the interpreter: it tells end_step() where a coroutine stops, and resumes the one it gets.

/// Its coroutine, which is held until end_step().
Generator* begin_step(Runtime& rt, LoopObject* loop, Ref<Task> task) {
    TaskStep& step = loop->step;
    step.named = is_context(task->context);
    step.context = step.named ? task->context : std::move(task->context);
    (void)enter_context(rt, step.context);  // is not entered: is_plain_step()
    task->context_lent = true;
    loop->current = task;
    Generator* coroutine = generator_of(task->coroutine);
    retain(View(task->coroutine));
    Value waited = std::exchange(task->waiting_on, Value());
    step.task = std::move(task);
    return coroutine;
}

}  // namespace

Generator* end_step(Runtime& rt, Generator* generator, View& outcome) {
    Value coroutine = Value::adopt(View(reinterpret_cast<Object*>(generator)));
    auto* loop = rt.asyncio->stepping.as<LoopObject>();
    {
        Ref<Task> task = loop->step.task;  // there until the end: what scripts run meanwhile must not take the step for over
        Result<void> ended;
        if (outcome.is_raised()) ended = rt.stopping() ? Result<void>(Raised{}) : settle(rt, task.get(), false);
        else if (outcome.is_unbound()) ended = settle(rt, task.get(), true);
        else ended = wait_for(rt, task.get(), Value::adopt(outcome));
        loop->current = nullptr;
        task->context_lent = false;
        leave_context(rt, loop->step.context);
        if (!loop->step.named) task->context = std::move(loop->step.context);
        loop->step.task = nullptr;
        outcome = View();
        if (ended.raised() && report_step(rt, loop, task.get()).raised()) [[unlikely]] {
            outcome = View(View::kRaisedBits);
            return nullptr;
        }
    }
    Ref<Task> next = take_step(rt, loop);
    if (!next) return nullptr;
    if (rt.charge(1).raised()) [[unlikely]] {
        outcome = View(View::kRaisedBits);
        return nullptr;
    }
    return begin_step(rt, loop, std::move(next));
}

Result<void> run_task(Runtime& rt, LoopObject* loop, Ref<Task> task, bool woken) {
    // A callback that runs a turn of its own, which is rare, is not a link of such a chain.
    if (is_plain_step(rt, loop, task.get(), woken) && View(rt.asyncio->stepping) == View(loop) && !loop->step.task && !rt.stack_is_short()) [[likely]]
        return rt.hooks.run_steps(rt, begin_step(rt, loop, std::move(task)));
    Value exception;
    if (!task->waiting_on.is_unbound() && (woken || is_error(task->waiting_on))) {
        Result<Value> error = awaited_error(rt, task.get());
        if (error.raised()) return Raised{};
        exception = error.take();
    }
    Result<void> result = in_context(rt, task.get(), [&] { return step_as_current(rt, task.get(), std::move(exception)); });
    if (!result.raised()) [[likely]] return {};
    return report_step(rt, loop, task.get());
}

// ---- the wake-up as scripts see it: a callable that a foreign loop or future gets

namespace {

struct Wakeup : Object {
    Ref<Task> task;
};

Result<Value> call_wakeup(Runtime& rt, View self, const Arguments&) {
    Ref<Task> task = self.as<Wakeup>()->task;
    Value exception;
    if (View waited = task->waiting_on; is_future(waited) || is_error(waited)) {
        exception = TRY(awaited_error(rt, task.get()));
    } else if (!waited.is_unbound() && !waited.is_none()) {
        Value held(waited);
        Result<Value> result = call_method(rt, held, rt.names.result);
        if (result.raised()) {
            if (rt.stopping()) return Raised{};
            exception = rt.take_exception();
        }
    }
    TRY(step_as_current(rt, task.get(), std::move(exception)));
    return View::none();
}

Result<Value> wakeup_name(Runtime& rt, View) { return rt.str("Task.task_wakeup"); }

constexpr PropertyDef wakeup_properties[] = {
    {"__qualname__", wakeup_name},
    {"__name__", [](Runtime& rt, View) -> Result<Value> { return rt.str("task_wakeup"); }},
    {"__self__", [](Runtime&, View self) -> Result<Value> { return Value(View(self.as<Wakeup>()->task)); }},
};

}  // namespace

Result<Value> new_wakeup(Runtime& rt, Task* task) {
    auto* made = rt.allocate<Wakeup>(state_of(rt).wakeup);
    if (!made) return rt.raise_memory_error();
    new (&made->task) Ref<Task>(task);
    return Value::adopt(View(made));
}

Task* woken_by(Runtime& rt, View wakeup) {
    return wakeup.is_object() && wakeup.object()->type() == state_of(rt).wakeup ? wakeup.as<Wakeup>()->task.get() : nullptr;
}

const TypeDef wakeup_type{
    .name = "TaskStepMethWrapper",
    .module = "_asyncio",
    .doc = "Goes on with a task.",
    .size = sizeof(Wakeup),
    .flags = Type::container | Type::disallow_construct | Type::immutable,
    .slots = {.destroy =
                  [](Runtime& rt, Object* object) {
                      static_cast<Wakeup*>(object)->task.~Ref();
                      rt.free_instance(object, sizeof(Wakeup));
                  },
              .traverse = [](Object* object, Visitor& visit) { visit(static_cast<Wakeup*>(object)->task.get()); },
              .clear = [](Runtime&, Object* object) { static_cast<Wakeup*>(object)->task = nullptr; },
              .call = call_wakeup,
              .repr =
                  [](Runtime& rt, View self) -> Result<Value> {
                  return rt.format("<TaskStepMethWrapper object at %p>", static_cast<void*>(self.object()));
              }},
    .properties = wakeup_properties,
};

// ---- cancelling

Result<bool> cancel_task(Runtime& rt, Task* task, View message) {
    // A task that waits for a task passes the request on; a chain of any length needs no machine stack.
    std::uint32_t steps = 0;
    for (Task* at = task;;) {
        if (at->log_traceback) at->log_traceback = false;
        if (at->done()) {
            if (at == task) return false;
            break;
        }
        ++at->cancel_requests;
        View waited = at->waiting_on;
        bool passed = false;
        if (waited.is_object() && !is_error(waited)) {
            if (is_exact_future(rt, waited) && waited.object()->kind == Kind::task && !waited.as<Task>()->done()) {
                if (++steps > 1'000'000) return rt.raise(RecursionError, "maximum recursion depth exceeded");
                if (steps % 1024 == 0) TRY(rt.charge(1024));
                at = waited.as<Task>();
                continue;
            }
            Value held(waited);
            Ref<Task> alive(at);
            passed = TRY(cancel_any(rt, held, message));
        }
        if (!passed) {
            at->must_cancel = true;
            at->outcome = Value(message);
        }
        break;
    }
    return true;
}

Result<std::int64_t> uncancel(Runtime&, Task* task) {
    if (task->cancel_requests > 0) {
        --task->cancel_requests;
        if (task->cancel_requests == 0) {
            task->must_cancel = false;
            if (!task->done()) task->outcome = Value();
        }
    }
    return static_cast<std::int64_t>(task->cancel_requests);
}

// ---- making

Result<bool> is_coroutine(Runtime& rt, View value) {
    if (is_kind(value, Kind::coroutine) || is_kind(value, Kind::native_coroutine)) return true;
    if (!value.is_object()) return false;
    Value answer = TRY(call_python_half(rt, "asyncio.coroutines", "iscoroutine", {value}));
    return answer.is_true();
}

namespace {

void begin_task(Task* task) {
    begin_future(task, View());
    for (Value* field : {&task->coroutine, &task->context, &task->waiting_on, &task->name}) new (field) Value();
}

Result<void> start_eagerly(Runtime& rt, Task* task) {
    Ref<Task> held(task);
    Value before = TRY(swap_current_task(rt, task->loop, View(task)));
    task->registered = true;
    Result<void> result = in_context(rt, task, [&] { return step(rt, task, Value()); });
    Value pending = std::exchange(rt.pending, Value());
    Result<Value> swapped = swap_current_task(rt, task->loop, before);
    if (swapped.raised()) return Raised{};
    rt.pending = std::move(pending);
    if (task->done()) task->coroutine = Value();
    return result;
}

Result<void> init_task(Runtime& rt, Task* task, View coroutine, View loop, View name, View context, bool eager) {
    TRY(init_future(rt, task, loop));
    if (!TRY(can_drive(rt, coroutine))) {
        task->log_destroy = false;
        Ref<Str> shown = TRY(repr(rt, coroutine));
        std::string text = "a coroutine was expected, got " + std::string(shown->text());
        return rt.raise_value(TypeError, TRY(rt.str(text)));
    }
    task->context = context.is_none() || context.is_unbound() ? hold_context(rt) : Value(context);
    task->must_cancel = false;
    task->log_destroy = true;
    task->cancel_requests = 0;
    task->coroutine = Value(coroutine);
    task->set_serial(rt.asyncio->next_serial++);
    if (name.is_none() || name.is_unbound()) {
        task->name = View::small_int(static_cast<std::int64_t>(rt.asyncio->next_task_number++));
    } else if (is_kind(name, Kind::str)) {
        task->name = Value(name);
    } else {
        task->name = TRY(to_str(rt, name));
    }
    expect_report(task, true);
    if (eager) {
        bool running = is_kind(task->loop, Kind::event_loop)
                           ? task->loop.as<LoopObject>()->running
                           : TRY(truth(rt, TRY(call_method(rt, task->loop, state_of(rt).words.is_running.get()))));
        if (running) return start_eagerly(rt, task);
    }
    if (LoopObject* own = as_plain_loop(task->loop)) TRY(check_thread(rt, own));
    TRY(step_again(rt, task));
    task->registered = true;
    return {};
}

}  // namespace

Result<Value> make_task(Runtime& rt, View loop, View coroutine, View name, View context, bool eager) {
    auto* made = rt.allocate<Task>(rt.asyncio->task);
    if (!made) return rt.raise_memory_error();
    begin_task(made);
    Ref<Task> task = Ref<Task>::adopt(made);
    TRY(init_task(rt, made, coroutine, loop, name, context, eager));
    return task;
}

Result<Value> create_task(Runtime& rt, View loop, View coroutine, View name, View context, View eager) {
    LoopObject* plain = as_plain_loop(loop);
    if (plain && plain->task_factory.is_none()) [[likely]] {
        TRY(check_open(rt, plain));
        return make_task(rt, loop, coroutine, name, context, !eager.is_unbound() && TRY(truth(rt, eager)));
    }
    AsyncioWords& words = state_of(rt).words;
    Value method = TRY(get_attribute(rt, loop, words.create_task.get()));
    return call_with_keywords(rt, method, {coroutine}, {{rt.names.name, name}, {rt.names.context, context}, {words.eager_start.get(), eager}});
}

Result<Value> ensure_future(Runtime& rt, View awaitable, View loop) {
    if (is_future(awaitable)) {
        if (!loop.is_unbound() && !loop.is_none() && !(loop == View(awaitable.as<Future>()->loop)))
            return rt.raise(ValueError, "The future belongs to a different loop than the one specified as the loop argument");
        return Value(awaitable);
    }
    if (is_kind(awaitable, Kind::coroutine) || is_kind(awaitable, Kind::native_coroutine)) {
        Value chosen = loop.is_unbound() || loop.is_none() ? TRY(get_event_loop(rt)) : Value(loop);
        Result<Value> task = create_task(rt, chosen, awaitable);
        if (!task.raised() || !rt.pending_is(RuntimeError)) return task;
        // The coroutine will never run: no warning that it was not awaited.
        Value error = rt.take_exception();
        TRY(call_method(rt, awaitable, rt.names.close));
        rt.pending = std::move(error);
        return Raised{};
    }
    return call_python_half(rt, "asyncio.tasks", "_ensure_future", {awaitable, loop.is_unbound() ? View::none() : loop});
}

// ---- the running task

Result<Value> swap_current_task(Runtime& rt, View loop, View task) {
    if (is_kind(loop, Kind::event_loop)) {
        auto* object = loop.as<LoopObject>();
        Value before = object->current ? Value(View(object->current)) : object->current_foreign;
        object->current = as_task(task) ? Ref<Task>(task.as<Task>()) : nullptr;
        object->current_foreign = object->current || task.is_none() ? Value() : Value(task);
        return before.is_unbound() ? Value(View::none()) : before;
    }
    AsyncioPrivate& state = state_of(rt);
    if (state.current_tasks.is_unbound()) state.current_tasks = TRY(new_dict(rt));
    auto* all = state.current_tasks.as<Dict>();
    Value before(TRY(dict_get(rt, all, loop)));
    if (task.is_none()) TRY(dict_pop(rt, all, loop));
    else TRY(dict_set(rt, all, loop, task));
    return before.is_unbound() ? Value(View::none()) : before;
}

Result<Value> current_task(Runtime& rt, View loop) {
    Value chosen(loop);
    if (loop.is_none() || loop.is_unbound()) chosen = TRY(running_loop(rt));
    if (is_kind(chosen, Kind::event_loop)) {
        auto* object = chosen.as<LoopObject>();
        if (object->current) return Value(View(object->current));
        return object->current_foreign.is_unbound() ? Value(View::none()) : object->current_foreign;
    }
    AsyncioPrivate& state = state_of(rt);
    if (state.current_tasks.is_unbound()) return View::none();
    Value task(TRY(dict_get(rt, state.current_tasks.as<Dict>(), chosen)));
    return task.is_unbound() ? Value(View::none()) : task;
}

Result<Ref<Str>> task_name(Runtime& rt, Task* task) {
    if (Str* name = as_str(task->name)) return Ref<Str>(name);
    if (!task->name.is_int()) return Ref<Str>(rt.empty_str);
    Value text = TRY(rt.format("Task-%lld", static_cast<long long>(task->name.as_int())));
    task->name = text;
    return Ref<Str>(text.as<Str>());
}

// ---- the end

void finalize_task(Runtime& rt, Object* object) {
    auto* task = static_cast<Task*>(object);
    if (task->initialized && !task->done() && task->log_destroy) {
        task->log_destroy = false;
        Value source = source_of(rt, task);
        if (call_exception_handler(rt, task->loop, "Task was destroyed but it is pending!",
                                   {{"task", View(object)}, {"source_traceback", source}}).raised())
            rt.report_unraisable(object);
    }
    finalize_future(rt, object);
}

namespace {

void destroy_task(Runtime& rt, Object* object) {
    auto* task = static_cast<Task*>(object);
    for (Value* field : {&task->coroutine, &task->context, &task->waiting_on, &task->name}) field->~Value();
    release_future_fields(rt, task);
    rt.free_instance(object, sizeof(Task));
}

void traverse_task(Object* object, Visitor& visit) {
    auto* task = static_cast<Task*>(object);
    traverse_future_fields(task, visit);
    for (Value* field : {&task->coroutine, &task->context, &task->waiting_on, &task->name}) visit(*field);
}

void clear_task(Runtime& rt, Object* object) {
    auto* task = static_cast<Task*>(object);
    clear_future_fields(rt, task);
    Value coroutine = std::exchange(task->coroutine, Value()), context = std::exchange(task->context, Value());
    Value waited = std::exchange(task->waiting_on, Value());
}

Task* self_of(Args args) { return args.self<Task>(); }

Result<Value> refuse(Runtime& rt, const char* what) { return rt.raise(RuntimeError, "Task does not support %s operation", what); }

Result<Value> set_task_name(Runtime& rt, Args args) {
    if (is_kind(args[1], Kind::str)) self_of(args)->name = Value(args[1]);
    else self_of(args)->name = TRY(to_str(rt, args[1]));
    return View::none();
}

constexpr FunctionDef methods[] = {
    {"set_result(self, result, /)", [](Runtime& rt, Args) { return refuse(rt, "set_result"); }, "Not for tasks."},
    {"set_exception(self, exception, /)", [](Runtime& rt, Args) { return refuse(rt, "set_exception"); }, "Not for tasks."},
    {"cancel(self, /, msg=None)",
     [](Runtime& rt, Args args) -> Result<Value> {
         TRY(need_initialized(rt, self_of(args)));
         return View::boolean(TRY(cancel_task(rt, self_of(args), args[1].is_none() ? View() : args[1])));
     },
     "Requests that the task cancel itself: CancelledError is raised in its coroutine at the next opportunity."},
    {"cancelling(self, /)",
     [](Runtime& rt, Args args) -> Result<Value> { return rt.integer(self_of(args)->cancel_requests); },
     "How many requests to cancel are pending."},
    {"uncancel(self, /)", [](Runtime& rt, Args args) -> Result<Value> { return rt.integer(TRY(uncancel(rt, self_of(args)))); },
     "Takes back one request to cancel; how many remain."},
    {"get_name(self, /)", [](Runtime& rt, Args args) -> Result<Value> { return TRY(task_name(rt, self_of(args))); }, "The task's name."},
    {"set_name(self, value, /)", set_task_name, "Names the task."},
    {"get_coro(self, /)",
     [](Runtime&, Args args) -> Result<Value> {
         Value& coroutine = self_of(args)->coroutine;
         return coroutine.is_unbound() ? Value(View::none()) : coroutine;
     },
     "The coroutine that the task runs."},
    {"get_context(self, /)",
     [](Runtime& rt, Args args) -> Result<Value> {
         Ref<Context> context = TRY(context_object(rt, self_of(args)));
         return Value(View(context.get()));
     },
     "The context that the task runs in."},
    {"get_stack(self, /, *, limit=None)",
     [](Runtime& rt, Args args) { return call_python_half(rt, "asyncio.base_tasks", "_task_get_stack", {args[0], args[1]}); },
     "The frames of the task's coroutine, innermost last."},
    {"print_stack(self, /, *, limit=None, file=None)",
     [](Runtime& rt, Args args) { return call_python_half(rt, "asyncio.base_tasks", "_task_print_stack", {args[0], args[1], args[2]}); },
     "Prints the stack or traceback of the task's coroutine."},
};

constexpr PropertyDef properties[] = {
    {"_log_destroy_pending", [](Runtime&, View self) -> Result<Value> { return View::boolean(self.as<Task>()->log_destroy); },
     [](Runtime& rt, View self, View value) -> Result<void> {
         if (value.is_unbound()) return rt.raise(AttributeError, "cannot delete attribute");
         self.as<Task>()->log_destroy = TRY(truth(rt, value));
         return {};
     }},
    {"_must_cancel", [](Runtime&, View self) -> Result<Value> { return View::boolean(self.as<Task>()->must_cancel); }},
    {"_coro",
     [](Runtime&, View self) -> Result<Value> {
         Value& coroutine = self.as<Task>()->coroutine;
         return coroutine.is_unbound() ? Value(View::none()) : coroutine;
     }},
    {"_fut_waiter",
     [](Runtime&, View self) -> Result<Value> {
         Value& waited = self.as<Task>()->waiting_on;
         return waited.is_unbound() || is_error(waited) ? Value(View::none()) : waited;
     }},
    {"_num_cancels_requested", [](Runtime& rt, View self) -> Result<Value> { return rt.integer(self.as<Task>()->cancel_requests); }},
};

Result<Value> construct(Runtime& rt, Type* type, const Arguments&) {
    auto* made = rt.allocate<Task>(type);
    if (!made) return rt.raise_memory_error();
    begin_task(made);
    return Value::adopt(View(made));
}

Result<void> init(Runtime& rt, View self, const Arguments& arguments) {
    static constexpr const char* kNames[] = {"coro", "loop", "name", "context", "eager_start"};
    View values[5];
    if (arguments.count > 1) return rt.raise(TypeError, "Task() takes at most 1 positional argument (%zu given)", arguments.count);
    if (arguments.count) values[0] = arguments[0];
    for (std::size_t n = 0; arguments.names && n < arguments.names->size; ++n) {
        Str* name = as_str(arguments.names->items[n]);
        std::size_t at = 0;
        while (at < 5 && name->text() != kNames[at]) ++at;
        if (at == 5) return rt.raise(TypeError, "Task() got an unexpected keyword argument '%s'", name->data());
        values[at] = arguments[arguments.count + n];
    }
    if (values[0].is_unbound()) return rt.raise(TypeError, "Task() missing required argument 'coro' (pos 1)");
    bool eager = !values[4].is_unbound() && TRY(truth(rt, values[4]));
    return init_task(rt, self.as<Task>(), values[0], values[1], values[2], values[3], eager);
}

Result<Value> repr_slot(Runtime& rt, View self) {
    TRY(need_initialized(rt, self.as<Future>()));
    return call_python_half(rt, "asyncio.base_tasks", "_task_repr", {self});
}

}  // namespace

const TypeDef task_type{
    .name = "Task",
    .module = "_asyncio",
    .doc = "A coroutine wrapped in a Future.",
    .kind = Kind::task,
    .size = sizeof(Task),
    .flags = Type::base_type | Type::has_dict | Type::container | Type::weak_referable | Type::has_finalizer,
    .inline_slots = 0,
    .base = [](Runtime& rt) { return rt.asyncio->future; },
    .construct_signature = "(coro, *, loop=None, name=None, context=None, eager_start=False)",
    .slots = {.destroy = destroy_task,
              .traverse = traverse_task,
              .clear = clear_task,
              .finalize = finalize_task,
              .construct = construct,
              .init = init,
              .repr = repr_slot},
    .methods = methods,
    .properties = properties,
};

// ---- functions of the module

namespace {

/// The tasks of a loop that are not done, in the order in which they were made.
Result<std::vector<Ref<Task>>> tasks_of(Runtime& rt, View loop) {
    // Tasks are looked for where they lie: a list of them would cost each task two words, and its neighbours' cache lines.
    std::vector<Ref<Task>> found;
    rt.heap.walk(
        [&](Object* object) {
            if (object->kind != Kind::task || !is_alive(object)) return;
            auto* task = static_cast<Task*>(object);
            if (task->registered && !task->done() && View(task->loop) == loop) found.emplace_back(task);
        },
        sizeof(Task));
    TRY(rt.charge(static_cast<std::int64_t>(rt.heap.live_objects() / 16)));
    std::sort(found.begin(), found.end(), [&](const Ref<Task>& a, const Ref<Task>& b) {
        std::uint32_t next = rt.asyncio->next_serial;
        return ((a->serial() - next) & Task::kSerialMask) < ((b->serial() - next) & Task::kSerialMask);
    });
    return found;
}

Result<Value> all_tasks(Runtime& rt, Args args) {
    Value loop(args[0]);
    if (loop.is_none()) loop = TRY(running_loop(rt));
    Ref<Set> all = TRY(new_set(rt));
    std::vector<Ref<Task>> found = TRY(tasks_of(rt, loop));
    for (auto& task : found) {
        TRY(rt.charge(1));
        TRY(set_add(rt, all.get(), View(task)));
    }
    if (state_of(rt).foreign_tasks) [[unlikely]] TRY(set_update(rt, all.get(), TRY(call_python_half(rt, "asyncio.tasks", "_foreign_tasks", {loop}))));
    return all;
}

/// all_tasks() as a list, oldest first, for what is done with all of them at the end.
Result<Value> tasks_in_order(Runtime& rt, Args args) {
    Ref<List> all = TRY(new_list(rt));
    std::vector<Ref<Task>> found = TRY(tasks_of(rt, args[0]));
    for (auto& task : found) {
        TRY(rt.charge(1));
        TRY(list_append(rt, all.get(), View(task)));
    }
    if (state_of(rt).foreign_tasks) [[unlikely]] TRY(list_extend(rt, all.get(), TRY(call_python_half(rt, "asyncio.tasks", "_foreign_tasks", {args[0]}))));
    return all;
}

template <bool registered>
Result<Value> register_task(Runtime& rt, Args args) {
    if (Task* task = as_task(args[0])) {
        task->registered = registered;
        return View::none();
    }
    if (registered) state_of(rt).foreign_tasks = true;
    return call_python_half(rt, "asyncio.tasks", registered ? "_register_foreign" : "_unregister_foreign", {args[0]});
}

Result<Value> enter_task(Runtime& rt, Args args) {
    Value running = TRY(current_task(rt, args[0]));
    if (!running.is_none()) return raise_nested(rt, args[1], running);
    TRY(swap_current_task(rt, args[0], args[1]));
    return View::none();
}

Result<Value> leave_task(Runtime& rt, Args args) {
    Value running = TRY(current_task(rt, args[0]));
    if (!(View(running) == args[1])) {
        Result<Value> text = text_with(rt, "Leaving task 1 does not match the current task 2.", args[1], running);
        return rt.raise_value(RuntimeError, TRY(std::move(text)));
    }
    TRY(swap_current_task(rt, args[0], View::none()));
    return View::none();
}

}  // namespace

const FunctionDef task_functions[] = {
    {"current_task(loop=None)", [](Runtime& rt, Args args) { return current_task(rt, args[0]); }, "The task that is running, or None."},
    {"all_tasks(loop=None)", all_tasks, "The set of all tasks of the loop that are not done."},
    {"create_task(coro, *, name=None, context=None | eager_start=None)",
     [](Runtime& rt, Args args) -> Result<Value> {
         Value loop = TRY(running_loop(rt));
         return create_task(rt, loop, args[0], args[1], unless_none(args[2]), unless_none(args[3]));
     },
     "Schedules a coroutine as a task of the running loop."},
    {"ensure_future(coro_or_future, *, loop=None)", [](Runtime& rt, Args args) { return ensure_future(rt, args[0], args[1]); },
     "A future for a coroutine or awaitable; futures are returned as they are."},
    {"_enter_task(loop, task)", enter_task, "A task of another kind begins a step."},
    {"_leave_task(loop, task)", leave_task, "The step is over."},
    {"_tasks_in_order(loop)", tasks_in_order, "The list of all tasks of the loop that are not done, oldest first."},
    {"_register_task(task)", register_task<true>, "all_tasks() shall count it."},
    {"_register_eager_task(task)", register_task<true>, "The same, of one whose first step runs at once."},
    {"_unregister_task(task)", register_task<false>, "all_tasks() shall not count it."},
    {"_unregister_eager_task(task)", register_task<false>, "The same, of one whose first step is over."},
    {"_swap_current_task(loop, task)", [](Runtime& rt, Args args) { return swap_current_task(rt, args[0], args[1]); },
     "Another task becomes the running one; the one before."},
};
const std::size_t task_function_count = std::size(task_functions);

}  // namespace ouro
