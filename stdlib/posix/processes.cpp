// SPDX-License-Identifier: MIT
// posix: this process, its place among others, and signals to them. Users, scheduling, programs and waiting have files of their own.
#include <sched.h>
#include <signal.h>
#include <sys/syscall.h>
#include <sys/times.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>

#include "runtime/objects/number.h"
#include "stdlib/c_numbers.h"
#include "stdlib/posix/posix.h"

namespace ouro {

namespace {

const char* const kTimesFields[] = {"user", "system", "children_user", "children_system", "elapsed"};

Result<Value> pidfd_open(Runtime& rt, Args args) {
    int descriptor = static_cast<int>(::syscall(SYS_pidfd_open, TRY(c_int(rt, args[0])), TRY(args.small_integer(1))));
    if (descriptor < 0) return raise_os_error(rt, errno);
    return rt.integer(descriptor);
}

Result<Value> system(Runtime& rt, Args args) {
    std::string command = TRY(system_bytes(rt, args[0]));
    return rt.integer(unlocked(rt, [&] { return std::system(command.c_str()); }));
}

Result<Value> times(Runtime& rt, Args) {
    tms t;
    clock_t elapsed = ::times(&t);
    double ticks = static_cast<double>(::sysconf(_SC_CLK_TCK));
    const clock_t parts[] = {t.tms_utime, t.tms_stime, t.tms_cutime, t.tms_cstime, elapsed};
    Value values[5];
    for (int n = 0; n < 5; ++n) values[n] = TRY(rt.real(static_cast<double>(parts[n]) / ticks));
    return new_struct_sequence(rt, kTimesResult, values);
}

Result<Value> getlogin(Runtime& rt, Args) {
    char name[256];
    int error = ::getlogin_r(name, sizeof name);
    if (error) return raise_os_error(rt, error);
    return text_from_system(rt, name);
}

Result<Value> chroot(Runtime& rt, Args args) {
    PathArgument path = TRY(path_argument(rt, args[0], "chroot: path"));
    if (unlocked(rt, [&] { return ::chroot(path.path.c_str()); }) < 0) return raise_os_error_with(rt, errno, path.object);
    return View::none();
}

Result<Value> unshare(Runtime& rt, Args args) {
    int flags = TRY(args.small_integer(0));
    return done(rt, unlocked(rt, [&] { return ::unshare(flags); }));
}

Result<Value> setns(Runtime& rt, Args args) {
    int descriptor = TRY(descriptor_argument(rt, args[0])), kind = TRY(args.small_integer(1));
    return done(rt, unlocked(rt, [&] { return ::setns(descriptor, kind); }));
}

constexpr FunctionDef functions[] = {
    {"_exit(status)",
     [](Runtime&, Args a) -> Result<Value> {
         ::_exit(TRY(a.small_integer(0)));
     },
     "Exit to the system with specified status, without normal exit processing."},
    {"abort()", [](Runtime&, Args) -> Result<Value> { std::abort(); }, "Abort the interpreter immediately."},
    {"pidfd_open(pid, flags=0)", pidfd_open, "Return a file descriptor referring to the process *pid*."},
    {"kill(pid, signal, /)",
     [](Runtime& rt, Args a) -> Result<Value> {
         TRY(done(rt, ::kill(TRY(c_int(rt, a[0])), TRY(a.small_integer(1)))));
         TRY(rt.check_stop());
         return View::none();
     },
     "Kill a process with a signal."},
    {"killpg(pgid, signal, /)", [](Runtime& rt, Args a) -> Result<Value> { return done(rt, ::killpg(TRY(c_int(rt, a[0])), TRY(a.small_integer(1)))); }, "Kill a process group with a signal."},
    {"system(command)", system, "Execute the command in a subshell."},
    {"times()", times, "Return a collection containing process timing information."},
    {"getpid()", number<::getpid>, "Return the current process id."},
    {"getppid()", number<::getppid>, "Return the parent's process id."},
    {"getpgrp()", number<::getpgrp>, "Return the current process group id."},
    {"getpgid(pid)",
     [](Runtime& rt, Args a) -> Result<Value> {
         pid_t group = ::getpgid(TRY(c_int(rt, a[0])));
         if (group < 0) return raise_os_error(rt, errno);
         return rt.integer(group);
     },
     "Call the system call getpgid(), and return the result."},
    {"getsid(pid, /)",
     [](Runtime& rt, Args a) -> Result<Value> {
         pid_t session = ::getsid(TRY(c_int(rt, a[0])));
         if (session < 0) return raise_os_error(rt, errno);
         return rt.integer(session);
     },
     "Call the system call getsid(pid) and return the result."},
    {"setsid()", [](Runtime& rt, Args) { return done(rt, ::setsid()); }, "Call the system call setsid()."},
    {"setpgid(pid, pgrp, /)", [](Runtime& rt, Args a) -> Result<Value> { return done(rt, ::setpgid(TRY(c_int(rt, a[0])), TRY(c_int(rt, a[1])))); }, "Call the system call setpgid(pid, pgrp)."},
    {"setpgrp()", [](Runtime& rt, Args) { return done(rt, ::setpgrp()); }, "Make the current process the leader of its process group."},
    {"chroot(path)", chroot, "Change root directory to path."},
    {"unshare(flags)", unshare, "Moves the process, or the thread, to namespaces of its own (CLONE_…)."},
    {"setns(fd, nstype=0)", setns, "Moves the thread to the namespace, or to those of the process, that a descriptor stands for."},
    {"getlogin()", getlogin, "Return the actual login name."},
};

}  // namespace

const std::span<const FunctionDef> posix_process_functions = functions;
const StructSequence kTimesResult{.type = struct_sequence_type("posix", "times_result", "times_result: Result from os.times().", true), .fields = kTimesFields, .visible = 5};

}  // namespace ouro
