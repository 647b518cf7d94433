// SPDX-License-Identifier: MIT
// The threads of one VM and the lock that one of them at a time holds: who holds it runs script code and touches objects. Natives that
// block give it up meanwhile (Unlocked, WaitQueue::wait); a thread that computes hands it over at a check_stop() when others have waited
// for some milliseconds. A VM that never starts a thread has no Threads, and none of this costs it anything.
//
// What belongs to a thread (its frames, its pending exception, its context …) lies in the Runtime while the thread holds the lock and in
// a ThreadState on its own machine stack while it does not.
#pragma once

#include <cerrno>
#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <vector>

#include "runtime/runtime.h"

namespace ouro {

/// The first exception of a chain of handled ones, or None.
inline View innermost_handled(const HandledException* handled) {
    while (handled && (handled->exception.is_none() || handled->exception.is_unbound())) handled = handled->previous;
    return handled ? View(handled->exception) : View::none();
}

/// What a thread takes along when it gives up the lock.
class ThreadState {
public:
    ThreadState() = default;
    ThreadState(const ThreadState&) = delete;
    /// Exchanges what is here with what lies in the Runtime.
    void swap(Runtime& rt);
    /// The exception that a thread which is not running handles, or None.
    View handled_exception(const Runtime& rt) const;

    InterpreterState* interpreter = nullptr;
    HandledException* handled = nullptr;
    char* stack_limit = nullptr;
    int depth = 0;
    StopReason stop_reason = StopReason::none;
    // While the thread is away: whose it is, and its neighbours among those.
    std::uint64_t identity = 0;
    ThreadState *previous = nullptr, *next = nullptr;
    Object* pending_destroy = nullptr;  // destroy()'s work list: a finaliser may give up the lock
    int destroy_depth = 0;

private:
    Value pending_, sent_result_, context_, handled_exception_ = View::none();
    std::vector<std::uint64_t> being_printed_;
    std::vector<Value> own_;  // Runtime::per_thread
};

/// Threads that wait for something, in order; whoever looks at it holds the VM's lock.
class WaitQueue {
public:
    /// Waits for wake_one() or wake_all(), for `seconds` at most (negative: without limit). It may end early, on the main thread so that
    /// signals, stops and deadlines are seen: callers check what they wait for, and rt.check_stop().
    void wait(Runtime& rt, double seconds);
    void wake_one();
    void wake_all();

private:
    friend class Threads;
    struct Waiter {
        std::mutex mutex;
        std::condition_variable changed;
        bool woken = false;
        WaitQueue* queue = nullptr;  // null once it was woken
        Waiter *previous = nullptr, *next = nullptr;
        void wake();
    };
    void remove(Waiter* waiter);
    Waiter *first_ = nullptr, *last_ = nullptr;
};

/// A thread that was started; shared by the thread and its handles.
struct ThreadRecord {
    std::uint64_t identity = 0;
    bool daemon = false;
    bool done = false;  // it runs no script code any more
    WaitQueue ended;
    struct Native;
    std::unique_ptr<Native> native;
    ThreadRecord();
    ~ThreadRecord();
};

class Threads {
public:
    explicit Threads(Runtime& rt);
    ~Threads();
    Threads(const Threads&) = delete;

    /// Starts a thread, which calls `body` holding the lock; RuntimeError("can't start new thread"). `stack_bytes` 0: the system's size.
    Result<void> start(std::shared_ptr<ThreadRecord> record, std::function<void()> body, std::size_t stack_bytes);
    /// Whether the running thread is the one that the VM began on.
    bool on_main() const { return running_ == main_; }
    std::uint64_t main() const { return main_; }
    /// Started threads that still run.
    std::size_t count() const;
    /// Whether there is no other thread than the calling one.
    bool alone() const;
    /// Whether a thread of this identity runs here.
    bool runs(std::uint64_t identity) const;
    /// Whether a fork has left threads behind: nobody gives up what they hold.
    bool lost() const { return lost_; }
    /// fork(2). In the child the calling thread is the only one, and the main one: nobody holds or waits for anything but it.
    int fork();
    /// Waits for the threads that are not daemons.
    Result<void> join_all();
    /// The end: all other threads are stopped as by a host and joined. Idempotent.
    void end();
    /// What check_stop() does when attention was asked for: hands the lock over, or stops a thread at the end.
    Result<void> attend();

    /// `returns`: take() follows.
    void give_up(ThreadState& state, bool returns = true);
    void take(ThreadState& state);

    /// For reports of what hangs: calls `function` holding the lock, or without it if nobody hands it over for `seconds`; by a thread
    /// that is none of the VM's.
    void interrupt(double seconds, const std::function<void()>& function);
    /// The frames of a thread, null if it is none of the VM's; and of each thread, the youngest first. They take no lock: a handler of a
    /// signal may call them, and sees a thread without frames that is just giving up the lock or taking it.
    const InterpreterState* interpreter_of(std::uint64_t identity) const;
    struct Seen {
        std::uint64_t identity;
        const InterpreterState* interpreter;  // null: it has no frames now
        View handled;  // the exception that it handles, or None
    };
    void visit(void (*one)(void* context, const Seen& thread), void* context) const;

private:
    friend class WaitQueue;
    Seen seen(std::uint64_t identity) const;
    void begin_alone();
    void leave(ThreadState& state);
    void come_back(ThreadState& state);
    void wait_for_turn(std::unique_lock<std::mutex>& guard);
    void forget(ThreadRecord* record);

    Runtime& rt_;
    std::uint64_t main_, running_;
    ThreadState* away_ = nullptr;  // of the threads that have given up the lock
    std::mutex mutex_;
    std::condition_variable turn_, taken_;
    bool held_ = true;          // guarded by mutex_, as are the next two
    std::size_t waiting_ = 0;   // threads that want the lock
    std::uint64_t switches_ = 0;
    bool ending_ = false, lost_ = false;
    std::vector<WaitQueue::Waiter*> parked_;               // everyone in a WaitQueue
    std::vector<std::shared_ptr<ThreadRecord>> records_;   // threads that have not been joined
};

/// Gives up the VM's lock while it lives: for natives that block. No object may be touched meanwhile. errno is what the native left.
class Unlocked {
public:
    explicit Unlocked(Runtime& rt) : threads_(rt.threads.get()) {
        if (threads_) threads_->give_up(state_);
    }
    ~Unlocked() {
        int error = errno;
        if (threads_) threads_->take(state_);
        errno = error;
    }
    Unlocked(const Unlocked&) = delete;

private:
    Threads* threads_;
    ThreadState state_;
};

/// What natives do in the child of a fork, where all other threads are gone.
std::vector<void (*)(Runtime&)>& in_forked_child(Runtime& rt);
/// Which thread this is: threading.get_ident().
std::uint64_t thread_identity();
/// The Threads of this VM, made at the first call.
Threads& threads_of(Runtime& rt);
/// Whether the running thread is the main one.
inline bool on_main_thread(Runtime& rt) { return !rt.threads || rt.threads->on_main(); }

}  // namespace ouro
