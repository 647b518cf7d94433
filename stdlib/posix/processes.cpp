// SPDX-License-Identifier: MIT
// posix: processes, users and signals to them.
#include <grp.h>
#include <poll.h>
#include <sched.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/times.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>

#include "runtime/objects/buffer.h"
#include "runtime/objects/number.h"
#include "runtime/threads.h"
#include "stdlib/posix/posix.h"

namespace ouro {

namespace {

const char* const kTimesFields[] = {"user", "system", "children_user", "children_system", "elapsed"};

Result<Value> done(Runtime& rt, int result) {
    if (result < 0) return raise_os_error(rt, errno);
    return View::none();
}

template <auto function>
Result<Value> number(Runtime& rt, Args) {
    return rt.integer(function());
}

/// Texts for exec: NUL-ended strings and the array of pointers to them.
struct Texts {
    std::vector<std::string> texts;
    std::vector<char*> pointers;
    char** array() {
        pointers.clear();
        for (std::string& each : texts) pointers.push_back(each.data());
        pointers.push_back(nullptr);
        return pointers.data();
    }
};

Result<std::string> system_text(Runtime& rt, View value, const char* where) { return TRY(path_argument(rt, value, where)).path; }

Result<Value> exec(Runtime& rt, Args args, bool with_environment) {
    const char* name = with_environment ? "execve" : "execv";
    PathArgument path = TRY(path_argument(rt, args[0], (std::string(name) + ": path").c_str()));
    if (!is_kind(args[1], Kind::list) && !is_kind(args[1], Kind::tuple))
        return rt.raise(TypeError, with_environment ? "execve: argv must be a tuple or list" : "execv() arg 2 must be a tuple or list");
    Texts arguments, environment_texts;
    Ref<List> list = TRY(list_from(rt, args[1]));
    for (const Value& each : list->view()) arguments.texts.push_back(TRY(system_text(rt, each, "argument")));
    if (arguments.texts.empty()) return rt.raise(ValueError, with_environment ? "execve: argv must not be empty" : "execv() arg 2 must not be empty");
    if (arguments.texts[0].empty()) return rt.raise(ValueError, with_environment ? "execve: argv first element cannot be empty" : "execv() arg 2 first element cannot be empty");
    if (!with_environment) {
        ::execv(path.path.c_str(), arguments.array());
        return raise_os_error(rt, errno);
    }
    Value items = TRY(call_method(rt, args[2], rt.names.items));
    TRY(for_each(rt, items, [&](View item) -> Result<bool> {
        Ref<Tuple> pair = TRY(tuple_from(rt, item));
        if (pair->size != 2) return rt.raise(TypeError, "env.items() gives pairs");
        std::string key = TRY(system_text(rt, pair->items[0], "key")), value = TRY(system_text(rt, pair->items[1], "value"));
        if (key.empty() || key.find('=', 1) != std::string::npos) return rt.raise(ValueError, "illegal environment variable name");
        environment_texts.texts.push_back(key + "=" + value);
        return true;
    }));
    ::execve(path.path.c_str(), arguments.array(), environment_texts.array());
    return raise_os_error_with(rt, errno, path.object);
}

/// waitpid(2) that lets other threads run and stops be seen meanwhile.
Result<pid_t> wait_for_child(Runtime& rt, pid_t pid, int& status, int options) {
    timespec pause{0, 500'000};
    for (;;) {
        // Most often there is something to know at once.
        pid_t got = ::waitpid(pid, &status, options | WNOHANG);
        if (got > 0 || options & WNOHANG) return got;
        if (got < 0 && errno != EINTR) return got;
        if (got == 0) {
            int descriptor = pid > 0 ? static_cast<int>(::syscall(SYS_pidfd_open, pid, 0)) : -1;
            Unlocked unlocked(rt);
            if (descriptor >= 0 && !(options & (WUNTRACED | WCONTINUED))) {
                pollfd end{.fd = descriptor, .events = POLLIN, .revents = 0};
                ::poll(&end, 1, 50);
            } else {
                // Any child, or more than its end: asked for again and again, after ever longer pauses.
                ::nanosleep(&pause, nullptr);
                pause.tv_nsec = std::min(pause.tv_nsec * 2, 20'000'000L);
            }
            if (descriptor >= 0) ::close(descriptor);
        }
        TRY(rt.check_stop());
    }
}

Result<Value> waited(Runtime& rt, pid_t pid, int options) {
    int status = 0;
    pid_t got = TRY(wait_for_child(rt, pid, status, options));
    if (got < 0) return raise_os_error(rt, errno);
    Ref<Tuple> made = TRY(new_tuple(rt, {View::small_int(got), View::small_int(status)}));
    return made;
}

Result<Value> waitpid(Runtime& rt, Args args) { return waited(rt, TRY(args.small_integer(0)), TRY(args.small_integer(1))); }

Result<Value> wait(Runtime& rt, Args) { return waited(rt, -1, 0); }

Result<Value> pidfd_open(Runtime& rt, Args args) {
    int descriptor = static_cast<int>(::syscall(SYS_pidfd_open, TRY(args.small_integer(0)), TRY(args.small_integer(1))));
    if (descriptor < 0) return raise_os_error(rt, errno);
    return rt.integer(descriptor);
}

Result<Value> exit_code(Runtime& rt, Args args) {
    int status = TRY(args.small_integer(0));
    if (WIFEXITED(status)) return rt.integer(WEXITSTATUS(status));
    if (WIFSIGNALED(status)) return rt.integer(-WTERMSIG(status));
    if (WIFSTOPPED(status)) return rt.raise(ValueError, "process stopped by delivery of signal %i", WSTOPSIG(status));
    return rt.raise(ValueError, "invalid wait status: %i", status);
}

Result<Value> system(Runtime& rt, Args args) {
    std::string command = TRY(system_text(rt, args[0], "command"));
    int status;
    {
        Unlocked unlocked(rt);
        status = std::system(command.c_str());
    }
    return rt.integer(status);
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

Result<Value> getgroups(Runtime& rt, Args) {
    int count = ::getgroups(0, nullptr);
    if (count < 0) return raise_os_error(rt, errno);
    std::vector<gid_t> groups(static_cast<std::size_t>(count) + 1);
    count = ::getgroups(count, groups.data());
    if (count < 0) return raise_os_error(rt, errno);
    Ref<List> list = TRY(new_list(rt));
    for (int n = 0; n < count; ++n) TRY(list_append(rt, list.get(), TRY(rt.integer(groups[static_cast<std::size_t>(n)]))));
    return list;
}

Result<Value> getlogin(Runtime& rt, Args) {
    char name[256];
    int error = ::getlogin_r(name, sizeof name);
    if (error) return raise_os_error(rt, error);
    return text_from_system(rt, name);
}

Result<Value> getpriority(Runtime& rt, Args args) {
    errno = 0;
    int priority = ::getpriority(static_cast<__priority_which_t>(TRY(args.small_integer(0))), static_cast<id_t>(TRY(args.small_integer(1))));
    if (errno) return raise_os_error(rt, errno);
    return rt.integer(priority);
}

Result<Value> nice(Runtime& rt, Args args) {
    errno = 0;
    int value = ::nice(TRY(args.small_integer(0)));
    if (value == -1 && errno) return raise_os_error(rt, errno);
    return rt.integer(value);
}

Result<Value> affinity(Runtime& rt, Args args) {
    cpu_set_t set;
    if (::sched_getaffinity(TRY(args.small_integer(0)), sizeof set, &set) < 0) return raise_os_error(rt, errno);
    Ref<Set> made = TRY(new_set(rt));
    for (int n = 0; n < CPU_SETSIZE; ++n)
        if (CPU_ISSET(n, &set)) TRY(set_add(rt, made.get(), View::small_int(n)));
    return made;
}

#define STATUS_TEST(name) \
    {#name "(status)", [](Runtime&, Args a) -> Result<Value> { return View::boolean(name(TRY(a.small_integer(0)))); }, ""}
#define STATUS_VALUE(name) \
    {#name "(status)", [](Runtime& rt, Args a) -> Result<Value> { return rt.integer(name(TRY(a.small_integer(0)))); }, ""}

constexpr FunctionDef functions[] = {
    {"_exit(status)",
     [](Runtime&, Args a) -> Result<Value> {
         ::_exit(TRY(a.small_integer(0)));
     },
     "Exit to the system with specified status, without normal exit processing."},
    {"abort()", [](Runtime&, Args) -> Result<Value> { std::abort(); }, "Abort the interpreter immediately."},
    {"execv(path, argv, /)", [](Runtime& rt, Args a) { return exec(rt, a, false); }, "Execute an executable path with arguments, replacing current process."},
    {"execve(path, argv, env)", [](Runtime& rt, Args a) { return exec(rt, a, true); }, "Execute an executable path with arguments, replacing current process."},
    {"wait()", wait, "Wait for completion of a child process."},
    {"waitpid(pid, options, /)", waitpid, "Wait for completion of a given child process."},
    {"pidfd_open(pid, flags=0)", pidfd_open, "Return a file descriptor referring to the process *pid*."},
    {"waitstatus_to_exitcode(status)", exit_code, "Convert a wait status to an exit code."},
    STATUS_TEST(WCOREDUMP),
    STATUS_TEST(WIFEXITED),
    STATUS_TEST(WIFSIGNALED),
    STATUS_TEST(WIFSTOPPED),
    STATUS_TEST(WIFCONTINUED),
    STATUS_VALUE(WEXITSTATUS),
    STATUS_VALUE(WTERMSIG),
    STATUS_VALUE(WSTOPSIG),
    {"kill(pid, signal, /)",
     [](Runtime& rt, Args a) -> Result<Value> {
         TRY(done(rt, ::kill(TRY(a.small_integer(0)), TRY(a.small_integer(1)))));
         TRY(rt.check_stop());
         return View::none();
     },
     "Kill a process with a signal."},
    {"killpg(pgid, signal, /)", [](Runtime& rt, Args a) -> Result<Value> { return done(rt, ::killpg(TRY(a.small_integer(0)), TRY(a.small_integer(1)))); }, "Kill a process group with a signal."},
    {"system(command)", system, "Execute the command in a subshell."},
    {"times()", times, "Return a collection containing process timing information."},
    {"nice(increment, /)", nice, "Add increment to the priority of process and return the new priority."},
    {"getpid()", number<::getpid>, "Return the current process id."},
    {"getppid()", number<::getppid>, "Return the parent's process id."},
    {"getuid()", number<::getuid>, "Return the current process's user id."},
    {"geteuid()", number<::geteuid>, "Return the current process's effective user id."},
    {"getgid()", number<::getgid>, "Return the current process's group id."},
    {"getegid()", number<::getegid>, "Return the current process's effective group id."},
    {"getpgrp()", number<::getpgrp>, "Return the current process group id."},
    {"getpgid(pid)",
     [](Runtime& rt, Args a) -> Result<Value> {
         pid_t group = ::getpgid(TRY(a.small_integer(0)));
         if (group < 0) return raise_os_error(rt, errno);
         return rt.integer(group);
     },
     "Call the system call getpgid(), and return the result."},
    {"getsid(pid, /)",
     [](Runtime& rt, Args a) -> Result<Value> {
         pid_t session = ::getsid(TRY(a.small_integer(0)));
         if (session < 0) return raise_os_error(rt, errno);
         return rt.integer(session);
     },
     "Call the system call getsid(pid) and return the result."},
    {"setsid()", [](Runtime& rt, Args) { return done(rt, ::setsid()); }, "Call the system call setsid()."},
    {"setpgid(pid, pgrp, /)", [](Runtime& rt, Args a) -> Result<Value> { return done(rt, ::setpgid(TRY(a.small_integer(0)), TRY(a.small_integer(1)))); }, "Call the system call setpgid(pid, pgrp)."},
    {"setuid(uid, /)", [](Runtime& rt, Args a) -> Result<Value> { return done(rt, ::setuid(static_cast<uid_t>(TRY(a.integer(0))))); }, "Set the current process's user id."},
    {"setgid(gid, /)", [](Runtime& rt, Args a) -> Result<Value> { return done(rt, ::setgid(static_cast<gid_t>(TRY(a.integer(0))))); }, "Set the current process's group id."},
    {"getgroups()", getgroups, "Return list of supplemental group IDs for the process."},
    {"getlogin()", getlogin, "Return the actual login name."},
    {"getpriority(which, who)", getpriority, "Return program scheduling priority."},
    {"sched_getaffinity(pid, /)", affinity, "Return the affinity of the process identified by pid."},
    {"sched_yield()", [](Runtime& rt, Args) { return done(rt, ::sched_yield()); }, "Voluntarily relinquish the CPU."},
};

}  // namespace

const std::span<const FunctionDef> posix_process_functions = functions;
const StructSequence kTimesResult{.type = struct_sequence_type("posix", "times_result", "times_result: Result from os.times().", true), .fields = kTimesFields, .visible = 5};

}  // namespace ouro
