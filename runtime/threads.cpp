// SPDX-License-Identifier: MIT
// The VM's lock, waiting, and the life of threads.
#include "runtime/threads.h"

#include <pthread.h>
#include <unistd.h>
#include <uv.h>

#include <algorithm>
#include <chrono>

namespace ouro {

namespace {

constexpr auto kSwitchInterval = std::chrono::milliseconds(5);  // as sys.getswitchinterval()
const char kInForkedChild = 0;  // key of Runtime::library_state
constexpr double kSlice = 0.05;  // of the main thread's waiting: how soon signals, stops and deadlines are seen

}  // namespace

std::uint64_t thread_identity() { return reinterpret_cast<std::uint64_t>(pthread_self()); }

std::vector<void (*)(Runtime&)>& in_forked_child(Runtime& rt) {
    using Functions = std::vector<void (*)(Runtime&)>;
    std::shared_ptr<void>& known = rt.library_state[&kInForkedChild];
    if (!known) known = std::make_shared<Functions>();
    return *static_cast<Functions*>(known.get());
}

Threads& threads_of(Runtime& rt) {
    if (!rt.threads) rt.threads = std::make_unique<Threads>(rt);
    return *rt.threads;
}

void ThreadState::swap(Runtime& rt) {
    std::swap(interpreter, rt.interpreter);
    std::swap(handled, rt.handled);
    std::swap(stack_limit, rt.stack_limit);
    std::swap(depth, rt.depth);
    std::swap(stop_reason, rt.stop_reason);
    std::swap(pending_destroy, rt.heap.pending_destroy);
    std::swap(destroy_depth, rt.heap.destroy_depth);
    std::swap(static_cast<Value&>(pending_), rt.pending);
    std::swap(sent_result_, rt.sent_result);
    std::swap(context_, rt.context);
    std::swap(handled_exception_, rt.base_handled.exception);
    std::swap(being_printed_, rt.being_printed);
    own_.resize(std::max(own_.size(), rt.per_thread.size()));
    for (std::size_t n = 0; n < rt.per_thread.size(); ++n) std::swap(own_[n], *rt.per_thread[n]);
}

View ThreadState::handled_exception(const Runtime& rt) const {
    // The outermost of each chain lies in the Runtime, where it is that of the thread which runs.
    for (const HandledException* h = handled; h && h != &rt.base_handled; h = h->previous)
        if (!h->exception.is_none() && !h->exception.is_unbound()) return h->exception;
    return handled_exception_.is_unbound() ? View::none() : View(handled_exception_);
}

// ---- waiting

void WaitQueue::Waiter::wake() {
    std::lock_guard guard(mutex);
    woken = true;
    changed.notify_one();
}

void WaitQueue::remove(Waiter* waiter) {
    (waiter->previous ? waiter->previous->next : first_) = waiter->next;
    (waiter->next ? waiter->next->previous : last_) = waiter->previous;
    waiter->queue = nullptr;
}

void WaitQueue::wait(Runtime& rt, double seconds) {
    bool main = on_main_thread(rt);
    if (main && (seconds < 0 || seconds > kSlice)) seconds = kSlice;
    Waiter self;
    self.queue = this;
    self.previous = last_;
    (last_ ? last_->next : first_) = &self;
    last_ = &self;
    Threads* threads = rt.threads.get();
    if (threads) threads->parked_.push_back(&self);
    {
        Unlocked unlocked(rt);
        std::unique_lock guard(self.mutex);
        auto woken = [&] { return self.woken; };
        if (seconds < 0) self.changed.wait(guard, woken);
        else self.changed.wait_for(guard, std::chrono::duration<double>(std::min(seconds, 1e6)), woken);
    }
    if (self.queue) remove(&self);
    if (threads) std::erase(threads->parked_, &self);
}

void WaitQueue::wake_one() {
    Waiter* waiter = first_;
    if (!waiter) return;
    remove(waiter);
    waiter->wake();
}

void WaitQueue::wake_all() {
    while (first_) wake_one();
}

// ---- the lock

Threads::Threads(Runtime& rt) : rt_(rt), main_(thread_identity()), running_(main_) {}
Threads::~Threads() = default;

void Threads::wait_for_turn(std::unique_lock<std::mutex>& guard) {
    ++waiting_;
    while (held_) {
        std::uint64_t seen = switches_;
        bool in_time = turn_.wait_for(guard, kSwitchInterval) == std::cv_status::no_timeout;
        // Whoever has held it all the while is asked to hand it over.
        if (!in_time && held_ && switches_ == seen) rt_.limits.attention = true;
    }
    --waiting_;
    held_ = true;
    ++switches_;
    taken_.notify_all();
}

void Threads::leave(ThreadState& state) {
    state.swap(rt_);
    state.identity = running_;
    state.previous = nullptr;
    state.next = away_;
    if (away_) away_->previous = &state;
    away_ = &state;
}

void Threads::come_back(ThreadState& state) {
    if (state.identity) {  // else the thread begins
        (state.previous ? state.previous->next : away_) = state.next;
        if (state.next) state.next->previous = state.previous;
        state.identity = 0;
    }
    state.swap(rt_);
    running_ = thread_identity();
}

void Threads::give_up(ThreadState& state, bool returns) {
    if (returns) leave(state);
    else state.swap(rt_);
    {
        std::lock_guard guard(mutex_);
        held_ = false;
    }
    turn_.notify_one();
}

void Threads::take(ThreadState& state) {
    {
        std::unique_lock guard(mutex_);
        wait_for_turn(guard);
    }
    come_back(state);
}

void Threads::interrupt(double seconds, const std::function<void()>& function) {
    using Clock = std::chrono::steady_clock;
    auto end = Clock::now() + std::chrono::duration_cast<Clock::duration>(std::chrono::duration<double>(seconds));
    bool free;
    {
        std::unique_lock guard(mutex_);
        ++waiting_;
        while (held_ && Clock::now() < end)
            if (turn_.wait_for(guard, kSwitchInterval) == std::cv_status::timeout && held_) rt_.limits.attention = true;
        --waiting_;
        free = !held_;
        held_ = true;
        if (free) ++switches_;
        taken_.notify_all();
    }
    function();
    if (!free) return;
    {
        std::lock_guard guard(mutex_);
        held_ = false;
    }
    turn_.notify_one();
}

Threads::Seen Threads::seen(std::uint64_t identity) const {
    for (const ThreadState* each = away_; each; each = each->next)
        if (each->identity == identity) return {identity, each->interpreter, each->handled_exception(rt_)};
    if (identity == running_) return {identity, rt_.interpreter, innermost_handled(rt_.handled)};
    return {identity, nullptr, View::none()};
}

const InterpreterState* Threads::interpreter_of(std::uint64_t identity) const { return seen(identity).interpreter; }

void Threads::visit(void (*one)(void* context, const Seen& thread), void* context) const {
    for (std::size_t n = records_.size(); n-- > 0;)
        if (const ThreadRecord& record = *records_[n]; !record.done && record.identity != main_) one(context, seen(record.identity));
    one(context, seen(main_));
}

Result<void> Threads::attend() {
    if (ending_) {
        rt_.limits.attention = true;  // for the others
        if (!on_main()) return rt_.raise_stop(StopReason::requested);
    }
    ThreadState state;
    bool others;
    {
        std::lock_guard guard(mutex_);
        others = waiting_ > 0;
    }
    if (!others) return {};
    leave(state);
    {
        std::unique_lock guard(mutex_);
        held_ = false;
        std::uint64_t seen = switches_;
        turn_.notify_one();
        // Without this the thread that gives it up would have it again before the other has woken.
        while (switches_ == seen && waiting_) taken_.wait(guard);
        wait_for_turn(guard);
    }
    come_back(state);
    return {};
}

// ---- threads

struct ThreadRecord::Native {
    uv_thread_t thread;
    Runtime* rt;
    std::shared_ptr<ThreadRecord> self;
    std::function<void()> body;
    ThreadState state;
};

ThreadRecord::ThreadRecord() = default;
ThreadRecord::~ThreadRecord() = default;

Result<void> Threads::start(std::shared_ptr<ThreadRecord> record, std::function<void()> body, std::size_t stack_bytes) {
    if (rt_.finalizing || ending_) return rt_.raise(PythonFinalizationError, "can't create new thread at interpreter shutdown");
    // Those that have ended and were not asked for are joined here, so that their stacks do not pile up.
    for (std::size_t n = records_.size(); n-- > 0;)
        if (records_[n]->done) forget(records_[n].get());
    auto native = std::make_unique<ThreadRecord::Native>();
    native->rt = &rt_;
    native->self = record;
    native->body = std::move(body);
    native->state.handled = &rt_.base_handled;
    native->state.interpreter = rt_.hooks.new_thread_state(rt_);
    if (!native->state.interpreter) return rt_.raise_memory_error();
    ThreadRecord::Native* running = native.get();
    record->native = std::move(native);
    uv_thread_options_t options{};
    options.flags = stack_bytes ? UV_THREAD_HAS_STACK_SIZE : UV_THREAD_NO_FLAGS;
    options.stack_size = stack_bytes;
    int error = uv_thread_create_ex(
        &running->thread, &options,
        [](void* argument) {
            auto* native = static_cast<ThreadRecord::Native*>(argument);
            Runtime& rt = *native->rt;
            Threads& threads = *rt.threads;
            std::shared_ptr<ThreadRecord> record = native->self;
            threads.take(native->state);
            rt.hooks.set_stack_limit(rt);
            if (!threads.ending_) native->body();
            native->body = nullptr;
            rt.hooks.end_thread_state(rt);
            { ThreadState left; left.swap(rt); }  // what the thread leaves is released under the lock
            record->done = true;
            record->ended.wake_all();
            native->self = nullptr;
            record = nullptr;  // `records_` keeps it until the thread is joined
            threads.give_up(native->state, false);
        },
        running);
    if (error) {
        native = std::move(record->native);
        native->state.swap(rt_);
        rt_.hooks.end_thread_state(rt_);
        native->state.swap(rt_);
        return rt_.raise(RuntimeError, "can't start new thread");
    }
    record->identity = reinterpret_cast<std::uint64_t>(running->thread);
    records_.push_back(std::move(record));
    return {};
}

std::size_t Threads::count() const {
    std::size_t running = 0;
    for (const auto& record : records_) running += !record->done;
    return running;
}

bool Threads::alone() const {
    return on_main() && std::none_of(records_.begin(), records_.end(), [&](const auto& each) { return each->identity != main_ && !each->done; });
}

bool Threads::runs(std::uint64_t identity) const {
    return identity == main_ || std::any_of(records_.begin(), records_.end(), [&](const auto& each) { return each->identity == identity && !each->done; });
}

int Threads::fork() {
    std::unique_lock guard(mutex_);  // so that no other thread has it in the child
    int child = ::fork();
    if (child != 0) return child;
    guard.release();
    begin_alone();
    return 0;
}

void Threads::begin_alone() {
    // These may have been in use by threads that are no more.
    new (&mutex_) std::mutex;
    new (&turn_) std::condition_variable;
    new (&taken_) std::condition_variable;
    waiting_ = 0;
    away_ = nullptr;
    main_ = running_ = thread_identity();
    for (WaitQueue::Waiter* waiter : parked_)
        if (waiter->queue) waiter->queue->remove(waiter);
    parked_.clear();
    std::vector<std::shared_ptr<ThreadRecord>> gone;
    for (auto& record : records_) {
        if (record->identity == main_) continue;
        if (!record->done) lost_ = true;
        record->done = true;
        record->native->self = nullptr;
        gone.push_back(std::move(record));
    }
    std::erase(records_, nullptr);
    // What they were started with is released when everything is in order.
}

void Threads::forget(ThreadRecord* record) {
    // It is done or about to be: it needs the lock no more, so waiting for it here cannot block for long.
    uv_thread_join(&record->native->thread);
    auto found = std::find_if(records_.begin(), records_.end(), [&](const auto& each) { return each.get() == record; });
    if (found != records_.end()) {
        std::swap(*found, records_.back());
        records_.pop_back();
    }
}

Result<void> Threads::join_all() {
    for (;;) {
        auto found = std::find_if(records_.begin(), records_.end(), [](const auto& each) {
            return !each->daemon && !each->done && each->identity != thread_identity();
        });
        if (found == records_.end()) return {};
        std::shared_ptr<ThreadRecord> record = *found;
        while (!record->done) {
            record->ended.wait(rt_, -1);
            TRY(rt_.check_stop());
        }
    }
}

void Threads::end() {
    ending_ = true;
    while (!records_.empty()) {
        std::shared_ptr<ThreadRecord> record = records_.back();
        if (!record->done) {
            rt_.limits.attention = true;
            for (WaitQueue::Waiter* waiter : parked_) {
                if (waiter->queue) waiter->queue->remove(waiter);
                waiter->wake();
            }
            WaitQueue pause;
            pause.wait(rt_, 0.001);
            continue;
        }
        forget(record.get());
    }
}

}  // namespace ouro
