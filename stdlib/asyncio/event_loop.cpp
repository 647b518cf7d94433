// SPDX-License-Identifier: MIT
// The loop object's inside: its queues over runtime/loop, what each kind of ready entry means, and running until stopped. The methods
// that scripts call are in loop_methods.cpp.
#include <algorithm>
#include <csignal>
#include <optional>
#include <unordered_map>

#include "runtime/loop/system_poller.h"
#include "runtime/objects/module.h"
#include "runtime/threads.h"
#include "stdlib/asyncio/internal.h"

namespace ouro {

/// An EventLoop with its poller and what its descriptors and signals run.
struct LoopCore : EventLoop {
    struct Watched {
        Ref<Object> reader, writer;  // a Handle that add_reader() or add_writer() made, or a DescriptorUser
    };
    explicit LoopCore(LoopMemory memory) : EventLoop(system, memory) {}
    SystemPoller system;
    std::unordered_map<int, DescriptorUser*> transports;  // not owned: each takes itself out when it ends
    char* scratch = nullptr;  // loop_scratch()
    Ref<Object> lookups;      // lookups_of()
    std::unordered_map<int, Watched> descriptors;
    std::unordered_map<int, Ref<Handle>> signals;
    bool waiting = false;  // the loop's thread is in the poller without the VM's lock
};

namespace {

constexpr double kLongestSelect = 24 * 3600.0;  // asyncio: MAXIMUM_SELECT_TIMEOUT
constexpr double kLongestSleep = 0.05;  // so that deadlines, requests to stop and signals are seen soon

LoopMemory charged_memory(Runtime& rt) {
    return {[](void* context, void* block, std::size_t old_bytes, std::size_t new_bytes) -> void* {
                auto* heap = static_cast<Heap*>(context);
                if (new_bytes) return heap->resize_raw(block, old_bytes, new_bytes);
                heap->free_raw(block, old_bytes);
                return nullptr;
            },
            &rt.heap};
}

/// Asks for the memory of what runs next, and next but one: with many tasks, none of it is in the processor's caches.
void fetch_ahead(const ReadyQueue& ready) {
    if (ready.size() < 2) return;
    const char* later = reinterpret_cast<const char*>(object_of(ready[1]));
    __builtin_prefetch(later);
    __builtin_prefetch(later + 64);
    Ready kind = kind_of(ready[0]);
    if (kind != Ready::step && kind != Ready::wake) return;
    View coroutine = static_cast<const Task*>(object_of(ready[0]))->coroutine;
    if (!coroutine.is_object()) return;
    const char* frame = reinterpret_cast<const char*>(coroutine.object());
    __builtin_prefetch(frame);
    __builtin_prefetch(frame + 64);
    __builtin_prefetch(frame + 128);
}

/// Runs what a loop has ready.
class Runner final : public LoopHost {
public:
    Runner(Runtime& rt, LoopObject* loop) : rt_(rt), loop_(loop) {}

    bool run(ReadyEntry entry) override {
        if (rt_.charge(1).raised()) [[unlikely]] {
            release(object_of(entry));
            return false;
        }
        if (loop_->debug) [[unlikely]] return run_timed(entry);
        fetch_ahead(loop_->core->ready);
        return run_entry(entry);
    }

    bool is_cancelled(const Timer& timer) override {
        Object* object = object_of(timer.what);
        if (kind_of(timer.what) == Ready::settle) return static_cast<Future*>(object)->timer_dropped;
        if (kind_of(timer.what) == Ready::expire) return timeout_is_stale(object, timer.when);
        return static_cast<Handle*>(object)->cancelled;
    }
    void dropped(const Timer& timer) override { release(unscheduled(timer)); }
    ReadyEntry due(const Timer& timer) override {
        unscheduled(timer);
        return timer.what;
    }

    double before_wait(double longest) override {
        double bound = longest < 0 || longest > kLongestSleep ? kLongestSleep : longest;
        loop_->core->waiting = true;
        unlocked_.emplace(rt_);
        return bound;
    }
    bool after_wait() override {
        unlocked_.reset();
        loop_->core->waiting = false;
        return !rt_.check_stop().raised();
    }

    void descriptor_ready(int descriptor, bool readable, bool writable) override {
        unlocked_.reset();  // the wait is over
        auto found = loop_->core->descriptors.find(descriptor);
        if (found == loop_->core->descriptors.end()) return;
        Ref<Object> reader = found->second.reader, writer = found->second.writer;
        if (readable && reader) fire(descriptor, true, std::move(reader));
        if (writable && writer) fire(descriptor, false, std::move(writer));
    }
    void signalled(int) override {}  // the module signal hears of them

private:
    bool run_entry(ReadyEntry entry) {
        switch (kind_of(entry)) {
            case Ready::step:
                return !run_task(rt_, loop_, Ref<Task>::adopt(static_cast<Task*>(object_of(entry))), false).raised();
            case Ready::wake:
                return !run_task(rt_, loop_, Ref<Task>::adopt(static_cast<Task*>(object_of(entry))), true).raised();
            case Ready::settle: {
                Ref<Future> future = Ref<Future>::adopt(static_cast<Future*>(object_of(entry)));
                if (future->done()) return true;
                return !finish_with_result(rt_, future.get(), future->outcome).raised();
            }
            case Ready::notify: return !notify(rt_, Ref<Future>::adopt(static_cast<Future*>(object_of(entry)))).raised();
            case Ready::readable: return use(entry, true);
            case Ready::writable: return use(entry, false);
            case Ready::expire: return !expire(rt_, Ref<Timeout>::adopt(static_cast<Timeout*>(object_of(entry)))).raised();
            case Ready::handle: {
                Ref<Handle> handle = Ref<Handle>::adopt(static_cast<Handle*>(object_of(entry)));
                return handle->cancelled || !run_handle(rt_, handle.get()).raised();
            }
        }
        return true;
    }

    /// In debug mode: says so when an entry takes long.
    bool run_timed(ReadyEntry entry) {
        Value object(View(object_of(entry)));
        double before = loop_->core->now();
        if (!run_entry(entry)) return false;
        double seconds = loop_->core->now() - before;
        Result<double> limit = to_double(rt_, loop_->slow_callback_duration);
        if (limit.raised()) return false;
        if (seconds < limit.value()) return true;
        Result<Value> taken = rt_.real(seconds);
        if (taken.raised()) return false;
        return !call_python_half(rt_, "asyncio.base_events", "_report_slow", {object, taken.value()}).raised();
    }

    Object* unscheduled(const Timer& timer) {
        Object* object = object_of(timer.what);
        if (kind_of(timer.what) == Ready::settle) static_cast<Future*>(object)->scheduled = false;
        else if (kind_of(timer.what) == Ready::expire) timeout_due(object, timer.when);
        else static_cast<Handle*>(object)->scheduled = false;
        return object;
    }

    void fire(int descriptor, bool reading, Ref<Object> user) {
        Ready what = Ready::handle;
        if (user->kind != Kind::handle) {
            what = reading ? Ready::readable : Ready::writable;
        } else if (static_cast<Handle*>(user.get())->cancelled) {
            if (unwatch_descriptor(rt_, loop_, descriptor, reading).raised()) rt_.report_unraisable(View(loop_));
            return;
        }
        if (push_ready(rt_, loop_, what, user.detach()).raised()) rt_.report_unraisable(View(loop_));
    }

    bool use(ReadyEntry entry, bool reading) {
        Ref<DescriptorUser> user = Ref<DescriptorUser>::adopt(static_cast<DescriptorUser*>(object_of(entry)));
        if (!(reading ? user->use->readable : user->use->writable)(rt_, user.get()).raised()) [[likely]] return true;
        return !report_use(rt_, loop_, user.get()).raised();
    }

    Runtime& rt_;
    LoopObject* loop_;
    std::optional<Unlocked> unlocked_;  // while the loop waits
};

}  // namespace

// ---- life

namespace {

/// The program has its own attribute of that name.
void has_own(Runtime& rt, LoopObject* loop, const Str* name) {
    AsyncioWords& words = state_of(rt).words;
    if (name == words._run_once.get()) loop->own_turn = true;
    else if (name == words._selector.get()) loop->own_selector = true;
    else if (name == words.time.get()) loop->own_clock = true, loop->plain = false;
    for (const Str* each : {words.call_soon.get(), words.call_at.get(), words.call_later.get(), words.create_task.get(), words.create_future.get(),
                            words.call_exception_handler.get()})
        if (name == each) loop->plain = false;
}

/// Short ways may be taken only where a class of the program's has not put its own methods in between.
void find_own(Runtime& rt, LoopObject* loop) {
    Type* type = loop->type();
    if (!may_override(type)) return;
    AsyncioWords& words = state_of(rt).words;
    for (Str* name : {words.call_soon.get(), words.call_at.get(), words.call_later.get(), words.create_task.get(), words.create_future.get(),
                      words.call_exception_handler.get(), words.time.get(), words._run_once.get(), words._selector.get()}) {
        View found = lookup_on_type(type, name), native = lookup_on_type(state_of(rt).base_loop, name);
        if (!(found == native) || (!found.is_unbound() && !is_kind(found, Kind::descriptor))) has_own(rt, loop, name);
    }
}

}  // namespace

Result<Value> new_event_loop(Runtime& rt, Type* type) {
    auto* made = rt.allocate<LoopObject>(type);
    if (!made) return rt.raise_memory_error();
    made->core = nullptr;
    made->debug = made->running = made->closed = made->stopping = made->asyncgens_shut_down = made->executor_shut_down = false;
    made->own_turn = made->own_clock = made->own_selector = made->turning = false;
    made->thread = 0;
    made->asyncgens_limit = 64;
    for (Value* field : {&made->exception_handler, &made->task_factory, &made->executor}) new (field) Value(View::none());
    for (Value* field : {&made->current_foreign, &made->asyncgens, &made->slow_callback_duration, &made->old_asyncgen_hooks}) new (field) Value();
    new (&made->current) Ref<Task>();
    new (&made->step) TaskStep{};
    Ref<LoopObject> loop = Ref<LoopObject>::adopt(made);
    made->core = new LoopCore(charged_memory(rt));
    made->slow_callback_duration = TRY(rt.real(0.1));
    made->plain = true;
    find_own(rt, made);
    return loop;
}

Result<void> set_loop_attribute(Runtime& rt, View self, Str* name, View value) {
    TRY(generic_set_attribute(rt, self, name, value));
    has_own(rt, self.as<LoopObject>(), name);
    return {};
}

char* loop_scratch(Runtime& rt, LoopObject* loop) {
    LoopCore* core = loop->core;
    if (!core) return nullptr;
    if (!core->scratch) core->scratch = static_cast<char*>(rt.heap.allocate_raw(kScratchBytes));
    return core->scratch;
}

Ref<Object>& lookups_of(LoopObject* loop) { return loop->core->lookups; }

void close_core(Runtime& rt, LoopObject* loop) {
    LoopCore* core = std::exchange(loop->core, nullptr);
    if (!core) return;
    if (core->scratch) rt.heap.free_raw(core->scratch, kScratchBytes);
    while (!core->ready.empty()) release(object_of(core->ready.pop()));
    while (!core->timers.empty()) release(object_of(core->timers.pop().what));
    delete core;
}

void destroy_loop(Runtime& rt, Object* object) {
    auto* loop = static_cast<LoopObject*>(object);
    close_core(rt, loop);
    for (Value* field : {&loop->exception_handler, &loop->task_factory, &loop->executor, &loop->current_foreign, &loop->asyncgens,
                         &loop->slow_callback_duration, &loop->old_asyncgen_hooks})
        field->~Value();
    loop->current.~Ref();
    loop->step.~TaskStep();
    rt.free_instance(object, sizeof(LoopObject));
}

void traverse_loop(Object* object, Visitor& visit) {
    auto* loop = static_cast<LoopObject*>(object);
    for (Value* field : {&loop->exception_handler, &loop->task_factory, &loop->executor, &loop->current_foreign, &loop->asyncgens,
                         &loop->slow_callback_duration, &loop->old_asyncgen_hooks})
        visit(*field);
    visit(static_cast<const Object*>(loop->current.get()));
    LoopCore* core = loop->core;
    if (!core) return;
    for (std::size_t n = 0; n < core->ready.size(); ++n) visit(object_of(core->ready[n]));
    for (std::size_t n = 0; n < core->timers.size(); ++n) visit(object_of(core->timers[n].what));
    for (auto& [number, watched] : core->descriptors) {
        visit(static_cast<const Object*>(watched.reader.get()));
        visit(static_cast<const Object*>(watched.writer.get()));
    }
    visit(static_cast<const Object*>(core->lookups.get()));
    for (auto& [number, handle] : core->signals) visit(static_cast<const Object*>(handle.get()));
}

void clear_loop(Runtime& rt, Object* object) {
    auto* loop = static_cast<LoopObject*>(object);
    close_core(rt, loop);
    Value handler = std::exchange(loop->exception_handler, Value(View::none())), factory = std::exchange(loop->task_factory, Value(View::none()));
}

Result<void> check_open(Runtime& rt, LoopObject* loop) {
    if (!loop->closed && loop->core) [[likely]] return {};
    return rt.raise(RuntimeError, "Event loop is closed");
}

namespace {

[[gnu::noinline]] Result<void> push_growing(Runtime& rt, LoopObject* loop, Ready what, Object* owned) {
    if (loop->core && loop->core->ready.push(ready_entry(what, owned))) return {};
    Ref<Object> dropped = Ref<Object>::adopt(owned);
    if (!loop->core) return check_open(rt, loop);
    return rt.raise_memory_error();
}

}  // namespace

Result<void> push_ready(Runtime& rt, LoopObject* loop, Ready what, Object* owned) {
    if (!loop->core || !loop->core->ready.has_room()) [[unlikely]] return push_growing(rt, loop, what, owned);
    (void)loop->core->ready.push(ready_entry(what, owned));
    return {};
}

Ref<Task> take_step(Runtime& rt, LoopObject* loop) {
    LoopCore* core = loop->core;
    if (!core || loop->debug) [[unlikely]] return nullptr;
    ReadyEntry entry = core->coming();
    if (!entry || (kind_of(entry) != Ready::step && kind_of(entry) != Ready::wake)) return nullptr;
    auto* task = static_cast<Task*>(object_of(entry));
    if (!is_plain_step(rt, loop, task, kind_of(entry) == Ready::wake)) return nullptr;
    core->take();
    fetch_ahead(core->ready);
    return Ref<Task>::adopt(task);
}

Result<void> push_timer(Runtime& rt, LoopObject* loop, double when, Ready what, Object* owned) {
    if (loop->core && loop->core->timers.push({when, ready_entry(what, owned)})) [[likely]] return {};
    Ref<Object> dropped = Ref<Object>::adopt(owned);
    if (!loop->core) return check_open(rt, loop);
    return rt.raise_memory_error();
}

Result<void> check_thread(Runtime& rt, LoopObject* loop) {
    if (!loop->debug || !loop->thread || loop->thread == thread_identity()) [[likely]] return {};
    return rt.raise(RuntimeError, "Non-thread-safe operation invoked on an event loop other than the current one");
}

void timer_cancelled(LoopObject* loop) {
    if (loop->core) loop->core->timer_cancelled();
}

void wake_loop(LoopObject* loop) {
    if (loop->core) loop->core->system.wake();
}

void loop_forked(LoopObject* loop) {
    loop->thread = 0;
    if (loop->core) loop->core->system.forked();
}

Result<double> loop_time(Runtime& rt, View loop) {
    LoopObject* plain = as_plain_loop(loop);
    if (plain && plain->core) return plain->core->now();
    if (plain) {
        SystemPoller clock;
        return clock.now();
    }
    Value now = TRY(call_method(rt, loop, state_of(rt).words.time.get()));
    return to_double(rt, now);
}

// ---- running

namespace {

/// What a turn that was ended says.
Result<void> ended(Runtime& rt) {
    if (rt.stopping() || !rt.pending.is_unbound()) return Raised{};
    return rt.raise_memory_error();
}

/// The wait of a turn, for as long as the program's clock says and by the loop's own poller.
bool wait_out(LoopObject* loop, Runner& runner, double seconds) {
    LoopCore* core = loop->core;
    if (seconds == 0) {
        core->system.poll(0, runner);
        return true;
    }
    double start = core->now(), left = seconds;
    do {
        core->system.poll(runner.before_wait(left), runner);
        if (!runner.after_wait()) return false;
        if (seconds > 0) left = start + seconds - core->now();
    } while (core->ready.empty() && !loop->stopping && (seconds < 0 || left > 0));
    return true;
}

/// A turn with the program's clock, or its selector. The steps are those of EventLoop::run_once().
Result<void> turn_by_hand(Runtime& rt, LoopObject* loop) {
    AsyncioWords& words = state_of(rt).words;
    LoopCore* core = loop->core;
    Runner runner(rt, loop);
    core->drop_cancelled(runner);
    double seconds = -1;
    if (!core->ready.empty() || loop->stopping) {
        seconds = 0;
    } else if (!core->timers.empty()) {
        Value now = TRY(call_method(rt, View(loop), words.time.get()));
        seconds = std::clamp(core->timers.top().when - TRY(to_double(rt, now)), 0.0, kLongestSelect);
    }
    Value selector = loop->own_selector ? TRY(find_attribute(rt, View(loop), words._selector.get())) : Value();
    if (selector.is_unbound() || selector.is_none()) {
        if (!wait_out(loop, runner, seconds)) return ended(rt);
    } else {
        if (seconds != 0 && !core->system.about_to_wait()) seconds = 0;
        Value timeout = seconds < 0 ? Value(View::none()) : seconds == 0 ? Value(View::small_int(0)) : TRY(rt.real(seconds));
        Value events = TRY(call_method(rt, selector, words.select.get(), {timeout}));
        core->system.poll(0, runner);
        TRY(call_method(rt, View(loop), words._process_events.get(), {events}));
    }
    Value now = TRY(call_method(rt, View(loop), words.time.get()));
    Value resolution = TRY(get_attribute(rt, View(loop), words._clock_resolution.get()));
    double end = TRY(to_double(rt, now)) + TRY(to_double(rt, resolution));
    if (!core->move_due(runner, end) || !core->run_ready(runner)) return ended(rt);
    return {};
}

}  // namespace

Result<void> turn(Runtime& rt, LoopObject* loop) {
    TRY(check_open(rt, loop));
    Ref<LoopObject> held(loop);
    bool inside = std::exchange(loop->turning, true);
    Result<void> result;
    if (loop->own_clock || loop->own_selector) {
        result = turn_by_hand(rt, loop);
    } else {
        Runner runner(rt, loop);
        loop->core->poll_next();
        if (!loop->core->run_once(runner, loop->stopping)) result = ended(rt);
    }
    loop->turning = inside;
    return result;
}

Result<void> process_events(Runtime& rt, LoopObject* loop, View events) {
    Ref<List> list = TRY(list_from(rt, events));
    for (std::size_t n = 0; n < list->size; ++n) {
        TRY(rt.charge(1));
        Value event(list->items[n]);
        Value key = TRY(get_item(rt, event, View::small_int(0))), mask = TRY(get_item(rt, event, View::small_int(1)));
        Value data = TRY(get_attribute(rt, key, state_of(rt).words.data.get()));
        if (data.is_none()) continue;  // the loop's own descriptor: the turn has asked its poller
        Value found = TRY(index(rt, mask));
        for (int side = 0; side < 2; ++side) {
            // Readers are of bit 1 and come first, writers of bit 2.
            Value handle = TRY(get_item(rt, data, View::small_int(side)));
            if (!found.is_int() || !(found.as_int() & (side + 1)) || !is_kind(handle, Kind::handle) || handle.as<Handle>()->cancelled) continue;
            TRY(push_ready(rt, loop, Ready::handle, Ref<Object>(handle.object()).detach()));
        }
    }
    return {};
}

Result<void> use_selector(Runtime& rt, LoopObject* loop, View selector) {
    // The selector sees one descriptor that stands for all.
    int descriptor = loop->core->system.descriptor();
    if (descriptor < 0) return rt.raise(NotImplementedError, "selectors of the program's own are not in ouro yet on this system");
    Ref<Str> name = TRY(intern(rt, "register"));
    TRY(call_method(rt, selector, name.get(), {View::small_int(descriptor), View::small_int(1)}));
    return {};
}

Result<void> run_loop(Runtime& rt, LoopObject* loop) {
    Ref<LoopObject> held(loop);
    if (loop->own_turn || loop->own_clock || loop->own_selector) {
        do {
            if (loop->own_turn) TRY(call_method(rt, View(loop), state_of(rt).words._run_once.get()));
            else TRY(turn(rt, loop));
        } while (!loop->stopping);
        return {};
    }
    Runner runner(rt, loop);
    loop->core->poll_next();
    Value outer = std::exchange(rt.asyncio->stepping, Value(View(loop)));
    bool going;
    do {
        going = loop->core->run_once(runner, loop->stopping);
    } while (going && !loop->stopping);
    rt.asyncio->stepping = std::move(outer);
    if (!going) return ended(rt);
    return {};
}

Result<void> begin_running(Runtime& rt, LoopObject* loop) {
    AsyncioPrivate& state = state_of(rt);
    TRY(check_open(rt, loop));
    if (loop->running) return rt.raise(RuntimeError, "This event loop is already running");
    find_own(rt, loop);
    if (!running_loop_or_none(rt).is_unbound()) return rt.raise(RuntimeError, "Cannot run the event loop while another loop is running");
    Ref<LoopObject> held(loop);
    View sys(rt.sys_module);
    Value track = TRY(find_attribute(rt, sys, state.words.set_coroutine_origin_tracking_depth.get()));
    if (loop->debug && !track.is_unbound()) TRY(call(rt, track, {View::small_int(10)}));
    loop->old_asyncgen_hooks = TRY(call_method(rt, sys, state.words.get_asyncgen_hooks.get()));
    Value first = TRY(get_attribute(rt, View(loop), state.words.asyncgen_first.get()));
    Value last = TRY(get_attribute(rt, View(loop), state.words.asyncgen_last.get()));
    TRY(call_method(rt, sys, state.words.set_asyncgen_hooks.get(), {first, last}));
    loop->running = true;
    loop->thread = thread_identity();
    state.running_loop = View(loop);
    return {};
}

Result<void> end_running(Runtime& rt, LoopObject* loop) {
    AsyncioPrivate& state = state_of(rt);
    loop->stopping = false;
    loop->running = false;
    loop->thread = 0;
    state.running_loop = Value();
    if (rt.stopping()) return Raised{};
    View sys(rt.sys_module);
    Value track = TRY(find_attribute(rt, sys, state.words.set_coroutine_origin_tracking_depth.get()));
    if (loop->debug && !track.is_unbound()) TRY(call(rt, track, {View::small_int(0)}));
    Value hooks = std::exchange(loop->old_asyncgen_hooks, Value());
    if (hooks.is_unbound()) return {};
    Value old_first = TRY(get_item(rt, hooks, View::small_int(0))), old_last = TRY(get_item(rt, hooks, View::small_int(1)));
    TRY(call_method(rt, sys, state.words.set_asyncgen_hooks.get(), {old_first, old_last}));
    return {};
}

Result<void> run_forever(Runtime& rt, LoopObject* loop) {
    Ref<LoopObject> held(loop);
    TRY(begin_running(rt, loop));
    Result<void> result = run_loop(rt, loop);
    // What follows happens in any case; an exception on its way stays so.
    Value pending = rt.stopping() ? Value() : std::exchange(rt.pending, Value());
    TRY(end_running(rt, loop));
    if (!pending.is_unbound()) rt.pending = std::move(pending);
    return result;
}

// ---- descriptors and signals

namespace {

/// libuv may be touched by another thread only while the loop is not in it; epoll at any time.
Result<void> check_not_waiting([[maybe_unused]] Runtime& rt, [[maybe_unused]] LoopObject* loop) {
#ifdef __linux__
    return {};
#else
    if (!loop->core || !loop->core->waiting || loop->thread == thread_identity()) [[likely]] return {};
    return rt.raise(RuntimeError, "Non-thread-safe operation invoked on an event loop other than the current one");
#endif
}

}  // namespace

Result<void> watch_descriptor(Runtime& rt, LoopObject* loop, int descriptor, bool reading, Ref<Object> user) {
    TRY(check_open(rt, loop));
    TRY(check_not_waiting(rt, loop));
    LoopCore::Watched& watched = loop->core->descriptors[descriptor];
    Ref<Object>& slot = reading ? watched.reader : watched.writer;
    bool readable = reading || watched.reader, writable = !reading || watched.writer;
    // Asked for even where it is watched already: the number may stand for another file by now.
    if (int error = loop->core->system.watch(descriptor, readable, writable)) {
        LoopCore::Watched gone = std::move(watched);
        loop->core->descriptors.erase(descriptor);
        return raise_os_error(rt, error);
    }
    Ref<Object> old = std::exchange(slot, std::move(user));
    if (old && old->kind == Kind::handle) return cancel_native_handle(rt, static_cast<Handle*>(old.get()));
    return {};
}

Result<bool> unwatch_descriptor(Runtime& rt, LoopObject* loop, int descriptor, bool reading, const Object* only) {
    if (!loop->core) return false;
    TRY(check_not_waiting(rt, loop));
    auto found = loop->core->descriptors.find(descriptor);
    if (found == loop->core->descriptors.end()) return false;
    LoopCore::Watched& watched = found->second;
    Ref<Object>& slot = reading ? watched.reader : watched.writer;
    if (only && slot.get() != only) return false;
    Ref<Object> gone = std::exchange(slot, nullptr);
    bool readable(watched.reader), writable(watched.writer);
    (void)loop->core->system.watch(descriptor, readable, writable);
    if (!readable && !writable) loop->core->descriptors.erase(found);
    if (!gone) return false;
    if (gone->kind == Kind::handle) TRY(cancel_native_handle(rt, static_cast<Handle*>(gone.get())));
    return true;
}

bool is_watched(LoopObject* loop, int descriptor, bool reading) {
    if (!loop->core) return false;
    auto found = loop->core->descriptors.find(descriptor);
    return found != loop->core->descriptors.end() && (reading ? found->second.reader : found->second.writer);
}

void note_transport(LoopObject* loop, int descriptor, DescriptorUser* transport) {
    if (loop->core) loop->core->transports[descriptor] = transport;
}

void forget_transport(LoopObject* loop, int descriptor, DescriptorUser* transport) {
    if (!loop->core) return;
    auto found = loop->core->transports.find(descriptor);
    if (found != loop->core->transports.end() && found->second == transport) loop->core->transports.erase(found);
}

DescriptorUser* transport_at(LoopObject* loop, int descriptor) {
    if (!loop->core) return nullptr;
    auto found = loop->core->transports.find(descriptor);
    return found == loop->core->transports.end() ? nullptr : found->second;
}

namespace {

/// What the signal calls: it does no more than queue the handle.
Result<Value> signal_arrived(Runtime& rt, Args args) {
    auto* loop = args.self<LoopObject>();
    if (!loop->core || !args[1].is_int()) return View::none();
    auto found = loop->core->signals.find(static_cast<int>(args[1].as_int()));
    if (found == loop->core->signals.end()) return View::none();
    Ref<Handle> handle = found->second;
    if (handle->cancelled) TRY(unwatch_signal(rt, loop, found->first));
    else TRY(push_ready(rt, loop, Ready::handle, handle.detach()));
    return View::none();
}

constexpr FunctionDef signal_function{"_sighandler(self, signum, frame, /)", signal_arrived, "Queues the handler's callback."};

Result<void> set_signal(Runtime& rt, int number, View handler) {
    Result<Value> set = call_python_half(rt, "_signal", "signal", {View::small_int(number), handler});
    if (!set.raised()) return {};
    if (rt.pending_is(ValueError)) {
        Value error = rt.take_exception();
        Ref<Str> text = TRY(to_str(rt, error));
        return rt.raise_value(RuntimeError, View(text));
    }
    if (!rt.pending_is(OSError)) return Raised{};
    rt.pending = Value();
    return rt.raise(RuntimeError, "sig %d cannot be caught", number);
}

}  // namespace

Result<void> watch_signal(Runtime& rt, LoopObject* loop, int number, Ref<Handle> handle) {
    TRY(check_open(rt, loop));
    Value function = TRY(make_native_function(rt, signal_function, View::none(), View(loop)));
    TRY(set_signal(rt, number, function));
    loop->core->signals[number] = std::move(handle);
    return {};
}

Result<bool> unwatch_signal(Runtime& rt, LoopObject* loop, int number) {
    if (!loop->core || !loop->core->signals.count(number)) return false;
    Ref<Handle> gone = loop->core->signals[number];
    loop->core->signals.erase(number);
    Value usual = TRY(python_half(rt, "_signal", number == SIGINT ? "default_int_handler" : "SIG_DFL"));
    TRY(set_signal(rt, number, usual));
    return true;
}

Result<void> unwatch_all_signals(Runtime& rt, LoopObject* loop) {
    while (loop->core && !loop->core->signals.empty()) TRY(unwatch_signal(rt, loop, loop->core->signals.begin()->first));
    return {};
}

}  // namespace ouro
