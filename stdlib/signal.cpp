// SPDX-License-Identifier: MIT
// The module `_signal`. A signal's C handler only notes it; the Python handler runs in the interpreter that installed it, at its next
// check. Signals belong to the process and a C handler is given no pointer of ours, so the inbox below is the one thing that interpreters
// share: an atomic slot for each signal says whose it is.
#include <fcntl.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <cmath>
#include <cstring>

#include "runtime/blocking.h"
#include "runtime/native/module.h"
#include "runtime/objects/containers.h"
#include "runtime/objects/exception.h"
#include "runtime/objects/module.h"
#include "runtime/objects/number.h"
#include "runtime/objects/protocol.h"
#include "runtime/objects/str.h"
#include "stdlib/c_numbers.h"
#include "stdlib/signals.h"
#include "stdlib/struct_sequence.h"
#include "stdlib/thread/thread.h"
#include "vm/interp/frame_object.h"

namespace ouro {

namespace {

/// What C handlers reach of one interpreter.
struct Inbox {
    std::atomic<bool> arrived[NSIG] = {};
    std::atomic<bool> any{false};
    std::atomic<bool>* attention = nullptr;  // of the interpreter's limits
    std::atomic<int> wake_descriptor{-1}, wake_error{0};
    std::atomic<bool> warn_when_full{true};
    Value handlers[NSIG];                    // Unbound: as the process has it
    struct sigaction before[NSIG];           // to be put back at the end
    bool replaced[NSIG] = {};

    ~Inbox() { release(); }
    void release();
};

std::atomic<Inbox*> inboxes[NSIG];  // by signal: who handles it

void on_signal(int number) {
    int saved = errno;
    if (Inbox* inbox = inboxes[number].load()) {
        inbox->arrived[number] = true;
        inbox->any = true;
        *inbox->attention = true;
        int descriptor = inbox->wake_descriptor;
        if (descriptor >= 0) {
            auto byte = static_cast<unsigned char>(number);
            ssize_t written;
            while ((written = write(descriptor, &byte, 1)) < 0 && errno == EINTR) {}
            if (written < 0 && (errno != EAGAIN || inbox->warn_when_full)) inbox->wake_error = errno;
        }
    }
    errno = saved;
}

void Inbox::release() {
    for (int n = 1; n < NSIG; ++n) {
        handlers[n] = Value();
        if (!std::exchange(replaced[n], false)) continue;
        sigaction(n, &before[n], nullptr);
        inboxes[n] = nullptr;
    }
}

const char kInbox = 0, kTimerError = 0;
constexpr double kSlice = 0.05;  // of waiting: how soon stops and deadlines are seen

const char* const kSignalInfoFields[] = {"si_signo", "si_code", "si_errno", "si_pid", "si_uid", "si_status", "si_band"};
const StructSequence kSignalInfo{.type = struct_sequence_type("signal", "struct_siginfo",
                                                              "struct_siginfo: Result from sigwaitinfo or sigtimedwait.\n\n"
                                                              "A tuple of (si_signo, si_code, si_errno, si_pid, si_uid, si_status, si_band), or\n"
                                                              "attributes of these names.",
                                                              true),
                                 .fields = kSignalInfoFields,
                                 .visible = 7};

Inbox* inbox_of(Runtime& rt) {
    auto known = rt.library_state.find(&kInbox);
    return known == rt.library_state.end() ? nullptr : static_cast<Inbox*>(known->second.get());
}

/// In the child of a fork: what had arrived was for the parent.
void drop_arrived(Runtime& rt) {
    Inbox* inbox = inbox_of(rt);
    for (auto& each : inbox->arrived) each = false;
    inbox->any = false;
}

/// Runs the Python handlers of what has arrived.
Result<void> deliver(Runtime& rt) {
    Inbox* inbox = inbox_of(rt);
    if (!inbox || !inbox->any) return {};
    if (!on_main_thread(rt)) {
        *inbox->attention = true;  // for the main thread
        return {};
    }
    inbox->any = false;
    if (int error = inbox->wake_error.exchange(0)) {
        (void)raise_os_error(rt, error);
        rt.report_unraisable(View::none(), "Exception ignored when trying to write to the signal wakeup fd");
    }
    for (int n = 1; n < NSIG; ++n) {
        if (!inbox->arrived[n].exchange(false)) continue;
        Value handler = inbox->handlers[n];
        if (handler.is_unbound() || handler.is_none() || is_integer(handler)) {
            (void)rt.raise(OSError, "Signal %i ignored due to race condition", n);
            rt.report_unraisable(View::none());
            continue;
        }
        Value frame = View::none();
        if (Frame* running = current_frame(rt)) frame = TRY(frame_object(rt, running));
        Result<Value> done = call(rt, handler, {View::small_int(n), frame});
        if (done.raised()) {
            inbox->any = true;  // others may wait
            *inbox->attention = true;
            return Raised{};
        }
    }
    return {};
}

Result<int> signal_argument(Runtime& rt, Args args, std::size_t i) {
    int number = TRY(args.small_integer(i));
    if (number < 1 || number >= NSIG) return rt.raise(ValueError, "signal number out of range");
    return number;
}

/// What is installed now: a callable, SIG_DFL, SIG_IGN, or None where it was not installed from Python.
Value handler_now(Inbox* inbox, int number) {
    if (!inbox->handlers[number].is_unbound()) return inbox->handlers[number];
    struct sigaction now;
    if (sigaction(number, nullptr, &now) < 0) return View::none();
    if (now.sa_handler == SIG_DFL) return View::small_int(0);
    if (now.sa_handler == SIG_IGN) return View::small_int(1);
    return View::none();
}

Result<Value> signal_function(Runtime& rt, Args args) {
    int number = TRY(signal_argument(rt, args, 0));
    if (!on_main_thread(rt)) return rt.raise(ValueError, "signal only works in main thread of the main interpreter");
    Inbox* inbox = inbox_of(rt);
    std::int64_t constant = -1;
    bool callable = is_callable(rt, args[1]);
    if (!callable) {
        if (!is_integer(args[1]) || !fits_int64(args[1], constant) || (constant != 0 && constant != 1))
            return rt.raise(TypeError, "signal handler must be signal.SIG_IGN, signal.SIG_DFL, or a callable object");
    }
    TRY(deliver(rt));
    Value old = handler_now(inbox, number);
    struct sigaction action;
    std::memset(&action, 0, sizeof action);
    action.sa_handler = callable ? on_signal : constant ? SIG_IGN : SIG_DFL;
    struct sigaction previous;
    if (callable) inboxes[number] = inbox;
    if (sigaction(number, &action, &previous) < 0) return raise_os_error(rt, errno);
    if (!inbox->replaced[number]) {
        inbox->before[number] = previous;
        inbox->replaced[number] = true;
    }
    inbox->handlers[number] = Value(args[1]);
    return old;
}

/// The interpreter's inbox, made at its first use.
Inbox* make_inbox(Runtime& rt) {
    if (!inbox_of(rt)) {
        auto made = std::make_shared<Inbox>();
        made->attention = &rt.limits.attention;
        rt.library_state[&kInbox] = std::move(made);
        in_forked_child(rt).push_back(drop_arrived);
        if (!rt.hooks.attend) rt.hooks.attend = deliver;
    }
    return inbox_of(rt);
}

Result<Value> default_int_handler(Runtime& rt, Args) { return rt.raise_object(TRY(call(rt, View(rt.exception_type(KeyboardInterrupt))))); }

Result<Value> raise_signal(Runtime& rt, Args args) {
    int number = TRY(args.small_integer(0));
    if (::raise(number) != 0) return raise_os_error(rt, errno);
    TRY(rt.check_stop());
    return View::none();
}

Result<Value> set_wakeup_fd(Runtime& rt, Args args) {
    int descriptor = TRY(args.small_integer(0));
    if (!on_main_thread(rt)) return rt.raise(ValueError, "set_wakeup_fd only works in main thread of the main interpreter");
    Inbox* inbox = inbox_of(rt);
    if (descriptor != -1) {
        int flags = fcntl(descriptor, F_GETFL);
        if (flags < 0) return raise_os_error(rt, errno);
        if (!(flags & O_NONBLOCK)) return rt.raise(ValueError, "the fd %i must be in non-blocking mode", descriptor);
    }
    inbox->warn_when_full = TRY(args.truth(1));
    return rt.integer(inbox->wake_descriptor.exchange(descriptor));
}

Result<Value> signal_set(Runtime& rt, const sigset_t& set) {
    Ref<Set> made = TRY(new_set(rt));
    for (int n = 1; n < NSIG; ++n)
        if (sigismember(&set, n) == 1) TRY(set_add(rt, made.get(), View::small_int(n)));
    return made;
}

Result<Value> pthread_mask(Runtime& rt, Args args) {
    sigset_t wanted, before;
    TRY(read_signal_set(rt, args[1], wanted));
    int error = pthread_sigmask(TRY(args.small_integer(0)), &wanted, &before);
    if (error) return raise_os_error(rt, error);
    TRY(rt.check_stop());
    return signal_set(rt, before);
}

/// Waits until a signal of a set has arrived, for `seconds` at most (negative: without limit): si_signo is 0 if none has.
Result<siginfo_t> arrival(Runtime& rt, const sigset_t& wanted, double seconds) {
    double end = seconds < 0 ? 0 : monotonic_seconds() + seconds;
    siginfo_t info;
    for (;;) {
        double left = seconds < 0 ? kSlice : std::max(0.0, std::min(kSlice, end - monotonic_seconds()));
        timespec slice{0, static_cast<long>(left * 1e9)};
        int number = unlocked(rt, [&] { return ::sigtimedwait(&wanted, &info, &slice); });
        if (number > 0) return info;
        if (errno != EAGAIN && errno != EINTR) return raise_os_error(rt, errno);
        TRY(rt.check_stop());
        if (seconds >= 0 && monotonic_seconds() >= end) {
            info.si_signo = 0;
            return info;
        }
    }
}

Result<Value> wait_for(Runtime& rt, Args args) {
    sigset_t wanted;
    TRY(read_signal_set(rt, args[0], wanted));
    return rt.integer(TRY(arrival(rt, wanted, -1)).si_signo);
}

Result<Value> siginfo_result(Runtime& rt, const siginfo_t& info) {
    const Value values[] = {View::small_int(info.si_signo), View::small_int(info.si_code), View::small_int(info.si_errno), View::small_int(info.si_pid),
                            View::small_int(info.si_uid), View::small_int(info.si_status), View::small_int(info.si_band)};
    return new_struct_sequence(rt, kSignalInfo, values);
}

Result<Value> wait_for_info(Runtime& rt, Args args) {
    sigset_t wanted;
    TRY(read_signal_set(rt, args[0], wanted));
    return siginfo_result(rt, TRY(arrival(rt, wanted, -1)));
}

Result<Value> wait_some_time(Runtime& rt, Args args) {
    double seconds = TRY(seconds_argument(rt, args[1]));
    sigset_t wanted;
    TRY(read_signal_set(rt, args[0], wanted));
    if (seconds < 0) return rt.raise(ValueError, "timeout must be non-negative");
    siginfo_t info = TRY(arrival(rt, wanted, seconds));
    return info.si_signo ? siginfo_result(rt, info) : Result<Value>(View::none());
}

Result<Value> send_to_thread(Runtime& rt, Args args) {
    if (!is_integer(args[0])) return rt.raise(TypeError, "pthread_kill() argument 1 must be int, not %s", type_name(rt, args[0]));
    int number = TRY(args.small_integer(1));
    std::int64_t signed_identity;
    Value exact(args[0]);
    // The system can't tell what is a thread and what is not.
    bool known = fits_int64(exact, signed_identity);
    auto identity = static_cast<std::uint64_t>(signed_identity);
    if (!known || !(rt.threads ? rt.threads->runs(identity) : identity == thread_identity())) return raise_os_error(rt, ESRCH);
    int error = ::pthread_kill(static_cast<pthread_t>(identity), number);
    if (error) return raise_os_error(rt, error);
    TRY(rt.check_stop());
    return View::none();
}

Result<Value> send_to_process(Runtime& rt, Args args) {
    int descriptor = TRY(args.small_integer(0)), number = TRY(args.small_integer(1));
    if (!args[2].is_none()) return rt.raise(TypeError, "siginfo must be None");
    int flags = TRY(args.small_integer(3));
    if (::syscall(SYS_pidfd_send_signal, descriptor, number, nullptr, flags) < 0) return raise_os_error(rt, errno);
    TRY(rt.check_stop());
    return View::none();
}

Result<Value> pending(Runtime& rt, Args) {
    sigset_t set;
    if (sigpending(&set) < 0) return raise_os_error(rt, errno);
    return signal_set(rt, set);
}

Result<Value> valid_signals(Runtime& rt, Args) {
    sigset_t set;
    sigfillset(&set);
    return signal_set(rt, set);
}

Result<Value> pause_function(Runtime& rt, Args) {
    Inbox* inbox = inbox_of(rt);
    for (;;) {
        // One that arrived between two slices counts as well.
        timespec slice{0, static_cast<long>(kSlice * 1e9)};
        bool over = unlocked(rt, [&] { return ::ppoll(nullptr, 0, &slice, nullptr); }) < 0 || (on_main_thread(rt) && inbox->any);
        TRY(rt.check_stop());
        if (over) return View::none();
    }
}

timeval interval(double seconds) {
    double whole = std::floor(seconds);
    return {static_cast<time_t>(whole), static_cast<suseconds_t>(std::ceil((seconds - whole) * 1e6 - 1e-3))};
}
double seconds_of(timeval t) { return static_cast<double>(t.tv_sec) + static_cast<double>(t.tv_usec) * 1e-6; }

/// signal.ItimerError
Result<Value> timer_error(Runtime& rt) {
    Value& known = rt.library[&kTimerError];
    if (!known.is_unbound()) return known;
    Ref<Tuple> bases = TRY(new_tuple(rt, {View(static_cast<const Object*>(rt.exceptions[OSError]))}));
    Ref<Dict> names = TRY(new_dict(rt));
    TRY(dict_set(rt, names.get(), rt.names.module_, TRY(rt.str("signal"))));
    Ref<Type> made = TRY(new_class(rt, rt.types.type, TRY(intern(rt, "itimer_error")).get(), bases.get(), names.get(), Arguments{}));
    return rt.library[&kTimerError] = Value(View(made));
}

Raised raise_timer_error(Runtime& rt, int error) {
    Value type = TRY(timer_error(rt)), number = TRY(rt.integer(error)), text = TRY(rt.str(std::strerror(error)));
    return rt.raise_object(TRY(call(rt, type, {number, text})));
}

Result<Value> timer_value(Runtime& rt, const itimerval& timer) {
    Value delay = TRY(rt.real(seconds_of(timer.it_value))), repeat = TRY(rt.real(seconds_of(timer.it_interval)));
    Ref<Tuple> made = TRY(new_tuple(rt, {delay, repeat}));
    return made;
}

Result<Value> set_timer(Runtime& rt, Args args) {
    int which = TRY(args.small_integer(0));
    double first = TRY(seconds_argument(rt, args[1])), again = TRY(seconds_argument(rt, args[2]));
    itimerval wanted{interval(again), interval(first)}, before;
    if (setitimer(static_cast<__itimer_which_t>(which), &wanted, &before) < 0) return raise_timer_error(rt, errno);
    return timer_value(rt, before);
}

Result<Value> get_timer(Runtime& rt, Args args) {
    itimerval now;
    if (getitimer(static_cast<__itimer_which_t>(TRY(args.small_integer(0))), &now) < 0) return raise_timer_error(rt, errno);
    return timer_value(rt, now);
}

Result<Value> signal_text(Runtime& rt, Args args) {
    int number = TRY(signal_argument(rt, args, 0));
    const char* text = sigdescr_np(number);
    return text ? rt.str(text) : Result<Value>(View::none());
}

constexpr FunctionDef kDefaultIntHandler{"default_int_handler(signalnum, frame, /)", default_int_handler, "The default handler for SIGINT installed by Python."};

constexpr FunctionDef functions[] = {
    {"signal(signalnum, handler, /)", signal_function, "Set the action for the given signal."},
    {"getsignal(signalnum, /)", [](Runtime& rt, Args a) -> Result<Value> { return handler_now(inbox_of(rt), TRY(signal_argument(rt, a, 0))); },
     "Return the current action for the given signal."},
    kDefaultIntHandler,
    {"raise_signal(signalnum, /)", raise_signal, "Send a signal to the executing process."},
    {"set_wakeup_fd(fd, /, *, warn_on_full_buffer=True)", set_wakeup_fd, "Sets the fd to be written to (with the signal number) when a signal comes in."},
    {"strsignal(signalnum, /)", signal_text, "Return the system description of the given signal."},
    {"alarm(seconds, /)", [](Runtime& rt, Args a) -> Result<Value> { return rt.integer(alarm(static_cast<unsigned>(TRY(a.small_integer(0))))); }, "Arrange for SIGALRM to arrive after the given number of seconds."},
    {"pause()", pause_function, "Wait until a signal arrives."},
    {"setitimer(which, seconds, interval=0.0, /)", set_timer, "Sets given itimer (one of ITIMER_REAL, ITIMER_VIRTUAL or ITIMER_PROF)."},
    {"getitimer(which, /)", get_timer, "Returns current value of given itimer."},
    {"siginterrupt(signalnum, flag, /)",
     [](Runtime& rt, Args a) -> Result<Value> {
         int number = TRY(signal_argument(rt, a, 0));
         struct sigaction action;
         if (sigaction(number, nullptr, &action) < 0) return raise_os_error(rt, errno);
         action.sa_flags = TRY(a.small_integer(1)) ? action.sa_flags & ~SA_RESTART : action.sa_flags | SA_RESTART;
         if (sigaction(number, &action, nullptr) < 0) return raise_os_error(rt, errno);
         return View::none();
     },
     "Change system call restart behaviour."},
    {"pthread_sigmask(how, mask, /)", pthread_mask, "Fetch and/or change the signal mask of the calling thread."},
    {"sigwait(sigset, /)", wait_for, "Wait for a signal."},
    {"sigwaitinfo(sigset, /)", wait_for_info, "Waits for a signal of a set: a struct_siginfo."},
    {"sigtimedwait(sigset, timeout, /)", wait_some_time, "Waits for a signal of a set, for some seconds: a struct_siginfo, or None."},
    {"pthread_kill(thread_id, signalnum, /)", send_to_thread, "Send a signal to a thread."},
    {"pidfd_send_signal(pidfd, signalnum, siginfo=None, flags=0, /)", send_to_process, "Send a signal to the process that a descriptor stands for."},
    {"sigpending()", pending, "Examine pending signals."},
    {"valid_signals()", valid_signals, "Return a set of valid signal numbers on this platform."},
};

#define NUMBER(name) {#name, name}
constexpr NamedNumber kNumbers[] = {
    {"SIG_DFL", 0}, {"SIG_IGN", 1}, NUMBER(SIG_BLOCK), NUMBER(SIG_UNBLOCK), NUMBER(SIG_SETMASK), NUMBER(NSIG),
    {"ITIMER_REAL", ITIMER_REAL}, {"ITIMER_VIRTUAL", ITIMER_VIRTUAL}, {"ITIMER_PROF", ITIMER_PROF},
    NUMBER(SIGHUP), NUMBER(SIGINT), NUMBER(SIGQUIT), NUMBER(SIGILL), NUMBER(SIGTRAP), NUMBER(SIGIOT), NUMBER(SIGABRT), NUMBER(SIGFPE), NUMBER(SIGKILL), NUMBER(SIGBUS),
    NUMBER(SIGSEGV), NUMBER(SIGSYS), NUMBER(SIGPIPE), NUMBER(SIGALRM), NUMBER(SIGTERM), NUMBER(SIGUSR1), NUMBER(SIGUSR2), {"SIGCLD", SIGCHLD}, NUMBER(SIGCHLD), NUMBER(SIGPWR),
    NUMBER(SIGIO), NUMBER(SIGURG), NUMBER(SIGWINCH), {"SIGPOLL", SIGIO}, NUMBER(SIGSTOP), NUMBER(SIGTSTP), NUMBER(SIGCONT), NUMBER(SIGTTIN), NUMBER(SIGTTOU), NUMBER(SIGVTALRM),
    NUMBER(SIGPROF), NUMBER(SIGXCPU), NUMBER(SIGXFSZ), NUMBER(SIGSTKFLT),
};

Result<void> init(Runtime& rt, Module* module) {
    make_inbox(rt);
    Dict* dict = module->dict.get();
    TRY(add_numbers(rt, module, kNumbers));
    TRY(dict_set(rt, dict, TRY(intern(rt, "SIGRTMIN")).get(), View::small_int(SIGRTMIN)));
    TRY(dict_set(rt, dict, TRY(intern(rt, "SIGRTMAX")).get(), View::small_int(SIGRTMAX)));
    // The handler that handle_interrupts() installed is the one that scripts see under this name.
    Value handler = inbox_of(rt)->handlers[SIGINT];
    if (is_kind(handler, Kind::native_function)) TRY(dict_set(rt, dict, TRY(intern(rt, "default_int_handler")).get(), handler));
    TRY(dict_set(rt, dict, TRY(intern(rt, "struct_siginfo")).get(), View(TRY(native_type(rt, kSignalInfo.type)))));
    return dict_set(rt, dict, TRY(intern(rt, "ItimerError")).get(), TRY(timer_error(rt)));
}

}  // namespace

Result<void> read_signal_set(Runtime& rt, View value, sigset_t& set) {
    sigemptyset(&set);
    return for_each(rt, value, [&](View item) -> Result<bool> {
        std::int64_t n;
        Value exact = TRY(index(rt, item));
        if (!fits_int64(exact, n)) n = -1;
        if (n < 1 || n >= NSIG) return rt.raise(ValueError, "signal number %lld out of range [1; %d]", static_cast<long long>(n), NSIG - 1);
        if (sigaddset(&set, static_cast<int>(n)) < 0 && rt.hooks.warn) {
            // Two numbers are the C library's own.
            Value text = TRY(rt.format("invalid signal number %d, please use valid_signals()", static_cast<int>(n)));
            TRY(rt.hooks.warn(rt, RuntimeWarning, text, 1, View()));
        }
        return true;
    });
}

void note_signal(Runtime& rt, int number) {
    Inbox* inbox = make_inbox(rt);
    Value handler = handler_now(inbox, number);
    // Python's default handlers are no more when a program ends.
    if (is_integer(handler) && !rt.finalizing) return;
    inbox->arrived[number] = true;
    inbox->any = true;
    *inbox->attention = true;
}

void forget_wakeup_descriptor(Runtime& rt) {
    if (Inbox* inbox = inbox_of(rt)) inbox->wake_descriptor = -1;
}

void release_signals(Runtime& rt) {
    if (Inbox* inbox = inbox_of(rt)) inbox->release();
}

Result<void> handle_interrupts(Runtime& rt) {
    struct sigaction now, action;
    if (sigaction(SIGINT, nullptr, &now) < 0 || now.sa_handler != SIG_DFL) return {};
    Inbox* inbox = make_inbox(rt);
    Ref<Str> module = TRY(intern(rt, "_signal"));
    inbox->handlers[SIGINT] = TRY(make_native_function(rt, kDefaultIntHandler, View(module.get())));
    std::memset(&action, 0, sizeof action);
    action.sa_handler = on_signal;
    inboxes[SIGINT] = inbox;
    if (sigaction(SIGINT, &action, &inbox->before[SIGINT]) < 0) return raise_os_error(rt, errno);
    inbox->replaced[SIGINT] = true;
    return {};
}

extern const ModuleDef signal_module;
const ModuleDef signal_module{.name = "_signal", .doc = "Signals; use the module signal.", .functions = functions, .init = init};

}  // namespace ouro
