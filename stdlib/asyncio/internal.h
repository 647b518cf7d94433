// SPDX-License-Identifier: MIT
// What the files of this folder share and nobody else needs: the words of the ready queue, names, and the way to the Python half.
#pragma once

#include <cstring>
#include <string>

#include "runtime/loop/event_loop.h"
#include "runtime/native/module.h"
#include "runtime/objects/containers.h"
#include "runtime/objects/exception.h"
#include "runtime/objects/protocol.h"
#include "runtime/objects/str.h"
#include "runtime/objects/type_object.h"
#include "runtime/objects/weakref.h"
#include "stdlib/asyncio/asyncio.h"
#include "stdlib/contextvars.h"

namespace ouro {

/// What an entry of the ready queue (or a timer) says in its low bits; the rest is an Object that the entry owns.
enum class Ready : std::uintptr_t {
    handle = 0,  // Handle: run it
    step = 1,    // Task: its next step
    wake = 2,    // Task: what it waited for is done
    settle = 3,  // Future of a sleep: set its result to None unless it is done
    notify = 4,  // Future that is done: call its native callback
    expire = 5,  // Timeout: its deadline has passed
    readable = 6,  // DescriptorUser: its descriptor has something to read
    writable = 7,  // DescriptorUser: its descriptor has room
};
inline ReadyEntry ready_entry(Ready what, const Object* owned) {
    return reinterpret_cast<ReadyEntry>(owned) | static_cast<ReadyEntry>(what);
}
inline Ready kind_of(ReadyEntry entry) { return static_cast<Ready>(entry & 7); }
inline Object* object_of(ReadyEntry entry) { return reinterpret_cast<Object*>(entry & ~ReadyEntry{7}); }

/// What the loop calls when a descriptor is ready, besides the handles that add_reader() makes: transports, listeners, what waits in sock_recv().
struct DescriptorUser : Object {
    struct Use {
        Result<void> (*readable)(Runtime&, DescriptorUser*);
        Result<void> (*writable)(Runtime&, DescriptorUser*);
    };
    const Use* use;
};

/// Interned names of methods and attributes that scripts may override or provide.
#define ASYNCIO_WORDS(WORD)                                                                                                     \
    WORD(call_soon) WORD(call_at) WORD(call_exception_handler) WORD(default_exception_handler) WORD(add_done_callback)          \
    WORD(remove_done_callback) WORD(done) WORD(cancelled) WORD(get_loop) WORD(create_task) WORD(create_future) WORD(is_running) \
    WORD(time) WORD(get_debug) WORD(exception) WORD(_loop) WORD(_asyncio_future_blocking) WORD(task) WORD(future) WORD(handle)  \
    WORD(source_traceback) WORD(loop) WORD(run) WORD(set_name) WORD(new_event_loop) WORD(set_event_loop) WORD(aclose)           \
    WORD(stop) WORD(_run_once) WORD(_timer_handle_cancelled) WORD(get_event_loop) WORD(debug) WORD(_make_cancelled_error)       \
    WORD(set_asyncgen_hooks) WORD(get_asyncgen_hooks) WORD(set_coroutine_origin_tracking_depth) WORD(callback) WORD(call_later)                  \
    WORD(connection_made) WORD(connection_lost) WORD(data_received) WORD(eof_received) WORD(pause_writing) WORD(resume_writing)  \
    WORD(get_buffer) WORD(buffer_updated) WORD(datagram_received) WORD(error_received) WORD(_attach) WORD(_detach)              \
    WORD(_call_connection_lost) WORD(_begin) WORD(_stream_reader_wr) WORD(_paused) WORD(_connection_lost) WORD(_drain_helper)   \
    WORD(is_closing) WORD(writelines) WORD(pause_reading) WORD(resume_reading) WORD(feed_data) WORD(_io_refs) WORD(_closed)     \
    WORD(_selector) WORD(select) WORD(_process_events) WORD(_write_to_self) WORD(data) WORD(_clock_resolution) WORD(close)       \
    WORD(call_soon_threadsafe) WORD(run_forever) WORD(sleep)                                                                                       \
    WORD(_cancel_message) WORD(_log_destroy_pending) WORD(set_result) WORD(set_exception) WORD(uncancel) WORD(cancelling) WORD(eager_start)
struct AsyncioWords {
#define WORD(name) Ref<Str> name;
    ASYNCIO_WORDS(WORD)
#undef WORD
    Ref<Str> asyncgen_first, asyncgen_last;  // the loop's hooks for asynchronous generators
};

struct AsyncioPrivate final : AsyncioState {
    AsyncioWords words;
    bool foreign_tasks = false;  // a task of another class has registered itself
    Ref<Type> socket_transport, datagram_transport, socket_class, buffered_protocol, stream_protocol;  // known once there was a transport
    Type *future_iter = nullptr, *wakeup = nullptr, *abstract_loop = nullptr, *done_callback = nullptr, *timeout = nullptr, *base_loop = nullptr;
};

/// Whether methods of this class may be others than the native ones: it derives from them, or a program has set some.
inline bool may_override(const Type* type) { return type->type_flags & (Type::heap_type | kPatched); }

/// An argument whose default is None: Unbound if it was not given.
inline View unless_none(View argument) { return argument.is_none() ? View() : argument; }

/// The state when it is known to exist: natives of `_asyncio` and methods of its types.
inline AsyncioPrivate& state_of(Runtime& rt) { return *static_cast<AsyncioPrivate*>(rt.asyncio); }

/// coroutines._is_debug_mode(): -X dev, PYTHONASYNCIODEBUG.
Result<bool> is_debug_mode(Runtime& rt);
/// module.name of the Python half, imported now if it was not.
Result<Value> python_half(Runtime& rt, const char* module, const char* name);
/// Calls it.
Result<Value> call_python_half(Runtime& rt, const char* module, const char* name, std::initializer_list<View> arguments);
/// callable(*positional, name=value, …), of no more than two and three; an Unbound value is left out.
struct Keyword {
    Str* name;
    View value;
};
Result<Value> call_with_keywords(Runtime& rt, View callable, std::initializer_list<View> positional, std::initializer_list<Keyword> keywords);

// ---- future.cpp
/// Initialises the fields of a Future: before anything else can run.
void begin_future(Future* future, View loop);
void release_future_fields(Runtime& rt, Future* future);
void traverse_future_fields(Future* future, Visitor& visit);
void clear_future_fields(Runtime& rt, Future* future);
/// Future.__init__ behind its arguments: None means the current loop.
Result<void> init_future(Runtime& rt, Future* future, View loop);
/// A task begins to wait: it is woken when the future is done. Takes over the caller's reference.
Result<void> add_waiter(Runtime& rt, Future* future, Ref<Task> task);
/// Ends a future; nothing is looked at before.
Result<void> finish_with_result(Runtime& rt, Future* future, View result);
Result<void> finish_with_exception(Runtime& rt, Future* future, View exception);
Result<void> finish_cancelled(Runtime& rt, Future* future, View message_or_error);
/// The reports of the end of a future and a task.
void finalize_future(Runtime& rt, Object* object);
void finalize_task(Runtime& rt, Object* object);
/// Whether the end of this future has something to report: spares the finaliser's call where it has not.
void expect_report(Future* future, bool wanted);
/// "Future object is not initialized."
Result<void> need_initialized(Runtime& rt, Future* future);
extern const TypeDef future_type, future_iter_type;
/// Whether the type of a future is Future or Task itself: nothing can be overridden.
inline bool is_exact_future(Runtime& rt, View value) {
    if (!is_future(value)) return false;
    Type* type = value.object()->type();
    return type == rt.asyncio->future || type == rt.asyncio->task || type == rt.asyncio->gathering;
}
Result<Value> future_callbacks(Runtime& rt, View self);
/// The message that a future was cancelled with, or None.
Value cancel_message(const Future* future);
/// Calls the native callback of a future that is done.
Result<void> notify(Runtime& rt, Ref<Future> future);
/// Notes where a future is made, if its loop is in debug mode.
Result<void> note_source(Runtime& rt, Future* future);
/// What note_source() has noted; Unbound: nothing.
Value source_of(Runtime& rt, const Future* future);
/// traceback.extract_stack() for debug mode, or None.
Result<Value> creation_traceback(Runtime& rt, View loop);

// ---- task.cpp
extern const TypeDef task_type, wakeup_type;
Result<Value> new_wakeup(Runtime& rt, Task* task);
/// The task that a wake-up goes on with; null: it is something else.
Task* woken_by(Runtime& rt, View wakeup);
/// Runs one step of a task (`task` is given up); raised: SystemExit, KeyboardInterrupt, or a stop.
Result<void> run_task(Runtime& rt, LoopObject* loop, Ref<Task> task, bool woken);
/// VmHooks::end_step.
Generator* end_step(Runtime& rt, Generator* generator, View& outcome);
/// Whether the next step of a task does no more than resume a coroutine's frame, as almost all do: nothing is to be raised in it.
inline bool is_plain_step(Runtime& rt, LoopObject* loop, Task* task, bool woken) {
    if (task->done() || task->must_cancel || !task->initialized || !(View(task->loop) == View(loop)) || !is_kind(task->coroutine, Kind::coroutine))
        return false;
    if (loop->current || !loop->current_foreign.is_unbound()) return false;
    View waited = task->waiting_on;
    if (!waited.is_unbound()) {
        if (!woken || !is_exact_future(rt, waited) || waited.as<Future>()->state != Future::finished || waited.as<Future>()->failed) return false;
    }
    return !is_context(task->context) || !task->context.as<Context>()->entered;
}
Result<bool> cancel_task(Runtime& rt, Task* task, View message);
Result<Value> make_task(Runtime& rt, View loop, View coroutine, View name, View context, bool eager);
extern const FunctionDef task_functions[];
extern const std::size_t task_function_count;
/// Task bookkeeping of loops: swap_current(loop, task) gives the one before (None: no task).
Result<Value> swap_current_task(Runtime& rt, View loop, View task);

// ---- gather.cpp, shield.cpp, waiting.cpp
extern const TypeDef gathering_type;
extern const FunctionDef gather_function, shield_function, waiting_functions[];
extern const std::size_t waiting_function_count;
Result<bool> cancel_gathering(Runtime& rt, Future* future, View message);

// ---- graph.cpp
extern const FunctionDef awaiters_function;

// ---- taskgroup.cpp
extern const TypeDef task_group_type;

// ---- timeouts.cpp
/// asyncio.Timeout. The loop's entries for it are told apart from stale ones by `armed` and `armed_when`.
struct Timeout : Object {
    enum State : std::uint8_t { created, active, expiring, expired, finished };
    enum Armed : std::uint8_t { not_armed, by_timer, queued };
    State state;
    Armed armed;
    double armed_when;
    std::int64_t cancelling;  // of the task, when the block began
    Value when;               // as it was given; None: never
    Value task, handle, loop;
};
extern const TypeDef timeout_type;
extern const FunctionDef timeout_functions[];
extern const std::size_t timeout_function_count;
bool timeout_is_stale(const Object* timeout, double when);
/// Its timer is due: the ready queue has it.
void timeout_due(Object* timeout, double when);
Result<void> expire(Runtime& rt, Ref<Timeout> timeout);

// ---- transport.cpp
/// A DescriptorUser has raised: reports it as an error of a callback is; raised: SystemExit, KeyboardInterrupt, or a stop.
Result<void> report_use(Runtime& rt, LoopObject* loop, DescriptorUser* user);

// ---- handle.cpp
extern const TypeDef handle_type, timer_handle_type;
Result<Ref<Handle>> new_handle(Runtime& rt, View loop, View callback, View arguments, bool single, View context, bool timer = false);
/// Runs a handle; raised: SystemExit, KeyboardInterrupt, or a stop.
Result<void> run_handle(Runtime& rt, Handle* handle);
Result<void> cancel_native_handle(Runtime& rt, Handle* handle);

// ---- abstract_loop.cpp, loop_methods.cpp
extern const TypeDef abstract_loop_type, base_loop_type, unix_loop_type;

// ---- event_loop.cpp
Result<Value> new_event_loop(Runtime& rt, Type* type);
void destroy_loop(Runtime& rt, Object* object);
void traverse_loop(Object* object, Visitor& visit);
void clear_loop(Runtime& rt, Object* object);
/// Puts an entry at the end of a loop's ready queue; the reference is given up in any case. "Event loop is closed".
Result<void> push_ready(Runtime& rt, LoopObject* loop, Ready what, Object* owned);
/// Takes the next entry of the running turn, if it is a plain step; else null.
Ref<Task> take_step(Runtime& rt, LoopObject* loop);
Result<void> push_timer(Runtime& rt, LoopObject* loop, double when, Ready what, Object* owned);
/// A timer of the loop's was cancelled.
void timer_cancelled(LoopObject* loop);
/// Runs turns until it is stopped: run_forever() without its frame.
Result<void> run_loop(Runtime& rt, LoopObject* loop);
Result<void> run_forever(Runtime& rt, LoopObject* loop);
/// What run_forever() does before its turns and after them.
Result<void> begin_running(Runtime& rt, LoopObject* loop);
Result<void> end_running(Runtime& rt, LoopObject* loop);
/// One turn, by the program's own clock and selector where it has them; raised: what ends the loop.
Result<void> turn(Runtime& rt, LoopObject* loop);
/// Queues what a selector of the program's own has found.
Result<void> process_events(Runtime& rt, LoopObject* loop, View events);
/// The loop waits by this selector from now on.
Result<void> use_selector(Runtime& rt, LoopObject* loop, View selector);
/// An attribute of a loop is set that may stand in the place of a method.
Result<void> set_loop_attribute(Runtime& rt, View loop, Str* name, View value);
void close_core(Runtime& rt, LoopObject* loop);
/// Who uses a descriptor: a Handle or a DescriptorUser; replaces the one there was.
Result<void> watch_descriptor(Runtime& rt, LoopObject* loop, int descriptor, bool reading, Ref<Object> user);
/// The end of that, if it is `only` (null: whoever it is) who uses it; whether it was.
Result<bool> unwatch_descriptor(Runtime& rt, LoopObject* loop, int descriptor, bool reading, const Object* only = nullptr);
bool is_watched(LoopObject* loop, int descriptor, bool reading);
/// The transport over a descriptor, for the check that nobody else uses it.
void note_transport(LoopObject* loop, int descriptor, DescriptorUser* transport);
void forget_transport(LoopObject* loop, int descriptor, DescriptorUser* transport);
DescriptorUser* transport_at(LoopObject* loop, int descriptor);
/// Room of kScratchBytes to receive into until something else is received; null without memory.
constexpr std::size_t kScratchBytes = 256 * 1024;
char* loop_scratch(Runtime& rt, LoopObject* loop);
/// What waits for the resolver (lookups.cpp).
Ref<Object>& lookups_of(LoopObject* loop);
Result<void> watch_signal(Runtime& rt, LoopObject* loop, int number, Ref<Handle> handle);
Result<bool> unwatch_signal(Runtime& rt, LoopObject* loop, int number);
Result<void> unwatch_all_signals(Runtime& rt, LoopObject* loop);
void wake_loop(LoopObject* loop);
/// RuntimeError in debug mode from another thread than the one that the loop runs on.
Result<void> check_thread(Runtime& rt, LoopObject* loop);
/// In the child of a fork: what the loop watches is its own affair, not the parent's.
void loop_forked(LoopObject* loop);
Result<void> check_open(Runtime& rt, LoopObject* loop);

}  // namespace ouro
