// SPDX-License-Identifier: MIT
// The module `posix`: its constants and types; the functions lie in the files beside this one.
#include <sched.h>
#include <sys/resource.h>
#include <sys/statvfs.h>
#include <signal.h>
#include <sys/wait.h>
#include <sysexits.h>
#include <unistd.h>

#include "runtime/native/capability.h"
#include "runtime/objects/containers.h"
#include "runtime/objects/module.h"
#include "stdlib/c_numbers.h"
#include "stdlib/posix/posix.h"

namespace ouro {

namespace {

#define NUMBER(name) {#name, name}
constexpr NamedNumber kNumbers[] = {
    NUMBER(F_OK), NUMBER(R_OK), NUMBER(W_OK), NUMBER(X_OK),
    NUMBER(O_RDONLY), NUMBER(O_WRONLY), NUMBER(O_RDWR), NUMBER(O_NDELAY), NUMBER(O_NONBLOCK), NUMBER(O_APPEND), NUMBER(O_DSYNC), NUMBER(O_RSYNC), NUMBER(O_SYNC),
    NUMBER(O_NOCTTY), NUMBER(O_CREAT), NUMBER(O_EXCL), NUMBER(O_TRUNC), NUMBER(O_LARGEFILE), NUMBER(O_PATH), NUMBER(O_TMPFILE), NUMBER(O_CLOEXEC), NUMBER(O_ACCMODE),
    NUMBER(O_ASYNC), NUMBER(O_DIRECT), NUMBER(O_DIRECTORY), NUMBER(O_NOFOLLOW), NUMBER(O_NOATIME),
    NUMBER(EX_OK), NUMBER(EX_USAGE), NUMBER(EX_DATAERR), NUMBER(EX_NOINPUT), NUMBER(EX_NOUSER), NUMBER(EX_NOHOST), NUMBER(EX_UNAVAILABLE), NUMBER(EX_SOFTWARE),
    NUMBER(EX_OSERR), NUMBER(EX_OSFILE), NUMBER(EX_CANTCREAT), NUMBER(EX_IOERR), NUMBER(EX_TEMPFAIL), NUMBER(EX_PROTOCOL), NUMBER(EX_NOPERM), NUMBER(EX_CONFIG),
    NUMBER(WNOHANG), NUMBER(WUNTRACED), NUMBER(WCONTINUED), NUMBER(WEXITED), NUMBER(WNOWAIT), NUMBER(WSTOPPED),
    {"P_ALL", P_ALL}, {"P_PID", P_PID}, {"P_PGID", P_PGID}, {"P_PIDFD", P_PIDFD},
    NUMBER(CLD_EXITED), NUMBER(CLD_KILLED), NUMBER(CLD_DUMPED), NUMBER(CLD_TRAPPED), NUMBER(CLD_STOPPED), NUMBER(CLD_CONTINUED),
    NUMBER(CLONE_FILES), NUMBER(CLONE_FS), NUMBER(CLONE_NEWCGROUP), NUMBER(CLONE_NEWIPC), NUMBER(CLONE_NEWNET), NUMBER(CLONE_NEWNS), NUMBER(CLONE_NEWPID),
    NUMBER(CLONE_NEWTIME), NUMBER(CLONE_NEWUSER), NUMBER(CLONE_NEWUTS), NUMBER(CLONE_SIGHAND), NUMBER(CLONE_SYSVSEM), NUMBER(CLONE_THREAD), NUMBER(CLONE_VM),
    {"POSIX_SPAWN_OPEN", 0}, {"POSIX_SPAWN_CLOSE", 1}, {"POSIX_SPAWN_DUP2", 2}, {"POSIX_SPAWN_CLOSEFROM", 3},
    {"PRIO_PROCESS", PRIO_PROCESS}, {"PRIO_PGRP", PRIO_PGRP}, {"PRIO_USER", PRIO_USER},
    NUMBER(SCHED_OTHER), NUMBER(SCHED_BATCH), NUMBER(SCHED_IDLE), NUMBER(SCHED_FIFO), NUMBER(SCHED_RR), NUMBER(SCHED_RESET_ON_FORK),
    {"ST_RDONLY", ST_RDONLY}, {"ST_NOSUID", ST_NOSUID},
    NUMBER(SEEK_DATA), NUMBER(SEEK_HOLE),
    {"TMP_MAX", 238328}, {"NGROUPS_MAX", 65536},
    {"GRND_NONBLOCK", 1}, {"GRND_RANDOM", 2},
    {"RTLD_LAZY", 1}, {"RTLD_NOW", 2}, {"RTLD_GLOBAL", 256}, {"RTLD_LOCAL", 0},
};

Result<void> init(Runtime& rt, Module* module) {
    for (auto functions : {posix_path_functions, posix_descriptor_functions, posix_directory_functions, posix_process_functions, posix_system_functions,
                           posix_fork_functions, posix_wait_functions, posix_user_functions, posix_schedule_functions, posix_program_functions, posix_terminal_functions})
        TRY(add_functions(rt, module, functions));
    Dict* dict = module->dict.get();
    TRY(add_numbers(rt, module, kNumbers));
    TRY(dict_set(rt, dict, TRY(intern(rt, "error")).get(), View(rt.exception_type(OSError))));
    for (const StructSequence* each : {&kStatResult, &kTerminalSize, &kUnameResult, &kTimesResult, &kStatvfsResult, &kWaitidResult, &kSchedParam}) {
        Type* type = TRY(native_type(rt, each->type));
        TRY(dict_set(rt, dict, TRY(intern(rt, each->type.name)).get(), View(type)));
    }
    TRY(dict_set(rt, dict, TRY(intern(rt, "environ")).get(), granted(rt, Capability::environment) ? TRY(environment(rt)) : Value(TRY(new_dict(rt)))));
    // Which functions the system has, by the names of its own; os.supports_… are made of it.
    const char* const have[] = {"HAVE_FACCESSAT", "HAVE_FCHDIR", "HAVE_FCHMOD", "HAVE_FCHMODAT", "HAVE_FCHOWN", "HAVE_FCHOWNAT", "HAVE_FDOPENDIR", "HAVE_FEXECVE", "HAVE_FSTATAT",
                                "HAVE_FSTATVFS", "HAVE_FTRUNCATE", "HAVE_FUTIMENS", "HAVE_LINKAT", "HAVE_LCHOWN", "HAVE_LSTAT", "HAVE_MKDIRAT", "HAVE_MKFIFOAT",
                                "HAVE_OPENAT", "HAVE_READLINKAT", "HAVE_RENAMEAT", "HAVE_SYMLINKAT", "HAVE_UNLINKAT", "HAVE_UTIMENSAT"};
    Ref<List> names = TRY(new_list(rt));
    for (const char* each : have) TRY(list_append(rt, names.get(), TRY(rt.str(each))));
    return dict_set(rt, dict, TRY(intern(rt, "_have_functions")).get(), View(names.get()));
}

const TypeDef* const types[] = {&dir_entry_type, &scandir_iterator_type};

}  // namespace

extern const ModuleDef posix_module;
const ModuleDef posix_module{.name = "posix", .doc = "The operating system's functions, as POSIX names them; use the module os.", .types = types, .init = init};

}  // namespace ouro
