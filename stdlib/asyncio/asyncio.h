// SPDX-License-Identifier: MIT
// The heart of asyncio as natives see it: futures, tasks, handles, the event loop object, and what is done with them. Everything that
// waits (locks, queues, gather …) is built on this header; the loop's turn itself is in runtime/loop.
//
// Words: a future is *done* when it is finished or cancelled; its *callbacks* run in a later turn of its loop. A task that awaits a
// future stands in the future's `first` slot (or among its callbacks), without any object in between.
#pragma once

#include <initializer_list>

#include "runtime/runtime.h"

namespace ouro {

struct LoopCore;  // stdlib/asyncio/event_loop.cpp, over runtime/loop
struct Task;
struct LoopObject;

/// What waits for a future besides the first that came: callables with their contexts, and tasks, in order.
struct FutureCallbacks {
    struct Entry {
        Value callable;  // a Task in the role of a waiter, if `context` is Raised; else what is called with the future
        Value context;   // what stdlib/contextvars.h calls a held context
    };
    std::uint32_t count, capacity;
    Entry entries[0];
};

/// asyncio.Future; Kind::future. Subclasses written in Python have this layout too, so a kind test says only what the layout is.
struct Future : Object {
    enum State : std::uint8_t { pending, cancelled, finished };
    State state;
    bool blocking : 1;         // _asyncio_future_blocking: yielded by an await, not yet taken up by a task
    bool log_traceback : 1;    // the exception was never looked at
    bool failed : 1;           // finished: `outcome` is an exception
    bool initialized : 1;
    bool must_cancel : 1;      // of a task: CancelledError is to be raised at its next step
    bool log_destroy : 1;      // of a task: report its end while pending
    bool context_lent : 1;     // of a task: `context` is running, so it is in rt.context
    bool registered : 1;       // of a task: all_tasks() counts it
    bool outcome_is_error : 1; // cancelled: `outcome` is the CancelledError that the task's coroutine ended with
    bool scheduled : 1;        // of a sleep's future: an entry of the loop's timers refers to it
    bool timer_dropped : 1;    // the same, and the sleep is over already
    bool gathering : 1;        // what gather() returns: cancel() is for its children
    bool sourced : 1;          // in debug mode: AsyncioState::source_tracebacks has where it was made
    std::uint8_t serial_high;  // of a task: which it is, in the order in which tasks are made; the low 16 bits are in Object::aux
    std::uint32_t cancel_requests;  // of a task: Task.cancelling()
    Value outcome;        // finished: result or exception; cancelled (or a task to be cancelled): the message, or the CancelledError caught
    Value loop;           // a LoopObject, or whatever a script gave
    Object* first;        // the task that waits or the native callback; failed: the exception's traceback; null: none; owned
    FutureCallbacks* more; // what waits behind it; done: the one native callback that the ready queue is about to call, or null

    bool done() const { return state != pending; }
};

/// asyncio.Task; Kind::task.
struct Task : Future {
    Value coroutine;   // Unbound once done
    Value context;     // a held context: see stdlib/contextvars.h
    Value waiting_on;  // _fut_waiter: the future it waits for, or Unbound
    Value name;        // str, or the number of "Task-<n>"

    static constexpr std::uint32_t kSerialMask = 0xff'ffff;
    std::uint32_t serial() const { return std::uint32_t{serial_high} << 16 | aux; }
    void set_serial(std::uint32_t serial) {
        serial_high = static_cast<std::uint8_t>(serial >> 16);
        aux = static_cast<std::uint16_t>(serial);
    }
};

/// asyncio.Handle and asyncio.TimerHandle; Kind::handle.
struct Handle : Object {
    bool cancelled;
    bool timer;        // a TimerHandle
    bool scheduled;    // is among the loop's timers
    bool single;       // `arguments` is the one argument itself
    bool whole_when;   // `when` was given as an int
    Value callback;    // Unbound once cancelled
    Value arguments;   // a tuple, unless `single`
    Value context;     // a held context
    Value loop;
    double when;
    Value source_traceback;
    Value text;        // in debug mode: the repr, made when it is cancelled
};

/// A task's step while it runs.
struct TaskStep {
    Ref<Task> task;
    Value context;  // the held context that ran before
    bool named;     // Task::context names the one that runs, too
};

/// The event loop as scripts see it; Kind::event_loop.
struct LoopObject : Object {
    LoopCore* core;      // queues and poller; null once closed
    bool debug, running, closed, stopping, asyncgens_shut_down, executor_shut_down;
    bool plain;          // call_soon, call_at and the like are not overridden by a class written in Python, nor by attributes of the loop
    bool own_turn, own_clock, own_selector;  // what a program has put in the place of _run_once(), time() and the poller
    bool turning;        // in _run_once(), by whomever it was called
    std::uint64_t thread;     // that runs it, or 0
    Value exception_handler;  // None or callable
    Value task_factory;       // None or callable
    Ref<Task> current;        // the task whose step is running, as scripts see it
    TaskStep step;              // the one among those that follow one another: run_task()
    Value current_foreign;    // the same for objects that are not tasks of ours, else Unbound
    Value executor;           // default executor, or None
    Value asyncgens;          // list of weak references to the asynchronous generators that began here, or Unbound
    std::size_t asyncgens_limit;
    Value slow_callback_duration;
    Value old_asyncgen_hooks;
};

/// Per VM; made by asyncio_state().
struct AsyncioState {
    Type *future = nullptr, *task = nullptr, *handle = nullptr, *timer_handle = nullptr, *event_loop = nullptr, *gathering = nullptr;
    Ref<Type> cancelled_error, invalid_state_error;
    Value running_loop;         // Unbound where none runs
    Value stepping;             // the loop whose turns run in this thread, whatever a script says: its TaskStep is the running one
    Value current_tasks;        // dict: a loop that is not ours → its running task
    Value policy, set_loop;     // events.set_event_loop_policy(), set_event_loop(): Unbound where not set
    Ref<Dict> source_tracebacks; // in debug mode: address of a future → traceback.extract_stack() of where it was made
    std::uint64_t next_task_number = 1;
    std::uint32_t next_serial = 0;
};

/// The state of asyncio in this VM, made at the first call (the import of `_asyncio`, or a native that needs a future).
Result<AsyncioState*> asyncio_state(Runtime& rt);

// ---- futures

inline bool is_future(View value) { return is_kind(value, Kind::future) || is_kind(value, Kind::task); }
/// A Future or Task (or instance of a subclass), or null.
inline Future* as_future(View value) { return is_future(value) ? value.as<Future>() : nullptr; }
inline Task* as_task(View value) { return is_kind(value, Kind::task) ? value.as<Task>() : nullptr; }

/// asyncio.Future(loop=loop).
Result<Ref<Future>> new_future(Runtime& rt, View loop);
/// loop.create_future() of any kind of loop.
Result<Value> create_future(Runtime& rt, View loop);
/// InvalidStateError if it is done already. These three are the base class's methods: overrides in Python are not looked at.
Result<void> set_result(Runtime& rt, Future* future, View result);
/// An exception instance or class; StopIteration is a TypeError.
Result<void> set_exception(Runtime& rt, Future* future, View exception);
/// Cancels a future or a task (what it waits for is cancelled in turn); false if it is done. Unbound: without a message.
Result<bool> cancel(Runtime& rt, Future* future, View message = View());
/// cancel() of whatever it is: the base class's where it is not overridden, else the method is called.
Result<bool> cancel_any(Runtime& rt, View future, View message = View());
/// done(), cancelled() of whatever it is.
Result<bool> is_done(Runtime& rt, View future);
Result<bool> is_cancelled(Runtime& rt, View future);
/// result(): raises what it failed with, CancelledError, or InvalidStateError; marks the exception as seen.
Result<Value> result_of(Runtime& rt, Future* future);
/// exception(): the exception or None; raises CancelledError or InvalidStateError.
Result<Value> exception_of(Runtime& rt, Future* future);
/// A new (or the one caught) CancelledError of a cancelled future.
Result<Value> make_cancelled_error(Runtime& rt, Future* future);
/// `callable` is called with the future in a later turn. Unbound context: natives that read no context variable. A callable of a
/// native type with a `call` slot and a `repr` costs no more than itself.
Result<void> add_done_callback(Runtime& rt, Future* future, View callable, View context = View());
/// The number of entries removed that are equal to `callable`.
Result<std::int64_t> remove_done_callback(Runtime& rt, Future* future, View callable);
/// One step of `await future`, for the send slot of a native awaitable: yields the future (once), then gives its result in
/// rt.sent_result and Unbound.
Result<Value> await_step(Runtime& rt, Future* future);

// ---- loops

/// asyncio.get_running_loop(): RuntimeError("no running event loop").
Result<Value> running_loop(Runtime& rt);
/// The same without raising: Unbound.
View running_loop_or_none(Runtime& rt);
/// asyncio.get_event_loop().
Result<Value> get_event_loop(Runtime& rt);
/// The LoopObject, if it is one whose call_soon and call_at are not overridden; else null.
inline LoopObject* as_plain_loop(View loop) {
    return is_kind(loop, Kind::event_loop) && loop.as<LoopObject>()->plain ? loop.as<LoopObject>() : nullptr;
}
/// loop.call_soon(callback, *arguments, context=context); Unbound context: a copy of the running one.
Result<Value> call_soon(Runtime& rt, View loop, View callback, std::initializer_list<View> arguments, View context = View());
/// loop.call_later() and call_at().
Result<Value> call_later(Runtime& rt, View loop, double delay, View callback, std::initializer_list<View> arguments);
Result<Value> call_at(Runtime& rt, View loop, double when, View callback, std::initializer_list<View> arguments);
/// Handle.cancel() of whatever call_soon and the like returned.
Result<void> cancel_handle(Runtime& rt, View handle);
/// loop.time().
Result<double> loop_time(Runtime& rt, View loop);
Result<bool> loop_debug(Runtime& rt, View loop);
/// loop.call_exception_handler({"message": message, name: value, …}); Unbound values are left out. An "exception" comes first: it is the one
/// that is handled meanwhile (sys.exc_info()), unless it was raised some other time.
struct ContextItem {
    const char* name;
    View value;
};
Result<void> call_exception_handler(Runtime& rt, View loop, const char* message, std::initializer_list<ContextItem> items, bool handling = true);

// ---- tasks

/// loop.create_task(coroutine, name=name, context=context, eager_start=eager) with the loop's task factory; Unbound: not given.
Result<Value> create_task(Runtime& rt, View loop, View coroutine, View name = View(), View context = View(), View eager = View());
/// asyncio.ensure_future(awaitable, loop=loop); Unbound loop: the running (or current policy's) one.
Result<Value> ensure_future(Runtime& rt, View awaitable, View loop = View());
/// asyncio.current_task(loop): a task or None.
Result<Value> current_task(Runtime& rt, View loop);
/// asyncio.iscoroutine(): what a task can drive.
Result<bool> is_coroutine(Runtime& rt, View value);
/// Task.get_name() as a str.
Result<Ref<Str>> task_name(Runtime& rt, Task* task);
/// Task.cancelling() and uncancel().
inline std::uint32_t cancelling(Task* task) { return task->cancel_requests; }
Result<std::int64_t> uncancel(Runtime& rt, Task* task);

/// asyncio.sleep(delay, result): a coroutine object.
Result<Value> new_sleep(Runtime& rt, View delay, View result);

/// raise CancelledError(message); Unbound: without one.
Raised raise_cancelled(Runtime& rt, View message = View());
bool pending_is_cancelled(Runtime& rt);
Raised raise_invalid_state(Runtime& rt, const char* message);

}  // namespace ouro
