// SPDX-License-Identifier: MIT
// posix: waiting for children, and what their status says.
#include <poll.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <algorithm>
#include <cstring>

#include "runtime/objects/module.h"
#include "runtime/objects/number.h"
#include "stdlib/c_numbers.h"
#include "stdlib/posix/posix.h"
#include "stdlib/resource.h"

namespace ouro {

namespace {

const char* const kWaitidFields[] = {"si_pid", "si_uid", "si_signo", "si_status", "si_code"};

/// Between two looks at children: waits for the end of the one that a descriptor of its process stands for, or a while that gets longer.
class ChildPause {
public:
    /// `pid` positive: only its end is waited for.
    explicit ChildPause(pid_t pid) : descriptor_(pid > 0 ? static_cast<int>(::syscall(SYS_pidfd_open, pid, 0)) : -1), owned_(true) {}
    static ChildPause of_descriptor(int descriptor) { return ChildPause(descriptor, false); }
    ~ChildPause() {
        if (owned_ && descriptor_ >= 0) ::close(descriptor_);
    }
    ChildPause(const ChildPause&) = delete;

    Result<void> wait(Runtime& rt) {
        unlocked(rt, [&] {
            if (descriptor_ >= 0) {
                pollfd end{.fd = descriptor_, .events = POLLIN, .revents = 0};
                return ::poll(&end, 1, 50);
            }
            int slept = ::nanosleep(&pause_, nullptr);
            pause_.tv_nsec = std::min(pause_.tv_nsec * 2, 20'000'000L);
            return slept;
        });
        return rt.check_stop();
    }

private:
    ChildPause(int descriptor, bool owned) : descriptor_(descriptor), owned_(owned) {}
    int descriptor_;
    bool owned_;
    timespec pause_{0, 500'000};
};

/// wait4(2) that lets other threads run and stops be seen meanwhile. Most often there is something to know at once.
Result<pid_t> wait_for_child(Runtime& rt, pid_t pid, int& status, int options, rusage* usage = nullptr) {
    auto look = [&] { return ::wait4(pid, &status, options | WNOHANG, usage); };
    pid_t got = look();
    if (got || options & WNOHANG) return got;
    ChildPause pause(options & (WUNTRACED | WCONTINUED) ? 0 : pid);
    do {
        TRY(pause.wait(rt));
        got = look();
    } while (!got);
    return got;
}

Result<Value> waited(Runtime& rt, pid_t pid, int options) {
    int status = 0;
    pid_t got = TRY(wait_for_child(rt, pid, status, options));
    if (got < 0) return raise_os_error(rt, errno);
    return TRY(new_tuple(rt, {View::small_int(got), View::small_int(status)}));
}

Result<Value> waited_with_usage(Runtime& rt, pid_t pid, int options) {
    int status = 0;
    rusage usage;
    std::memset(&usage, 0, sizeof usage);
    pid_t got = TRY(wait_for_child(rt, pid, status, options, &usage));
    if (got < 0) return raise_os_error(rt, errno);
    Value used = TRY(usage_result(rt, usage));
    return TRY(new_tuple(rt, {View::small_int(got), View::small_int(status), used}));
}

Result<Value> waitid(Runtime& rt, Args args) {
    int which = TRY(args.small_integer(0));
    auto id = static_cast<id_t>(TRY(c_int(rt, args[1])));
    int options = TRY(args.small_integer(2));
    // As the system would say; an idtype_t can hold no other.
    if (which != P_ALL && which != P_PID && which != P_PGID && which != P_PIDFD) return raise_os_error(rt, EINVAL);
    auto kind = static_cast<idtype_t>(which);
    siginfo_t info;
    auto look = [&] {
        info.si_pid = 0;
        return ::waitid(kind, id, &info, options | WNOHANG);
    };
    int result = look();
    if (!result && !info.si_pid && !(options & WNOHANG)) {
        bool end_only = !(options & (WSTOPPED | WCONTINUED));
        auto wait = [&](ChildPause&& pause) -> Result<void> {
            do {
                TRY(pause.wait(rt));
                result = look();
            } while (!result && !info.si_pid);
            return {};
        };
        if (end_only && kind == P_PIDFD) TRY(wait(ChildPause::of_descriptor(static_cast<int>(id))));
        else TRY(wait(ChildPause(end_only && kind == P_PID ? static_cast<pid_t>(id) : 0)));
    }
    if (result < 0) return raise_os_error(rt, errno);
    if (!info.si_pid) return View::none();
    const Value values[] = {View::small_int(info.si_pid), View::small_int(info.si_uid), View::small_int(info.si_signo), View::small_int(info.si_status),
                            View::small_int(info.si_code)};
    return new_struct_sequence(rt, kWaitidResult, values);
}

Result<Value> exit_code(Runtime& rt, Args args) {
    int status = TRY(args.small_integer(0));
    if (WIFEXITED(status)) return rt.integer(WEXITSTATUS(status));
    if (WIFSIGNALED(status)) return rt.integer(-WTERMSIG(status));
    if (WIFSTOPPED(status)) return rt.raise(ValueError, "process stopped by delivery of signal %i", WSTOPSIG(status));
    return rt.raise(ValueError, "invalid wait status: %i", status);
}

#define STATUS_TEST(name) \
    {#name "(status)", [](Runtime&, Args a) -> Result<Value> { return View::boolean(name(TRY(a.small_integer(0)))); }, ""}
#define STATUS_VALUE(name) \
    {#name "(status)", [](Runtime& rt, Args a) -> Result<Value> { return rt.integer(name(TRY(a.small_integer(0)))); }, ""}

constexpr FunctionDef functions[] = {
    {"wait()", [](Runtime& rt, Args) { return waited(rt, -1, 0); }, "Wait for completion of a child process."},
    {"waitpid(pid, options, /)", [](Runtime& rt, Args a) -> Result<Value> { return waited(rt, TRY(c_int(rt, a[0])), TRY(a.small_integer(1))); },
     "Wait for completion of a given child process."},
    {"wait3(options)", [](Runtime& rt, Args a) -> Result<Value> { return waited_with_usage(rt, -1, TRY(a.small_integer(0))); },
     "Wait for completion of a child process: its number, its status and what it used."},
    {"wait4(pid, options)", [](Runtime& rt, Args a) -> Result<Value> { return waited_with_usage(rt, TRY(c_int(rt, a[0])), TRY(a.small_integer(1))); },
     "Wait for completion of a specific child process: its number, its status and what it used."},
    {"waitid(idtype, id, options, /)", waitid, "Waits for children: an os.waitid_result, or None if WNOHANG was given and none has anything to tell."},
    {"waitstatus_to_exitcode(status)", exit_code, "Convert a wait status to an exit code."},
    STATUS_TEST(WCOREDUMP),
    STATUS_TEST(WIFEXITED),
    STATUS_TEST(WIFSIGNALED),
    STATUS_TEST(WIFSTOPPED),
    STATUS_TEST(WIFCONTINUED),
    STATUS_VALUE(WEXITSTATUS),
    STATUS_VALUE(WTERMSIG),
    STATUS_VALUE(WSTOPSIG),
};

}  // namespace

const std::span<const FunctionDef> posix_wait_functions = functions;
const StructSequence kWaitidResult{.type = struct_sequence_type("posix", "waitid_result",
                                                                "waitid_result: Result from waitid.\n\n"
                                                                "A tuple of (si_pid, si_uid, si_signo, si_status, si_code), or attributes of these names.",
                                                                true),
                                   .fields = kWaitidFields,
                                   .visible = 5};

}  // namespace ouro
