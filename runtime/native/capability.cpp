// SPDX-License-Identifier: MIT
// Which function of which module needs which capability. Deny by default: a function that is added to one of these modules needs the
// module's capability unless it is listed.
#include "runtime/native/capability.h"

#include <array>
#include <utility>

#include "runtime/native/module.h"

namespace ouro {

namespace {

const char kGranted = 0;  // key of Runtime::library

const char* const kNames[kCapabilities] = {"clock", "random", "environment", "standard_input", "standard_output", "files",
                                           "network", "processes", "threads", "signals", "imports"};

struct Rule {
    std::string_view module;
    Capability capability;
    std::string_view functions;  // separated by spaces; empty: all others of the module
    bool free = false;           // needs none
};

// The first rule that fits counts.
constexpr Rule kRules[] = {
    {"time", {}, "sleep gmtime localtime asctime ctime mktime strftime strptime tzset", true},  // those that tell this moment ask for themselves
    {"time", Capability::clock, ""},
    {"posix", {},
     "fspath _path_normpath _path_splitroot_ex strerror waitstatus_to_exitcode WIFEXITED WEXITSTATUS WIFSIGNALED WTERMSIG WCOREDUMP "
     "WIFSTOPPED WSTOPSIG WIFCONTINUED major minor makedev register_at_fork cpu_count sched_yield "
     "sched_get_priority_max sched_get_priority_min",
     true},
    {"posix", Capability::random, "urandom getrandom"},
    {"posix", Capability::environment,
     "putenv unsetenv getcwd getcwdb getpid getppid getuid geteuid getgid getegid getpgrp getpgid getsid getgroups getlogin getpriority "
     "sched_getaffinity uname sysconf getloadavg times isatty ttyname device_encoding get_terminal_size umask getresuid getresgid "
     "getgrouplist sched_getparam sched_getscheduler sched_rr_get_interval tcgetpgrp ctermid ptsname"},
    {"posix", Capability::processes,
     "_exit abort execv execve fork forkpty posix_spawn posix_spawnp wait waitpid wait3 wait4 waitid pidfd_open kill killpg system nice setsid setpgid setuid "
     "setgid setpriority sched_setaffinity setpgrp seteuid setegid setreuid setregid setresuid setresgid setgroups initgroups chroot unshare "
     "setns sched_setparam sched_setscheduler tcsetpgrp login_tty"},
    {"posix", Capability::files, ""},
    {"_posixsubprocess", Capability::processes, ""},
    {"_multiprocessing", Capability::processes, ""},
    {"_posixshmem", Capability::files, ""},
    {"resource", Capability::environment, "getrusage getrlimit getpagesize"},
    {"resource", Capability::processes, ""},
    {"_signal", {}, "getsignal strsignal valid_signals default_int_handler", true},
    {"_signal", Capability::signals, ""},
    {"faulthandler", {}, "is_enabled dump_traceback", true},  // which ask by descriptor
    {"faulthandler", Capability::threads, "dump_traceback_later cancel_dump_traceback_later"},
    {"faulthandler", Capability::processes, "_read_null _sigsegv _sigabrt _sigfpe _stack_overflow _fatal_error_c_thread"},
    {"faulthandler", Capability::signals, ""},
    {"_thread", Capability::threads, "start_new_thread start_new start_joinable_thread"},
    {"_socket", {}, "htons htonl ntohs ntohl inet_aton inet_ntoa inet_pton inet_ntop getdefaulttimeout setdefaulttimeout CMSG_LEN CMSG_SPACE", true},
    {"_socket", Capability::network, ""},
    {"select", Capability::network, ""},
    {"termios", Capability::files, ""},
    {"fcntl", Capability::files, ""},
    {"pwd", Capability::environment, ""},
    {"grp", Capability::environment, ""},
    {"syslog", Capability::network, "openlog syslog"},
    {"_ssl", Capability::random, "RAND_add RAND_bytes RAND_status"},
};

template <Capability capability>
Result<Value> refuse(Runtime& rt, Args) {
    TRY(require(rt, capability));
    return rt.raise(RuntimeError, "granted after the module was made");
}

template <std::size_t... N>
constexpr auto make_refusals(std::index_sequence<N...>) {
    return std::array<FunctionDef, sizeof...(N)>{
        FunctionDef{"not_granted(*args, **kwargs)", refuse<static_cast<Capability>(N)>, "Stands for a function that needs a capability."}...};
}
constexpr auto kRefusals = make_refusals(std::make_index_sequence<kCapabilities>());

constexpr std::int64_t kAllBits = (1 << kCapabilities) - 1;

std::int64_t granted_bits(const Runtime& rt) {
    auto found = rt.library.find(&kGranted);
    return found == rt.library.end() ? 0 : found->second.as_int();
}

bool lists(std::string_view names, std::string_view name) {
    for (std::size_t at = 0; (at = names.find(name, at)) != std::string_view::npos; at += name.size()) {
        std::size_t end = at + name.size();
        if ((at == 0 || names[at - 1] == ' ') && (end == names.size() || names[end] == ' ')) return true;
    }
    return false;
}

}  // namespace

void grant(Runtime& rt, std::uint32_t bits) { rt.library[&kGranted] = Value(View::small_int(bits)); }

bool granted(const Runtime& rt, Capability capability) { return (granted_bits(rt) >> static_cast<int>(capability)) & 1; }

Result<void> require(Runtime& rt, Capability capability) {
    if (granted(rt, capability)) [[likely]] return {};
    return rt.raise(PermissionError, "the host has not granted '%s'", kNames[static_cast<int>(capability)]);
}

const FunctionDef& allowed(const Runtime& rt, std::string_view module, const FunctionDef& function) {
    if (granted_bits(rt) == kAllBits) return function;  // as the command has it, which starts often
    std::string_view name(function.signature);
    name = name.substr(0, name.find('('));
    for (const Rule& rule : kRules) {
        if (rule.module != module || (!rule.functions.empty() && !lists(rule.functions, name))) continue;
        if (rule.free || granted(rt, rule.capability)) return function;
        return kRefusals[static_cast<std::size_t>(rule.capability)];
    }
    return function;
}

}  // namespace ouro
