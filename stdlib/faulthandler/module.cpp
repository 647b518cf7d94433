// SPDX-License-Identifier: MIT
// The module `faulthandler`: reports of where the threads stand, for fatal signals, for signals that a program chooses, and after a time.
// Signals belong to the process and a C handler is given no pointer of ours, so the slots below are what interpreters share: whose
// handler each signal has. What handlers read of an interpreter is its Watch, which outlives them.
#include <signal.h>
#include <sys/resource.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <chrono>
#include <condition_variable>
#include <cstdio>
#include <cstring>
#include <memory>
#include <mutex>
#include <thread>

#include "runtime/native/capability.h"
#include "runtime/native/module.h"
#include "runtime/objects/exception.h"
#include "runtime/objects/number.h"
#include "runtime/objects/protocol.h"
#include "runtime/objects/str.h"
#include "runtime/threads.h"
#include "stdlib/faulthandler/handlers.h"
#include "stdlib/faulthandler/report.h"
#include "stdlib/sys.h"
#include "stdlib/thread/thread.h"

namespace ouro {

namespace {

struct Fatal {
    int number;
    const char* name;
};
constexpr Fatal kFatal[] = {{SIGBUS, "Bus error"}, {SIGILL, "Illegal instruction"}, {SIGFPE, "Floating-point exception"}, {SIGABRT, "Aborted"}, {SIGSEGV, "Segmentation fault"}};
constexpr std::size_t kFatals = std::size(kFatal);
constexpr std::size_t kStackBytes = 64 * 1024;  // of handlers, for a stack that has overflown
constexpr double kGrace = 0.2;                  // seconds in which a thread that works comes to a point where its frames are in order

/// Where a report goes.
struct Target {
    int descriptor = -1;
    bool all_threads = true, chain = false;
    Value file;  // whose descriptor it is
};

/// A report that is waited for, by a thread of its own.
struct Later {
    std::mutex mutex;
    std::condition_variable changed;
    bool cancelled = false;
    std::thread thread;
};

/// The fault handler of one interpreter.
struct Watch {
    Runtime* rt = nullptr;
    std::uint64_t main = 0;
    Target fatal, users[NSIG];
    struct sigaction before_fatal[kFatals], before_user[NSIG];
    std::unique_ptr<char[]> stack;
    stack_t before_stack{};
    std::unique_ptr<Later> later;
    Value later_file;

    ~Watch() { release(); }
    void release();
    void disable();
    bool unregister(int number);
    void cancel();
    void forget_later();
};

std::atomic<Watch*> fatal_watch, user_watches[NSIG];

void report(ReportWriter& out, Watch& watch, bool all_threads) {
    if (watch.rt->closing) return;  // there are no frames any more
    if (all_threads) report_threads(out, *watch.rt, watch.main);
    else report_stack(out, *watch.rt);
}

void on_fatal(int number) {
    int saved = errno;
    Watch* watch = fatal_watch;
    for (std::size_t n = 0; watch && n < kFatals; ++n) {
        if (kFatal[n].number != number) continue;
        sigaction(number, &watch->before_fatal[n], nullptr);  // a fault in here ends the process
        ReportWriter out(watch->fatal.descriptor);
        out << "Fatal Python error: " << kFatal[n].name << "\n\n";
        report(out, *watch, watch->fatal.all_threads);
    }
    errno = saved;
    raise(number);
}

void on_user(int number) {
    int saved = errno;
    Watch* watch = user_watches[number];
    if (!watch) return;
    {
        ReportWriter out(watch->users[number].descriptor);
        report(out, *watch, watch->users[number].all_threads);
    }
    if (watch->users[number].chain) {
        struct sigaction own;
        sigaction(number, &watch->before_user[number], &own);
        errno = saved;
        raise(number);
        sigaction(number, &own, nullptr);
    }
    errno = saved;
}

void Watch::disable() {
    Watch* self = this;
    if (fatal_watch != self) return;
    for (std::size_t n = 0; n < kFatals; ++n) sigaction(kFatal[n].number, &before_fatal[n], nullptr);
    fatal_watch = nullptr;
    sigaltstack(&before_stack, nullptr);
    stack.reset();
    fatal = Target{};
}

bool Watch::unregister(int number) {
    if (user_watches[number] != this) return false;
    sigaction(number, &before_user[number], nullptr);
    user_watches[number] = nullptr;
    users[number] = Target{};
    return true;
}

void Watch::cancel() {
    if (!later) return;
    {
        std::lock_guard guard(later->mutex);
        later->cancelled = true;
    }
    later->changed.notify_one();
    if (rt->closing) {
        later->thread.join();
    } else {
        Unlocked here(*rt);  // which the thread may be waiting for
        later->thread.join();
    }
    later.reset();
    later_file = Value();
}

/// In the child of a fork, where the thread is no more.
void Watch::forget_later() {
    if (later) (void)later.release();  // its mutex may be held for ever
    later_file = Value();
}

void Watch::release() {
    disable();
    for (int n = 1; n < NSIG; ++n) unregister(n);
    cancel();
}

const char kWatch = 0;

Watch* known_watch(Runtime& rt) {
    auto known = rt.library_state.find(&kWatch);
    return known == rt.library_state.end() ? nullptr : static_cast<Watch*>(known->second.get());
}

Watch& watch_of(Runtime& rt) {
    if (Watch* known = known_watch(rt)) return *known;
    auto made = std::make_shared<Watch>();
    made->rt = &rt;
    made->main = rt.threads ? rt.threads->main() : thread_identity();
    rt.library_state[&kWatch] = made;
    in_forked_child(rt).push_back([](Runtime& rt) {
        if (Watch* watch = known_watch(rt)) {
            watch->forget_later();
            watch->main = thread_identity();
        }
    });
    return *made;
}

/// The descriptor of a file argument: of sys.stderr if none is given. It may write only where the script may.
Result<Target> target_of(Runtime& rt, Args args, std::size_t i) {
    Target target;
    View file = args.given(i) ? args[i] : View::none();
    if (!args.given(i) || file.is_none()) {
        target.file = TRY(sys_attribute(rt, rt.names.stderr));
        if (target.file.is_unbound()) return rt.raise(RuntimeError, "unable to get sys.stderr");
        if (target.file.is_none()) return rt.raise(RuntimeError, "sys.stderr is None");
    } else {
        target.file = Value(file);
    }
    if (is_integer(target.file)) {
        target.descriptor = static_cast<int>(TRY(index_to_int64(rt, target.file)));
        if (target.descriptor < 0) return rt.raise(ValueError, "file is not a valid file descriptor");
        target.file = Value();
    } else {
        Value number = TRY(call_method(rt, target.file, TRY(intern(rt, "fileno")).get()));
        std::int64_t exact;
        if (!is_integer(number) || !fits_int64(number, exact) || exact < 0 || exact > INT32_MAX)
            return rt.raise(RuntimeError, "file.fileno() is not a valid file descriptor");
        target.descriptor = static_cast<int>(exact);
        if (call_method(rt, target.file, TRY(intern(rt, "flush")).get()).raised() && !rt.swallow(PlainException)) return Raised{};
    }
    TRY(require(rt, target.descriptor == 1 || target.descriptor == 2 ? Capability::standard_output : Capability::files));
    return target;
}

Result<void> enable(Runtime& rt, Target target) {
    Watch& watch = watch_of(rt);
    Watch* none = nullptr;
    if (!fatal_watch.compare_exchange_strong(none, &watch)) {
        if (none != &watch) return rt.raise(RuntimeError, "the fault handler is another interpreter's of this process");
        watch.fatal = std::move(target);
        return {};
    }
    watch.fatal = std::move(target);
    watch.stack = std::make_unique<char[]>(kStackBytes);
    stack_t own{};
    own.ss_sp = watch.stack.get();
    own.ss_size = kStackBytes;
    sigaltstack(&own, &watch.before_stack);
    struct sigaction action{};
    action.sa_handler = on_fatal;
    action.sa_flags = SA_NODEFER | SA_ONSTACK;
    for (std::size_t n = 0; n < kFatals; ++n) sigaction(kFatal[n].number, &action, &watch.before_fatal[n]);
    return {};
}

Result<Value> enable_function(Runtime& rt, Args args) {
    Target target = TRY(target_of(rt, args, 0));
    target.all_threads = TRY(args.truth(1));
    TRY(enable(rt, std::move(target)));
    return View::none();
}

bool is_enabled(Runtime& rt) { return fatal_watch && fatal_watch == known_watch(rt); }

Result<Value> disable_function(Runtime& rt, Args) {
    bool enabled = is_enabled(rt);
    if (enabled) watch_of(rt).disable();
    return View::boolean(enabled);
}

Result<Value> dump_traceback(Runtime& rt, Args args) {
    Target target = TRY(target_of(rt, args, 0));
    bool all_threads = TRY(args.truth(1));
    ReportWriter out(target.descriptor);
    report(out, watch_of(rt), all_threads);
    return View::none();
}

std::string heading_of(double seconds) {
    auto total = static_cast<unsigned long long>(seconds * 1e6 + 0.5), whole = total / 1'000'000;
    char text[80];
    int size = std::snprintf(text, sizeof text, "Timeout (%llu:%02llu:%02llu", whole / 3600, whole / 60 % 60, whole % 60);
    if (total % 1'000'000) size += std::snprintf(text + size, sizeof text - static_cast<std::size_t>(size), ".%06llu", total % 1'000'000);
    return std::string(text) + ")!\n";
}

Result<Value> dump_traceback_later(Runtime& rt, Args args) {
    double seconds = TRY(seconds_argument(rt, args[0]));
    bool again = TRY(args.truth(1)), exits = TRY(args.truth(3));
    if (!(seconds > 0)) return rt.raise(ValueError, "timeout must be greater than 0");
    if (exits) TRY(require(rt, Capability::processes));
    Target target = TRY(target_of(rt, args, 2));
    Watch& watch = watch_of(rt);
    watch.cancel();
    Threads& threads = threads_of(rt);
    watch.later = std::make_unique<Later>();
    watch.later_file = target.file;
    auto body = [&watch, &threads, later = watch.later.get(), heading = heading_of(seconds), seconds, again, exits, descriptor = target.descriptor] {
        std::unique_lock guard(later->mutex);
        auto next = std::chrono::steady_clock::now();
        do {
            next += std::chrono::duration_cast<std::chrono::steady_clock::duration>(std::chrono::duration<double>(seconds));
            if (later->changed.wait_until(guard, next, [&] { return later->cancelled; })) return;
            threads.interrupt(kGrace, [&] {
                ReportWriter out(descriptor);
                out << heading;
                report(out, watch, true);
            });
            if (exits) _exit(1);
        } while (again);
    };
    // Signals are for the threads of the program.
    sigset_t all, before;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before);
    try {
        watch.later->thread = std::thread(std::move(body));
    } catch (const std::system_error&) {
        watch.later.reset();
        watch.later_file = Value();
    }
    pthread_sigmask(SIG_SETMASK, &before, nullptr);
    if (!watch.later) return rt.raise(RuntimeError, "unable to start watchdog thread");
    return View::none();
}

Result<Value> cancel_dump_traceback_later(Runtime& rt, Args) {
    if (Watch* watch = known_watch(rt)) watch->cancel();
    return View::none();
}

Result<int> user_signal(Runtime& rt, Args args) {
    int number = TRY(args.small_integer(0));
    for (const Fatal& each : kFatal)
        if (each.number == number) return rt.raise(RuntimeError, "signal %i cannot be registered, use enable() instead", number);
    if (number < 1 || number >= NSIG) return rt.raise(ValueError, "signal number out of range");
    return number;
}

Result<Value> register_function(Runtime& rt, Args args) {
    int number = TRY(user_signal(rt, args));
    Target target = TRY(target_of(rt, args, 1));
    target.all_threads = TRY(args.truth(2));
    target.chain = TRY(args.truth(3));
    Watch& watch = watch_of(rt);
    Watch* owner = user_watches[number];
    if (owner && owner != &watch) return rt.raise(RuntimeError, "signal %i is another interpreter's of this process", number);
    if (!owner) {
        struct sigaction action{};
        action.sa_handler = on_user;
        // The handler it passes a signal on to runs while it does.
        action.sa_flags = SA_RESTART | SA_ONSTACK | (target.chain ? SA_NODEFER : 0);
        user_watches[number] = &watch;
        if (sigaction(number, &action, &watch.before_user[number]) < 0) {
            user_watches[number] = nullptr;
            return raise_os_error(rt, errno);
        }
    }
    watch.users[number] = std::move(target);
    return View::none();
}

Result<Value> unregister_function(Runtime& rt, Args args) {
    int number = TRY(user_signal(rt, args));
    Watch* watch = known_watch(rt);
    return View::boolean(watch && watch->unregister(number));
}

// ---- faults, to see what becomes of them

void leave_no_core() {
    rlimit limit;
    if (getrlimit(RLIMIT_CORE, &limit) == 0) {
        limit.rlim_cur = 0;
        setrlimit(RLIMIT_CORE, &limit);
    }
}

/// A signal that a fault gives.
template <int number>
Result<Value> fault(Runtime& rt, Args) {
    leave_no_core();
    raise(number);
    TRY(rt.check_stop());
    return View::none();
}

__attribute__((no_sanitize("undefined", "address"))) Result<Value> read_null(Runtime&, Args) {
    leave_no_core();
    int* volatile nowhere = nullptr;
    return View::small_int(*static_cast<volatile int*>(nowhere));
}

Result<Value> segmentation_fault(Runtime& rt, Args args) {
    if (TRY(args.truth(0))) {
        Unlocked here(rt);
        return fault<SIGSEGV>(rt, args);
    }
    return fault<SIGSEGV>(rt, args);
}

__attribute__((noinline, no_sanitize("address"))) std::uintptr_t use_stack(std::uintptr_t least, std::uintptr_t most, std::size_t& depth) {
    volatile char used[4096];
    used[0] = static_cast<char>(depth);
    auto here = reinterpret_cast<std::uintptr_t>(&used[0]);
    ++depth;
    if (here < least || here > most) return here;
    std::uintptr_t deepest = use_stack(least, most, depth);
    used[1] = used[0];  // so that it is no tail call
    return deepest;
}

Result<Value> stack_overflow(Runtime& rt, Args) {
    constexpr std::uintptr_t kMost = 100 << 20;
    leave_no_core();
    std::size_t depth = 0;
    auto here = reinterpret_cast<std::uintptr_t>(&depth);
    std::uintptr_t end = use_stack(here > kMost ? here - kMost : 0, here + kMost, depth);
    return rt.raise(RuntimeError, "unable to raise a stack overflow (allocated %zu bytes on the stack, %zu recursive calls)",
                    static_cast<std::size_t>(here > end ? here - end : end - here), depth);
}

Result<Value> fatal_error_in_thread(Runtime& rt, Args) {
    leave_no_core();
    std::uint64_t main = watch_of(rt).main;
    std::thread([&rt, main] { fatal_error(rt, main, "faulthandler_fatal_error_thread", "in new thread"); }).join();
    return View::none();
}

constexpr FunctionDef functions[] = {
    {"enable(file=<no value>, all_threads=True)", enable_function, "Write where the threads stand when a fatal signal arrives."},
    {"disable()", disable_function, "Undo enable(): whether it had been called."},
    {"is_enabled()", [](Runtime& rt, Args) -> Result<Value> { return View::boolean(is_enabled(rt)); }, "Whether enable() is in force."},
    {"dump_traceback(file=<no value>, all_threads=True)", dump_traceback, "Write where the calling thread stands, or all threads."},
    {"dump_traceback_later(timeout, repeat=False, file=<no value>, exit=False)", dump_traceback_later,
     "Write where all threads stand when so many seconds have passed; again and again, or ending the process with status 1, if asked."},
    {"cancel_dump_traceback_later()", cancel_dump_traceback_later, "Undo dump_traceback_later()."},
    {"register(signum, file=<no value>, all_threads=True, chain=False)", register_function,
     "Write where the threads stand when this signal arrives; with chain, what handled it before follows."},
    {"unregister(signum, /)", unregister_function, "Undo register(): whether it had been called for this signal."},
    {"_read_null()", read_null, "Read from address 0."},
    {"_sigsegv(release_gil=False, /)", segmentation_fault, "Raise SIGSEGV."},
    {"_sigabrt()", fault<SIGABRT>, "Raise SIGABRT."},
    {"_sigfpe()", fault<SIGFPE>, "Raise SIGFPE."},
    {"_stack_overflow()", stack_overflow, "Call natives until the machine stack is exhausted."},
    {"_fatal_error_c_thread()", fatal_error_in_thread, "End the process with a fatal error, from a thread that is none of Python's."},
};

}  // namespace

Result<void> enable_fault_handler(Runtime& rt) {
    if (fatal_watch) return {};
    Target target;
    target.descriptor = 2;
    return enable(rt, std::move(target));
}

void release_fault_handler(Runtime& rt) {
    if (Watch* watch = known_watch(rt)) watch->release();
}

extern const ModuleDef faulthandler_module;
const ModuleDef faulthandler_module{.name = "faulthandler", .doc = "Reports of where the threads of a program stand.", .functions = functions};

}  // namespace ouro
