// SPDX-License-Identifier: MIT
// The module `_posixsubprocess`: fork and exec in one call, for `subprocess`. Between the two the child does what async signal safe
// functions can do, unless there is a preexec_fn: then it is a fork like any other (fork.cpp).
#include <dirent.h>
#include <grp.h>
#include <signal.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <cstring>

#include "runtime/native/module.h"
#include "stdlib/posix/posix.h"

namespace ouro {
namespace {

/// Everything that the child needs, made before there is one.
struct Plan {
    ProgramTexts arguments, executables, environment;
    bool own_environment = false;
    bool close_fds = false;
    std::vector<int> keep;
    std::string folder;
    bool changes_folder = false;
    int in_read, in_write, out_read, out_write, error_read, error_write, report_read, report_write;
    bool restore_signals, new_session;
    int process_group;
    bool set_group = false, set_groups = false, set_user = false;
    gid_t group = 0;
    std::vector<gid_t> groups;
    uid_t user = 0;
    int umask;
};

Result<void> read_texts(Runtime& rt, View values, ProgramTexts& texts) {
    return for_each(rt, values, [&](View each) -> Result<bool> {
        texts.add(TRY(system_bytes(rt, each)));
        return true;
    });
}

bool move_descriptor(int from, int to) {
    if (from < 0) return true;
    if (from == to) {
        int flags = fcntl(to, F_GETFD);
        return flags >= 0 && fcntl(to, F_SETFD, flags & ~FD_CLOEXEC) >= 0;
    }
    int made;
    while ((made = dup2(from, to)) < 0 && errno == EINTR) {}
    return made >= 0;
}

void close_others(const Plan& plan) {
    // Closed are all from 3 on but those that stay and the one that reports.
    std::vector<int> stay(plan.keep);
    stay.push_back(plan.report_write);
    std::sort(stay.begin(), stay.end());
    long limit = sysconf(_SC_OPEN_MAX);
    if (limit < 0 || limit > 65536) limit = 65536;
    int from = 3;
    for (std::size_t n = 0; n <= stay.size(); ++n) {
        int to = n < stay.size() ? stay[n] : static_cast<int>(limit);
        if (to < from) continue;
#ifdef SYS_close_range
        unsigned last = n < stay.size() ? static_cast<unsigned>(to) - 1 : ~0u;
        if (to == from || syscall(SYS_close_range, from, last, 0) == 0) {
            from = to + 1;
            continue;
        }
#endif
        for (int fd = from; fd < to; ++fd) close(fd);
        from = to + 1;
    }
}

[[noreturn]] void report(const Plan& plan, const char* type, int error, const char* detail) {
    char text[128];
    int size = std::snprintf(text, sizeof text, "%s:%X:%s", type, error, detail);
    ssize_t ignored = write(plan.report_write, text, static_cast<std::size_t>(size));
    (void)ignored;
    _exit(255);
}

[[noreturn]] void run_child(Runtime& rt, Plan& plan, char** arguments, char** executables, char** environment_array, View preexec) {
    auto failed = [&](const char* detail) { report(plan, "OSError", errno, detail); };
    for (int fd : plan.keep) {
        if (fd == plan.report_write) continue;  // the program is to close it
        int flags = fcntl(fd, F_GETFD);
        if (flags >= 0 && (flags & FD_CLOEXEC)) fcntl(fd, F_SETFD, flags & ~FD_CLOEXEC);
    }
    for (int fd : {plan.in_write, plan.out_read, plan.error_read, plan.report_read})
        if (fd >= 0) close(fd);
    // A descriptor below 3 that is wanted elsewhere must not be overwritten first.
    if (plan.out_write == 0) plan.out_write = dup(plan.out_write);
    while (plan.error_write == 0 || plan.error_write == 1) plan.error_write = dup(plan.error_write);
    if (!move_descriptor(plan.in_read, 0) || !move_descriptor(plan.out_write, 1) || !move_descriptor(plan.error_write, 2)) failed("noexec");
    if (plan.changes_folder && chdir(plan.folder.c_str()) < 0) failed("noexec:chdir");
    if (plan.umask >= 0) ::umask(static_cast<mode_t>(plan.umask));
    if (plan.restore_signals)
        for (int number : {SIGPIPE, SIGXFSZ}) signal(number, SIG_DFL);
    if (plan.new_session) setsid();
    if (plan.process_group >= 0 && setpgid(0, plan.process_group) < 0) failed("noexec");
    if (plan.set_groups && setgroups(plan.groups.size(), plan.groups.data()) < 0) failed("noexec");
    if (plan.set_group && setregid(plan.group, plan.group) < 0) failed("noexec");
    if (plan.set_user && setreuid(plan.user, plan.user) < 0) failed("noexec");
    if (!preexec.is_none() && (after_fork(rt, true).raised() || call(rt, preexec).raised())) report(plan, "SubprocessError", 0, "Exception occurred in preexec_fn.");
    if (plan.close_fds) close_others(plan);
    int saved = 0;
    for (char** each = executables; *each; ++each) {
        if (plan.own_environment) execve(*each, arguments, environment_array);
        else execv(*each, arguments);
        if (errno != ENOENT && errno != ENOTDIR && !saved) saved = errno;
    }
    if (saved) errno = saved;
    failed("");
    _exit(255);
}

Result<Value> fork_exec(Runtime& rt, Args args) {
    Plan plan;
    plan.close_fds = TRY(args.truth(2));
    TRY(read_texts(rt, args[0], plan.arguments));
    TRY(read_texts(rt, args[1], plan.executables));
    int last = -1;
    if (!as_tuple(args[3])) return rt.raise(TypeError, "fds_to_keep must be a tuple");
    for (const Value& each : args[3].as<Tuple>()->view()) {
        std::int64_t fd = TRY(index_to_int64(rt, each));
        if (fd <= last || fd > INT32_MAX) return rt.raise(ValueError, "bad value(s) in fds_to_keep");
        plan.keep.push_back(last = static_cast<int>(fd));
    }
    if (!args[4].is_none()) {
        plan.folder = TRY(path_argument(rt, args[4], "cwd")).path;
        plan.changes_folder = true;
    }
    if (!args[5].is_none()) {
        plan.own_environment = true;
        TRY(read_texts(rt, args[5], plan.environment));
    }
    int* const numbers[] = {&plan.in_read, &plan.in_write, &plan.out_read, &plan.out_write, &plan.error_read, &plan.error_write, &plan.report_read, &plan.report_write};
    for (std::size_t n = 0; n < 8; ++n) *numbers[n] = TRY(args.small_integer(6 + n));
    if (plan.close_fds && plan.report_write < 3) return rt.raise(ValueError, "errpipe_write must be >= 3");
    plan.restore_signals = TRY(args.truth(14));
    plan.new_session = TRY(args.truth(15));
    plan.process_group = TRY(args.small_integer(16));
    if (!args[17].is_none()) {
        plan.set_group = true;
        plan.group = static_cast<gid_t>(TRY(args.integer(17)));
    }
    if (!args[18].is_none()) {
        plan.set_groups = true;
        TRY(for_each(rt, args[18], [&](View each) -> Result<bool> {
            Result<gid_t> group = group_argument(rt, each);
            if (group.raised()) {
                if (!rt.swallow(OverflowError)) return Raised{};
                return rt.raise(ValueError, "invalid group id");
            }
            plan.groups.push_back(group.value());
            return true;
        }));
    }
    if (!args[19].is_none()) {
        plan.set_user = true;
        plan.user = static_cast<uid_t>(TRY(args.integer(19)));
    }
    plan.umask = TRY(args.small_integer(20));
    char **arguments = plan.arguments.array(), **executables = plan.executables.array(), **environment_array = plan.environment.array();
    bool runs_script = !args[21].is_none();
    if (runs_script && rt.finalizing) return rt.raise(PythonFinalizationError, "preexec_fn not supported at interpreter shutdown");
    if (runs_script) TRY(before_fork(rt));
    pid_t child = runs_script ? fork_vm(rt) : fork();
    if (child == 0) run_child(rt, plan, arguments, executables, environment_array, args[21]);
    int error = errno;
    if (runs_script) TRY(after_fork(rt, false));
    if (child < 0) return raise_os_error(rt, error);
    return rt.integer(child);
}

constexpr FunctionDef functions[] = {
    {"fork_exec(args, executable_list, close_fds, pass_fds, cwd, env, p2cread, p2cwrite, c2pread, c2pwrite, errread, errwrite, errpipe_read, "
     "errpipe_write, restore_signals, call_setsid, pgid_to_set, gid, extra_groups, uid, child_umask, preexec_fn, allow_vfork, /)",
     fork_exec, "Starts a program: the child's process number. What fails in the child is written to errpipe_write."},
};

}  // namespace

extern const ModuleDef posix_subprocess_module;
const ModuleDef posix_subprocess_module{.name = "_posixsubprocess", .doc = "Starting programs, for the module subprocess.", .functions = functions};

}  // namespace ouro
