// SPDX-License-Identifier: MIT
// posix: terminals, and pseudo-terminals of a process's own. fork.cpp has forkpty().
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>
#include <utmp.h>

#include <climits>
#include <cstdio>
#include <cstdlib>

#include "stdlib/posix/posix.h"

namespace ouro {

namespace {

const char* const kTerminalFields[] = {"columns", "lines"};

/// A terminal's two ends; neither is this process's controlling terminal, neither is inherited.
Result<Value> open_terminal(Runtime& rt) {
    Ref<Tuple> made = TRY(new_tuple(rt, 2));  // there is room before there is anything to lose
    int master = ::posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC);
    if (master < 0) return raise_os_error(rt, errno);
    char name[128];
    int slave = -1;
    if (::grantpt(master) == 0 && ::unlockpt(master) == 0 && ::ptsname_r(master, name, sizeof name) == 0)
        slave = ::open(name, O_RDWR | O_NOCTTY | O_CLOEXEC);
    if (slave < 0) {
        int error = errno;
        ::close(master);
        return raise_os_error(rt, error);
    }
    made->items[0] = View::small_int(master);
    made->items[1] = View::small_int(slave);
    return made;
}

Result<Value> posix_openpt(Runtime& rt, Args args) {
    int flags = TRY(args.small_integer(0));
    int master = ::posix_openpt(flags | O_CLOEXEC);
    if (master < 0) return raise_os_error(rt, errno);
    return rt.integer(master);
}

Result<Value> ptsname(Runtime& rt, Args args) {
    char name[128];
    int error = ::ptsname_r(TRY(descriptor_argument(rt, args[0])), name, sizeof name);
    if (error) return raise_os_error(rt, error);
    return text_from_system(rt, name);
}

Result<Value> get_terminal_size(Runtime& rt, Args args) {
    winsize size;
    if (::ioctl(TRY(args.small_integer(0)), TIOCGWINSZ, &size) < 0) return raise_os_error(rt, errno);
    const Value values[] = {View::small_int(size.ws_col), View::small_int(size.ws_row)};
    return new_struct_sequence(rt, kTerminalSize, values);
}

Result<Value> ttyname(Runtime& rt, Args args) {
    char name[PATH_MAX];
    int error = ::ttyname_r(TRY(args.small_integer(0)), name, sizeof name);
    if (error) return raise_os_error(rt, error);
    return text_from_system(rt, name);
}

Result<Value> tcgetpgrp(Runtime& rt, Args args) {
    pid_t group = ::tcgetpgrp(TRY(args.small_integer(0)));
    if (group < 0) return raise_os_error(rt, errno);
    return rt.integer(group);
}

Result<Value> tcsetpgrp(Runtime& rt, Args args) {
    int descriptor = TRY(args.small_integer(0));
    return done(rt, ::tcsetpgrp(descriptor, TRY(args.small_integer(1))));
}

Result<Value> ctermid(Runtime& rt, Args) {
    char name[L_ctermid];
    return text_from_system(rt, ::ctermid(name));
}

constexpr FunctionDef functions[] = {
    {"openpty()", [](Runtime& rt, Args) { return open_terminal(rt); }, "Open a pseudo-terminal."},
    {"get_terminal_size(fd=1, /)", get_terminal_size, "Return the size of the terminal window as (columns, lines)."},
    {"ttyname(fd, /)", ttyname, "Return the name of the terminal device connected to 'fd'."},
    {"posix_openpt(oflag, /)", posix_openpt, "Opens the master's end of a new pseudo-terminal."},
    {"grantpt(fd, /)", [](Runtime& rt, Args a) -> Result<Value> { return done(rt, ::grantpt(TRY(descriptor_argument(rt, a[0])))); }, "Gives this user the slave of a pseudo-terminal."},
    {"unlockpt(fd, /)", [](Runtime& rt, Args a) -> Result<Value> { return done(rt, ::unlockpt(TRY(descriptor_argument(rt, a[0])))); }, "Lets the slave of a pseudo-terminal be opened."},
    {"ptsname(fd, /)", ptsname, "The name of the slave of a pseudo-terminal."},
    {"login_tty(fd, /)", [](Runtime& rt, Args a) -> Result<Value> { return done(rt, ::login_tty(TRY(descriptor_argument(rt, a[0])))); },
     "Makes a terminal that of a new session, and this process's standard streams."},
    {"tcgetpgrp(fd, /)", tcgetpgrp, "The process group in the foreground of a terminal."},
    {"tcsetpgrp(fd, pgid, /)", tcsetpgrp, "Puts a process group into the foreground of a terminal."},
    {"ctermid()", ctermid, "Return the name of the controlling terminal for this process."},
};

}  // namespace

const std::span<const FunctionDef> posix_terminal_functions = functions;
const StructSequence kTerminalSize{.type = struct_sequence_type("os", "terminal_size", "A tuple of (columns, lines) for holding terminal window size", true), .fields = kTerminalFields, .visible = 2};

}  // namespace ouro
